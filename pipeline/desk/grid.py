"""Many crops that were read as the same word, on one screen: the odd one is doubted, the rest is accepted at once.

Refuses to accept what somebody else holds or changed meanwhile; what is doubted stays a doubt of its case.
"""

from collections import defaultdict
from dataclasses import dataclass

from domain.field import FieldReading, Origin, Route
from domain.geometry import Box
from domain.review import Action, Decision
from pipeline.desk.cases import Desk, now
from pipeline.desk.quality import rules_of
from pipeline.doubts import LATER, set_aside

GRID_NAMES = ("careLevel", "sex", "handbook", "benefit", "postcode", "receivedDate", "dateOfBirth", "route", "method")
MOST_CASES = 120
MOST_CELLS = 24
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One crop of the grid, at the revision it was read from."""

    case_id: str
    revision: int
    target: str
    page_no: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Crops that were all read as `value`."""

    name: str
    value: str
    cells: tuple[Cell, ...]


class GridCheck:
    """The grids that wait for this clerk, and what is said of one."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.archive = desk, desk.archive

    def grids(self) -> tuple[Grid, ...]:
        """The largest first."""
        found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        for line in self.archive.tasks(limit=MOST_CASES):
            record = self.archive.case(line.case_id) if line.holder in ("", self.desk.who) else None
            for one in record.fields if record else ():
                if record and _waits(one) and one.page_no not in set_aside(record):
                    cell = Cell(record.case_id, record.revision, one.key, one.page_no, one.box)
                    found[one.name, one.value or ""].append(cell)
        made = [Grid(*key, tuple(cells[:MOST_CELLS])) for key, cells in found.items() if len(cells) >= FEWEST]
        return tuple(sorted(made, key=lambda grid: (-len(grid.cells), grid.name, grid.value)))

    def settle(self, grid: Grid, doubted: frozenset[int], *, ms: int = 0) -> tuple[Cell, ...]:
        """Accepts all but the doubted ones; returns those that were taken."""
        taken = []
        each = ms // max(1, len(grid.cells))
        for place, cell in enumerate(grid.cells):
            if place not in doubted and self._accept(cell, grid.value, ms=each):
                taken.append(cell)
        return tuple(taken)

    def take_back(self, cells: tuple[Cell, ...]) -> None:
        """The same steps backwards; what was changed since stays as it is."""
        for cell in reversed(cells):
            self.desk.undo(cell.case_id)
            self.archive.release(cell.case_id, self.desk.who)

    def _accept(self, cell: Cell, value: str, *, ms: int) -> bool:
        record = self.desk.record(cell.case_id)
        if rules_of(self.archive).plant_share and cell.target in self.archive.quality.plants(
            cell.case_id, self.desk.who
        ):
            return False  # shown with another value at the desk: it is settled there
        said = Decision(
            cell.case_id, record.revision, cell.target, Action.ACCEPT, self.desk.who, now().isoformat(), ms=ms
        )
        one = next((found for found in record.fields if found.key == cell.target), None)
        if one is None or not _waits(one) or one.value != value:
            return False
        answer = self.desk.decide(said, way="grid")
        self.archive.release(cell.case_id, self.desk.who)
        return not answer.trouble


def _waits(one: FieldReading) -> bool:
    asked = one.route is Route.REVIEW and one.origin is Origin.MACHINE and one.name in GRID_NAMES
    return asked and bool(one.value) and bool(one.box.area) and not any(code in LATER for code in one.reasons)
