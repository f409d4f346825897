"""Puts lines into the order a person reads them: cell by cell inside tables, rows and columns outside.

Takes boxes and directions only; never looks at what the text says.
"""

from collections.abc import Sequence

from domain.geometry import Box, surround
from domain.page import Cell, Direction, OcrLine

Held = dict[Cell, list[OcrLine]]


def ordered(lines: Sequence[OcrLine], cells: Sequence[Cell]) -> tuple[OcrLine, ...]:
    """Tables stand as one block among the free lines; inside them cells go by row, then column.

    A page or a table written in columns is read from its right side.
    """
    tables: dict[int, Held] = {}
    free: list[OcrLine] = []
    for line in lines:
        home = home_of(line.box, cells)
        if home is None:
            free.append(line)
        else:
            tables.setdefault(home.table, {}).setdefault(home, []).append(line)
    frames = {number: surround(cell.box for cell in cells if cell.table == number) for number in tables}
    upright = is_upright(lines)
    found: list[OcrLine] = []
    for number in sorted(tables, key=lambda n: -frames[n].right if upright else frames[n].y):
        found += _flow([line for line in free if _comes_before(line.box, frames[number], upright=upright)])
        free = [line for line in free if not _comes_before(line.box, frames[number], upright=upright)]
        found += _table(tables[number])
    return tuple(found + _flow(free))


def blocks(lines: Sequence[OcrLine], cells: Sequence[Cell]) -> tuple[tuple[OcrLine, ...], ...]:
    """Lines that belong together: those of one cell, those of one row outside cells; each in reading order."""
    held: dict[Cell, list[OcrLine]] = {}
    free: list[OcrLine] = []
    for line in lines:
        home = home_of(line.box, cells)
        if home is None:
            free.append(line)
        else:
            held.setdefault(home, []).append(line)
    return tuple(tuple(block) for block in (*map(_flow, held.values()), *_rows(free)))


def home_of(box: Box, cells: Sequence[Cell]) -> Cell | None:
    """The smallest cell that holds the box's centre."""
    holding = (cell for cell in cells if cell.box.holds(*box.centre))
    return min(holding, key=lambda cell: cell.box.area, default=None)


def is_upright(lines: Sequence[OcrLine]) -> bool:
    """More characters in columns than in rows."""
    vertical = sum(len(line.text) for line in lines if line.direction is Direction.VERTICAL)
    return 2 * vertical > sum(len(line.text) for line in lines)


def _comes_before(box: Box, frame: Box, *, upright: bool) -> bool:
    x, y = box.centre
    return x >= frame.right if upright else y < frame.y


def _table(held: Held) -> list[OcrLine]:
    if is_upright([line for lines in held.values() for line in lines]):
        in_turn = _columns_in_turn(held)
    else:
        in_turn = sorted(held, key=lambda cell: (cell.row, cell.column, cell.box.y, cell.box.x))
    return [line for cell in in_turn for line in _flow(held[cell])]


def _columns_in_turn(held: Held) -> list[Cell]:
    """Columns from the right; one without writing in the head row continues the one before and is read with it."""
    head = min(cell.row for cell in held)
    starts = sorted({cell.column for cell in held if cell.row == head}, reverse=True)

    def entry(cell: Cell) -> int:
        """Number of the entry that the cell belongs to, from the right."""
        return sum(start >= cell.column for start in starts)

    return sorted(held, key=lambda cell: (entry(cell), cell.row, -cell.column, cell.box.y))


def _flow(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Running text in one place: rows from the top, or vertical columns from the right."""
    return _by_columns(lines) if is_upright(lines) else _by_rows(lines)


def _by_rows(lines: Sequence[OcrLine]) -> list[OcrLine]:
    return [line for row in _rows(lines) for line in row]


def _rows(lines: Sequence[OcrLine]) -> list[list[OcrLine]]:
    """Lines whose middles lie within half a line of one another share a row and go from left to right."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: one.box.centre[1]):
        if rows and all(_beside(other.box, line.box) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box.x) for row in rows]


def _by_columns(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """The same with rows and columns exchanged: columns from the right, each from the top."""
    columns: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: -one.box.centre[0]):
        if columns and all(_beside(_on_its_side(other.box), _on_its_side(line.box)) for other in columns[-1]):
            columns[-1].append(line)
        else:
            columns.append([line])
    return [line for column in columns for line in sorted(column, key=lambda one: one.box.y)]


def _on_its_side(box: Box) -> Box:
    return Box(box.y, box.x, box.height, box.width)


def _beside(one: Box, two: Box) -> bool:
    """Half of the thinner one's height is shared, and neither lies above the other for more than a little."""
    shared = min(one.bottom, two.bottom) - max(one.y, two.y)
    over = min(one.right, two.right) - max(one.x, two.x)
    return shared > 0.5 * min(one.height, two.height) and over < 0.3 * min(one.width, two.width)
