"""Where there is ink: marks clearly darker than the paper right around them. Thresholds follow the page's own noise."""

from dataclasses import dataclass

import cv2
import numpy as np

from ingest.scan import Pixels

_WINDOW_PX = 31
_LEAST_CONTRAST, _MOST_CONTRAST = 13, 60
_NOISE_TIMES = 5.0
_SPECK_PX = 5
_STROKE_PX = 9  # a pencil tick of 1.5 mm


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """`mask`: 255 where ink is, at 150 dpi. `share` of the page, 0..1."""

    mask: Pixels
    share: float


def find_ink(grey: Pixels) -> Ink:
    """Of a whitened page at 150 dpi. Pencil counts, the grain of the paper does not."""
    darker = cv2.subtract(cv2.blur(grey, (_WINDOW_PX, _WINDOW_PX)), grey)
    noise = float(np.percentile(darker[::4, ::4], 80))
    least = max(_LEAST_CONTRAST, min(_NOISE_TIMES * noise, _MOST_CONTRAST))
    mask = np.asarray(cv2.threshold(darker, least, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    return Ink(mask, cv2.countNonZero(mask) / max(mask.size, 1))


def count_strokes(ink: Ink) -> int:
    """Separate marks at least as long as a short pencil tick; specks of dust are none."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.mask, connectivity=8)
    found = stats[1:]
    longest = np.maximum(found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT])
    return int(np.count_nonzero((found[:, cv2.CC_STAT_AREA] >= _SPECK_PX) & (longest >= _STROKE_PX)))
