"""Lines cut at cell borders."""

import numpy as np
import pytest

from domain.geometry import Box
from domain.page import Cell, Direction
from ocr.engine import Region
from ocr.split import split

CELLS = (Cell(0, 0, 0, 1, 1, Box(0, 0, 100, 50)), Cell(0, 0, 1, 1, 1, Box(100, 0, 200, 50)))
INK = np.full((100, 400), 255, np.uint8)


def boxes(region: Region, marks: np.ndarray = INK) -> list[tuple[int, int]]:
    return [(piece.box.x, piece.box.right) for piece in split([region], CELLS, marks=marks)]


def test_a_line_inside_one_cell_stays_whole():
    region = Region.around(Box(10, 10, 80, 20))
    assert split([region], CELLS, marks=INK) == (region,)


def test_a_line_across_a_border_is_cut_there():
    assert boxes(Region.around(Box(20, 10, 200, 20))) == [(20, 100), (100, 220)]


def test_overhang_over_a_border_is_no_piece():
    assert boxes(Region.around(Box(20, 10, 84, 20))) == [(20, 100)]


def test_text_beyond_the_last_cell_is_kept():
    assert boxes(Region.around(Box(210, 10, 180, 20))) == [(210, 300), (300, 390)]


def test_a_piece_without_ink_is_dropped():
    marks = INK.copy()
    marks[:, 100:] = 0
    assert boxes(Region.around(Box(20, 10, 200, 20)), marks) == [(20, 100)]


def test_a_line_outside_all_cells_is_left_alone():
    region = Region.around(Box(10, 60, 300, 20))
    assert split([region], CELLS, marks=INK) == (region,)


@pytest.mark.parametrize("height", [30, 65])
def test_a_column_is_cut_at_level_rules(height):
    cells = (Cell(0, 0, 0, 1, 1, Box(0, 0, 50, height)), Cell(0, 1, 0, 1, 1, Box(0, height, 50, 200)))
    pieces = split([Region.around(Box(10, 5, 20, 150), Direction.VERTICAL)], cells, marks=INK.T.copy())
    assert [(piece.box.y, piece.box.bottom) for piece in pieces] == [(5, height), (height, 155)]
    assert all(piece.direction is Direction.VERTICAL for piece in pieces)
