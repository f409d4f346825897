"""出典の切り抜き: behind the chronology's one page, the piece of paper that each of its rows was read from.

A row's source leads to its piece and back. Refuses to print a piece that it was not given: who may see which is decided
before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology import Chronology, Row
from deliver.chronology_layout import MM
from deliver.chronology_pen import (
    AXIS,
    INK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET,
    RIGHT,
    RULE,
    Print,
    watermark,
    write,
    write_within,
)
from deliver.chronology_type import width

TOP, FOOT = PAGE_HEIGHT - 24 * MM, 14 * MM
LABEL_WIDTH, LABEL_ABOVE, LABEL_HEIGHT = 26 * MM, 20 * MM, 10 * MM
MOST_HIGH, GAP = 62 * MM, 4 * MM
FIRST_PAGE = "top"


@dataclass(frozen=True, slots=True)
class Crop:
    """One piece: JPEG, the page it is of, its own size and the width of the whole page, so that it keeps its size."""

    picture: bytes
    page_no: int
    width_px: int
    height_px: int
    page_width_px: int


@dataclass
class _Sheets:
    """The pages of pieces being drawn. Level writing stands below one another, upright writing side by side.

    `x`, `y`: the upper left corner of the next upright piece; `y` alone that of the next level one.
    """

    canvas: Canvas
    one: Chronology
    copy: Print
    is_open: bool = False
    x: float = MARGIN
    y: float = 0.0
    deepest: float = 0.0

    def turn(self) -> None:
        self.close()
        self.canvas.showPage()
        _head(self.canvas, self.one, copy=self.copy)
        self.is_open, self.x, self.y, self.deepest = True, MARGIN, TOP, 0.0

    def close(self) -> None:
        """The watermark lies over the pieces."""
        if self.is_open:
            watermark(self.canvas, self.copy, size=(PAGE_WIDTH, PAGE_HEIGHT))

    def level(self, row: Row, crop: Crop, *, again: int) -> None:
        if self.x > MARGIN:
            self.x, self.y, self.deepest = MARGIN, self.y - self.deepest - GAP, 0.0
        reader = ImageReader(BytesIO(crop.picture))
        wide, high = _size(reader, crop, most=(RIGHT - MARGIN - LABEL_WIDTH, MOST_HIGH))
        tall = max(high, LABEL_HEIGHT)
        if not self.is_open or self.y - tall < FOOT:
            self.turn()
        _label(self.canvas, row, at=(MARGIN, self.y), again=again)
        _picture(self.canvas, reader, at=(MARGIN + LABEL_WIDTH, self.y), size=(wide, high))
        self.y -= tall + GAP

    def upright(self, row: Row, crop: Crop, *, again: int) -> None:
        reader = ImageReader(BytesIO(crop.picture))
        wide, high = _size(reader, crop, most=(RIGHT - MARGIN, TOP - FOOT - LABEL_HEIGHT - 1))
        if self.x + max(wide, LABEL_ABOVE) > RIGHT:
            self.x, self.y, self.deepest = MARGIN, self.y - self.deepest - GAP, 0.0
        if not self.is_open or self.y - high - LABEL_HEIGHT < FOOT:
            self.turn()
        _label(self.canvas, row, at=(self.x, self.y), again=again)
        _picture(self.canvas, reader, at=(self.x, self.y - LABEL_HEIGHT), size=(wide, high))
        self.deepest = max(self.deepest, high + LABEL_HEIGHT)
        self.x += max(wide, LABEL_ABOVE) + GAP


def annex(canvas: Canvas, one: Chronology, *, crops: Mapping[str, tuple[Crop, ...]], copy: Print) -> None:
    """Pages after the first, in the order of the rows; none where there is no piece."""
    sheets = _Sheets(canvas, one, copy)
    for row in one.rows:
        for at, crop in enumerate(crops.get(row.key, ())):
            draw = sheets.upright if crop.height_px > crop.width_px else sheets.level
            draw(row, crop, again=crop.page_no if at else 0)
    sheets.close()


def _size(reader: ImageReader, crop: Crop, *, most: tuple[float, float]) -> tuple[float, float]:
    """As large as on an A4 sheet, smaller where that would not fit."""
    across, down = reader.getSize()
    wide = 210 * MM * crop.width_px / max(1, crop.page_width_px)
    high = wide * down / max(1, across)
    shrunk = min(1.0, most[0] / wide, most[1] / high) if wide and high else 1.0
    return wide * shrunk, high * shrunk


def _head(canvas: Canvas, one: Chronology, *, copy: Print) -> None:
    top = PAGE_HEIGHT - 15 * MM
    write(canvas, "支援経緯年表　出典の切り抜き", at=(MARGIN, top), size=12)
    name_x = MARGIN + width("支援経緯年表　出典の切り抜き", 12) + 6 * MM
    write_within(canvas, one.heading.name, at=(name_x, top), sizes=(11, 9), room=70 * MM)
    number = f"写し番号 {copy.copy_no}"
    write(canvas, number, at=(RIGHT - width(number, 10), top), size=10)
    canvas.setStrokeColor(AXIS)
    canvas.setLineWidth(1)
    canvas.line(MARGIN, top - 3.4 * MM, RIGHT, top - 3.4 * MM)
    said = f"{copy.made_on} 作成　{copy.who}　第{one.revision}版　{one.case_id}"
    write(canvas, said, at=(MARGIN, 8 * MM), size=7, ink=QUIET)


def _label(canvas: Canvas, row: Row, *, at: tuple[float, float], again: int) -> None:
    """`again`: the page on which the row goes on, 0 where it begins."""
    x, y = at
    source = f"p.{again} つづき" if again else row.source
    write(canvas, source, at=(x, y - 4 * MM), size=9.5, ink=AXIS)
    if not again:
        canvas.bookmarkHorizontal(row.key, 0, y + 4 * MM)
        write(canvas, row.shown_day, at=(x, y - 8 * MM), size=8.5, ink=INK)
        canvas.linkRect("", FIRST_PAGE, (x, y - LABEL_HEIGHT, x + LABEL_ABOVE, y), Border="[0 0 0]")


def _picture(canvas: Canvas, reader: ImageReader, *, at: tuple[float, float], size: tuple[float, float]) -> None:
    (x, y), (wide, high) = at, size
    canvas.drawImage(reader, x, y - high, wide, high)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.rect(x, y - high, wide, high, stroke=1, fill=0)
