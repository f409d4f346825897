"""Choices made by hand on a page: ticked boxes and circled words, each with how sure it is.

Reports what is there, also two marks in one group or a stray tick: which one counts is not decided here.
"""

from collections.abc import Sequence
from functools import partial

from domain.geometry import Box
from domain.page import Cell, Mark, OcrLine
from ocr import checkbox, circled
from ocr.layers import Layers
from ocr.loops import hints


def find(layers: Layers, lines: Sequence[OcrLine], *, cells: Sequence[Cell]) -> tuple[Mark, ...]:
    """All marks from the top, left to right: checkboxes on and off, circled words and the others of their group."""
    about = partial(hints, layers.marks, dpi=layers.dpi)
    found = [
        *checkbox.find(layers.squares, lines, cells=cells),
        *circled.find(layers.loops, lines, hint=about, cells=cells),
    ]
    return tuple(sorted(found, key=lambda mark: (mark.box.y, mark.box.x, mark.label)))


def loops(layers: Layers) -> tuple[Box, ...]:
    """Places of loops drawn by hand, before anything is read."""
    return tuple(loop.box for loop in layers.loops)
