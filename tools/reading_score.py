"""How near a reading is to the truth: character recall, precision and F1, and the ordered character error rate.

Widths, spaces and typographic twins (dashes, dots, tildes, quotes) are set aside on both sides; letters never are.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_TWINS = {
    twin: group[0]
    for group in ("-－―‐—−–", "・･·•∙", "~～〜∼", "'’‘`´", '"”“', ",，", ".．", "…⋯", "○◯")
    for twin in group
}


def plain(text: str) -> str:
    """The text in the form in which it is compared."""
    narrow = "".join(unicodedata.normalize("NFKC", character) for character in text)
    return "".join(_TWINS.get(character, character) for character in narrow if not character.isspace())


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one page or of many: they add up."""

    truth: int = 0
    read: int = 0
    shared: int = 0
    edits: int = 0
    pages: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.truth + other.truth,
            self.read + other.read,
            self.shared + other.shared,
            self.edits + other.edits,
            self.pages + other.pages,
        )

    @property
    def recall(self) -> float:
        return self.shared / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        return self.shared / self.read if self.read else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.shared / (self.truth + self.read) if self.truth + self.read else 1.0

    @property
    def cer(self) -> float:
        return self.edits / self.truth if self.truth else float(self.read > 0)


def score(truth: Sequence[str], read: Sequence[str]) -> Score:
    """`truth` and `read`: the page's lines in reading order."""
    wanted, found = plain("".join(truth)), plain("".join(read))
    shared = sum((Counter(wanted) & Counter(found)).values())
    return Score(len(wanted), len(found), shared, Levenshtein.distance(wanted, found), 1)


def total(scores: Sequence[Score]) -> Score:
    """Sum of the counts."""
    whole = Score()
    for one in scores:
        whole = whole + one
    return whole
