"""Says when an entry's text seems to hold the head of another contact whose date was not read as one.

`… を紹介。 05.01 16:40 同行 記録 佐々木`: a day that a way of contact follows at once, or a way of contact and then
a name that signs other rows (`… とのこと。 411 FAX 上田 …`: its day was not seen as one). Refuses to cut the text; a
person looks. A day that is only spoken of (`4/11 訪問とする`, `次回は4/11`) is none.
"""

import re
from collections.abc import Collection

from extract.values.choice import code_of

_DAY = re.compile(
    r"(?:^|[\s。」：:])(?:[MTSHRＭＴＳＨＲ昭平令]\S{0,4}[./年]|[^\s。、「」\u3040-\u30ff\u3400-\u9fff]{0,4}[./])?\d{1,2}\s?[./月]\s?\d{1,4}(?![\d/])日?\s?(?:[(（][月火水木金土日][)）])?"
    r"\s?(?:\d{0,2}[:：]\d\d)?[\s【\[［]{0,2}(?P<rest>\S{2,14})"
)
_SPOKEN_OF = re.compile(r"(?:予定|と(?:する|なる|の|し)|済|に|を|で|の|へ|時|希望|可|より)")
_LONGEST_WAY = 8
_CHARGE = re.compile(r"(?:担当|記録)者?\s?[:：]\s?[\u3400-\u9fff]")
_WRITTEN_BY = re.compile(r"(?<=[\s●・])(?P<way>[^\s。、「」]{1,8}?)\s?記録\s?[:：]?\s?[\u3400-\u9fff]{1,4}(?=[\s・]|$)")
_SIGNED = re.compile(
    r"(?<=[\s●・])(?P<way>[^\s。、「」]{1,8})\s(?:(?:記録|担当|記)[:：]?\s?)?(?=(?P<name>[^\s。、「」]{1,4})(?:\s|$))"
)


def seems_joined(text: str) -> bool:
    """Whether a second contact seems to begin inside `text` (not at its very beginning): a day and a way of contact, or
    the printed word for who was in charge."""
    days = any(hit.start() > 0 and _is_head(hit["rest"]) for hit in _DAY.finditer(text))
    written = any(hit.start() > 1 and code_of("method", hit["way"]) is not None for hit in _WRITTEN_BY.finditer(text))
    return days or written or any(hit.start() > 0 for hit in _CHARGE.finditer(text))


def is_signed_within(text: str, staff: Collection[str]) -> bool:
    """Whether a way of contact and the name of one of `staff` stand side by side inside `text`, each apart."""
    return any(
        hit.start() > 0 and hit["name"] in staff and code_of("method", hit["way"]) is not None
        for hit in _SIGNED.finditer(text)
    )


def _is_head(rest: str) -> bool:
    """A way of contact stands first, and nothing behind it makes it a thing spoken of."""
    for end in range(min(len(rest), _LONGEST_WAY), 1, -1):
        if code_of("method", rest[:end]) is not None:
            return _SPOKEN_OF.match(rest, end) is None
    return False
