"""再スキャンの一覧: which sheet to fetch from which box, on paper for the person at the scanner.

The list names boxes, files as they were scanned, sheets and case numbers. Refuses to add a person's name: the paper
leaves the desk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology_type import drawable, font, width
from domain.case import Revision
from storage.archive import Archive
from storage.rescans import RescanLine

_WIDTH, _HEIGHT = A4
_EDGE, _ROW, _TOP, _FOOT = 16 * mm, 8.4 * mm, _HEIGHT - 34 * mm, 20 * mm
# Left edges of the columns and their heads; the box to tick stands first.
COLUMNS = (
    (_EDGE + 9 * mm, "ファイル"),
    (_EDGE + 74 * mm, "枚目"),
    (_EDGE + 90 * mm, "ケース番号"),
    (_EDGE + 124 * mm, "依頼した人・日"),
)
ROOM = (62 * mm, 13 * mm, 32 * mm, _WIDTH - _EDGE - COLUMNS[3][0])


@dataclass(frozen=True, slots=True)
class RescanRow:
    """One sheet: `box` as the office calls it, `file` within it, `leaf` the page of the file from 1."""

    box: str
    file: str
    leaf: int
    case_id: str
    page_no: int
    case_number: str
    asked_by: str
    asked_at: str


def rescan_rows(archive: Archive) -> tuple[RescanRow, ...]:
    """By box, file and sheet, as a person walks along the shelf."""
    rows = (_row(line, archive.history(line.case_id)) for line in archive.rescans.wanted())
    return tuple(sorted(rows, key=lambda one: (one.box, one.file, one.leaf)))


def _row(line: RescanLine, history: Sequence[Revision]) -> RescanRow:
    path = PurePosixPath(line.source)
    box = str(path.parent) if str(path.parent) != "." else line.batch
    own = [one for one in history if one.target.startswith(f"p{line.page_no}.") and one.why.startswith("rescan")]
    who, when = (own[-1].who, own[-1].when) if own else ("", "")
    return RescanRow(box, path.name, line.leaf, line.case_id, line.page_no, line.case_number, who, when)


def rescan_pdf(rows: Sequence[RescanRow], *, now: datetime) -> bytes:
    """A4, one block a box, a square to tick before every sheet. Raises ConfigError without the Japanese font."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setTitle("再スキャンの一覧")
    pages = tuple(_paged(rows))
    for number, lines in enumerate(pages, 1):
        _head(canvas, f"{now.astimezone():%Y年%m月%d日 %H:%M}　{len(rows)} 枚　{number} / {len(pages)}")
        _lines(canvas, lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _paged(rows: Iterable[RescanRow]) -> Iterable[list[str | RescanRow]]:
    """Rows with the name of their box above them, cut to what one page holds."""
    most = int((_TOP - _FOOT) / _ROW)
    page: list[str | RescanRow] = []
    box = None
    for row in rows:
        if len(page) + (1 if row.box == box else 2) > most:
            yield page
            page, box = [], None
        if row.box != box:
            page.append(row.box)
            box = row.box
        page.append(row)
    yield page


def _head(canvas: Canvas, told: str) -> None:
    canvas.setFont(font(), 16)
    canvas.drawString(_EDGE, _HEIGHT - 20 * mm, "再スキャンの一覧")
    canvas.setFont(font(), 9)
    canvas.drawRightString(_WIDTH - _EDGE, _HEIGHT - 20 * mm, told)
    canvas.drawString(
        _EDGE, _HEIGHT - 26 * mm, "紙を箱から出し、スキャンし直したら□に印を付けます。紙は元の順に戻します。"
    )


def _lines(canvas: Canvas, lines: Sequence[str | RescanRow]) -> None:
    canvas.setLineWidth(0.3)
    for place, line in enumerate(lines):
        y = _TOP - place * _ROW
        if isinstance(line, str):
            _box_line(canvas, line, y=y)
            continue
        canvas.rect(_EDGE, y - 2.6 * mm, 4.2 * mm, 4.2 * mm, stroke=1, fill=0)
        cells = (line.file, str(line.leaf), line.case_number or line.case_id, f"{line.asked_by}　{line.asked_at[:10]}")
        for (left, _), words, room in zip(COLUMNS, cells, ROOM, strict=True):
            _fitted(canvas, words, left=left, y=y - 1.6 * mm, room=room)
        canvas.setStrokeGray(0.75)
        canvas.line(_EDGE, y - 4.2 * mm, _WIDTH - _EDGE, y - 4.2 * mm)
        canvas.setStrokeGray(0)


def _box_line(canvas: Canvas, box: str, *, y: float) -> None:
    canvas.setFont(font(), 12)
    canvas.drawString(_EDGE, y - 1.6 * mm, drawable(box))
    canvas.setFont(font(), 7.5)
    canvas.setFillGray(0.35)
    shown = width(drawable(box), 12) + _EDGE + 4 * mm
    for left, head in COLUMNS:
        if left > shown:
            canvas.drawString(left, y - 1.6 * mm, head)
    canvas.setFillGray(0)
    canvas.line(_EDGE, y - 4.2 * mm, _WIDTH - _EDGE, y - 4.2 * mm)


def _fitted(canvas: Canvas, words: str, *, left: float, y: float, room: float) -> None:
    """Smaller where the words need it, never cut."""
    shown = drawable(words)
    wide = width(shown, 10)
    canvas.setFont(font(), 10 * min(1.0, room / wide) if wide else 10)
    canvas.drawString(left, y, shown)
