"""Running text down a page: letters and consent forms. Paragraph after paragraph, each as tall as it needs."""

from dataclasses import dataclass

from drawing.paper import Sheet, px
from drawing.setting import height_of, write
from drawing.style import Style
from drawing.truth import Box
from drawing.writing import Writing


@dataclass(slots=True)
class Flow:
    """A column at `x` mm, `width` mm wide; `y` moves down."""

    sheet: Sheet
    style: Style
    x: float
    y: float
    width: float

    def para(
        self, writing: Writing, *, indent: float = 0, align: str = "left", points: float = 0, gap: float = 2
    ) -> Box:
        """One paragraph and `gap` mm after it."""
        style = self.style.sized(points) if points else self.style
        left, width = px(self.x + indent), px(self.width - indent)
        height = height_of(writing, style, width=width)
        box = write(self.sheet, writing, box=(left, px(self.y), width, height + 2), style=style, align=f"{align} top")
        self.y += height / px(1) + gap
        return box

    def skip(self, mm: float) -> None:
        self.y += mm
