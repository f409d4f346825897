"""Sheets made by hand: a page that says what a test wants, with characters spread evenly over their lines.

`Paper` writes lines and rules cells in px of a 2,480 x 3,508 page; `from_truth` takes a drawn page's truth; `damaged`
misreads characters, merges lines and loses rules as readers do.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.geometry import Affine, Box, confidence, surround
from domain.page import Cell, Direction, Mark, MarkKind, OcrChar, OcrLine, OcrPage, Page, Quality, Sheet, Stamp

WIDTH, HEIGHT, EM = 2480, 3508, 42
MISREAD = {
    "日": "目",
    "目": "日",
    "口": "ロ",
    "一": "ー",
    "二": "ニ",
    "ノ": "/",
    "0": "O",
    "1": "l",
    "・": "·",
    "土": "士",
}


def spread(text: str, box: Box, *, upright: bool = False) -> tuple[OcrChar, ...]:
    """Characters with boxes that share the line evenly."""
    count = max(1, len(text))
    chars = []
    for place, sign in enumerate(text):
        if upright:
            top, bottom = box.y + box.height * place // count, box.y + box.height * (place + 1) // count
            chars.append(OcrChar(sign, Box(box.x, top, box.width, bottom - top), confidence(0.99)))
        else:
            left, right = box.x + box.width * place // count, box.x + box.width * (place + 1) // count
            chars.append(OcrChar(sign, Box(left, box.y, right - left, box.height), confidence(0.99)))
    return tuple(chars)


def line(text: str, box: Box, *, struck: bool = False, sure: float = 0.99, upright: bool = False) -> OcrLine:
    direction = Direction.VERTICAL if upright else Direction.HORIZONTAL
    return OcrLine(text, box, confidence(sure), direction, spread(text, box, upright=upright), struck, text)


def wrapped(text: str, *, room_px: int, em: int) -> list[str]:
    """Rows that fit into `room_px`."""
    rows, used = [""], 0
    for sign in text:
        step = em // 2 if ord(sign) < 0x100 else em
        if used + step > room_px:
            rows.append("")
            used = 0
        rows[-1] += sign
        used += step
    return rows


@dataclass
class Paper:
    """A page being written."""

    page_no: int = 1
    lines: list[OcrLine] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)

    def write(self, text: str, *, x: int, y: int, em: int = EM, struck: bool = False) -> Box:
        """One line; half-width characters take half the room."""
        width = sum(em // 2 if ord(sign) < 0x100 else em for sign in text)
        box = Box(x, y, width, em)
        chars, left = [], x
        for sign in text:
            step = em // 2 if ord(sign) < 0x100 else em
            chars.append(OcrChar(sign, Box(left, y, step, em), confidence(0.99)))
            left += step
        self.lines.append(OcrLine(text, box, confidence(0.99), Direction.HORIZONTAL, tuple(chars), struck, text))
        return box

    def write_down(self, text: str, *, x: int, y: int, em: int = EM) -> Box:
        """One column of vertical writing."""
        box = Box(x, y, em, em * len(text))
        self.lines.append(line(text, box, upright=True))
        return box

    def cell(self, box: Box, text: str = "", *, em: int = EM) -> Box:
        """A ruled cell; its text is broken into lines at the cell's edge, `\\n` ends a line."""
        self.cells.append(Cell(0, len(self.cells), 0, 1, 1, box))
        y = box.y + 12
        for part in text.split("\n") if text else []:
            for row in wrapped(part, room_px=box.width - 30, em=em):
                self.write(row, x=box.x + 15, y=y, em=em)
                y += em + 14
        return box

    def row(self, y: int, widths: Sequence[int], *, texts: Sequence[str], height: int = 100, x: int = 160) -> None:
        """Cells side by side."""
        for width, text in zip(widths, texts, strict=True):
            self.cell(Box(x, y, width, height), text)
            x += width

    def mark(self, label: str, box: Box, *, on: bool = True, kind: MarkKind = MarkKind.CIRCLED) -> None:
        self.marks.append(Mark(kind, label, on, box, confidence(0.95)))

    def sheet(self, *, blank: bool = False) -> Sheet:
        quality = Quality(0.9, 0.9, rescan=False)
        page = Page(self.page_no, WIDTH, HEIGHT, 300, 0, 0.0, Affine(), blank, quality)
        ocr = OcrPage(self.page_no, tuple(self.lines), tuple(self.cells), tuple(self.marks), tuple(self.stamps))
        return Sheet(page, ocr)


def from_truth(page: dict[str, Any], *, cells: Sequence[Box] = ()) -> Sheet:
    """A sheet that reads exactly what the truth of a drawn page says; `cells` where its rules stand."""
    lines = tuple(
        line(one["text"], Box(*one["box"]), struck=one["struck"], upright=one["direction"] == "vertical")
        for one in page["lines"]
        if one["text"].strip() and one["box"][2] > 0
    )
    marks = tuple(
        Mark(MarkKind(one["kind"]), one["label"], one["on"], Box(*one["box"]), confidence(0.95))
        for one in page["marks"]
    )
    ruled = tuple(Cell(0, place, 0, 1, 1, box) for place, box in enumerate(cells))
    quality = Quality(0.9, 0.9, rescan=False)
    width, height, number = page["width_px"], page["height_px"], page["page_no"]
    upright = Page(number, width, height, page["dpi"], 0, 0.0, Affine(), page["blank"], quality)
    stamps = tuple(Stamp(one["text"], Box(*one["box"])) for one in page["stamps"])
    return Sheet(upright, OcrPage(number, lines, ruled, marks, stamps))


def damaged(sheet: Sheet, *, seed: int, share: float = 0.02, lose_cells: float = 0.0) -> Sheet:
    """The same sheet as a poor reader sees it: characters misread or doubted, rules lost."""
    rng = random.Random(seed)
    lines = tuple(_misread(one, rng, share=share) for one in sheet.ocr.lines)
    cells = tuple(one for one in sheet.ocr.cells if rng.random() >= lose_cells)
    return replace(sheet, ocr=replace(sheet.ocr, lines=lines, cells=cells))


def _misread(one: OcrLine, rng: random.Random, *, share: float) -> OcrLine:
    chars = [
        replace(char, text=MISREAD.get(char.text, rng.choice("田一口ー")), confidence=confidence(0.4))
        if rng.random() < share
        else char
        for char in one.chars
    ]
    text = "".join(char.text for char in chars)
    sure = one.confidence if text == one.text else confidence(0.3)
    return replace(one, text=text, chars=tuple(chars), second=one.text, confidence=sure)


def merged(lines: Sequence[OcrLine]) -> OcrLine:
    """Lines of one row that the detector took for one."""
    chars = tuple(char for one in lines for char in one.chars)
    return OcrLine(
        "".join(one.text for one in lines),
        surround([one.box for one in lines]),
        confidence(0.9),
        lines[0].direction,
        chars,
    )
