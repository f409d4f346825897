"""Cuts a found line where it runs across a ruled border, so that every line belongs to one cell.

Takes places only; a piece without ink is dropped, nothing else is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2

from domain.geometry import Box
from domain.page import Cell, Direction
from ocr.engine import Corners, Point, Region
from ocr.pixels import Image

OVERHANG = 0.3  # of the line's thickness: a found box is a little larger than its writing
LEAST_INK_PX = 12
WHOLE = 0.98


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Part of a line, as shares of its length."""

    start: float
    end: float


def split(regions: Sequence[Region], cells: Sequence[Cell], *, marks: Image) -> tuple[Region, ...]:
    """`marks`: mask of the ink without rules (above 0 is ink)."""
    return tuple(piece for region in regions for piece in _pieces(region, cells, marks=marks))


def _pieces(region: Region, cells: Sequence[Cell], *, marks: Image) -> Iterator[Region]:
    own = region.box
    touched = [cell.box for cell in cells if own.overlap(cell.box).area]
    if not touched:
        yield region
        return
    stretches = list(_stretches(region, touched))
    if len(stretches) == 1 and stretches[0].end - stretches[0].start >= WHOLE:
        yield region
        return
    for stretch in stretches:
        piece = replace(region, corners=part_of(region, stretch.start, end=stretch.end))
        if has_ink(piece.box, marks):
            yield piece


def _stretches(region: Region, boxes: Sequence[Box]) -> Iterator[_Stretch]:
    """The line's stretches inside each cell and between cells, in order; slivers of overhang left out."""
    length, thickness = _size(region)
    least = OVERHANG * thickness / max(length, 1.0)
    inside = sorted(_inside(region, box) for box in boxes)
    done = 0.0
    for start, end in inside:
        if start - done > 2 * least:
            yield _Stretch(done, start)
        if end - max(start, done) > least:
            yield _Stretch(max(start, done), end)
        done = max(done, end)
    if 1.0 - done > 2 * least:
        yield _Stretch(done, 1.0)


def _inside(region: Region, box: Box) -> tuple[float, float]:
    """The part of the line's middle that runs inside the cell, as shares; (0, 0) when it passes by."""
    (x0, y0), (x1, y1) = middle_of(region)
    if region.direction is Direction.VERTICAL:
        along, low, high, aside, near, far = (y0, y1), box.y, box.bottom, (x0 + x1) / 2, box.x, box.right
    else:
        along, low, high, aside, near, far = (x0, x1), box.x, box.right, (y0 + y1) / 2, box.y, box.bottom
    length = along[1] - along[0]
    if length <= 0 or not near <= aside < far:
        return 0.0, 0.0
    start, end = ((edge - along[0]) / length for edge in (low, high))
    return (max(0.0, start), min(1.0, end)) if end > 0 and start < 1 else (0.0, 0.0)


def middle_of(region: Region) -> tuple[Point, Point]:
    """The line through the middle of the writing, from its first to its last character."""
    tl, tr, br, bl = region.corners
    pairs = ((tl, tr), (bl, br)) if region.direction is Direction.VERTICAL else ((tl, bl), (tr, br))
    first, last = (((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairs)
    return first, last


def _size(region: Region) -> tuple[float, float]:
    """Length along the writing and thickness across it."""
    box = region.box
    return (box.height, box.width) if region.direction is Direction.VERTICAL else (box.width, box.height)


def part_of(region: Region, start: float, *, end: float) -> Corners:
    """Corners of the stretch from share `start` to share `end` of the line."""
    tl, tr, br, bl = region.corners
    if region.direction is Direction.VERTICAL:
        return _at(tl, bl, share=start), _at(tr, br, share=start), _at(tr, br, share=end), _at(tl, bl, share=end)
    return _at(tl, tr, share=start), _at(tl, tr, share=end), _at(bl, br, share=end), _at(bl, br, share=start)


def _at(one: Point, two: Point, *, share: float) -> Point:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share


def has_ink(box: Box, marks: Image) -> bool:
    """More than a speck inside the box."""
    return cv2.countNonZero(marks[box.y : box.bottom, box.x : box.right]) >= LEAST_INK_PX if box.area else False
