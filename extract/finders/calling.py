"""Words that call a person by post or kinship: 民生委員, Cm, 長女 before a name, 氏, さん, Dr behind it.

Data from the lexicon; refuses to find a word inside a longer one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon.tables import rows
from extract.values.variants import folded

HONORIFICS = ("氏", "さん", "様", "さま", "君", "くん", "ちゃん", "殿", "先生")
_GENERAL_HONORIFIC = re.compile("|".join(HONORIFICS))
# 「宅」「方」 behind a name point at the person's home.
_HOME = re.compile(r"宅|方(?=へ|に|を)|家(?=へ|に|を|の|、|。)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A calling word in a text. `role` as in the lexicon; `before`: it may stand before a name, `after`: behind."""

    start: int
    end: int
    role: str
    before: bool
    after: bool


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted({folded(row["word"]) for row in rows("posts")}, key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in words))


def _bounded(word: str) -> str:
    """Latin words end where the letters end."""
    body = re.escape(word)
    return rf"(?<![A-Za-z]){body}(?![A-Za-z])" if word.isascii() else body


@lru_cache(maxsize=1)
def _posts() -> dict[str, tuple[str, str]]:
    return {folded(row["word"]): (row["role"], row["side"]) for row in rows("posts")}


def is_post(word: str) -> bool:
    """True for a calling word itself: 大家 and 民生 are also family names, but not here."""
    return word in _posts()


def cues(text: str) -> tuple[Cue, ...]:
    """Posts, kin and honorifics, left to right, longest first; `text` folded."""
    found = []
    for hit in _pattern().finditer(text):
        role, side = _posts()[hit.group(0)]
        found.append(Cue(hit.start(), hit.end(), role, side in ("before", "both"), side in ("after", "both")))
    taken = {place for cue in found for place in range(cue.start, cue.end)}
    for hit in _GENERAL_HONORIFIC.finditer(text):
        if hit.start() not in taken:
            found.append(Cue(hit.start(), hit.end(), "", False, True))
    for hit in _HOME.finditer(text):
        if hit.start() not in taken:
            found.append(Cue(hit.start(), hit.end(), "home", False, True))
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))
