"""How a page lies on its scan: aslant although it was made upright, or torn so that writing ends at the edge.

Such places are read but never believed. Refuses to straighten anything: that is the business of `ingest`.
"""

from statistics import median

from domain.geometry import Box
from domain.page import OcrLine, Page, Sheet

# Rows of a table meet their neighbours' at this slope (about a degree and a half).
STEEP = 0.026
_LONG = 6
_EDGE_SHARE, _EDGE_PX = 0.003, 6


def is_aslant(sheet: Sheet) -> bool:
    """Whether the usual line of the page runs up or down."""
    slopes = [slope for line in sheet.ocr.lines if (slope := _slope(line)) is not None]
    return bool(slopes) and abs(median(slopes)) > STEEP


def _slope(line: OcrLine) -> float | None:
    if len(line.chars) < _LONG:
        return None
    first, last = line.chars[0].box.centre, line.chars[-1].box.centre
    across, down = last[0] - first[0], last[1] - first[1]
    long, short = (across, down) if abs(across) >= abs(down) else (down, across)
    return short / long if long else None


def ends_at_edge(box: Box, page: Page) -> bool:
    """Whether a place reaches the edge of the scan: what stood beyond it is not there."""
    wide, high = _reach(page.width_px), _reach(page.height_px)
    beside = box.x <= wide or box.right >= page.width_px - wide
    return beside or box.y <= high or box.bottom >= page.height_px - high


def _reach(side_px: int) -> int:
    return max(_EDGE_PX, round(_EDGE_SHARE * side_px))
