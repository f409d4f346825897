"""Staples in a corner become paper: a reader would take them for a stroke.

Refuses level and upright bars, which may be writing or rules; a staple lies aslant in its corner.
"""

import cv2
import numpy as np

from ingest.scan import Pixels

_MM = 150 / 25.4
_CORNER_MM = 26.0
_LENGTH_MM, _THICKNESS_MM = (7.0, 15.0), 2.4
_SLANT_DEG = (12.0, 78.0)
_DARK = 150  # on a whitened page; its shadow is paler
_MARGIN_PX = 3

Outline = np.ndarray


def staple_outlines(grey: Pixels) -> tuple[Outline, ...]:
    """Quadrilaterals around staples on an upright whitened page at 150 dpi, in px of `grey`."""
    height, width = grey.shape
    corner = round(_CORNER_MM * _MM)
    if min(height, width) < 3 * corner:
        return ()
    found: list[Outline] = []
    for y in (0, height - corner):
        for x in (0, width - corner):
            found += [np.add(one, (x, y)) for one in _in_corner(grey[y : y + corner, x : x + corner])]
    return tuple(found)


def _in_corner(grey: Pixels) -> list[Outline]:
    dark = np.asarray(grey < _DARK, dtype=np.uint8)
    contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return [_grown(contour) for contour in contours if _is_staple(contour)]


def _is_staple(contour: np.ndarray) -> bool:
    _, sides, _ = cv2.minAreaRect(contour)
    long, short = max(sides) / _MM, min(sides) / _MM
    if not _LENGTH_MM[0] <= long <= _LENGTH_MM[1] or short > _THICKNESS_MM:
        return False
    along_x, along_y, _, _ = cv2.fitLine(contour, cv2.DIST_L2, 0, 0.01, 0.01).ravel()
    slant = float(np.degrees(np.arctan2(abs(along_y), abs(along_x))))
    return _SLANT_DEG[0] <= slant <= _SLANT_DEG[1]


def _grown(contour: np.ndarray) -> Outline:
    middle, sides, angle = cv2.minAreaRect(contour)
    larger = (sides[0] + 2 * _MARGIN_PX, sides[1] + 2 * _MARGIN_PX)
    return np.asarray(cv2.boxPoints((middle, larger, angle)), dtype=np.float32)


def cover_staples(image: Pixels, outlines: tuple[Outline, ...], *, factor: int) -> None:
    """Paints `outlines` (px of a copy `factor` times smaller) white, in place: `image` must be the caller's own."""
    for outline in outlines:
        cv2.fillConvexPoly(image, np.rint(outline * factor).astype(np.int32), (255, 255, 255))
