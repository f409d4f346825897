"""Separator and cover sheets to print: a PDF with QR codes in the corners, a patch code and words for people.

The sheet carries no personal data: box, number and label are what the office wrote on the outside of the file. The
font is embedded, so that every printer prints the same; without a Japanese font nothing is printed at all.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import inch, mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from domain.errors import ConfigError
from domain.paper_box import AnnouncedFile, PaperBox, SeparatorCode
from ingest.separators import NARROW_INCH, WIDE_INCH, words_of

FONT, FONT_FILE, FONT_PACKAGE = "IPAexGothic", "ipaexg.ttf", "fonts-ipaexfont-gothic"
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
NO_SHAPE = "〓"  # printed for a character the font lacks; the code on the sheet still carries the true one
PATCH_T = "NWNW"
_WIDTH, _HEIGHT = A4
_QR_PT, _EDGE_PT = 42 * mm, 18 * mm
_INNER_PT = _WIDTH - 2 * _EDGE_PT


def sheets_pdf(box: PaperBox, files: Sequence[AnnouncedFile], *, font_folders: Sequence[Path] = FONT_FOLDERS) -> bytes:
    """A cover with the list of files, then one separator for each; both sides are printed when both are scanned.

    Raises ConfigError when the font is not installed.
    """
    pdfmetrics.registerFont(TTFont(FONT, _font_file(font_folders)))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setTitle(f"{box.name} 仕切り紙")
    _covers(canvas, box, files=files)
    for file in files:
        for side in range(box.sides):
            _separator(canvas, box, file=file, side=side)
    canvas.save()
    return out.getvalue()


def _font_file(folders: Sequence[Path]) -> Path:
    for folder in folders:
        for found in sorted(folder.rglob(FONT_FILE)):
            return found
    raise ConfigError(f"the font {FONT} is not installed: install the package {FONT_PACKAGE}")


def _words(canvas: Canvas, words: str, *, size: float, width: float) -> str:
    """What can be printed of `words`; the font is made smaller until they fit into `width`."""
    shapes = pdfmetrics.getFont(FONT).face.charToGlyph
    shown = "".join(one if ord(one) in shapes else NO_SHAPE for one in words)
    wide = pdfmetrics.stringWidth(shown, FONT, size)
    canvas.setFont(FONT, size * min(1.0, width / wide) if wide else size)
    return shown


def _covers(canvas: Canvas, box: PaperBox, *, files: Sequence[AnnouncedFile]) -> None:
    """The list stays with the box; it is not scanned and carries no code."""
    rows = 34
    for start in range(0, max(len(files), 1), rows):
        head = _words(canvas, f"{box.name}　ファイル一覧", size=20, width=_INNER_PT)
        canvas.drawString(_EDGE_PT, _HEIGHT - 25 * mm, head)
        sides = "両面" if box.sides == 2 else "片面"
        told = f"箱 {box.box_id}　{sides}でスキャン　この紙はスキャンしません"
        canvas.drawString(_EDGE_PT, _HEIGHT - 32 * mm, _words(canvas, told, size=10, width=_INNER_PT))
        _list(canvas, files[start : start + rows])
        canvas.showPage()


def _list(canvas: Canvas, files: Iterable[AnnouncedFile]) -> None:
    canvas.setLineWidth(0.3)
    for row, file in enumerate(files):
        y = _HEIGHT - 44 * mm - row * 7 * mm
        label = _words(canvas, file.label, size=11, width=_INNER_PT - 40 * mm)
        canvas.drawString(_EDGE_PT + 18 * mm, y, label)
        canvas.setFont(FONT, 11)
        canvas.drawRightString(_EDGE_PT + 12 * mm, y, str(file.number))
        canvas.drawRightString(_WIDTH - _EDGE_PT, y, f"{file.sheets} 枚" if file.sheets else "　　枚")
        canvas.line(_EDGE_PT, y - 2 * mm, _WIDTH - _EDGE_PT, y - 2 * mm)


def _separator(canvas: Canvas, box: PaperBox, *, file: AnnouncedFile, side: int) -> None:
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
    canvas.drawCentredString(_WIDTH / 2, 132 * mm, _words(canvas, file.label, size=20, width=_INNER_PT))
    counted = f"{file.sheets} 枚" if file.sheets else "枚数未記入"
    told = f"{box.name}　{counted}{'　（裏）' if side else ''}"
    canvas.drawCentredString(_WIDTH / 2, 120 * mm, _words(canvas, told, size=11, width=_INNER_PT))
    canvas.setFont(FONT, 11)
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
