import cv2
import numpy as np
import pytest

from domain.geometry import Box
from domain.page import Cell
from ocr import grid, ink, rules
from ocr.pixels import as_grey
from tests.ocr import drawn

COLUMNS = [10.0, 40.0, 70.0, 110.0]
ROWS = [10.0, 20.0, 30.0, 45.0, 52.0]


def cells_of(page: np.ndarray, dpi: int = drawn.DPI) -> tuple[Cell, ...]:
    grey = as_grey(page)
    mask = ink.ink_mask(grey, ink.paper_tone(grey, dpi))
    return grid.cells(rules.find(mask, dpi), dpi, page=Box(0, 0, page.shape[1], page.shape[0]))


def spans(cells: tuple[Cell, ...]) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells]


def whole(rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    return [(row, column, 1, 1) for row in range(rows) for column in range(columns)]


def written(page: np.ndarray) -> np.ndarray:
    for x in COLUMNS[:-1]:
        for y in ROWS[:-1]:
            drawn.glyphs(page, (x + 2, y + 1.6), count=4)
    return page


@pytest.mark.parametrize("dotted", [False, True])
def test_plain_table_with_writing(dotted: bool) -> None:
    page = written(drawn.paper())
    drawn.table(page, COLUMNS, ROWS, dotted=dotted)
    cells = cells_of(page)
    assert spans(cells) == whole(4, 3)
    first = cells[0].box
    assert abs(first.x - drawn.mm(10)) <= 3 and abs(first.bottom - drawn.mm(20)) <= 3


@pytest.mark.parametrize("degrees", [-0.3, 0.3])
def test_a_slightly_leaning_table(degrees: float) -> None:
    page = written(drawn.paper())
    drawn.table(page, COLUMNS, ROWS)
    assert spans(cells_of(drawn.leaning(page, degrees))) == whole(4, 3)


def test_a_fax_breaks_rules_but_not_cells() -> None:
    page = written(drawn.paper())
    drawn.table(page, COLUMNS, ROWS)
    assert spans(cells_of(drawn.fax(page), dpi=200)) == whole(4, 3)


def test_merged_cells_keep_their_spans() -> None:
    page = drawn.paper()
    for y in (10, 40):
        drawn.rule(page, (10, y), (110, y))
    drawn.rule(page, (40, 25), (110, 25))
    for x in (10, 40, 110):
        drawn.rule(page, (x, 10), (x, 40))
    drawn.rule(page, (70, 25), (70, 40))
    assert spans(cells_of(page)) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_doubled_rules_part_cells_once() -> None:
    page = written(drawn.paper())
    drawn.table(page, COLUMNS, ROWS)
    drawn.rule(page, (10, 20.8), (110, 20.8))
    assert spans(cells_of(page)) == whole(4, 3)


def test_open_sides_are_closed() -> None:
    page = drawn.paper()
    for y in ROWS:
        drawn.rule(page, (10, y), (110, y))
    for x in COLUMNS[1:-1]:
        drawn.rule(page, (x, ROWS[0]), (x, ROWS[-1]))
    assert spans(cells_of(page)) == whole(4, 3)


def test_two_tables_are_numbered_from_the_top() -> None:
    page = drawn.paper()
    drawn.table(page, [10, 50, 110], [60, 70, 80])
    drawn.table(page, [10, 110], [10, 20, 40])
    cells = cells_of(page)
    assert [cell.table for cell in cells] == [0, 0, 1, 1, 1, 1]


def test_a_frame_around_the_page_is_no_cell() -> None:
    page = drawn.paper()
    drawn.table(page, [4, 116], [4, 86])
    drawn.table(page, [20, 60, 100], [20, 30, 40])
    assert spans(cells_of(page)) == whole(2, 2)


def test_underlines_checkboxes_and_writing_are_no_cells() -> None:
    page = drawn.paper()
    drawn.glyphs(page, (10, 10), count=20)
    drawn.rule(page, (10, 15), (90, 15))
    drawn.rule(page, (10, 30), (90, 30))
    cv2.rectangle(page, (drawn.mm(10), drawn.mm(40)), (drawn.mm(14), drawn.mm(44)), drawn.INK, 3)
    assert cells_of(page) == ()


def test_struck_words_do_not_part_a_cell() -> None:
    page = drawn.paper()
    drawn.table(page, [10, 60, 110], [10, 30, 50])
    drawn.glyphs(page, (12, 16), count=8)
    for y in (17.6, 18.6):
        drawn.rule(page, (11, y), (46, y), thick=4)
    assert spans(cells_of(page)) == whole(2, 2)


def test_a_punch_hole_on_the_outer_rule_keeps_the_row() -> None:
    page = written(drawn.paper())
    drawn.table(page, COLUMNS, ROWS)
    cv2.circle(page, (drawn.mm(10), drawn.mm(25)), drawn.mm(4.5), (255, 255, 255), -1)
    assert spans(cells_of(page)) == whole(4, 3)


def test_columns_of_vertical_writing() -> None:
    page = drawn.paper()
    drawn.table(page, [10, 20, 30, 40, 50, 60], [10, 80])
    for x in (12, 22, 42):
        for y in range(14, 70, 5):
            drawn.glyphs(page, (x, y), count=1)
    assert spans(cells_of(page)) == whole(1, 5)


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (40, 40)])
def test_tiny_pictures_have_no_cells(shape: tuple[int, int]) -> None:
    assert cells_of(np.full((*shape, 3), 255, np.uint8)) == ()


def test_noise_has_no_cells() -> None:
    source = np.random.default_rng(5)
    assert cells_of(source.integers(0, 256, (900, 700, 3), dtype=np.uint8)) == ()
