"""Separator and cover sheets to print: a PDF with QR codes in the corners, a patch code and words for people.

The sheet carries no personal data: box, number and label are what the office wrote on the outside of the file.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import inch, mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from domain.paper_box import AnnouncedFile, PaperBox, SeparatorCode
from ingest.separators import NARROW_INCH, WIDE_INCH, words_of

FONT = "HeiseiKakuGo-W5"
PATCH_T = "NWNW"
_WIDTH, _HEIGHT = A4
_QR_PT, _EDGE_PT = 42 * mm, 18 * mm


def sheets_pdf(box: PaperBox, files: Sequence[AnnouncedFile]) -> bytes:
    """A cover with the list of files, then one separator for each; both sides are printed when both are scanned."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setTitle(f"{box.name} 仕切り紙")
    _covers(canvas, box, files)
    for file in files:
        for side in range(box.sides):
            _separator(canvas, box, file, side=side)
    canvas.save()
    return out.getvalue()


def _covers(canvas: Canvas, box: PaperBox, files: Sequence[AnnouncedFile]) -> None:
    """The list stays with the box; it is not scanned and carries no code."""
    rows = 34
    for start in range(0, max(len(files), 1), rows):
        canvas.setFont(FONT, 20)
        canvas.drawString(_EDGE_PT, _HEIGHT - 25 * mm, f"{box.name}　ファイル一覧")
        canvas.setFont(FONT, 10)
        sides = "両面" if box.sides == 2 else "片面"
        canvas.drawString(_EDGE_PT, _HEIGHT - 32 * mm, f"箱 {box.box_id}　{sides}でスキャン　この紙はスキャンしません")
        _list(canvas, files[start : start + rows])
        canvas.showPage()


def _list(canvas: Canvas, files: Iterable[AnnouncedFile]) -> None:
    canvas.setFont(FONT, 11)
    for row, file in enumerate(files):
        y = _HEIGHT - 44 * mm - row * 7 * mm
        canvas.drawRightString(_EDGE_PT + 12 * mm, y, str(file.number))
        canvas.drawString(_EDGE_PT + 18 * mm, y, file.label)
        canvas.drawRightString(_WIDTH - _EDGE_PT, y, f"{file.sheets} 枚" if file.sheets else "　　枚")
        canvas.setLineWidth(0.3)
        canvas.line(_EDGE_PT, y - 2 * mm, _WIDTH - _EDGE_PT, y - 2 * mm)


def _separator(canvas: Canvas, box: PaperBox, file: AnnouncedFile, *, side: int) -> None:
    words = words_of(SeparatorCode(box.box_id, file.number, file.label))
    top, right = _HEIGHT - 45 * mm - _QR_PT, _WIDTH - _EDGE_PT - _QR_PT
    for x, y in ((_EDGE_PT, top), (right, top), (_EDGE_PT, 45 * mm), (right, 45 * mm)):
        _qr(canvas, words, x=x, y=y)
    _patch(canvas, _HEIGHT - 12 * mm, down=True)
    _patch(canvas, 12 * mm, down=False)
    canvas.setFont(FONT, 15)
    canvas.drawCentredString(_WIDTH / 2, 185 * mm, "仕切り紙　ここから次のファイル")
    canvas.setFont(FONT, 64)
    canvas.drawCentredString(_WIDTH / 2, 150 * mm, f"No. {file.number}")
    canvas.setFont(FONT, 20)
    canvas.drawCentredString(_WIDTH / 2, 132 * mm, file.label)
    canvas.setFont(FONT, 11)
    counted = f"{file.sheets} 枚" if file.sheets else "枚数未記入"
    canvas.drawCentredString(_WIDTH / 2, 120 * mm, f"{box.name}　{counted}{'　（裏）' if side else ''}")
    canvas.drawCentredString(
        _WIDTH / 2, 112 * mm, "ファイルの一番上に置いてください。書き込み・折り・ホチキスはしないでください。"
    )
    canvas.showPage()


def _qr(canvas: Canvas, words: str, *, x: float, y: float) -> None:
    matrix = segno.make_qr(words, error="h", encoding="utf-8").matrix
    step = _QR_PT / len(matrix)
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                canvas.rect(
                    x + column * step, y + _QR_PT - (row + 1) * step, step * 1.02, step * 1.02, stroke=0, fill=1
                )


def _patch(canvas: Canvas, at: float, *, down: bool) -> None:
    """Patch T across the sheet, read from the edge inwards."""
    for letter in PATCH_T:
        high = (WIDE_INCH if letter == "W" else NARROW_INCH) * inch
        canvas.rect(_EDGE_PT, at - high if down else at, _WIDTH - 2 * _EDGE_PT, high, stroke=0, fill=1)
        at += (-1 if down else 1) * (high + NARROW_INCH * inch)
