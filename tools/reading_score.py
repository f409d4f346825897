"""How near a reading is to the truth: character recall, precision and F1, and the ordered character error rate.

Widths, spaces and typographic twins (dashes, dots, tildes, quotes) are set aside on both sides; letters never are.
Every character read is laid at its place on the paper: the error rate counts edits line by line, so it sees a wrong
order inside a line and text that belongs elsewhere, whatever the order in which a program lists its lines. What lies
on a seal counts neither way: seals are judged on their own.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

Box = Sequence[float]
Map = Callable[[float, float], tuple[float, float]]

_TWINS = {
    twin: group[0]
    for group in ("-－―‐—−–─", "・･·•∙", "~～〜∼", "'’‘`´", '"”“', ",，", ".．", "…⋯", "○◯")
    for twin in group
}
OVERRUN = 0.15  # of a line's length
REACH = 0.35  # of a line's thickness: how far outside its box a character may lie


def plain(text: str) -> str:
    """The text in the form in which it is compared."""
    narrow = "".join(unicodedata.normalize("NFKC", character) for character in text)
    return "".join(_TWINS.get(character, character) for character in narrow if not character.isspace())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the truth or of a reading; `box`: x, y, width, height."""

    text: str
    box: Box
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one page or of many: they add up."""

    truth: int = 0
    read: int = 0
    shared: int = 0
    edits: int = 0
    pages: int = 0
    steps: int = 0
    steps_right: int = 0
    lines: int = 0
    lines_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

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

    @property
    def order(self) -> float:
        """Share of neighbouring lines of the truth that the reading lists in the same order."""
        return self.steps_right / self.steps if self.steps else 1.0


def total(scores: Sequence[Score]) -> Score:
    """Sum of the counts."""
    whole = Score()
    for one in scores:
        whole = whole + one
    return whole


def score(truth: Sequence[Line], read: Sequence[Line], *, seals: Sequence[Box] = ()) -> Score:
    """`read` in the order the program gives its lines; all boxes in the same px."""
    placed: list[list[tuple[int, str]]] = [[] for _ in truth]
    lost = 0
    kept = ""
    for number, (text, x, y) in enumerate(pieces(read)):
        home = home_of(truth, x, y=y)
        if home is None and any(_holds(box, x, y=y) for box in seals):
            continue
        kept += text
        if home is None:
            lost += 1
        else:
            placed[home].append((number, text))
    wanted = [plain(line.text) for line in truth]
    found = ["".join(text for _, text in one) for one in placed]
    distances = [Levenshtein.distance(a, b) for a, b in zip(wanted, found, strict=True)]
    whole = "".join(wanted)
    shared = sum((Counter(whole) & Counter(kept)).values())
    first = [one[0][0] for one in placed if one]
    right = sum(a < b for a, b in pairwise(first))
    counts = (len(whole), len(kept), shared, sum(distances) + lost, 1, max(0, len(first) - 1), right)
    return Score(*counts, len(wanted), sum(distance == 0 for distance in distances))


def pieces(lines: Sequence[Line]) -> Iterator[tuple[str, float, float]]:
    """Every comparable character with its place: spread over its line's box, narrow letters taking half a place."""
    for line in lines:
        x, y, width, height = line.box
        sizes = [1.0 if line.vertical or unicodedata.east_asian_width(c) in "FWA" else 0.5 for c in line.text]
        done, whole = 0.0, sum(sizes)
        for character, size in zip(line.text, sizes, strict=True):
            share = (done + size / 2) / whole
            done += size
            at = (x + width / 2, y + height * share) if line.vertical else (x + width * share, y + height / 2)
            for letter in plain(character):
                yield letter, *at


def home_of(truth: Sequence[Line], x: float, *, y: float) -> int | None:
    """The line of the truth at this place: the one whose middle is nearest among those that reach it."""
    near = [n for n, line in enumerate(truth) if _holds(line.box, x, y=y, reach=REACH * min(line.box[2:4]))]
    near = near or [n for n, line in enumerate(truth) if _holds(_longer(line), x, y=y)]
    return min(near, key=lambda n: _aside(truth[n], x, y=y), default=None)


def _longer(line: Line) -> Box:
    """The box made longer at both ends: letters of uneven width stand a little beside their even places."""
    x, y, width, height = line.box
    if line.vertical:
        return x, y - OVERRUN * height, width, height * (1 + 2 * OVERRUN)
    return x - OVERRUN * width, y, width * (1 + 2 * OVERRUN), height


def _aside(line: Line, x: float, *, y: float) -> float:
    left, top, width, height = line.box
    return abs(left + width / 2 - x) if line.vertical else abs(top + height / 2 - y)


def _holds(box: Box, x: float, *, y: float, reach: float = 0.0) -> bool:
    left, top, width, height = box
    return left - reach <= x <= left + width + reach and top - reach <= y <= top + height + reach


def mapped(line: Line, by: Map) -> Line:
    """The line with its box led through a map of places."""
    x, y, width, height = line.box
    points = [by(a, b) for a in (x, x + width) for b in (y, y + height)]
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    box = (left, top, max(p[0] for p in points) - left, max(p[1] for p in points) - top)
    return Line(line.text, box, line.vertical)
