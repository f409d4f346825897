"""What the work has cost in seconds: of machines on pages, of people by field. Sums only; who looked is not asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from storage.database import Database
from storage.schema import cases, pages
from storage.schema_desk import keyings, looks

# Whoever looks longer at one thing than this has left the desk.
LONGEST_LOOK_MS = 300_000


@dataclass(frozen=True, slots=True)
class LookTime:
    """Looks at one kind of field; `seconds` of those `timed`, each counted up to the longest honest look."""

    name: str
    looks: int
    timed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """`pages`, `cases`: of cases that need no further look; `fields`: the looks that those took."""

    pages: int
    cases: int
    fields: tuple[LookTime, ...]


class Costs:
    def __init__(self, database: Database) -> None:
        self.database = database

    def machine(self) -> tuple[int, float]:
        """Pages whose reading was timed, and the seconds of all of them."""
        query = select(func.count(), func.coalesce(func.sum(pages.c.seconds), 0.0)).where(pages.c.seconds > 0)
        with self.database.read() as connection:
            found = connection.execute(self.database.only(query, pages.c.case_id)).one()
        return int(found[0]), float(found[1])

    def auto(self) -> tuple[int, int]:
        """Of the fields of all records: how many passed without a person, and all."""
        total = select(func.coalesce(func.sum(cases.c.auto_count), 0), func.coalesce(func.sum(cases.c.field_count), 0))
        with self.database.read() as connection:
            found = connection.execute(self.database.only(total, cases.c.case_id)).one()
        return int(found[0]), int(found[1])

    def wrong(self, *, ways: Sequence[str], actions: Sequence[str]) -> tuple[int, int]:
        """Of looks taken in these ways with these actions, planted values left out: the machine wrong, and all."""
        off = func.coalesce(func.sum(case((looks.c.right, 0), else_=1)), 0)
        judged = looks.c.way.in_(ways) & looks.c.action.in_(actions) & (looks.c.outcome == "")
        with self.database.read() as connection:
            found = connection.execute(
                self.database.only(select(off, func.count()).where(judged), looks.c.case_id)
            ).one()
        return int(found[0]), int(found[1])

    def samples(self) -> tuple[int, int]:
        """Of fields that passed by themselves and were typed blind: how many came out otherwise, and all."""
        off = func.coalesce(func.sum(case((keyings.c.agrees, 0), else_=1)), 0)
        query = select(off, func.count()).where(keyings.c.role == "sample")
        with self.database.read() as connection:
            found = connection.execute(self.database.only(query, keyings.c.case_id)).one()
        return int(found[0]), int(found[1])

    def done(self) -> Done:
        """Cases nobody needs to look at any more: half-done work would make a page look cheaper than it is."""
        mine = self.database.only(select(cases.c.case_id).where(cases.c.state == "reviewed"), cases.c.case_id)
        own = mine.subquery()
        page_count = select(func.count()).select_from(pages.join(own, own.c.case_id == pages.c.case_id))
        ms = case((looks.c.ms > LONGEST_LOOK_MS, LONGEST_LOOK_MS), else_=looks.c.ms)
        timed = func.sum(case((looks.c.ms > 0, 1), else_=0))
        by_name = select(looks.c.name, func.count(), timed, func.sum(ms)).select_from(
            looks.join(own, own.c.case_id == looks.c.case_id)
        )
        with self.database.read() as connection:
            case_count = connection.execute(select(func.count()).select_from(own)).scalar_one()
            page_total = connection.execute(page_count).scalar_one()
            rows = connection.execute(by_name.group_by(looks.c.name).order_by(func.sum(ms).desc(), looks.c.name)).all()
        found = tuple(LookTime(row[0], int(row[1]), int(row[2]), float(row[3]) / 1000) for row in rows)
        return Done(page_total, case_count, found)
