"""Where there is ink: marks clearly darker than the paper right around them. Thresholds follow the page's own noise."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.scan import Pixels

_WINDOW_PX = 31
_LEAST_CONTRAST, _MOST_CONTRAST = 13, 60
_NOISE_TIMES = 5.0
_SPECK_PX = 5
_STROKE_PX = 9  # a pencil tick of 1.5 mm
_RIM_PX = 10
_CREASE_PX, _THICKEST_CREASE_PX, _CREASE_SHARE, _CREASE_DEPTH = 9, 27, 0.35, 60


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """`mask`: 255 where ink is, at 150 dpi; `depth`: how much darker than around it. `share` of the page, 0..1."""

    mask: Pixels
    depth: Pixels
    share: float


def find_ink(grey: Pixels) -> Ink:
    """Of a whitened page at 150 dpi. Pencil counts, the grain of the paper does not."""
    darker = np.asarray(cv2.subtract(cv2.blur(grey, (_WINDOW_PX, _WINDOW_PX)), grey), dtype=np.uint8)
    noise = float(np.percentile(darker[::4, ::4], 80))
    least = max(_LEAST_CONTRAST, min(_NOISE_TIMES * noise, _MOST_CONTRAST))
    mask = np.asarray(cv2.threshold(darker, least, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    return Ink(mask, darker, cv2.countNonZero(mask) / max(mask.size, 1))


def stroke_lengths(ink: Ink) -> list[int]:
    """Lengths in px of separate marks, short pencil ticks up. Dust, creases and the very edge of the sheet are none."""
    mask = ink.mask.copy()
    mask[_creased(ink.mask, ink.depth, axis=1)] = 0
    mask[:, _creased(ink.mask, ink.depth, axis=0)] = 0
    inner = np.ascontiguousarray(mask[_RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX])
    if not inner.any():
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    found = stats[1:]
    longest = np.maximum(found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT])
    kept = (found[:, cv2.CC_STAT_AREA] >= _SPECK_PX) & (longest >= _STROKE_PX)
    return [int(one) for one in longest[kept]]


def _creased(mask: Pixels, depth: Pixels, *, axis: int) -> NDArray[np.bool_]:
    """Rows (axis 1) or columns (axis 0) of a thin pale line from edge to edge: a fold. A printed rule is darker."""
    shape = (_CREASE_PX, 1) if axis == 1 else (1, _CREASE_PX)
    wide = cv2.dilate(mask, np.ones(shape, np.uint8))
    darkest = np.percentile(np.where(mask > 0, depth, 0), 98, axis=axis)
    crossed = np.asarray((wide > 0).mean(axis=axis) >= _CREASE_SHARE, dtype=np.uint8)
    # Writing is as wide as a fold now and then, but never as thin.
    thick = cv2.morphologyEx(crossed.reshape(-1, 1), cv2.MORPH_OPEN, np.ones((_THICKEST_CREASE_PX, 1), np.uint8))
    return np.asarray((crossed > thick.ravel()) & (darkest < _CREASE_DEPTH), dtype=np.bool_)
