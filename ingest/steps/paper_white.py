"""Makes paper white and faded ink dark again: yellowing, fold and gutter shadows divided away, hue of inks kept.

Never erases: a pencil stroke keeps its distance from the paper around it.
"""

import cv2
import numpy as np

from ingest.scan import Pixels
from ingest.steps.colour import to_grey

_COARSE = 16
_STROKE = 9  # at 300/16 dpi: 12 mm, wider than any stroke, narrower than a photograph
_DARKEST_SHADE = 0.5  # of the paper: what is darker is ink or a picture, not shadow
_EVEN = (247, 3.0)  # paper so bright and so even needs nothing
_FADED, _WANTED_INK, _MOST_GAIN = 105.0, 70.0, 2.0
_INK = 30


def whiten(image: Pixels) -> Pixels:
    """Paper brought to white everywhere, and ink darkened where the darkest writing is pale."""
    even = _flatten(image)
    gain = _gain(even)
    if gain <= 1.05:
        return even
    level = 255 - (255 - np.arange(256)) * gain
    return np.asarray(cv2.LUT(even, np.clip(np.rint(level), 0, 255).astype(np.uint8)), dtype=np.uint8)


def _flatten(image: Pixels) -> Pixels:
    height, width = image.shape[:2]
    coarse_size = max(1, width // _COARSE), max(1, height // _COARSE)
    coarse = cv2.resize(image, coarse_size, interpolation=cv2.INTER_AREA)
    shade = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    shade = cv2.GaussianBlur(shade, (5, 5), 0)
    paper = np.percentile(shade.reshape(-1, 1 if image.ndim == 2 else 3), 75, axis=0)
    if float(np.min(paper)) >= _EVEN[0] and float(shade.std()) <= _EVEN[1]:
        return image
    floor = np.maximum(paper * _DARKEST_SHADE, 1.0)
    bounded = np.maximum(shade, floor.astype(np.uint8) if image.ndim == 3 else np.uint8(floor[0]))
    full = cv2.resize(np.asarray(bounded, dtype=np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, full, scale=254.0), dtype=np.uint8)


def _gain(image: Pixels) -> float:
    """How much further from white the ink should be; 1 where it is dark enough or where there is none."""
    grey = to_grey(image[::2, ::2])
    around = cv2.blur(grey, (31, 31))
    ink = grey[cv2.subtract(around, grey) > _INK]
    if len(ink) < 200:
        return 1.0
    level = float(np.percentile(ink, 20))
    return min(_MOST_GAIN, (255 - _WANTED_INK) / max(255 - level, 1.0)) if level > _FADED else 1.0
