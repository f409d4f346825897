"""Punch holes near the edges become paper: a reader would take them for 0, ○ or a full stop.

Refuses single dots: only two or more holes in a row at the spacing of a punch are holes.
"""

from itertools import combinations

import cv2
import numpy as np

from domain.geometry import Box
from ingest.scan import Pixels

# At 75 dpi, 1 mm is 2.95 px. JIS S 6041: two holes of 6 mm, 80 mm apart, centres 12 mm from the edge.
_MM = 75 / 25.4
_HOLE_MM = (4.0, 8.5)
_CORE_MM = 3.2  # a disc that fits into every hole and into no stroke
_STRIP_MM = 24.0
_PITCHES_MM = (80.0, 108.0, 8.5, 9.5)
_PITCH_SLACK_MM, _LINE_SLACK_MM = 2.5, 2.5
_DARKER = 30
_ROUND = 0.62  # share of its frame that a filled disc covers is 0.785
_MARGIN_PX = 2


def hole_boxes(grey: Pixels) -> tuple[Box, ...]:
    """Frames of punch holes on an upright page at 75 dpi, in px of `grey`."""
    height, width = grey.shape
    strip = round(_STRIP_MM * _MM)
    if min(height, width) < 3 * strip:
        return ()
    dark = _dark(grey)
    found: set[Box] = set()
    for side, upright in ((np.s_[:, :strip], True), (np.s_[:, width - strip :], True), (np.s_[:strip, :], False)):
        offset = (width - strip if side == np.s_[:, width - strip :] else 0, 0)
        found |= _in_row(_discs(dark[side], offset), upright=upright)
    return tuple(sorted(found, key=Box.as_tuple))


def _dark(grey: Pixels) -> Pixels:
    around = cv2.medianBlur(grey, 5)
    paper = np.percentile(around[::4, ::4], 75)
    return np.asarray(grey < paper - _DARKER, dtype=np.uint8)


def _discs(dark: Pixels, offset: tuple[int, int]) -> list[Box]:
    """Filled round things of a hole's size, freed from the rules and letters that touch them."""
    size = round(_CORE_MM * _MM)
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    found = []
    for x, y, wide, high, area in stats[1:].tolist():
        low, most = _HOLE_MM[0] * _MM, _HOLE_MM[1] * _MM
        sized = low <= wide <= most and low <= high <= most and abs(wide - high) <= 0.25 * max(wide, high)
        if sized and area > _ROUND * wide * high:
            found.append(Box(x + offset[0], y + offset[1], wide, high))
    return found


def _in_row(spots: list[Box], *, upright: bool) -> set[Box]:
    found: set[Box] = set()
    for one, other in combinations(spots, 2):
        across = abs(one.centre[0] - other.centre[0]) / _MM
        along = abs(one.centre[1] - other.centre[1]) / _MM
        if not upright:
            across, along = along, across
        fits = any(abs(along - pitch) <= min(_PITCH_SLACK_MM, 0.1 * pitch) for pitch in _PITCHES_MM)
        if across <= _LINE_SLACK_MM and fits:
            found |= {one, other}
    return found


def cover_holes(image: Pixels, boxes: tuple[Box, ...], *, factor: int) -> None:
    """Paints `boxes` (px of a copy `factor` times smaller) white, in place: `image` must be the caller's own."""
    for box in boxes:
        grown = box.padded(_MARGIN_PX)
        x, y = max(0, grown.x * factor), max(0, grown.y * factor)
        centre = round(box.centre[0] * factor), round(box.centre[1] * factor)
        axes = max(1, round(grown.width * factor / 2)), max(1, round(grown.height * factor / 2))
        if x < image.shape[1] and y < image.shape[0]:
            cv2.ellipse(image, (centre, (2.0 * axes[0], 2.0 * axes[1]), 0.0), (255, 255, 255), thickness=-1)
