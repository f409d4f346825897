"""What a person's words may be before anybody asks what they mean: no sign that nobody can see, no book in a box.

Refuses nothing that can stand on paper: any script, any rare character, emoji and half-width kana are words.
"""

import unicodedata

from extract.values.typed import Typed
from pipeline.desk.views import REFUSAL, Refused

TEXTS = frozenset({"text", "note", "judgement", "counterpart", "chiefComplaint", "household", "localItem"})
LISTS = frozenset({"scope", "agencies", "exclusions"})
LONGEST_TEXT, LONGEST_LIST, LONGEST_WORD = 20_000, 1_000, 200
# Marks that turn the direction of what stands around them: a value would read otherwise than it is.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT = frozenset("\n\r\t")


def longest(name: str) -> int:
    """Characters that a field of the contract, or a part of a row, may have."""
    return LONGEST_TEXT if name in TEXTS else LONGEST_LIST if name in LISTS else LONGEST_WORD


def against(text: str, *, most: int = LONGEST_TEXT) -> str:
    """A code of `REFUSAL`; "" for words that can be kept."""
    if len(text) > most:
        return "too_long"
    return "unseen_sign" if any(map(_is_unseen, text)) else ""


def kept(text: str, *, most: int = LONGEST_TEXT) -> str:
    """The words as they are. Raises Refused."""
    code = against(text, most=most)
    if code:
        raise Refused(code)
    return text


def told(text: str, name: str) -> Typed | None:
    """Why words cannot be kept, said at the field; None when they can."""
    code = against(text, most=longest(name))
    if not code:
        return None
    limit = f"（{longest(name):,} 文字まで。いま {len(text):,} 文字）" if code == "too_long" else ""
    return Typed(None, f"{REFUSAL[code][0]}{limit}", False)


def _is_unseen(one: str) -> bool:
    return one in TURNING or (unicodedata.category(one) in ("Cc", "Cs") and one not in LAYOUT)
