"""Says early whether a page is blank and whether a better scan is worth fetching. Judges the scan, not the writing.

Blank is said only of pages with practically no ink: a missed pencil note would be lost, a missed blank costs a second.
"""

import cv2
import numpy as np

from domain.page import Quality
from ingest.scan import Pixels
from ingest.steps.colour import to_grey
from ingest.steps.ink import Ink, stroke_lengths

_FEWEST_STROKES, _LONG_STROKE_PX = 3, 24  # at 150 dpi: one tick of 4 mm is writing
_PLAINLY_WRITTEN = 0.03
_EDGE, _WINDOW_PX = 45, 13  # so many grey levels within so many pixels make an edge
_FEWEST_EDGES = 100
_SHARPEST = 0.75  # share of an edge's height that falls on one pixel, in a scan as sharp as 300 dpi can be
_ROWS = 6
_BLURRED, _PALE = 0.2, 0.15
_COARSE_DPI = 140


def is_blank(ink: Ink) -> bool:
    if ink.share >= _PLAINLY_WRITTEN:
        return False
    strokes = stroke_lengths(ink)
    return len(strokes) < _FEWEST_STROKES and max(strokes, default=0) < _LONG_STROKE_PX


def quality(image: Pixels, ink: Ink, *, thumb: Pixels, scan_dpi: float) -> Quality:
    """`image`: the upright page at 300 dpi before whitening; `thumb`: the same in grey at 150 dpi."""
    sharp, contrast = sharpness(image), contrast_of(thumb, ink)
    poor = sharp < _BLURRED or contrast < _PALE or scan_dpi < _COARSE_DPI
    return Quality(sharpness=round(sharp, 3), contrast=round(contrast, 3), rescan=poor and not is_blank(ink))


def sharpness(image: Pixels) -> float:
    """0..1 from the width of edges: the share of the step that one pixel makes, over the sharpest possible.

    Pages without edges (blank ones) count as sharp: there is nothing to blur. Measured along rows.
    """
    if image.shape[1] < 16:
        return 1.0
    rows = to_grey(np.ascontiguousarray(image[::_ROWS]))
    window = np.ones((1, _WINDOW_PX), np.uint8)
    rise = cv2.subtract(cv2.dilate(rows, window), cv2.erode(rows, window))[:, 1:]
    steepest = cv2.dilate(cv2.absdiff(rows[:, 1:], rows[:, :-1]), window)
    at_edge = rise > _EDGE
    if int(np.count_nonzero(at_edge)) < _FEWEST_EDGES:
        return 1.0
    share = steepest[at_edge] / rise[at_edge]
    return float(min(np.median(share) / _SHARPEST, 1.0))


def contrast_of(thumb: Pixels, ink: Ink) -> float:
    """0..1: how far the ink lies from the paper, of the whole range from black to white."""
    mask = ink.mask[: thumb.shape[0], : thumb.shape[1]] > 0
    if not mask.any() or mask.all():
        return 1.0
    paper = float(np.median(thumb[~mask][::7]))
    writing = float(np.percentile(thumb[mask], 25))
    return float(np.clip((paper - writing) / 255, 0.0, 1.0))
