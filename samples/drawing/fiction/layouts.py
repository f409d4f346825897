"""Where a form's items stand: label left, above, inside the cell, several pairs in a row, or no rules at all.

Rows are planned with their least heights first, then stretched to the page, then drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from drawing.fiction.items import FamilyTable, Item
from drawing.grid import Cell, Grid, label
from drawing.paper import px
from drawing.setting import height_of, write
from drawing.style import Style
from drawing.writing import Break, Gap, Run, Writing

TALL = {"s": 9.0, "m": 9.5, "l": 11.0, "x": 22.0}


@dataclass(frozen=True, slots=True)
class Plan:
    """One ruled row: its cells and least height in mm; `stretch` says how much of the spare room it takes."""

    cells: tuple[Cell, ...]
    height: float
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the sheet for the items, in mm. `shade`: labels are tinted."""

    x: float
    y: float
    width: float
    bottom: float
    shade: bool = True
    line: int = 2


Planner = Callable[..., list[Plan]]


def _needed(cell: Cell, style: Style) -> float:
    style = style.sized(cell.points) if cell.points else style
    return height_of(cell.writing, style, width=px(cell.width) - 2 * px(cell.pad)) / px(1) + 2.0


def _row(cells: Sequence[Cell], style: Style, *, least: float) -> Plan:
    return Plan(tuple(cells), max(least, *(_needed(cell, style) for cell in cells)), stretch=least / 9)


def _grouped(items: Sequence[Item], *, short: int, middle: int) -> list[list[Item]]:
    """Neighbours that share a row: up to `short` short ones, up to `middle` once a longer one is among them."""
    groups: list[list[Item]] = []
    for item in items:
        row = groups[-1] if groups else None
        room = middle if row and any(one.weight == "m" for one in (*row, item)) else short
        if row and item.weight in "sm" and row[0].weight in "sm" and len(row) < room:
            row.append(item)
        else:
            groups.append([item])
    return groups


def _widths(group: Sequence[Item], width: float) -> list[float]:
    shares = [{"s": 1.0, "m": 1.4}.get(item.weight, 1.0) for item in group]
    return [width * share / sum(shares) for share in shares]


def label_left(rng: Random, items: Sequence[Item], *, style: Style, frame: Frame) -> list[Plan]:
    return _beside(items, style, frame=frame, short=2, middle=rng.choice((1, 2)))


def pairs(rng: Random, items: Sequence[Item], *, style: Style, frame: Frame) -> list[Plan]:
    return _beside(items, style, frame=frame, short=3, middle=2)


def _beside(items: Sequence[Item], style: Style, *, frame: Frame, short: int, middle: int) -> list[Plan]:
    plans = []
    for group in _grouped(items, short=short, middle=middle):
        cells: list[Cell] = []
        for item, width in zip(group, _widths(group, frame.width), strict=True):
            side = min(28.0, width * 0.34)
            cells += [label(side, item.label, shade=frame.shade), Cell(width - side, item.writing)]
        plans.append(_row(cells, style, least=max(TALL[item.weight] for item in group)))
    return plans


def label_above(rng: Random, items: Sequence[Item], *, style: Style, frame: Frame) -> list[Plan]:
    plans = []
    for group in _grouped(items, short=4, middle=3):
        widths = _widths(group, frame.width)
        heads = [label(width, item.label, shade=frame.shade) for item, width in zip(group, widths, strict=True)]
        below = [Cell(width, item.writing) for item, width in zip(group, widths, strict=True)]
        plans.append(replace(_row(heads, style, least=6.0), stretch=0.2))
        plans.append(_row(below, style, least=max(TALL[item.weight] for item in group)))
    return plans


def label_inside(rng: Random, items: Sequence[Item], *, style: Style, frame: Frame) -> list[Plan]:
    """The label small in the value's own cell, on its own line or before the value."""
    before = rng.random() < 0.4
    plans = []
    for group in _grouped(items, short=3, middle=2):
        cells = []
        for item, width in zip(group, _widths(group, frame.width), strict=True):
            head: Writing = (Run(item.label, scale=0.8), Gap(1.6) if before else Break())
            cells.append(Cell(width, (*head, *item.writing), "left middle" if before else "left top"))
        plans.append(_row(cells, style, least=max(TALL[item.weight] for item in group) + (0 if before else 3)))
    return plans


RULED: dict[str, Planner] = {"left": label_left, "above": label_above, "inside": label_inside, "pairs": pairs}
LAYOUTS = (*RULED, "borderless")


Parts = tuple[Sequence[Item], FamilyTable | None, Sequence[Item]]


def place(rng: Random, parts: Parts, *, layout: str, grid: Grid, frame: Frame) -> None:
    """Draw the items before the household table, the table, and those after it."""
    before, table, after = parts
    if layout == "borderless":
        _free(grid, before, frame=frame, rng=rng)
        _table(grid, table, frame=frame, height=8.0)
        _free(grid, after, frame=frame, rng=rng)
        return
    plan = RULED[layout]
    above, below = (plan(rng, part, style=grid.style, frame=frame) for part in (before, after))
    rows = (len(table.rows) + 2) if table else 0
    spare = frame.bottom - grid.y - sum(one.height for one in (*above, *below)) - rows * 8.0
    units = sum(one.stretch for one in (*above, *below)) + rows * 0.3
    each = max(-0.6, min(rng.uniform(2.0, 5.0), spare / max(1.0, units)))
    _draw(grid, above, each=each)
    _table(grid, table, frame=frame, height=8.0 + 0.3 * max(0.0, each))
    _draw(grid, below, each=each)


def _draw(grid: Grid, plans: Sequence[Plan], *, each: float) -> None:
    for plan in plans:
        grid.row(plan.height + each * plan.stretch, plan.cells)


SHARES = {"relation": 0.7, "name": 1.5, "born": 1.6, "age": 0.6, "living": 0.9, "work": 1.1, "note": 1.5}


def _table(grid: Grid, table: FamilyTable | None, *, frame: Frame, height: float) -> None:
    if table is None:
        return
    left, side = grid.x, 12.0
    rows = [*table.rows, ("",) * len(table.columns)]
    grid.tall(side, 6.5 + height * len(rows), text=table.label)
    total = sum(SHARES[kind] for kind, _ in table.columns)
    widths = [(frame.width - side) * SHARES[kind] / total for kind, _ in table.columns]
    grid.row(
        6.5,
        [label(w, title, shade=frame.shade, points=8.5) for w, (_, title) in zip(widths, table.columns, strict=True)],
    )
    for number, row in enumerate(rows):
        tag = f"member{number}"
        cells = [Cell(w, (Run(words, "fill", tag),) if words else ()) for w, words in zip(widths, row, strict=True)]
        grid.row(height, cells)
    grid.x = left


def _free(grid: Grid, items: Sequence[Item], *, frame: Frame, rng: Random) -> None:
    """No rules: label, colon, value; long ones hang below; short ones two in a line. Some forms underline the value."""
    colon = rng.choice(("：", "：", "　", ":"))
    underlined = rng.random() < 0.5
    grid.y += 3
    for group in _grouped(items, short=2, middle=1):
        widths = _widths(group, frame.width)
        height = 9.5
        x = frame.x
        for item, width in zip(group, widths, strict=True):
            cell = Cell(width - 4, (Run(item.label + colon), Gap(0.3), *item.writing))
            height = max(height, _needed(cell, grid.style) + 1.5, TALL[item.weight] if item.weight == "x" else 0)
        for item, width in zip(group, widths, strict=True):
            head = item.label + colon
            box = (px(x), px(grid.y), px(width - 4), px(height))
            write(grid.sheet, (Run(head), Gap(0.3), *item.writing), box=box, style=grid.style)
            if underlined and item.weight != "x":
                start = px(x) + round(grid.style.size * (len(head) + 0.2))
                line = (start, box[1] + box[3] - 8, max(20, box[0] + box[2] - start), 0)
                grid.sheet.rule(line, dashed=True)
            x += width
        grid.y += height
