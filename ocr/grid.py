"""Builds ruled cells from ruled lines: several tables a page, merged cells, open sides, slight skew.

Refuses underlines (rules that meet no other) and a frame drawn around everything.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from domain.geometry import Box
from domain.page import Cell
from ocr.rules import REACH_MM, Rules
from ocr.strokes import Stroke

SAME_MM = 1.6  # rules nearer than this are one: doubled rules
WALL = 0.55  # share of a side that must be ruled to part two cells
RIM = 0.6  # share of an outer side's stretches that must be ruled for the side to count as whole
FRAME_SHARE = 0.6

Spans = tuple[int, int, int, int]  # row, column, row span, column span


@dataclass(frozen=True, slots=True)
class Lattice:
    """One table's rules made straight. `rows`, `columns`: places of the rules; `level[i, j]`: a wall on rule i beside
    column j; `upright[i, j]`: a wall on rule j beside row i."""

    rows: np.ndarray
    columns: np.ndarray
    level: np.ndarray
    upright: np.ndarray


@dataclass(frozen=True, slots=True)
class Lean:
    """How the page still leans: dy per dx along level rules, dx per dy along upright ones."""

    level: float
    upright: float

    def straight(self, x: float, y: float) -> tuple[float, float]:
        return x - self.upright * y, y - self.level * x

    def page(self, u: float, v: float) -> tuple[float, float]:
        """The reverse of `straight`."""
        x = (u + self.upright * v) / (1 - self.level * self.upright)
        return x, v + self.level * x


def cells(rules: Rules, dpi: int, *, page: Box) -> tuple[Cell, ...]:
    """Cells table by table, from the top; boxes in px of the page, running along the middle of the rules."""
    mm = dpi / 25.4
    found: list[list[tuple[Spans, Box]]] = []
    for level, upright in _tables(rules, mm):
        lean = Lean(_lean(level), _lean(upright))
        lattice = _lattice(level, upright, lean=lean, mm=mm)
        if lattice is not None:
            found.append([(spans, _box(lattice, spans, lean=lean)) for spans in _merged_cells(lattice)])
    kept = [table for table in found if table and not _is_frame(table, found, page=page)]
    kept.sort(key=lambda table: (min(box.y for _, box in table), min(box.x for _, box in table)))
    return tuple(
        Cell(number, *spans, box=box.overlap(page)) for number, table in enumerate(kept) for spans, box in sorted(table)
    )


def _tables(rules: Rules, mm: float) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Groups of rules that meet one another; lone rules are underlines."""
    parent = list(range(len(rules.horizontal) + len(rules.vertical)))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    first_vertical = len(rules.horizontal)
    for i, j in _meetings(rules, mm):
        parent[root(first_vertical + j)] = root(i)
    for top in sorted({root(n) for n in range(len(parent))}):
        horizontal = [rule for n, rule in enumerate(rules.horizontal) if root(n) == top]
        vertical = [rule for n, rule in enumerate(rules.vertical) if root(first_vertical + n) == top]
        if len(horizontal) > 1 and vertical:
            yield horizontal, vertical


def _meetings(rules: Rules, mm: float) -> list[tuple[int, int]]:
    """Pairs of a level and an upright rule that meet, both being part of a table."""
    pairs = [
        (i, j)
        for i, level in enumerate(rules.horizontal)
        for j, upright in enumerate(rules.vertical)
        if _meet(level, upright, mm=mm)
    ]
    met_by_level = [[rules.vertical[b] for a, b in pairs if a == i] for i in range(len(rules.horizontal))]
    met_by_upright = [[rules.horizontal[a] for a, b in pairs if b == j] for j in range(len(rules.vertical))]
    level, upright = _parts(rules.horizontal, met_by_level, mm=mm), _parts(rules.vertical, met_by_upright, mm=mm)
    return [(i, j) for i, j in pairs if level[i] and upright[j]]


def _parts(rules: Sequence[Stroke], crossing: Sequence[Sequence[Stroke]], *, mm: float) -> list[bool]:
    """Which rules belong to a table: held at both ends, or as long as the others, or a piece of a longer one.

    A streak of the scanner that pokes out of the table, or an underline that starts at a rule, is none of these.
    """
    met = [rule for rule, others in zip(rules, crossing, strict=True) if others]
    longest = max((rule.length for rule in met), default=0.0)
    return [
        len(others) > 0
        and (
            _is_held(rule, others, mm=mm)
            or rule.length > 0.5 * longest
            or (len(others) > 1 and any(_in_line(rule, other, mm=mm) for other in met))
        )
        for rule, others in zip(rules, crossing, strict=True)
    ]


def _in_line(rule: Stroke, other: Stroke, *, mm: float) -> bool:
    """True for two pieces that a hole or a fold has parted."""
    apart = other.start > rule.end or rule.start > other.end
    return apart and abs(other.across((rule.start + rule.end) / 2) - rule.middle) < 0.6 * mm


def _is_held(rule: Stroke, crossing: Sequence[Stroke], *, mm: float) -> bool:
    near = 2 * REACH_MM * mm
    ends = ((rule.start, rule.near), (rule.end, rule.far))
    return all(any(abs(other.across(across) - along) <= near for other in crossing) for along, across in ends)


def _meet(level: Stroke, upright: Stroke, *, mm: float) -> bool:
    reach = REACH_MM * mm
    x = upright.across(level.middle)
    if not level.start - reach <= x <= level.end + reach:
        return False
    return upright.start - reach <= level.across(x) <= upright.end + reach


def _lean(rules: Sequence[Stroke]) -> float:
    """Median slope, long rules counting for more."""
    ordered = sorted(rules, key=lambda rule: rule.slope)
    lengths = np.cumsum([rule.length for rule in ordered])
    return ordered[int(np.searchsorted(lengths, lengths[-1] / 2))].slope


@dataclass(frozen=True, slots=True)
class _Straight:
    """A rule made straight: `at` across, `low`..`high` along."""

    at: float
    low: float
    high: float


def _lattice(level: Sequence[Stroke], upright: Sequence[Stroke], *, lean: Lean, mm: float) -> Lattice | None:
    flat = [_straightened(rule, lean, is_level=True) for rule in level]
    steep = [_straightened(rule, lean, is_level=False) for rule in upright]
    steep += _open_sides(flat, steep, mm=mm)
    flat += _open_sides(steep, flat, mm=mm)
    rows, columns = _places(flat, mm), _places(steep, mm)
    if len(rows) < 2 or len(columns) < 2:
        return None
    return Lattice(
        rows, columns, _closed(_walls(flat, rows, crossing=columns)), _closed(_walls(steep, columns, crossing=rows)).T
    )


def _straightened(rule: Stroke, lean: Lean, *, is_level: bool) -> _Straight:
    ends = ((rule.start, rule.near), (rule.end, rule.far))
    points = [lean.straight(*(end if is_level else end[::-1])) for end in ends]
    along, across = (0, 1) if is_level else (1, 0)
    return _Straight((points[0][across] + points[1][across]) / 2, points[0][along], points[1][along])


def _open_sides(rules: Sequence[_Straight], crossing: Sequence[_Straight], *, mm: float) -> list[_Straight]:
    """Sides that many forms leave unruled: where most rules end together beyond the last crossing rule."""
    added: list[_Straight] = []
    low, high = min(r.at for r in rules), max(r.at for r in rules)
    for ends, outermost in (([r.low for r in rules], min), ([r.high for r in rules], max)):
        edge = outermost(ends)
        together = [end for end in ends if abs(end - edge) < 3 * mm]
        ruled = outermost(r.at for r in crossing)
        if abs(ruled - edge) > 4 * mm and len(together) >= max(3, 0.6 * len(ends)):
            added.append(_Straight(sum(together) / len(together), low, high))
    return added


def _places(rules: Sequence[_Straight], mm: float) -> np.ndarray:
    """Distinct places across; doubled rules share one."""
    groups: list[list[_Straight]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if groups and rule.at - groups[-1][-1].at < SAME_MM * mm:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return np.array([np.average([r.at for r in group], weights=[r.high - r.low for r in group]) for group in groups])


def _walls(rules: Sequence[_Straight], places: np.ndarray, *, crossing: np.ndarray) -> np.ndarray:
    """Which stretch between two crossing places is ruled, one row a place."""
    walls = np.zeros((len(places), len(crossing) - 1), dtype=bool)
    nearest = np.argmin(np.abs(places[:, None] - np.array([r.at for r in rules])), axis=0)
    for number in range(len(places)):
        own = [r for r, place in zip(rules, nearest, strict=True) if place == number]
        for part, (low, high) in enumerate(itertools.pairwise(crossing)):
            walls[number, part] = _covered(own, low, high=high) >= WALL * (high - low)
    return walls


def _closed(walls: np.ndarray) -> np.ndarray:
    """Outer sides that are ruled for the most part are ruled throughout: a punch hole or a fold broke them."""
    for side in (0, -1):
        if walls[side].mean() >= RIM:
            walls[side] = True
    return walls


def _covered(rules: Sequence[_Straight], low: float, *, high: float) -> float:
    """Length of low..high that some rule covers."""
    done, reach = 0.0, low
    for rule in sorted(rules, key=lambda r: r.low):
        start, end = max(rule.low, reach), min(rule.high, high)
        if end > start:
            done, reach = done + end - start, end
    return done


def _merged_cells(lattice: Lattice) -> Iterator[Spans]:
    """Rectangles of squares not parted by a wall; squares open to the outside belong to no cell."""
    rooms = _rooms(lattice)
    for number in range(1, int(rooms.max()) + 1):
        inside = rooms == number
        while inside.any():
            spans = _first_rectangle(inside)
            row, column, down, along = spans
            inside[row : row + down, column : column + along] = False
            yield spans


def _rooms(lattice: Lattice) -> np.ndarray:
    """A number for each square: 0 is outside, squares of one room share a number."""
    rows, columns = len(lattice.rows) - 1, len(lattice.columns) - 1
    rooms = np.full((rows, columns), -1)
    outside = [(i, j) for i in range(rows) for j in range(columns) if _is_open(lattice, i, j=j)]
    _flood(lattice, rooms, start=outside, number=0)
    number = 0
    for i in range(rows):
        for j in range(columns):
            if rooms[i, j] < 0:
                number += 1
                _flood(lattice, rooms, start=[(i, j)], number=number)
    return rooms


def _is_open(lattice: Lattice, i: int, *, j: int) -> bool:
    """True for a square at the rim without its outer wall."""
    last_row, last_column = len(lattice.rows) - 2, len(lattice.columns) - 2
    return bool(
        (i == 0 and not lattice.level[0, j])
        or (i == last_row and not lattice.level[-1, j])
        or (j == 0 and not lattice.upright[i, 0])
        or (j == last_column and not lattice.upright[i, -1])
    )


def _flood(lattice: Lattice, rooms: np.ndarray, *, start: list[tuple[int, int]], number: int) -> None:
    """Number every square reachable from `start` without crossing a wall."""
    rows, columns = rooms.shape
    waiting = list(start)
    while waiting:
        i, j = waiting.pop()
        if rooms[i, j] >= 0:
            continue
        rooms[i, j] = number
        if i > 0 and not lattice.level[i, j]:
            waiting.append((i - 1, j))
        if i < rows - 1 and not lattice.level[i + 1, j]:
            waiting.append((i + 1, j))
        if j > 0 and not lattice.upright[i, j]:
            waiting.append((i, j - 1))
        if j < columns - 1 and not lattice.upright[i, j + 1]:
            waiting.append((i, j + 1))


def _first_rectangle(inside: np.ndarray) -> Spans:
    """The rectangle at the first set square: as wide as its row goes, as deep as that width goes."""
    row, column = (int(v) for v in np.argwhere(inside)[0])
    along = int(np.argmin(np.append(inside[row, column:], False)))
    full = inside[row:, column : column + along].all(axis=1)
    return row, column, int(np.argmin(np.append(full, False))), along


def _box(lattice: Lattice, spans: Spans, *, lean: Lean) -> Box:
    """The upright rectangle nearest to the cell's four leaning corners."""
    row, column, down, along = spans
    us = lattice.columns[column], lattice.columns[column + along]
    vs = lattice.rows[row], lattice.rows[row + down]
    left, right = (np.mean([lean.page(u, v)[0] for v in vs]) for u in us)
    top, bottom = (np.mean([lean.page(u, v)[1] for u in us]) for v in vs)
    return Box(round(left), round(top), max(0, round(right) - round(left)), max(0, round(bottom) - round(top)))


def _is_frame(table: list[tuple[Spans, Box]], found: list[list[tuple[Spans, Box]]], *, page: Box) -> bool:
    """True for a single cell drawn around the page or around other tables."""
    if len(table) > 1:
        return False
    frame = table[0][1]
    others = (box for other in found if other is not table for _, box in other)
    return frame.area > FRAME_SHARE * page.area or any(box.share_inside(frame) > 0.9 for box in others)
