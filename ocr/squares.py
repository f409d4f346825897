"""Finds checkboxes by shape alone: small squares of four thin sides, empty, ticked, crossed or filled.

Says nothing about what a box means; 口 and 国 look like boxes too and are told apart once the writing is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Box
from ocr.ink import pooled
from ocr.pixels import Image
from ocr.surroundings import is_crossed, patch, stands_alone

WORKING_DPI = 150
LEAST_MM, MOST_MM = 1.9, 6.5
SIDE_INKED = 0.86  # share of each side that must be ink
FAR_FROM_SQUARE = 0.16
SQUARE_TO = 0.11  # how far width and height may differ once the sides are known to the px
STRAIGHT = 0.7  # share of a side that one row or column of px must hold
SIDE_SEEN = 0.7  # of a stroke's length: how far its upright sides are followed
OVERRUN = 0.36  # of a stroke's length: how far it may run on beyond a side
HELD = 0.08  # share of a square's middle that is ink where something is in it
FILLED = 0.35  # of the side: a stroke thicker than this fills the box
WIDEST_MARGIN = 0.25  # of the side: at most so much counts as a box's own side
SOLID = 0.85  # share of its inside that is ink in a filled box; a letter that has run together is not so black
SPECK_SHARE = 0.12  # of the side: smaller bits inside a box are dirt


@dataclass(frozen=True, slots=True)
class Square:
    """A box on the page. `inside`: share of its inner area that is ink; `beyond`: ink of the same stroke outside it,
    in shares of its area; `stroke_px`: how thick its sides are; `inner_reach`: the size of the largest stroke inside,
    in shares of the side; `clear`: paper left of the box, in shares of the side, at most 2; `crossed`: ×, whose ends
    may lie left of the box."""

    box: Box
    inside: float
    beyond: float
    stroke_px: float
    inner_reach: float
    clear: float = 2.0
    crossed: bool = False


def find(marks: Image, dpi: int) -> tuple[Square, ...]:
    """Squares in an ink mask without rules, from the top."""
    step = max(1, round(dpi / WORKING_DPI))
    small = pooled(marks, step)
    mm = dpi / step / 25.4
    boxes = [Box(*(v * step for v in box.as_tuple())) for box in (*_framed(small, mm), *_filled(small, mm))]
    refined = (_refined(marks, box) for box in boxes)
    alone = [box for box in refined if box is not None and stands_alone(marks, box)]
    return tuple(_measured(marks, box) for box in sorted(_distinct(alone), key=lambda box: (box.y, box.x)))


def _framed(mask: Image, mm: float) -> Iterator[Box]:
    """Squares of which a level stroke holds the top or the bottom; the other three sides need only be inked.

    The stroke may run on beyond it where a tick or a cross leaves it at a corner: then something must be in it.
    """
    sums = np.asarray(cv2.integral(cv2.threshold(mask, 0, 1, cv2.THRESH_BINARY)[1]))  # ink left of and above a px
    strokes = np.array(_strokes(mask, mm)).reshape(-1, 4)
    for is_bottom in (False, True):
        for stroke, ends in zip(strokes, _between_sides(sums, strokes, is_bottom=is_bottom), strict=True):
            if ends[1] - ends[0] < LEAST_MM * mm - 1:
                continue
            y, width, height = (int(v) for v in stroke[1:])
            box = _on_stroke(mask, sums, stroke=(int(ends[0]), y, int(ends[1] - ends[0]), height), is_bottom=is_bottom)
            if box is not None and (ends[1] - ends[0] >= width - 2 or _holds_ink(mask, box)):
                yield box


def _between_sides(sums: np.ndarray, strokes: np.ndarray, *, is_bottom: bool) -> np.ndarray:
    """Where the upright sides above (below) each stroke stand: n×2, left and right end; both 0 where there are none."""
    if len(strokes) == 0:
        return np.zeros((0, 2), dtype=int)
    x, y, width, height = strokes.T
    deep = np.maximum(4, np.rint(SIDE_SEEN * width)).astype(int)
    last_row, last_column = sums.shape[0] - 1, sums.shape[1] - 1
    low = np.clip(y + height - deep if is_bottom else y, 0, last_row)[:, None]
    high = np.clip(y + height if is_bottom else y + deep, 0, last_row)[:, None]
    reach = np.arange(-1, max(2, int(OVERRUN * width.max())) + 1)
    ends = []
    for columns in (x[:, None] + reach, (x + width - 1)[:, None] - reach):
        inside = (columns >= 0) & (columns < last_column) & (reach <= np.maximum(1, OVERRUN * width[:, None]))
        at = np.clip(columns, 0, last_column - 1)
        ink = sums[high, at + 1] - sums[low, at + 1] - sums[high, at] + sums[low, at]
        full = inside & (ink >= SIDE_INKED * (high - low))
        ends.append(np.where(full.any(axis=1), np.take_along_axis(columns, full.argmax(axis=1)[:, None], 1)[:, 0], -1))
    both = (ends[0] >= 0) & (ends[1] >= 0)
    return np.stack([np.where(both, ends[0], 0), np.where(both, ends[1] + 1, 0)], axis=1)


def _holds_ink(mask: Image, box: Box) -> bool:
    inner = mask[box.y : box.bottom, box.x : box.right][
        box.height // 4 : -box.height // 4, box.width // 4 : -box.width // 4
    ]
    return inner.size > 0 and bool((inner > 0).mean() > HELD)


def _on_stroke(mask: Image, sums: np.ndarray, *, stroke: tuple[int, int, int, int], is_bottom: bool) -> Box | None:
    """The square that stands on one level stroke (hangs from it), or None."""
    x, y, width, height = stroke
    other = _opposite(sums, (x, y + height - 1 if is_bottom else y, width), is_bottom=is_bottom)
    if other is None:
        return None
    top, bottom = (other, y + height) if is_bottom else (y, other + 1)
    if bottom <= top:
        return None
    box = Box(x, top, width, bottom - top)
    return box if _has_sides(mask, box) else None


def _opposite(sums: np.ndarray, stroke: tuple[int, int, int], *, is_bottom: bool) -> int | None:
    """The row about a side's length above a bottom stroke's last row (below a top one's first), inked all along it."""
    x, y, width = stroke
    near, far = round((1 - FAR_FROM_SQUARE) * width), round((1 + FAR_FROM_SQUARE) * width)
    start = max(0, y - far) if is_bottom else y + near
    columns = sums[start : (y - near + 2 if is_bottom else y + far + 2), x : x + width + 1 : width]
    inked = columns[:, 1] - columns[:, 0]
    inked = (inked[1:] - inked[:-1]) / width
    if len(inked) == 0:
        return None
    best = int(inked.argmax()) if is_bottom else len(inked) - 1 - int(inked[::-1].argmax())
    return start + best if inked[best] >= SIDE_INKED else None


def _strokes(mask: Image, mm: float) -> list[tuple[int, int, int, int]]:
    """Level strokes as long as a checkbox is wide: x, y, width, height. Of thick patches the longest row."""
    bar = np.ones((1, round(LEAST_MM * mm)), np.uint8)
    runs = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, bar), dtype=np.uint8)
    outlines, _ = cv2.findContours(runs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = (cv2.boundingRect(outline) for outline in outlines)
    return [_longest_row(runs, box, mm=mm) for box in boxes if box[2] <= MOST_MM * mm]


def _longest_row(runs: Image, box: Sequence[int], *, mm: float) -> tuple[int, int, int, int]:
    x, y, width, height = box
    if height <= 0.6 * mm:
        return x, y, width, height
    lengths = (runs[y : y + height, x : x + width] > 0).sum(axis=1)
    return x, y + int(np.flatnonzero(lengths >= lengths.max() - 1)[0]), width, 1


def _has_sides(mask: Image, box: Box) -> bool:
    """True where both upright sides of the box are inked from top to bottom."""
    if box.width < 4 or abs(box.width / box.height - 1) > FAR_FROM_SQUARE:
        return False
    rows = mask[box.y : box.bottom]
    reach = max(1, round(0.12 * box.width))
    left = rows[:, max(0, box.x - 1) : box.x + reach].any(axis=1)
    right = rows[:, box.right - reach : box.right + 1].any(axis=1)
    return bool(left.mean() >= SIDE_INKED and right.mean() >= SIDE_INKED)


def _filled(mask: Image, mm: float) -> Iterator[Box]:
    """Solid squares (■)."""
    side = round(LEAST_MM * mm)
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    outlines, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        is_square = abs(width / height - 1) <= FAR_FROM_SQUARE and max(width, height) <= MOST_MM * mm
        if is_square and cv2.countNonZero(mask[y : y + height, x : x + width]) > 0.9 * width * height:
            yield Box(x, y, width, height)


def _distinct(boxes: list[Box]) -> list[Box]:
    """Of boxes over one another the largest."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        if not any(box.share_inside(other) > 0.4 for other in kept):
            kept.append(box)
    return kept


def _refined(marks: Image, box: Box) -> Box | None:
    """The box with its sides to the px; None where one of the four is not a straight stroke."""
    pad = max(6, box.width // 4)
    seen = patch(marks, box, around=pad)
    fifth = round(0.2 * box.width)
    columns = seen[pad + fifth : pad + box.height - fifth].mean(axis=0)
    rows = seen[:, pad + fifth : pad + box.width - fifth].mean(axis=1)
    left, right = _edge(columns, pad, step=1), _edge(columns, pad + box.width - 1, step=-1)
    top, bottom = _edge(rows, pad, step=1), _edge(rows, pad + box.height - 1, step=-1)
    if left is None or right is None or top is None or bottom is None or right <= left or bottom <= top:
        return None
    if abs((right - left + 1) / (bottom - top + 1) - 1) > SQUARE_TO:
        return None
    return Box(box.x + left - pad, box.y + top - pad, right - left + 1, bottom - top + 1)


def _edge(inked: np.ndarray, at: int, *, step: int) -> int | None:
    """The first place from outside, near `at`, that is inked for the most part."""
    window = range(at - 4 * step, at + step * max(4, len(inked) // 10), step)
    return next((place for place in window if 0 <= place < len(inked) and inked[place] >= STRAIGHT), None)


def _measured(marks: Image, box: Box) -> Square:
    """How much ink lies in the box and about it."""
    side = (box.width + box.height) / 2
    stroke = _stroke(marks, box)
    margin = round(min(stroke + max(2.0, 0.06 * side), WIDEST_MARGIN * side))
    inner = np.ascontiguousarray(marks[box.y + margin : box.bottom - margin, box.x + margin : box.right - margin])
    if inner.size == 0 or (stroke > FILLED * side and float((inner > 0).mean()) >= SOLID):
        return Square(box, 1.0, _beyond(marks, box), stroke, 1.0, _clear(marks, box))
    _, _, stats, _ = cv2.connectedComponentsWithStats(inner)
    sizes = stats[1:, 2:4].max(axis=1, initial=0)
    inside = float(stats[1:, cv2.CC_STAT_AREA][sizes >= SPECK_SHARE * side].sum()) / inner.size
    crossed = is_crossed(marks[box.y : box.bottom, box.x : box.right] > 0)
    reach = float(sizes.max(initial=0)) / side
    return Square(box, inside, _beyond(marks, box), stroke, reach, _clear(marks, box), crossed)


def _clear(marks: Image, box: Box) -> float:
    """Width of the paper left of the box, in shares of its side; 2 where it is wider than that."""
    strip = marks[box.y : box.bottom, max(0, box.x - 2 * box.width) : max(0, box.x - 2)]
    inked = np.flatnonzero((strip > 0).sum(axis=0) > max(1.0, SPECK_SHARE * box.height))
    return 2.0 if len(inked) == 0 else min(2.0, (strip.shape[1] - int(inked[-1]) + 1) / max(1, box.width))


def _stroke(marks: Image, box: Box) -> float:
    """Median thickness of the four sides, looking inwards from outside; half the side for a filled box."""
    reach, middle = box.width // 2, box.height // 2
    seen = patch(marks, box, around=3)
    quarter = slice(3 + box.width // 4, 3 + box.width - box.width // 4)
    rows = slice(3 + box.height // 4, 3 + box.height - box.height // 4)
    views = (
        seen[:middle, quarter],
        seen[::-1][:middle, quarter],
        seen[rows, :reach].T,
        seen[rows, ::-1][:, :reach].T,
    )
    thick = [_first_run(line) for view in views for line in view.T]
    return float(np.median(thick)) if thick else 1.0


def _first_run(line: np.ndarray) -> int:
    """Length of the first inked stretch."""
    if not line.any():
        return 0
    rest = line[int(line.argmax()) :]
    return len(rest) if rest.all() else int((~rest).argmax())


def _beyond(marks: Image, box: Box) -> float:
    """Ink above and right of the box that hangs together with it: a tick leaves the box there."""
    reach = round(0.45 * box.width)
    around = box.padded(reach, within=Box(0, 0, marks.shape[1], marks.shape[0]))
    near = np.ascontiguousarray(marks[around.y : around.bottom, around.x : around.right])
    _, labels = cv2.connectedComponents(near)
    own = np.zeros(near.shape, dtype=bool)
    x, y = box.x - around.x, box.y - around.y
    inside = labels[y : y + box.height, x : x + box.width]
    for number in np.unique(inside[inside > 0]):
        own |= labels == number
    own[max(0, y - 2) : y + box.height + 2, max(0, x - 2) : x + box.width + 2] = False
    return float(own.sum()) / max(1, box.area)
