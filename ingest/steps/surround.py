"""What surrounds the page on the glass: black lid, dark wedges, shadows of the edge. Says where it is, changes nothing.

Refuses to take dark paper for a border: a band with writing in it, or a page that is mostly dark, is left alone.
"""

import cv2
import numpy as np

from ingest.scan import Pixels

_DARK = 0.45  # of the paper's brightness
_LEAST_SHARE, _MOST_SHARE = 0.001, 0.6
_RULE_PX = 5  # at 75 dpi: thinner dark things are rules that run off the page
_LETTER_PX = (4, 400)
_MOST_LETTERS = 6


def dark_surround(grey: Pixels) -> Pixels | None:
    """A mask (255 = not page) as large as `grey`, which is at 75 dpi; None where there is nothing to cut away."""
    if min(grey.shape) < 8 * _RULE_PX:
        return None
    paper = float(np.percentile(grey[::4, ::4], 75))
    dark = np.asarray(grey < _DARK * paper, dtype=np.uint8) * 255
    # Treat what lies outside the picture as dark, so that thick borders survive the opening at the very edge.
    framed = cv2.copyMakeBorder(dark, _RULE_PX, _RULE_PX, _RULE_PX, _RULE_PX, cv2.BORDER_CONSTANT, value=255)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((_RULE_PX, _RULE_PX), np.uint8))
    _, label = cv2.connectedComponents(opened, connectivity=4)
    joined = np.asarray(label == label[0, 0], dtype=np.uint8) * 255
    mask = joined[_RULE_PX:-_RULE_PX, _RULE_PX:-_RULE_PX]
    share = float(np.count_nonzero(mask)) / mask.size
    if not _LEAST_SHARE <= share <= _MOST_SHARE or _holds_writing(dark, mask):
        return None
    return np.ascontiguousarray(mask)


def _holds_writing(dark: Pixels, mask: Pixels) -> bool:
    """Bright islands of letter size inside the dark part."""
    inside = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    islands = np.asarray((inside > 0) & (dark == 0), dtype=np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(islands, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    return int(np.count_nonzero((areas >= _LETTER_PX[0]) & (areas <= _LETTER_PX[1]))) > _MOST_LETTERS
