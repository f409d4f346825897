"""Ditto marks and what readers make of them: 〃 comes back as ", ノノ, //, いい, り, 11 (values.md 3.1.5).

Decides from the look-alike, the column and the size of the glyphs. Refuses a mark that could be a day of its own.
"""

import re

from extract.signs import Text

DITTO = "〃"
_ALWAYS = re.compile(r"[〃〻仝″”“\"〟〝‶ﾞ゛’'`´,，、ノﾉ/／\\＼〳〵ヽヾゝゞいりリッﾘ|｜∥‖Ⅱⅱil:;=＝ソツ〆々«»≪≫]{1,3}")
_WORDS = re.compile(r"(?:同上|同日|同じ|同|〃|々)")
_OPENING = re.compile(r"\s*(?:[〃〻仝″”“\"〟〝∥‖]{1,2}|(?:同上|同日)(?![、,のにはもと])|同(?=$|[\s(（0-9０-９]))")
_NUMBERS = re.compile(r"[1lI|]{2}")
# A ditto mark is small: its ink is at most this share of the height of the writing around it.
SMALL = 0.8


def is_mark(text: Text, *, em_px: float) -> bool:
    """True when a cell holds a ditto mark and nothing else; a time or weekday may follow a mark read correctly."""
    bare = text.compact
    if not bare:
        return False
    if _WORDS.fullmatch(bare):
        return True
    if _NUMBERS.fullmatch(bare):
        return text.box.height < SMALL * em_px
    return len(bare) <= 3 and _ALWAYS.fullmatch(bare) is not None


def ditto_end(raw: str) -> int:
    """Length of the ditto mark that `raw` begins with; 0 for none: 「同行」 and 「同日の午後」 are none."""
    hit = _OPENING.match(raw)
    return hit.end() if hit else 0


def is_down_rule(text: Text) -> bool:
    """A vertical stroke or arrow through the column: the same as above."""
    return re.fullmatch(r"[|｜│↓丨lⅠ1]", text.compact) is not None
