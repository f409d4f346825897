"""An index over one sheet: what stands in which cell, what stands beside and below it.

Works without cells too: writing outside every cell is one open area. On a page of vertical writing all places are
turned so that text runs left to right and the next column lies below; `Frame` turns them back. Refuses to guess what
the writing means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from domain.geometry import Box, surround
from domain.page import Cell, Direction, Mark, OcrLine, Sheet
from extract.signs import Sign, Text, flow

# A "cell" over this share of the page is the frame around the sheet, not a place for one value.
FRAME_SHARE = 0.55
# A cell lower or narrower than this many px at 100 dpi cannot hold writing: it lies between two strokes of a rule.
SLIVER_PX = 8
# Of a line's characters: if so many lie in one cell the whole line does; character places are estimates.
WHOLE_LINE_SHARE = 0.8
# A correction: at most so many characters, and so much of its height lies over the line it corrects.
CORRECTION_SIGNS = 16
OVERLAP_LEAST, OVERLAP_MOST = 0.3, 0.85


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns places of the upright page into reading space and back."""

    vertical: bool
    width_px: int

    def into(self, box: Box) -> Box:
        return Box(box.y, self.width_px - box.right, box.height, box.width) if self.vertical else box

    def out(self, box: Box) -> Box:
        return Box(self.width_px - box.bottom, box.x, box.height, box.width) if self.vertical else box


@dataclass(frozen=True, slots=True)
class Area:
    """A ruled cell with its writing, or the open ground of the page (`ruled` False). Places in reading space."""

    index: int
    box: Box
    rows: tuple[Text, ...]
    ruled: bool

    @property
    def text(self) -> Text:
        """All rows as one text: wrapped lines joined, line ends that are meant kept as a space."""
        return flow(self.rows, right_px=self.box.right)

    @property
    def compact(self) -> str:
        return self.text.compact


@dataclass(frozen=True)
class Layout:
    """One sheet, indexed. `areas[-1]` is the open ground; the others are cells in reading order."""

    sheet: Sheet
    frame: Frame
    areas: tuple[Area, ...]
    marks: tuple[Mark, ...]

    @property
    def page_no(self) -> int:
        return self.sheet.page.page_no

    @property
    def cells(self) -> tuple[Area, ...]:
        return self.areas[:-1]

    @property
    def ground(self) -> Area:
        return self.areas[-1]

    @cached_property
    def em_px(self) -> float:
        """The usual height of a character on this page."""
        heights = [sign.box.height for area in self.areas for row in area.rows for sign in row.signs if sign.box.height]
        return float(median(heights)) if heights else 30.0

    @cached_property
    def _right(self) -> dict[int, tuple[Area, ...]]:
        return {area.index: self._beside(area) for area in self.cells}

    @cached_property
    def _below(self) -> dict[int, tuple[Area, ...]]:
        return {area.index: self._under(area) for area in self.cells}

    def right(self, area: Area) -> tuple[Area, ...]:
        """The cells that touch this one on the right, top first."""
        return self._right.get(area.index, ())

    def below(self, area: Area) -> tuple[Area, ...]:
        """The cells that touch this one from below, left first."""
        return self._below.get(area.index, ())

    def _beside(self, area: Area) -> tuple[Area, ...]:
        slack = max(6.0, 0.6 * self.em_px)
        found = [one for one in self.cells if one is not area and abs(one.box.x - area.box.right) <= slack]
        kept = [one for one in found if _shared(_tall(one.box), _tall(area.box)) >= 0.6]
        return tuple(sorted(kept, key=lambda one: one.box.y))

    def _under(self, area: Area) -> tuple[Area, ...]:
        slack = max(6.0, 0.6 * self.em_px)
        found = [one for one in self.cells if one is not area and abs(one.box.y - area.box.bottom) <= slack]
        kept = [one for one in found if _shared(_wide(one.box), _wide(area.box)) >= 0.6]
        return tuple(sorted(kept, key=lambda one: one.box.x))

    def marks_in(self, box: Box, *, pad_px: int = 6) -> tuple[Mark, ...]:
        """Marks whose middle lies in `box` (reading space)."""
        ground = box.padded(pad_px)
        return tuple(mark for mark in self.marks if ground.holds(*mark.box.centre))


def _tall(box: Box) -> tuple[int, int]:
    return box.y, box.bottom


def _wide(box: Box) -> tuple[int, int]:
    return box.x, box.right


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Share of the shorter span that lies inside the longer."""
    inside = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return inside / shorter if shorter > 0 else 0.0


def index(sheet: Sheet) -> Layout:
    """The layout of a sheet; never fails, an empty page has one empty area."""
    frame = Frame(is_vertical(sheet.ocr.lines), sheet.page.width_px)
    page = frame.into(sheet.page.box)
    boxes = _cell_boxes(sheet.ocr.cells, frame=frame, page=page)
    held: dict[int, list[Text]] = {place: [] for place in range(len(boxes) + 1)}
    lines = [Text.of_line(line, number, into=frame.into) for number, line in enumerate(sheet.ocr.lines)]
    for line in overwritten(lines):
        for place, text in _shares(line, boxes):
            held[place].append(text)
    areas = [Area(place, box, _rows(held[place]), ruled=True) for place, box in enumerate(boxes)]
    areas.append(Area(len(boxes), page, _rows(held[len(boxes)]), ruled=False))
    marks = tuple(_moved(mark, frame) for mark in sheet.ocr.marks)
    return Layout(sheet, frame, tuple(areas), marks)


def is_vertical(lines: tuple[OcrLine, ...]) -> bool:
    """True when most characters stand in vertical lines."""
    upright = sum(len(line.text) for line in lines if line.direction is Direction.VERTICAL)
    return upright * 2 > sum(len(line.text) for line in lines)


def overwritten(lines: Sequence[Text]) -> tuple[Text, ...]:
    """A short line squeezed in above another stands for it (見え消し): the lower one counts as struck.

    Lines of one text leave a gap or touch; only a correction written between the lines overlaps deeply.
    """
    short = [(place, line.box) for place, line in enumerate(lines) if 0 < len(line.compact) <= CORRECTION_SIGNS]
    struck = {lower for lower, box in short if any(_corrects(one, box) for upper, one in short if upper != lower)}
    return tuple(line.crossed() if place in struck else line for place, line in enumerate(lines))


def _corrects(one: Box, other: Box) -> bool:
    if one.centre[1] >= other.centre[1] or _shared(_wide(one), _wide(other)) < 0.6:
        return False
    overlap = (one.bottom - other.y) / max(1, min(one.height, other.height))
    return OVERLAP_LEAST <= overlap <= OVERLAP_MOST


def _moved(mark: Mark, frame: Frame) -> Mark:
    return Mark(mark.kind, mark.label, mark.on, frame.into(mark.box), mark.confidence)


def _cell_boxes(cells: tuple[Cell, ...], *, frame: Frame, page: Box) -> list[Box]:
    """Cells that can hold a value, in reading order: no page frames, no slivers, of nested ones the inner."""
    turned = [frame.into(cell.box) for cell in cells]
    fit = [box for box in turned if box.area < FRAME_SHARE * page.area and min(box.width, box.height) >= SLIVER_PX]
    inner = [box for box in fit if not _is_outer(box, fit)]
    return sorted(inner, key=lambda box: (box.y, box.x))


def _is_outer(box: Box, others: list[Box]) -> bool:
    """True when smaller cells lie inside and cover most of it."""
    inside = [one for one in others if one.area < box.area and one.share_inside(box) > 0.9]
    return sum(one.area for one in inside) > 0.6 * box.area


def _shares(text: Text, boxes: list[Box]) -> list[tuple[int, Text]]:
    """A line cut at the cells it runs through; place `len(boxes)` is the open ground."""
    places = [_place(sign, boxes) for sign in text.signs]
    common = max(set(places), key=places.count)
    if places.count(common) >= WHOLE_LINE_SHARE * len(places):
        return [(common, text)]
    runs: list[tuple[int, list[Sign]]] = []
    for place, sign in zip(places, text.signs, strict=True):
        if runs and (runs[-1][0] == place or not sign.text.strip()):
            runs[-1][1].append(sign)
        else:
            runs.append((place, [sign]))
    return [(place, Text(tuple(signs))) for place, signs in runs]


def _place(sign: Sign, boxes: list[Box]) -> int:
    held = [(box.area, place) for place, box in enumerate(boxes) if box.holds(*sign.box.centre)]
    return min(held)[1] if held else len(boxes)


def _rows(texts: list[Text]) -> tuple[Text, ...]:
    """Texts of one area joined into visual rows, top to bottom, gaps shown as spaces."""
    written = [one for one in texts if one.compact]
    if written and all(_stands(one) for one in written):
        return tuple(sorted(written, key=lambda one: -one.box.right))
    rows: list[list[Text]] = []
    for text in sorted(written, key=lambda one: one.box.centre[1]):
        if rows and _same_row(rows[-1], text):
            rows[-1].append(text)
        else:
            rows.append([text])
    return tuple(Text.joined(sorted(row, key=lambda one: one.box.x)) for row in rows)


def _stands(text: Text) -> bool:
    """True for a label written downwards in a narrow cell of a horizontal form."""
    return len(text.compact) > 1 and text.box.height > 1.6 * text.box.width


def _same_row(row: list[Text], text: Text) -> bool:
    box = surround([one.box for one in row])
    if _shared(_tall(box), _tall(text.box)) < 0.5:
        return False
    # Two lines of a wrapped text overlap a little; two texts of one row stand side by side.
    return all(_shared(_wide(one.box), _wide(text.box)) < 0.3 for one in row)
