"""Puts lines into the order a person reads them: cell by cell inside tables, rows and columns outside.

Takes boxes and directions only; never looks at the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.geometry import Box, surround
from domain.page import Cell, Direction, OcrLine


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that are read together, with the box they fill."""

    box: Box
    lines: tuple[OcrLine, ...]


def ordered(lines: Sequence[OcrLine], cells: Sequence[Cell]) -> tuple[OcrLine, ...]:
    """Tables stand as one block among the free lines; inside them cells go by row, then column."""
    homes = [home_of(line.box, cells) for line in lines]
    tables: dict[int, list[tuple[Cell, OcrLine]]] = {}
    free: list[OcrLine] = []
    for line, home in zip(lines, homes, strict=True):
        if home is None:
            free.append(line)
        else:
            tables.setdefault(home.table, []).append((home, line))
    blocks = [_table_block(number, held, cells=cells) for number, held in sorted(tables.items())]
    return tuple(line for block in _arranged(free, blocks) for line in block.lines)


def home_of(box: Box, cells: Sequence[Cell]) -> Cell | None:
    """The smallest cell that holds the box's centre."""
    holding = (cell for cell in cells if cell.box.holds(*box.centre))
    return min(holding, key=lambda cell: cell.box.area, default=None)


def _table_block(number: int, held: Sequence[tuple[Cell, OcrLine]], *, cells: Sequence[Cell]) -> _Block:
    frame = surround(cell.box for cell in cells if cell.table == number)
    by_cell: dict[Cell, list[OcrLine]] = {}
    for cell, line in held:
        by_cell.setdefault(cell, []).append(line)
    upright = 2 * sum(_weight(line) for _, line in held if _is_vertical(line)) > sum(_weight(line) for _, line in held)
    in_turn = sorted(by_cell, key=_column_first if upright else _row_first)
    return _Block(frame, tuple(line for cell in in_turn for line in _flow(by_cell[cell])))


def _row_first(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.box.y, cell.box.x


def _column_first(cell: Cell) -> tuple[int, int, int, int]:
    """A table written in columns is read from its right side."""
    return -(cell.column + cell.column_span), cell.row, -cell.box.x, cell.box.y


def _is_vertical(line: OcrLine) -> bool:
    return line.direction is Direction.VERTICAL


def _weight(line: OcrLine) -> int:
    return len(line.text)


def _flow(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Running text in one place: rows from the top, or vertical columns from the right."""
    if 2 * sum(_weight(line) for line in lines if _is_vertical(line)) > sum(map(_weight, lines)):
        return _by_columns(lines)
    return _by_rows(lines)


def _by_rows(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Lines whose middles lie within half a line of one another share a row and go from left to right."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: one.box.centre[1]):
        if rows and all(_beside(other.box, line.box) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.box.x)]


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


def _arranged(free: Sequence[OcrLine], tables: Sequence[_Block]) -> list[_Block]:
    """Tables from top to bottom, the free lines in the gaps between them."""
    in_turn = sorted(tables, key=lambda block: block.box.y)
    arranged: list[_Block] = []
    rest = list(free)
    for table in in_turn:
        before = [line for line in rest if line.box.centre[1] < table.box.y]
        rest = [line for line in rest if line.box.centre[1] >= table.box.y]
        arranged += [_Block(line.box, (line,)) for line in _flow(before)] if before else []
        arranged.append(table)
    return arranged + [_Block(line.box, (line,)) for line in _flow(rest)]
