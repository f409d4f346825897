"""Where on the paper each piece of a split row stands: told from the lines that were read there. Pure.

Refuses to guess: where the lines do not say it, both pieces keep the whole row as their picture.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from domain.entry import SupportEntry
from domain.geometry import Box, surround
from domain.page import Direction, OcrLine, Sheet

INSIDE = 0.5  # share of a line that must lie in the row
ALIKE = 0.6  # share of a line that must be found in the text


def cut_box(row: SupportEntry, at: int, *, sheets: Sequence[Sheet]) -> tuple[Box, Box]:
    """The boxes of the text before and behind character `at`."""
    lines = [line for line in _lines(sheets, row.page_no) if line.box.share_inside(row.box) >= INSIDE]
    spans = [(line, span) for line in lines if (span := _span(line.text, row.text))]
    before = [line for line, (start, _) in spans if start < at]
    behind = [line for line, (_, end) in spans if end > at]
    if not before or not behind:
        return row.box, row.box
    return _along(row.box, before), _along(row.box, behind)


def _lines(sheets: Sequence[Sheet], page_no: int) -> Iterable[OcrLine]:
    return (line for sheet in sheets if sheet.page.page_no == page_no for line in sheet.ocr.lines)


def _span(line: str, text: str) -> tuple[int, int] | None:
    """Where a line stands in the text; None when it is of another column."""
    start = text.find(line)
    if start >= 0:
        return start, start + len(line)
    blocks = SequenceMatcher(None, line, text, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda one: one.size)
    if longest.size < ALIKE * len(line):
        return None
    first = max(0, longest.b - longest.a)
    return first, min(len(text), first + len(line))


def _along(row: Box, lines: Sequence[OcrLine]) -> Box:
    """The strip of the row that these lines fill: as wide as the row, or as high where the writing runs downwards."""
    found = surround(line.box for line in lines).overlap(row)
    if lines[0].direction is Direction.VERTICAL:
        return Box(found.x, row.y, found.width, row.height)
    return Box(row.x, found.y, row.width, found.height)
