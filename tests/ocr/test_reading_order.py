"""Lines in the order a person reads them."""

from domain.geometry import Box, confidence
from domain.page import Cell, Direction, OcrChar, OcrLine
from ocr.reading_order import home_of, ordered


def line(text: str, box: tuple[int, int, int, int], *, vertical: bool = False) -> OcrLine:
    place = Box(*box)
    chars = tuple(OcrChar(c, place, confidence(0.9)) for c in text)
    direction = Direction.VERTICAL if vertical else Direction.HORIZONTAL
    return OcrLine(text, place, confidence(0.9), direction, chars)


def read(lines: list[OcrLine], cells: tuple[Cell, ...] = ()) -> list[str]:
    forwards = [one.text for one in ordered(lines, cells)]
    assert forwards == [one.text for one in ordered(lines[::-1], cells)], (
        "the order found must not depend on the order given"
    )
    return forwards


def test_rows_from_the_top_each_from_the_left():
    lines = [line("三", (0, 60, 50, 20)), line("二", (100, 12, 50, 20)), line("一", (0, 10, 50, 20))]
    assert read(lines) == ["一", "二", "三"]


def test_lines_that_overlap_in_height_but_lie_above_one_another_are_two_rows():
    lines = [line("下", (0, 22, 300, 30)), line("上", (0, 0, 300, 30)), line("脇", (400, 8, 60, 30))]
    assert read(lines)[0] == "上"


def test_tables_are_read_cell_by_cell():
    cells = (
        Cell(0, 0, 0, 1, 1, Box(0, 100, 100, 100)),
        Cell(0, 0, 1, 1, 1, Box(100, 100, 200, 100)),
        Cell(0, 1, 0, 1, 2, Box(0, 200, 300, 50)),
    )
    lines = [
        line("値一", (110, 110, 80, 20)),
        line("値二", (110, 150, 80, 20)),
        line("見出し", (10, 130, 80, 20)),
        line("末尾", (10, 210, 80, 20)),
        line("表題", (10, 10, 80, 20)),
        line("欄外", (10, 260, 80, 20)),
    ]
    assert read(lines, cells) == ["表題", "見出し", "値一", "値二", "末尾", "欄外"]


def test_columns_are_read_from_the_right():
    lines = [
        line("三行", (0, 0, 20, 200), vertical=True),
        line("二行", (50, 0, 20, 200), vertical=True),
        line("一行", (100, 0, 20, 200), vertical=True),
    ]
    assert read(lines) == ["一行", "二行", "三行"]


def test_a_table_written_in_columns_keeps_entries_together():
    cells = tuple(
        Cell(0, row, column, 1, 1, Box(100 * column, 100 * row, 100, 100)) for row in range(2) for column in range(3)
    )
    lines = [
        line("日付", (230, 10, 20, 60), vertical=True),
        line("本文一", (230, 110, 20, 60), vertical=True),
        line("続き", (130, 110, 20, 60), vertical=True),
        line("次日", (30, 10, 20, 60), vertical=True),
        line("題", (330, 10, 20, 60), vertical=True),
    ]
    assert read(lines, cells) == ["題", "日付", "本文一", "続き", "次日"]


def test_the_smallest_cell_is_home():
    outer, inner = Cell(0, 0, 0, 1, 1, Box(0, 0, 100, 100)), Cell(1, 0, 0, 1, 1, Box(10, 10, 30, 30))
    assert home_of(Box(15, 15, 10, 10), (outer, inner)) is inner
    assert home_of(Box(200, 15, 10, 10), (outer, inner)) is None
