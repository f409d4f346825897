"""Puts lines into the order a person reads them: cell by cell inside tables, rows and columns outside.

Takes boxes and directions only; never looks at the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key

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
    in_turn = sorted(by_cell, key=lambda cell: (cell.row, cell.column, cell.box.y, cell.box.x))
    return _Block(frame, tuple(line for cell in in_turn for line in _flow(by_cell[cell])))


def _flow(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Running text in one place: rows from the top, or vertical columns from the right."""
    vertical = [line for line in lines if line.direction is Direction.VERTICAL]
    if 2 * len(vertical) > len(lines):
        return sorted(lines, key=cmp_to_key(_by_columns))
    return _by_rows(lines)


def _by_rows(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Lines whose middles lie within half a line of one another share a row and go from left to right."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: one.box.centre[1]):
        last = rows[-1][-1] if rows else None
        if last is not None and _same_row(last.box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.box.x)]


def _same_row(one: Box, two: Box) -> bool:
    shared = min(one.bottom, two.bottom) - max(one.y, two.y)
    return shared > 0.5 * min(one.height, two.height)


def _by_columns(one: OcrLine, two: OcrLine) -> int:
    shared = min(one.box.right, two.box.right) - max(one.box.x, two.box.x)
    if shared > 0.5 * min(one.box.width, two.box.width):
        return one.box.y - two.box.y
    return two.box.x - one.box.x


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
