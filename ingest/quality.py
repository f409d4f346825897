"""Says early whether a page is blank and whether a better scan is worth fetching. Judges the scan, not the writing.

Blank is said only of pages with practically no ink: a missed pencil note would be lost, a missed blank costs a second.
"""

import cv2
import numpy as np

from domain.page import Quality
from ingest.scan import Pixels
from ingest.steps.ink import Ink

_FEWEST_STROKES = 3
_EDGE = 45  # grey levels across five pixels make an edge
_FEWEST_EDGES = 200
_SHARPEST = 0.75  # share of an edge's height that falls on one pixel, in a scan as sharp as 300 dpi can be
_ROWS = 3
_BLURRED, _PALE = 0.2, 0.15
_COARSE_DPI = 140


def is_blank(ink: Ink) -> bool:
    return ink.strokes < _FEWEST_STROKES


def quality(grey: Pixels, ink: Ink, *, raw_thumb: Pixels, scan_dpi: float) -> Quality:
    """`grey`: the upright page at 300 dpi before whitening. `raw_thumb`: the same halved, `ink` found on it."""
    sharp, contrast = sharpness(grey), contrast_of(raw_thumb, ink)
    poor = sharp < _BLURRED or contrast < _PALE or scan_dpi < _COARSE_DPI
    return Quality(sharpness=round(sharp, 3), contrast=round(contrast, 3), rescan=poor and not is_blank(ink))


def sharpness(grey: Pixels) -> float:
    """0..1 from the width of edges: the share of the step that one pixel makes, over the sharpest possible.

    Pages without edges (blank ones) count as sharp: there is nothing to blur.
    """
    if grey.shape[1] < 16:
        return 1.0
    rows = grey[::_ROWS].astype(np.int16)
    step = cv2.absdiff(rows[:, 1:], rows[:, :-1])
    rise = cv2.absdiff(rows[:, 5:], rows[:, :-5])
    steepest = cv2.dilate(step, np.ones((1, 5), np.uint8))[:, 2:-2]
    at_edge = rise > _EDGE
    if int(np.count_nonzero(at_edge)) < _FEWEST_EDGES:
        return 1.0
    share = np.minimum(steepest[at_edge] / rise[at_edge], 1.0)
    return float(min(np.median(share) / _SHARPEST, 1.0))


def contrast_of(raw_thumb: Pixels, ink: Ink) -> float:
    """0..1: how far the ink lies from the paper, of the whole range from black to white."""
    mask = ink.mask[: raw_thumb.shape[0], : raw_thumb.shape[1]] > 0
    if not mask.any() or mask.all():
        return 1.0
    paper = float(np.median(raw_thumb[~mask][::7]))
    writing = float(np.percentile(raw_thumb[mask], 25))
    return float(np.clip((paper - writing) / 255, 0.0, 1.0))
