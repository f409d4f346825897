"""What can stand in a place on a form: printed words, filled-in words, choices with their marks, struck words.

Values only; `setting` puts them on a sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one ink: `print`, `fill` (the clerk's hand or typewriter), `late` (another hand). `tag`: whose value.

    `keep`: not divided at a line's end.
    """

    text: str
    ink: str = "print"
    tag: str = ""
    scale: float = 1.0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A printed option. `style`: circled | checkbox | filled (■) | cross (×) | tick (✓ in the box)."""

    text: str
    on: bool
    style: str = "circled"
    tag: str = ""
    label: str = ""
    double: bool = False


@dataclass(frozen=True, slots=True)
class Struck:
    """見え消し: words under a double stroke, what replaces them above, and whose small seal stands beside."""

    text: str
    above: str = ""
    seal: str = ""
    ink: str = "fill"
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Room without ink, in parts of the letter size."""

    ems: float = 1.0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """A surname seal standing in the line: 印 after a signature."""

    name: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """New line."""


Piece = Run | Choice | Struck | Gap | Seal | Break
Writing = tuple[Piece, ...]


def under(writing: Writing, tag: str) -> Writing:
    """The same writing, its place noted under `tag`."""
    return tuple(piece if isinstance(piece, Break) else replace(piece, tag=tag) for piece in writing)


def printed(text: str, tag: str = "") -> Run:
    return Run(text, "print", tag)


def filled(text: str, tag: str = "") -> Run:
    return Run(text, "fill", tag)


def late(text: str, tag: str = "") -> Run:
    return Run(text, "late", tag)


def circled(
    options: Sequence[str], chosen: Sequence[str], *, tag: str = "", between: str = "・", style: str = "circled"
) -> Writing:
    """Printed options with a mark at those chosen; the writing between them is printed."""
    pieces: list[Piece] = []
    for number, option in enumerate(options):
        if number and between:
            pieces.append(Run(between, "print", tag))
        pieces.append(Choice(option, option in chosen, style, tag))
    return tuple(pieces)


def boxes(options: Sequence[str], chosen: Sequence[str], *, tag: str = "", style: str = "checkbox") -> Writing:
    """□ options, ticked where chosen."""
    pieces: list[Piece] = []
    for number, option in enumerate(options):
        if number:
            pieces.append(Gap(0.6))
        pieces.append(Choice(option, option in chosen, style, tag))
    return tuple(pieces)
