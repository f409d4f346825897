"""A form in two columns on A4, as many pages as it takes: certificates, registers, lists of what was not disclosed.

Refuses to cut: what does not fit goes on over the page. A cell without words is an empty line to write on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology_layout import MM
from deliver.chronology_pen import INK, QUIET, RULE, write, write_within
from deliver.chronology_type import broken, drawable, font, readable

WIDTH, HEIGHT = A4
MARGIN, FOOT, STEP, SIZE = 18 * MM, 32 * MM, 5.2 * MM, 9.5
LABEL, ROOM = 38 * MM, WIDTH - 36 * MM - 38 * MM
TOP = HEIGHT - 46 * MM

Rows = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: label and its lines. `foot`: what stands small at the bottom."""

    title: str
    intro: str
    rows: Rows
    foot: tuple[str, ...] = ()


def draw(sheets: Sequence[Sheet]) -> bytes:
    """One sheet after the other as PDF. Raises ConfigError without the font."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=A4, initialFontName=font(), lang="ja", invariant=True)
    canvas.setTitle(sheets[0].title if sheets else "")
    canvas.setAuthor("綴り")
    for number, one in enumerate(sheets, 1):
        _sheet(canvas, one, place=f"{number} / {len(sheets)}" if len(sheets) > 1 else "")
    canvas.save()
    return readable(held.getvalue())


def _sheet(canvas: Canvas, one: Sheet, *, place: str) -> None:
    y = _head(canvas, one, place=place)
    for label, lines in one.rows:
        pieces = [piece for line in lines or ("",) for piece in broken(drawable(line), SIZE, room=ROOM) or [""]]
        if y - min(len(pieces), 3) * STEP < FOOT:
            canvas.showPage()
            y = _head(canvas, one, place=place)
        canvas.setStrokeColor(RULE)
        canvas.line(MARGIN, y + 5.4 * MM, WIDTH - MARGIN, y + 5.4 * MM)
        write_within(canvas, label, at=(MARGIN, y), sizes=(SIZE, 8.5, 7.5), room=LABEL - 2 * MM)
        for piece in pieces:
            if y < FOOT:
                canvas.showPage()
                y = _head(canvas, one, place=place)
            write(canvas, piece, at=(MARGIN + LABEL, y), size=SIZE, ink=INK)
            y -= STEP
        y -= 2.2 * MM
    canvas.showPage()


def _head(canvas: Canvas, one: Sheet, *, place: str) -> float:
    write(canvas, one.title, at=(MARGIN, HEIGHT - 26 * MM), size=18)
    write(canvas, place, at=(WIDTH - MARGIN - 14 * MM, HEIGHT - 26 * MM), size=9, ink=QUIET)
    write_within(canvas, one.intro, at=(MARGIN, HEIGHT - 34 * MM), sizes=(10, 9, 8), room=WIDTH - 2 * MARGIN)
    for at, line in enumerate(reversed(one.foot)):
        write(canvas, line, at=(MARGIN, 18 * MM + at * 4.5 * MM), size=8, ink=QUIET)
    return float(TOP)
