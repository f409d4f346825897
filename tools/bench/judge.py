"""Judges a reading beyond its letters: whether line confidences keep what they promise, and whether marks are right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reading_score import Line, home_of, pieces, plain

from bench.outcome import PageOutcome
from bench.pages import BenchPage
from domain.page import Mark

BINS = 10
WHOLE = 0.93  # of a printed line's length: a read line that covers this much must spell all of it
NEAR = 0.3  # of a mark's box
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """One line read: what was promised, and whether it is right to the letter."""

    confidence: float
    right: bool


def judged(outcome: PageOutcome, page: BenchPage) -> Iterator[Judged]:
    """Lines on a seal are left out, as everywhere."""
    if outcome.ocr is None:
        return
    for read, placed in zip(outcome.ocr.lines, outcome.lines, strict=True):
        right = verdict(placed, page)
        if right is not None:
            yield Judged(float(read.confidence), right)


def verdict(placed: Line, page: BenchPage) -> bool | None:
    """Whether a line read, in px of the sheet, is right to the letter; None for one on a seal."""
    parts = list(_parts(placed, page))
    return all(parts) if parts else None if _on_seal(placed, page) else False


def _parts(line: Line, page: BenchPage) -> Iterator[bool]:
    """The line cut where it passes from one printed line to the next; each part held against its own."""
    homes: list[tuple[int | None, str]] = []
    for text, x, y in pieces([line]):
        home = home_of(page.lines, x, y=y)
        if homes and homes[-1][0] == home:
            homes[-1] = (home, homes[-1][1] + text)
        else:
            homes.append((home, text))
    for home, text in homes:
        if home is None:
            if not _on_seal(line, page):
                yield False
        elif len(homes) == 1 and _covers(line, page.lines[home]):
            yield text == plain(page.lines[home].text)
        else:
            yield text in plain(page.lines[home].text)


def _covers(read: Line, truth: Line) -> bool:
    along = 3 if truth.vertical else 2
    start = along - 2
    low = max(read.box[start], truth.box[start])
    high = min(read.box[start] + read.box[along], truth.box[start] + truth.box[along])
    return high - low >= WHOLE * truth.box[along]


def _on_seal(line: Line, page: BenchPage) -> bool:
    x, y = line.box[0] + line.box[2] / 2, line.box[1] + line.box[3] / 2
    return any(left <= x <= left + width and top <= y <= top + height for left, top, width, height in page.seals)


def calibration_error(lines: Sequence[Judged]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for line in lines:
        bins[min(BINS - 1, int(line.confidence * BINS))].append(line)
    gaps = (abs(sum(one.confidence for one in held) - sum(one.right for one in held)) for held in bins)
    return sum(gaps) / len(lines) if lines else 0.0


@dataclass(frozen=True, slots=True)
class MarksJudged:
    """`right`: of the marks of the truth, on and off. `sure_wrong`: wrong or invented with confidence over 0.9.

    `said` and `places`: each miss in words, and its box in px of the sheet.
    """

    truth: int = 0
    right: int = 0
    sure_wrong: int = 0
    invented: int = 0
    said: tuple[str, ...] = ()
    places: tuple[tuple[int, int, int, int], ...] = ()

    def __add__(self, other: "MarksJudged") -> "MarksJudged":
        counts = (getattr(self, name) + getattr(other, name) for name in self.__slots__)
        return MarksJudged(*counts)


def marks_judged(outcome: PageOutcome, page: BenchPage) -> MarksJudged:
    """Each mark of the truth against the mark read at its place; what was chosen but is nowhere printed is invented."""
    left = list(outcome.ocr.marks) if outcome.ocr is not None else []
    right, sure_wrong, said, places = 0, 0, [], []
    for want in page.marks:
        got = max(left, key=lambda mark, want=want: _closeness(mark, want.box, label=want.label), default=None)
        if got is not None and _closeness(got, want.box, label=want.label) > NEAR:
            left.remove(got)
        else:
            got = None
        good = got is not None and got.on == want.on
        right += good
        sure_wrong += not good and got is not None and got.confidence > SURE
        if not good:
            state = "nothing" if got is None else f"{'on' if got.on else 'off'} {got.confidence:.2f} {got.label}"
            said.append(f"{page.path.stem} {want.kind} {want.label} {'on' if want.on else 'off'}: {state}")
            places.append(want.box)
    stray = [mark for mark in left if mark.on]
    said += [f"{page.path.stem} invented {mark.kind} {mark.label} {mark.confidence:.2f}" for mark in stray]
    places += [mark.box.as_tuple() for mark in stray]
    sure_wrong += sum(mark.confidence > SURE for mark in stray)
    return MarksJudged(len(page.marks), right, sure_wrong, len(stray), tuple(said), tuple(places))


def _closeness(mark: Mark, box: Sequence[int], *, label: str) -> float:
    """Overlap in units of the smaller box, a little more where the word is the same."""
    x, y, width, height = box
    across = min(mark.box.right, x + width) - max(mark.box.x, x)
    down = min(mark.box.bottom, y + height) - max(mark.box.y, y)
    smaller = max(1, min(mark.box.area, width * height))
    return max(0, across) * max(0, down) / smaller + (0.2 if plain(mark.label) == plain(label) else 0.0)
