"""How a sheet is written: which face and colour each ink has, how large, how unsteady.

Values only.
"""

from dataclasses import dataclass, replace

from drawing.paper import BLACK, pt

PEN_BLUE = (28, 34, 92)
PEN_BLACK = (30, 30, 34)


@dataclass(frozen=True, slots=True)
class Ink:
    """`wobble` 0 is a printer, 1 a hurried hand. `grow` is against the style's size."""

    face: str
    colour: tuple[int, int, int] = BLACK
    wobble: float = 0.0
    grow: float = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """`print`: the form's own letters; `head`: titles; `fill`: what the office wrote; `late`: another hand, later.

    `pitch` is the distance of lines in letter sizes.
    """

    print: Ink
    head: Ink
    fill: Ink
    late: Ink
    size: int = pt(10)
    pitch: float = 1.32

    def of(self, ink: str) -> Ink:
        return {"print": self.print, "head": self.head, "fill": self.fill, "late": self.late}[ink]

    def sized(self, points: float, *, pitch: float | None = None) -> "Style":
        return replace(self, size=pt(points), pitch=pitch if pitch is not None else self.pitch)


@dataclass(frozen=True, slots=True)
class Look:
    """`seal_over`: seals stand on the writing; `sticky`: a note is stuck on."""

    style: Style
    seal_over: bool = False
    sticky: bool = False


def typed(label: str = "gothic", value: str = "mincho", *, late: str = "klee") -> Style:
    """A form filled in on a machine; additions by pen."""
    return Style(Ink(label), Ink(label), Ink(value), Ink(late, PEN_BLUE, 0.7, 1.05))


def penned(label: str = "gothic", hand: str = "klee", *, late: str = "yusei", blue: bool = False) -> Style:
    """A printed form filled in by hand."""
    pen = PEN_BLUE if blue else PEN_BLACK
    return Style(Ink(label), Ink(label), Ink(hand, pen, 1.0, 1.08), Ink(late, PEN_BLUE, 0.9, 1.05))
