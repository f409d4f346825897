"""Abbreviations of the office: what each may stand for, and which of two meanings the words nearby speak for.

Refuses to choose between two meanings when the context is silent.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon.tables import rows
from extract.values.width import plain


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`meaning` None: it has several and nothing nearby settles it; then `choices` has them all."""

    word: str
    span: tuple[int, int]
    meaning: str | None
    choices: tuple[str, ...]


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows("abbreviations"):
        found.setdefault(row["word"], []).append((row["meaning"], tuple(row["hint"].split())))
    return {word: tuple(meanings) for word, meanings in found.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(_table(), key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![A-Za-z]){re.escape(w)}(?![A-Za-z])" if w.isascii() else re.escape(w) for w in words)
    )


def abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Every abbreviation of the glossary in the text; letter case counts (`Dr` and `DR` differ)."""
    return tuple(_meant(hit, text) for hit in _pattern().finditer(plain(text)))


def _meant(hit: re.Match[str], text: str) -> Abbreviation:
    meanings = _table()[hit.group(0)]
    choices = tuple(meaning for meaning, _ in meanings)
    around = text[: hit.start()] + " " + text[hit.end() :]
    backed = [meaning for meaning, hints in meanings if any(hint in around for hint in hints)]
    settled = choices[0] if len(choices) == 1 else backed[0] if len(backed) == 1 else None
    return Abbreviation(hit.group(0), hit.span(), settled, choices)
