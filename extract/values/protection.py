"""Words that call for protection: 支援措置, DV, 避難, 非開示 … (people-and-risks.md 7.3, R-03).

One hit is enough to hold a page; refuses to decide that there is no danger.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon.tables import rows
from extract.values.width import plain


@dataclass(frozen=True, slots=True)
class ProtectionHit:
    """`word` as in the lexicon, `kind` groups words for the desk, `span` in the text."""

    word: str
    kind: str
    span: tuple[int, int]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted({row["word"] for row in rows("protection")}, key=len, reverse=True)
    return re.compile("|".join(_spaced(plain(word)) for word in words), re.IGNORECASE)


def _spaced(word: str) -> str:
    """The word with spaces allowed inside, as OCR leaves them; Latin words must stand alone."""
    body = r"\s*".join(re.escape(sign) for sign in word)
    return rf"(?<![A-Za-z]){body}(?![A-Za-z])" if word.isascii() else body


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {plain(row["word"]).upper(): row["kind"] for row in rows("protection")}


def find(text: str) -> tuple[ProtectionHit, ...]:
    """Every trigger word, left to right; width folded, spaces inside words allowed."""
    found = []
    for hit in _pattern().finditer(plain(text)):
        word = "".join(hit.group(0).split()).upper()
        found.append(ProtectionHit(word, _kinds().get(word, ""), hit.span()))
    return tuple(found)
