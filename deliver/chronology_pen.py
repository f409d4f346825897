"""What every printed page is written with: its inks, its margins, its words, and the watermark of a copy.

Refuses to write what no font can draw: such a character becomes 〓.
"""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology_layout import MM
from deliver.chronology_type import drawable, fitting, font, runs, width

PAGE_WIDTH, PAGE_HEIGHT = landscape(A4)
MARGIN, RIGHT = 11 * MM, PAGE_WIDTH - 11 * MM
INK, QUIET, RULE = HexColor("#1c2430"), HexColor("#5d6773"), HexColor("#c9d0d8")
TINT, AXIS = HexColor("#eef2f6"), HexColor("#3a5a78")
WATER = Color(0.2, 0.3, 0.4, alpha=0.075)


@dataclass(frozen=True, slots=True)
class Print:
    """This copy: its number, the day it was made (YYYY-MM-DD) and for whom."""

    copy_no: int
    made_on: str
    who: str


def write(canvas: Canvas, text: str, *, at: tuple[float, float], size: float, ink: Color = INK) -> None:
    canvas.setFillColor(ink)
    x, y = at
    for name, piece in runs(drawable(text)):
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += width(piece, size)


def write_within(canvas: Canvas, text: str, *, at: tuple[float, float], sizes: tuple[float, ...], room: float) -> None:
    shown, size = fitting(text, sizes=iter(sizes), room=room)
    write(canvas, shown, at=at, size=size)


def watermark(canvas: Canvas, copy: Print, *, size: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.translate(size[0] / 2, size[1] / 2 - 8 * MM)
    canvas.rotate(24)
    canvas.setFillColor(WATER)
    canvas.setFont(font(), 58 * min(1.0, size[0] / PAGE_WIDTH * 1.1))
    canvas.drawCentredString(0, 0, drawable(f"取扱注意　写し {copy.copy_no}"))
    canvas.setFont(font(), 20)
    canvas.drawCentredString(0, -30, drawable(f"{copy.made_on}　{copy.who}"))
    canvas.restoreState()
