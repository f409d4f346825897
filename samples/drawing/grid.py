"""Ruled forms: rows of cells with labels and values, written in mm from the sheet's top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Style
from drawing.truth import Box
from drawing.writing import Break, Piece, Run, Writing

LABEL_GREY = (232, 232, 232)


@dataclass(frozen=True, slots=True)
class Cell:
    """`width` mm. `shade` tints a label cell as office forms do. `pad` mm inside."""

    width: float
    writing: Writing = ()
    align: str = "left middle"
    shade: bool = False
    points: float = 0.0
    pad: float = 1.4
    tag: str = ""


def label(width: float, text: str, *, shade: bool = True, points: float = 0.0) -> Cell:
    """A label cell; a line break in `text` is kept, another is not made."""
    words: list[Piece] = []
    for number, line in enumerate(text.split("\n")):
        words += [Break(), Run(line, keep=True)] if number else [Run(line, keep=True)]
    return Cell(width, tuple(words), "centre middle", shade, points)


@dataclass(slots=True)
class Grid:
    """A place on the sheet where rows go down; `x` and `y` in mm."""

    sheet: Sheet
    style: Style
    x: float
    y: float
    line: int = 2

    def row(self, height: float, cells: Sequence[Cell]) -> None:
        """Draw one row of `height` mm and move down."""
        x = self.x
        for cell in cells:
            self.cell(cell, box=(px(x), px(self.y), px(x + cell.width) - px(x), px(self.y + height) - px(self.y)))
            x += cell.width
        self.y += height

    def cell(self, cell: Cell, *, box: Box) -> None:
        if cell.shade:
            self.sheet.pen.rectangle((box[0], box[1], box[0] + box[2], box[1] + box[3]), fill=LABEL_GREY)
        self.sheet.frame(box, width=self.line)
        if cell.tag:
            self.sheet.place(cell.tag, box)
        pad = px(cell.pad)
        inner = (box[0] + pad, box[1] + px(0.6), box[2] - 2 * pad, box[3] - px(1.2))
        style = self.style.sized(cell.points) if cell.points else self.style
        write(self.sheet, cell.writing, box=inner, style=style, align=cell.align)

    def tall(self, width: float, height: float, *, text: str) -> None:
        """A label cell at the left that spans the rows to come; they start right of it."""
        box = (px(self.x), px(self.y), px(self.x + width) - px(self.x), px(self.y + height) - px(self.y))
        half = len(text) // 2 if len(text) > 3 else len(text)
        self.cell(label(width, "\n".join(filter(None, (text[:half], text[half:])))), box=box)
        self.x += width
