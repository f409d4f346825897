"""Finds words struck out by hand (見え消し: a double stroke, sometimes a single one) and parts lines there.

Struck words are evidence and are kept; what replaces them stands beside or above. Refuses underlines and ruled lines:
a stroke through words has writing on both its sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.geometry import Box, surround
from domain.page import Direction, OcrChar, OcrLine
from ocr.ink import pooled
from ocr.pixels import Image
from ocr.strokes import Stroke, fitted, runs

WORKING_DPI = 150
SEED_MM = 3.0
THICKEST_MM, STEEPEST = 0.95, 0.14
LEAST_DOUBLE_MM, LEAST_SINGLE_MM = 4.6, 7.5
APART_MM = (0.35, 2.6)
SHARED = 0.75  # share of the shorter stroke that the other runs beside
WRITING_MM = 1.3  # writing is looked for this far from the stroke
THROUGH_DOUBLE, THROUGH_SINGLE = 0.42, 0.6  # share of the length with writing on both sides
CROSSED = 0.10  # share of a single stroke's length that strokes of letters cross outright
LONGER = 1.4  # a strike is this much longer than the letters below it are tall; strokes of large letters are not
BROKEN, LONG_STROKE = 0.02, 50  # of its length a stroke longer than 50 times its breadth may lack this share
LETTER_MM = 3.0  # how far from the stroke a letter is followed up and down
COVERED = 0.5  # a character counts as struck from this share of its length on
EDGE = 40


@dataclass(frozen=True, slots=True)
class Strike:
    """Words struck out. `strokes` in px of the page, along and across; `double`: two strokes side by side."""

    box: Box
    direction: Direction
    double: bool
    strokes: tuple[Stroke, ...]


def find(marks: Image, dpi: int) -> tuple[Strike, ...]:
    """Strokes through words in an ink mask without rules, from the top."""
    step = max(1, round(dpi / WORKING_DPI))
    mask = pooled(marks, step)
    mm = dpi / step / 25.4
    level = [_placed(group, step, mm=mm, upright=False) for group in _groups(mask, mm)]
    upright = [_placed(group, step, mm=mm, upright=True) for group in _groups(np.ascontiguousarray(mask.T), mm)]
    whole = [
        strike
        for strike in level + upright
        if all(_in_one_go(marks, stroke, direction=strike.direction) for stroke in strike.strokes)
    ]
    return tuple(sorted(whole, key=lambda strike: (strike.box.y, strike.box.x)))


def _in_one_go(marks: Image, stroke: Stroke, *, direction: Direction) -> bool:
    """False where paper shows between two pieces: strokes of neighbouring letters in line. Long ones may break."""
    along = np.arange(int(stroke.start) + 4, int(stroke.end) - 4)  # rounded ends and coarse px aside
    across = np.rint(stroke.near + stroke.slope * (along - stroke.start) - 0.5).astype(int)
    half = round(stroke.thick / 2) + 2
    reach = np.arange(-half, half + 1)[:, None]
    view = marks.T if direction is Direction.VERTICAL else marks
    rows, columns = np.clip(across + reach, 0, view.shape[0] - 1), np.clip(along, 0, view.shape[1] - 1)
    paper = ~(view[rows, columns] > 0).any(axis=0)
    return bool(paper.mean() <= BROKEN if len(along) > LONG_STROKE * stroke.thick else not paper.any())


def _placed(strokes: tuple[Stroke, ...], step: int, *, mm: float, upright: bool) -> Strike:
    """The strike on the page; as tall as a letter around the strokes' middle."""
    start, end = min(s.start for s in strokes), max(s.end for s in strokes)
    low, high = min(min(s.near, s.far) for s in strokes), max(max(s.near, s.far) for s in strokes)
    half = max(1.9 * mm, (high - low) / 2 + 0.8 * mm)
    middle = (low + high) / 2
    across = round((middle - half) * step), round(2 * half * step)
    along = round(start * step), round((end - start) * step)
    box = (
        Box(max(0, across[0]), along[0], across[1], along[1])
        if upright
        else Box(along[0], max(0, across[0]), along[1], across[1])
    )
    direction = Direction.VERTICAL if upright else Direction.HORIZONTAL
    return Strike(box, direction, len(strokes) > 1, tuple(stroke.grown(step) for stroke in strokes))


def _groups(mask: Image, mm: float) -> Iterator[tuple[Stroke, ...]]:
    """Pairs of strokes side by side, then single ones, that run through writing."""
    found = fitted(runs(mask, gap_px=0, least_px=round(SEED_MM * mm)), thickest_px=THICKEST_MM * mm, steepest=STEEPEST)
    strokes = sorted((s for s in found if s.length >= LEAST_DOUBLE_MM * mm), key=lambda s: (s.middle, s.start))
    writing = _Writing(np.pad(mask, EDGE), mm)
    used: set[int] = set()
    for one, two in _near_by(strokes, mm):
        pair = (strokes[one], strokes[two])
        if not used & {one, two} and writing.struck_by(pair):
            used |= {one, two}
            yield pair
    for number, stroke in enumerate(strokes):
        if number not in used and stroke.length >= LEAST_SINGLE_MM * mm and writing.struck_by((stroke,)):
            yield (stroke,)


def _near_by(strokes: Sequence[Stroke], mm: float) -> Iterator[tuple[int, int]]:
    """Numbers of strokes side by side; `strokes` are in order of their middles."""
    for one, first in enumerate(strokes):
        for two in range(one + 1, len(strokes)):
            if strokes[two].middle - first.middle > (APART_MM[1] + 1) * mm:
                break
            if _is_double((first, strokes[two]), mm):
                yield one, two


def _is_double(pair: tuple[Stroke, Stroke], mm: float) -> bool:
    """True for two strokes of about one extent, near each other."""
    first, second = pair
    shared = min(first.end, second.end) - max(first.start, second.start)
    if shared < SHARED * max(first.length, second.length):
        return False
    at = (max(first.start, second.start) + min(first.end, second.end)) / 2
    return APART_MM[0] * mm <= abs(second.across(at) - first.across(at)) <= APART_MM[1] * mm


@dataclass(frozen=True, slots=True)
class _Writing:
    """The ink around strokes; `mask` with a rim of EDGE px."""

    mask: Image
    mm: float

    def struck_by(self, strokes: tuple[Stroke, ...]) -> bool:
        """True where writing stands on both sides, and lower than the strokes are long."""
        above, below = self._beside(strokes)
        if above.shape[1] == 0:
            return False
        tall = sum(self._followed(side) for side in (above, below)) + abs(strokes[-1].middle - strokes[0].middle)
        if min(s.length for s in strokes) < LONGER * tall:
            return False
        wide, reach = np.ones(max(1, round(1.2 * self.mm))), round(WRITING_MM * self.mm)
        near = [np.convolve(side[:reach].any(axis=0), wide, mode="same") > 0 for side in (above, below)]
        through = float((near[0] & near[1]).mean())
        if len(strokes) > 1:
            return through >= THROUGH_DOUBLE
        touching = max(1, round(0.35 * self.mm))
        crossed = float((above[:touching].any(axis=0) & below[:touching].any(axis=0)).mean())
        return through >= THROUGH_SINGLE and crossed >= CROSSED

    def _beside(self, strokes: tuple[Stroke, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Ink before the first and behind the last stroke: distance from it by place along it."""
        first, last = strokes[0], strokes[-1]
        xs = np.arange(int(max(s.start for s in strokes)), int(min(s.end for s in strokes)))
        reach = np.arange(round(LETTER_MM * self.mm))[:, None]
        above = _rows(first, xs) - round(first.thick / 2 + 1.5) - reach
        below = _rows(last, xs) + round(last.thick / 2 + 1.5) + reach
        height = self.mask.shape[0]
        up, down = (self.mask[np.clip(rows + EDGE, 0, height - 1), xs + EDGE] > 0 for rows in (above, below))
        return up, down

    def _followed(self, side: np.ndarray) -> float:
        """How far from the stroke writing goes on without a gap, px."""
        inked = np.convolve(side.any(axis=1), np.ones(max(3, round(0.8 * self.mm))), mode="same") > 0
        return float(len(inked) if inked.all() else int((~inked).argmax()))


def _rows(stroke: Stroke, xs: np.ndarray) -> np.ndarray:
    return np.rint(stroke.near + stroke.slope * (xs - stroke.start) - 0.5).astype(int)


def split_struck(line: OcrLine, strikes: Sequence[Strike]) -> tuple[OcrLine, ...]:
    """The line parted into struck and standing pieces, in their order; the line itself where nothing is struck."""
    own = [strike for strike in strikes if strike.direction == line.direction]
    flags = [any(_is_struck(char.box, strike) for strike in own) for char in line.chars]
    if not any(flags):
        return (line,)
    pieces: list[tuple[bool, list[OcrChar]]] = []
    for char, struck in zip(line.chars, flags, strict=True):
        if pieces and (pieces[-1][0] == struck or char.text.isspace()):
            pieces[-1][1].append(char)
        else:
            pieces.append((struck, [char]))
    return tuple(_piece(line, chars, struck=struck) for struck, chars in pieces if any(c.text.strip() for c in chars))


def _is_struck(box: Box, strike: Strike) -> bool:
    """True where the strike runs along most of the character and through its middle part."""
    upright = strike.direction is Direction.VERTICAL
    start, length = (box.y, box.height) if upright else (box.x, box.width)
    side, breadth = (box.x, box.width) if upright else (box.y, box.height)
    first, last = min(s.start for s in strike.strokes), max(s.end for s in strike.strokes)
    if min(last, start + length) - max(first, start) < COVERED * max(1, length):
        return False
    middle = sum(s.across(start + length / 2) for s in strike.strokes) / len(strike.strokes)
    return side + 0.15 * breadth <= middle <= side + 0.85 * breadth


def _piece(line: OcrLine, chars: list[OcrChar], *, struck: bool) -> OcrLine:
    """Part of a line as a line of its own."""
    while chars[-1].text.isspace():
        chars = chars[:-1]
    while chars[0].text.isspace():
        chars = chars[1:]
    text = "".join(char.text for char in chars)
    return replace(
        line, text=text, chars=tuple(chars), box=surround(char.box for char in chars), struck=struck, second=None
    )
