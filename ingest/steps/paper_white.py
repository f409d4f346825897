"""Makes paper white and faded ink dark again: yellowing, fold and gutter shadows divided away, hue of inks kept.

Never erases: a pencil stroke keeps its distance from the paper around it. Measured once on a small copy, then applied
to copies of any size.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ingest.scan import Pixels
from ingest.steps.colour import to_grey
from ingest.steps.scale import halve

_BRIGHTEST, _FOLD, _DARKEST_FOLD = 92, 0.97, 70
_STROKE = 9  # at 300/16 dpi: 12 mm, wider than any stroke, narrower than a photograph
_DARKEST_SHADE = 0.5  # of the paper: what is darker is ink or a picture, not shadow
_EVEN = (247, 3.0)  # paper so bright and so even needs nothing
_WHITE = 254.0
_FADED, _WANTED_INK, _MOST_GAIN = 105.0, 70.0, 2.0
_INK, _FEWEST_INK = 30, 200


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """`shade`: the bare paper's brightness, coarse; None where it is white enough. `gain`: how much to darken ink."""

    shade: Pixels | None
    gain: float


def measure_paper(thumb: Pixels) -> Paper:
    """Of a page at 150 dpi, in the colours (grey or BGR) of the images that `whiten` will get."""
    shade = _shade(thumb)
    return Paper(shade, _gain(to_grey(whiten(thumb, Paper(shade, 1.0)))))


def whiten(image: Pixels, paper: Paper) -> Pixels:
    """Paper brought to white everywhere, and ink darkened where the darkest writing is pale."""
    if paper.shade is not None:
        full = cv2.resize(paper.shade, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        image = np.asarray(cv2.divide(image, full, scale=_WHITE), dtype=np.uint8)
    if paper.gain > 1.0:
        # 255 - gain * (255 - value), cut at black and white.
        image = 255 - np.asarray(cv2.convertScaleAbs(255 - image, alpha=paper.gain), dtype=np.uint8)
    return image


def _shade(thumb: Pixels) -> Pixels | None:
    small = halve(thumb)
    folds = _folds(to_grey(small))
    bands = folds if thumb.ndim == 2 else np.asarray(cv2.merge([folds] * 3), dtype=np.uint8)
    flat = np.asarray(cv2.divide(small, bands, scale=255), dtype=np.uint8)
    shade = cv2.morphologyEx(halve(flat, 2), cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    shade = np.asarray(cv2.GaussianBlur(shade, (5, 5), 0), dtype=np.uint8)
    paper = np.percentile(shade.reshape(-1, *thumb.shape[2:]), 75, axis=0)
    if float(np.min(paper)) >= _EVEN[0] and float(shade.std()) <= _EVEN[1] and int(folds.min()) >= _EVEN[0]:
        return None
    floor = np.maximum(paper * _DARKEST_SHADE, 1.0).astype(np.uint8)
    fine = cv2.resize(np.maximum(shade, floor), folds.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.maximum(np.asarray(cv2.multiply(fine, bands, scale=1 / 255), dtype=np.uint8), np.uint8(1))


def _folds(grey: Pixels) -> Pixels:
    """Shade of folds and gutters, 255 = none: rows and columns that are dark from edge to edge, which no writing is."""
    paper = max(float(np.percentile(grey[::4, ::4], 75)), 1.0)
    rows = np.percentile(grey[:, ::3], _BRIGHTEST, axis=1) / paper
    columns = np.percentile(grey[::3], _BRIGHTEST, axis=0) / paper
    both = np.outer(_softened(rows), _softened(columns))
    return np.asarray(np.clip(both * 255, _DARKEST_FOLD, 255), dtype=np.uint8)


def _softened(profile: np.ndarray) -> np.ndarray:
    """Ripples of the paper are left to the coarse shade."""
    calm = np.convolve(np.pad(profile, 2, mode="edge"), np.full(5, 0.2), mode="valid")
    return np.where(calm < _FOLD, calm / _FOLD, 1.0)


def _gain(grey: Pixels) -> float:
    """How much further from white the ink should be; 1 where it is dark enough or where there is none."""
    ink = grey[cv2.subtract(cv2.blur(grey, (31, 31)), grey) > _INK]
    if len(ink) < _FEWEST_INK:
        return 1.0
    level = float(np.percentile(ink, 20))
    return min(_MOST_GAIN, (255 - _WANTED_INK) / max(255 - level, 1.0)) if level > _FADED else 1.0
