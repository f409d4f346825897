"""Where there is ink: marks clearly darker than the paper right around them, specks of dust and noise left out."""

from dataclasses import dataclass

import cv2
import numpy as np

from ingest.scan import Pixels

_WINDOW_PX = 31
_LEAST_CONTRAST = 13
_NOISE_TIMES = 5.0
_SPECK_PX = 5
_STROKE_PX = 9  # a pencil tick of 1.5 mm


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """`mask`: 255 where ink is. `strokes`: how many separate marks are as long as a short stroke. At 150 dpi."""

    mask: Pixels
    strokes: int
    share: float


def find_ink(grey: Pixels) -> Ink:
    """Of a whitened page at 150 dpi. The threshold follows the page's own noise: pencil counts, grain does not."""
    darker = cv2.subtract(cv2.blur(grey, (_WINDOW_PX, _WINDOW_PX)), grey)
    noise = float(np.percentile(darker[::3, ::3], 80))
    mask = np.asarray(darker > max(_LEAST_CONTRAST, min(_NOISE_TIMES * noise, 60.0)), dtype=np.uint8) * 255
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    kept = stats[1:]
    longest = np.maximum(kept[:, cv2.CC_STAT_WIDTH], kept[:, cv2.CC_STAT_HEIGHT])
    strokes = (kept[:, cv2.CC_STAT_AREA] >= _SPECK_PX) & (longest >= _STROKE_PX)
    area = int(kept[strokes, cv2.CC_STAT_AREA].sum())
    return Ink(mask, int(np.count_nonzero(strokes)), area / max(mask.size, 1))
