"""What surrounds the page on the glass: black lid, grey mat, dark wedges. Says where it is, changes nothing.

Refuses to take paper for a surround: it must reach the edge of the scan, be even, end in a sharp edge and hold no
writing. What is left of the page is its convex outline, so stains and torn edges stay in.
"""

import cv2
import numpy as np

from ingest.scan import Pixels

_DARK = 0.45  # of the paper's brightness: a lid, whatever else
_MAT = 0.9  # a mat at least so much darker than the paper is told from it
_RING_SHARE = 0.25  # of the scan's edge that a mat covers at least
_LEAST_SHARE, _MOST_SHARE = 0.001, 0.65
_RULE_PX = 5  # at 75 dpi: thinner dark things are rules that run off the page
_MARK, _MOST_MARKED = 22, 0.006  # writing inside the surround: local contrast, and the share of it that noise may have
_STEP = 0.45  # of the difference between paper and surround that must fall on the edge itself


def dark_surround(grey: Pixels) -> Pixels | None:
    """A mask (255 = not page) as large as `grey`, which is at 75 dpi; None where there is nothing to cut away."""
    if min(grey.shape) < 8 * _RULE_PX:
        return None
    smooth = np.asarray(cv2.blur(grey, (3, 3)), dtype=np.uint8)
    paper = float(np.percentile(smooth[::4, ::4], 75))
    for level in _levels(smooth, paper):
        mask = _outside_page(smooth, level)
        if mask is not None and _is_even(grey, mask) and _ends_sharply(smooth, mask, paper=paper):
            return mask
    return None


def _levels(smooth: Pixels, paper: float) -> list[float]:
    """Brightness below which the surround lies: half-way to a grey mat if there is one, else that of a black lid."""
    ring = np.concatenate([smooth[:2].ravel(), smooth[-2:].ravel(), smooth[:, :2].ravel(), smooth[:, -2:].ravel()])
    darker = ring[ring < _MAT * paper]
    lid = _DARK * paper
    if len(darker) < _RING_SHARE * len(ring):
        return [lid]
    return [max(lid, (float(np.median(darker)) + paper) / 2), lid]


def _outside_page(smooth: Pixels, level: float) -> Pixels | None:
    dark = np.asarray(smooth < level, dtype=np.uint8) * 255
    # Treat what lies beyond the scan as dark, so that thick borders survive the opening at the very edge.
    rim = _RULE_PX
    framed = cv2.copyMakeBorder(dark, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=255)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((_RULE_PX, _RULE_PX), np.uint8))
    _, label = cv2.connectedComponents(opened, connectivity=4)
    page = np.asarray(label != label[0, 0], dtype=np.uint8)[rim:-rim, rim:-rim]
    hull = _hull_of_largest(np.ascontiguousarray(page))
    if hull is None:
        return None
    mask = np.full(smooth.shape, 255, np.uint8)
    cv2.fillConvexPoly(mask, hull, (0,))
    share = np.count_nonzero(mask) / mask.size
    return mask if _LEAST_SHARE <= share <= _MOST_SHARE else None


def _hull_of_largest(page: Pixels) -> np.ndarray | None:
    contours, _ = cv2.findContours(page, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return cv2.convexHull(max(contours, key=cv2.contourArea)) if contours else None


def _is_even(grey: Pixels, mask: Pixels) -> bool:
    """No writing in what would be cut away."""
    inner = np.asarray(cv2.erode(mask, np.ones((13, 13), np.uint8)), dtype=np.uint8)
    around = cv2.blur(grey, (9, 9))
    contrast = cv2.absdiff(cv2.GaussianBlur(grey, (3, 3), 0), around)
    marked = cv2.bitwise_and(inner, np.asarray(contrast > _MARK, dtype=np.uint8))
    return cv2.countNonZero(marked) <= _MOST_MARKED * max(cv2.countNonZero(inner), 1)


def _ends_sharply(smooth: Pixels, mask: Pixels, *, paper: float) -> bool:
    """A mat ends at the paper's edge; yellowing and shadows fade out."""
    kernel = np.ones((5, 5), np.uint8)
    inside = cv2.subtract(cv2.dilate(mask, kernel, iterations=2), cv2.dilate(mask, kernel))
    outside = cv2.subtract(cv2.erode(mask, kernel), cv2.erode(mask, kernel, iterations=2))
    if not inside.any() or not outside.any():
        return True
    step = float(np.median(smooth[inside > 0])) - float(np.median(smooth[outside > 0]))
    return step >= _STEP * (paper - float(np.median(smooth[mask > 0])))
