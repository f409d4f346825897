"""Match keys: what search compares instead of the text, so that 高橋 finds 髙橋 and ﾀｶﾊｼ finds たかはし.

A key is made character by character, so a part of a text always has a part of its key. Keys never leave this room and
never replace a text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from storage.lookalikes import KANA, SHAPES, VARIANTS

# Raised whenever a change here gives another key for the same text: the archive then builds its index anew.
KEY_VERSION = "1"

BREAK = "|"
_VOICED, _HALF_VOICED = "\u3099", "\u309a"
_SOUND_MARKS = {
    _VOICED: _VOICED,
    "\uff9e": _VOICED,
    "゛": _VOICED,
    _HALF_VOICED: _HALF_VOICED,
    "\uff9f": _HALF_VOICED,
    "゜": _HALF_VOICED,
}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_HIRAGANA, _TO_KATAKANA = range(0x3041, 0x3097), 0x60


# Telephone numbers are written with hyphens, brackets or none: inside them the signs between the digits go.
_BETWEEN = r"[-‐‑−－ー()（）\u2010-\u2015]{1,2}"
_PHONE = re.compile(rf"(?<!\d)[0０]\d{{1,4}}{_BETWEEN}\d{{1,4}}{_BETWEEN}\d{{3,4}}(?!\d)")


@dataclass(frozen=True, slots=True)
class Key:
    """The i-th character of the key stands for [`starts[i]`, `ends[i]`) of the text it was made from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the key as [start, end) of the text."""
        return self.starts[start], self.ends[end - 1]


def _representatives() -> dict[str, str]:
    """A small kana is first made large, then taken for its kanji look-alike."""
    found: dict[str, str] = {}
    for group in (*VARIANTS, *KANA, *SHAPES):
        for one in group[1:]:
            found.setdefault(one, group[0])
    return {one: found.get(kept, kept) for one, kept in found.items()}


_REPRESENTATIVE = _representatives()


def fold(text: str) -> Key:
    """Width, case, kana, variants and look-alikes folded, spaces gone, punctuation as `BREAK`."""
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, cluster in _clusters(text):
        for one in _folded(cluster):
            found.append(one)
            starts.append(start)
            ends.append(start + len(cluster))
    return Key("".join(found), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, str]]:
    """A character with the sound marks and variation selectors behind it."""
    dropped = _signs_in_phones(text)
    found: list[tuple[int, str]] = []
    for place, one in enumerate(text):
        if found and (_is_selector(one) or (one in _SOUND_MARKS and _takes_mark(found[-1][1], _SOUND_MARKS[one]))):
            found[-1] = (found[-1][0], found[-1][1] + one)
        elif place not in dropped:
            found.append((place, one))
    return found


def _signs_in_phones(text: str) -> frozenset[int]:
    runs = _PHONE.finditer(text)
    return frozenset(at for run in runs for at in range(run.start(), run.end()) if not text[at].isdigit())


def _takes_mark(cluster: str, mark: str) -> bool:
    """Only a kana that has a form with that mark; otherwise the mark stands alone and is a break."""
    wide = unicodedata.normalize("NFKC", cluster)
    return len(wide) == 1 and len(unicodedata.normalize("NFC", wide + mark)) == 1


def _is_selector(one: str) -> bool:
    return "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"


def storable(text: str) -> str:
    """What no database takes as text (NUL, half of a surrogate pair) as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


@lru_cache(maxsize=20_000)
def _folded(cluster: str) -> str:
    plain = "".join(_SOUND_MARKS.get(one, one) for one in cluster if not _is_selector(one))
    wide = unicodedata.normalize("NFKC", plain).lower()
    return "".join(_one(one) for one in wide)


def _one(one: str) -> str:
    if ord(one) in _HIRAGANA:
        one = chr(ord(one) + _TO_KATAKANA)
    if one.isspace():
        return ""
    one = _REPRESENTATIVE.get(one, one)
    return one if one.isalnum() else BREAK


def pairs(key: str) -> tuple[str, ...]:
    """Overlapping pairs, and the last character alone, so that a one-character word is the start of some pair."""
    return tuple(key[at : at + 2] for at in range(len(key)))


@lru_cache(maxsize=100_000)
def token(pair: str) -> str:
    """A pair as letters and digits that no tokenizer, locale or query syntax touches: five hex digits a character."""
    return "".join(f"{ord(one):05x}" for one in pair)
