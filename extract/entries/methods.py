"""対応方法 -> code of the contract, from its column or from the word that opens the text.

Refuses to read a method out of the middle of a sentence.
"""

import re

from extract.signs import Text
from extract.values.choice import code_of

# A method in front of a text: the word alone, then a mark of punctuation, a bracket or a space.
_WORD = re.compile(
    r"\s*[【\[［〈<《「(（●○]?\s*([^\s【】\[\]［］〈〉<>《》「」()（）:：。、,，.．●○]{1,12}?)(?=[】\]］〉>》」)）:：。、,，.．(（\s]|$)"
)
_BEFORE_SPEAKER = re.compile(
    r"\s*(TEL|ＴＥＬ|℡|☎|電話|HV|訪問|来所|同行)\s*(?=本人|長|Dr|[\u4e00-\u9fff]{1,4}(?:氏|さん|より|へ|に|と))"
)
_VAGUE = ("90", "99")


def leading_method(text: Text) -> Text | None:
    """The method that a text begins with, brackets left out; None when it begins otherwise."""
    for shape in (_WORD, _BEFORE_SPEAKER):
        hit = shape.match(text.raw)
        if hit and code_of("method", hit.group(1)) not in (None, *_VAGUE):
            return text.cut_raw(hit.start(1), hit.end(1))
    return None


def code_in_column(raw: str) -> str | None:
    """The code of what a method column says; None when no known word is in it."""
    return code_of("method", raw, inside=True) if raw.strip() else None


def code_in_text(raw: str) -> str | None:
    """The code of the word or the ending (`法テラス同行。`) of a text's first clause."""
    clause = re.split(r"[。、．,.\s(（]", raw.strip(), maxsplit=1)[0][:16]
    return code_of("method", clause) or next(
        (code_of("method", clause[start:]) for start in range(1, len(clause) - 1) if code_of("method", clause[start:])),
        None,
    )
