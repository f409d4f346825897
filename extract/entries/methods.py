"""対応方法 -> code of the contract, from its column or from the word that opens the text.

Refuses to read a method out of the middle of a sentence.
"""

import re

from rapidfuzz.distance import Levenshtein

from extract.signs import Text
from extract.values.choice import code_of, words_of

# A method in front of a text: the word alone, then a mark of punctuation, a bracket or a space.
_WORD = re.compile(
    r"\s*[【\[［〈<《「(（●○]?\s*([^\s【】\[\]［］〈〉<>《》「」()（）:：。、,，.．●○]{1,12}?)(?=[】\]］〉>》」)）:：。、,，.．(（\s]|$)"
)
_BEFORE_SPEAKER = re.compile(
    r"\s*(TEL|ＴＥＬ|℡|☎|電話|HV|訪問|来所|同行)\s*(?=本人|長|Dr|[\u4e00-\u9fff]{1,4}(?:氏|さん|より|へ|に|と))"
)
# Words of which one sign suffices: nothing else in a column of ways of contact begins so.
_TELLING = {"訪": "訪問", "電": "電話", "来": "来所", "同": "同行"}
_LATIN = re.compile(r"[^\s]?E[LI1l!]|T[^\s][LI1l!]|TE[LI1l!し]")
_BRACKETED = re.compile(r"\s*[【\[［〈<《(（「]?\s*([^\s【】\[\]［］〈〉<>《》()（）]{2,8})\s*[】\]］〉>》)）」]")
_SHORT_HEAD = re.compile(r"\s*[【\[［〈<《]\s*([^\s【】\[\]［］〈〉<>《》]{1,3})\s*[】\]］〉>》]")
_NOT_MISREAD = frozenset(("同日", "同上", "同居", "来週", "来月", "来年", "電気", "訪看", "同席", "来訪"))
_VAGUE = ("90", "99")


def leading_method(text: Text) -> Text | None:
    """The method that a text begins with, brackets left out; None when it begins otherwise."""
    for shape in (_WORD, _BEFORE_SPEAKER):
        hit = shape.match(text.raw)
        if hit and code_of("method", hit.group(1)) not in (None, *_VAGUE):
            return text.cut_raw(hit.start(1), hit.end(1))
    return None


def like_method(word: str) -> str | None:
    """The code of a way of contact with one sign misread (メーレ, 支援詢整会議, 訪門, -EL); who uses it says so."""
    bare = word.strip(" 　()（）【】[]〈〉<>・.")
    if not 2 <= len(bare) <= 10 or code_of("method", bare) is not None:
        return None
    if _LATIN.fullmatch(bare):
        return code_of("method", "TEL")
    if len(bare) == 2 and bare[0] in _TELLING and bare not in _NOT_MISREAD:
        return code_of("method", _TELLING[bare[0]])
    near = {
        code
        for known, code in words_of("method").items()
        if len(known) >= 3 and not known.isascii() and Levenshtein.distance(known, bare) == 1
    }
    return near.pop() if len(near) == 1 else None


def bracketed_word(text: str) -> str:
    """The word in brackets that a text begins with, its first bracket perhaps lost; "" when there is none."""
    hit = _BRACKETED.match(text)
    return hit.group(1) if hit else ""


def is_method_unread(text: str) -> bool:
    """Whether a text begins with a word in brackets that is nearly a way of contact, or with one or two signs in square
    ones that are none at all: ([E]) was ℡."""
    hit = _SHORT_HEAD.match(text)
    return bool(like_method(bracketed_word(text))) or (hit is not None and code_of("method", hit.group(1)) is None)


def holds_two_ways(raw: str) -> bool:
    """Whether a column says two ways of contact one behind the other (訪問来所): two contacts stand in one row, the
    date of the second not seen. A known word that is made of two (電話相談) is one."""
    bare = "".join(raw.split())
    if code_of("method", bare) is not None:
        return False
    halves = ((bare[:cut], bare[cut:]) for cut in range(2, len(bare) - 1))
    return any(_is_way(left) and _is_way(right) for left, right in halves)


def _is_way(word: str) -> bool:
    return (code_of("method", word) or like_method(word)) not in (None, *_VAGUE)


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
