"""Telephone numbers -> digits with hyphens; owner, extension and remarks apart (values.md 3.4).

Refuses a number of the wrong length: it is shown as an alternative, not as the value.
"""

import re
from functools import lru_cache

from domain.field import Alternative
from extract.lexicon.tables import rows
from extract.values.numerals import mend_digits
from extract.values.parsed import Context, Parsed, blank, others, unparsed
from extract.values.width import numbered

_CANDIDATE = re.compile(r"\+?\(?\d[\d\-()\s.・,]{6,18}\d(?!\d)")
_EXTENSION = re.compile(r"内線\s*[:：]?\s*(\d{1,6})")
_NONE = re.compile(r"なし|無し?|ナシ|不明|同上|〃|未設置|持っていない")
_LETTERS = str.maketrans({"Z": "2", "S": "5", "B": "8"})
_LETTER_IN_NUMBER = re.compile(r"(?<=[\d-])[ZSB](?=[\d-])")
_EMPTY_GROUP = re.compile(r"(?<=\d-)[Oo〇○]+(?=-\d)")
_MOBILE = ("090", "080", "070", "060", "050", "020")
_FRAME = re.compile(r"[\s()\-・:：_/]*(?:自宅|携帯|TEL|Tel|電話|FAX)?[\s()\-・:：_/]*")


def parse(raw: str, context: Context) -> Parsed:
    """Parts: `kind` mobile | landline | freephone, `extension`, `remark`, `also` for each further number."""
    del context
    text, stroke = mend_digits(numbered(raw))
    text = _EMPTY_GROUP.sub(lambda hit: "0" * len(hit.group(0)), text)
    repaired = _LETTER_IN_NUMBER.sub(lambda hit: hit.group(0).translate(_LETTERS), text)
    reasons = ("lookalike",) if stroke or repaired != text else ()
    extension = _EXTENSION.search(repaired)
    bare = repaired[: extension.start()] if extension else repaired
    numbers = [digits for hit in _CANDIDATE.finditer(bare) if (digits := hit.group(0).strip())]
    parts = (*((("extension", extension.group(1)),) if extension else ()), *_remark(bare))
    if not numbers:
        return unparsed(parts=parts) if extension else _no_number(bare, parts=parts)
    shown = [shape(number) for number in numbers]
    good = [one for one in shown if one]
    if not good:
        digits = "".join(filter(str.isdigit, numbers[0]))
        return Parsed(
            None, reasons=("phone_invalid", *reasons), alternatives=(Alternative(digits, "読めた数字"),), parts=parts
        )
    kind, value = good[0]
    also = tuple(("also", number) for _, number in good[1:])
    choices = others(value, (Alternative(number, "同じ欄の別の番号") for _, number in good[1:]))
    return Parsed(value, reasons=reasons, alternatives=choices, parts=(("kind", kind), *also, *parts))


def _no_number(text: str, *, parts: tuple[tuple[str, str], ...]) -> Parsed:
    if _FRAME.fullmatch(text):
        return blank()
    if _NONE.search(text):
        return unparsed(parts=(("placeholder", "none"), *parts))
    return unparsed(parts=parts)


def shape(written: str) -> tuple[str, str] | None:
    """(kind, number with hyphens) of a written number; None when the count of digits cannot be a Japanese number."""
    international = written.startswith("+81")
    digits = "".join(filter(str.isdigit, written))
    digits = "0" + digits[2:] if international else digits
    if not digits.startswith("0") or len(set(digits)) == 1:
        return None
    if digits.startswith("0120") and len(digits) == 10:
        return "freephone", f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    if digits.startswith("0800") and len(digits) == 11:
        return "freephone", f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    if len(digits) == 11:
        return ("mobile", f"{digits[:3]}-{digits[3:7]}-{digits[7:]}") if digits.startswith(_MOBILE) else None
    if len(digits) != 10 or digits.startswith(_MOBILE):
        return None
    return "landline", _landline(written, digits)


def _landline(written: str, digits: str) -> str:
    """Hyphens as written; else by the area code when the table knows it; else none are made up."""
    groups = [group for group in re.split(r"\D+", written.removeprefix("+81")) if group]
    if len(groups) == 3 and len(groups[2]) == 4 and len("".join(groups)) == 10:
        return "-".join(groups)
    code = next((code for code in _area_codes() if digits.startswith(code)), None)
    return f"{code}-{digits[len(code) : -4]}-{digits[-4:]}" if code else digits


@lru_cache(maxsize=1)
def _area_codes() -> tuple[str, ...]:
    return tuple(sorted((row["code"] for row in rows("area_codes")), key=len, reverse=True))


def _remark(text: str) -> tuple[tuple[str, str], ...]:
    """What is written beside the digits: `呼出・本人は難聴`, `長女 携帯`."""
    beside = _CANDIDATE.sub(" ", text)
    words = " ".join(re.sub(r"[()（）〔〕:：]", " ", beside).split())
    return (("remark", words),) if words else ()
