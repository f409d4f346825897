"""Whole boxes and series that stay out of the platform, with who said so and why. Refuses a rule without a reason."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select

from domain.errors import StorageError
from storage.database import Database
from storage.order import cases_of, of_case
from storage.schema import batches, cases, exclusions, files

Kind = Literal["box", "series"]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """`kind` box: the name of a scan batch; series: how case numbers (or titles) of it begin."""

    kind: str
    name: str
    reason: str
    who: str
    made_at: str


class Exclusions:
    def __init__(self, database: Database) -> None:
        self.database = database

    def exclude(self, kind: Kind, name: str, *, reason: str, who: str) -> None:
        """Saying it again replaces reason and name of who said it."""
        if not (name.strip() and reason.strip()):
            raise StorageError("an exclusion needs the box or series and a reason")
        row = {"kind": kind, "name": name, "reason": reason, "who": who, "made_at": self.database.now()}
        with self.database.write() as connection:
            connection.execute(delete(exclusions).where(exclusions.c.kind == kind, exclusions.c.name == name))
            connection.execute(insert(exclusions).values(row))

    def include(self, kind: Kind, name: str) -> bool:
        """Takes the rule off; the cases it had excluded stay so until a person marks them. False: no such rule."""
        gone = delete(exclusions).where(exclusions.c.kind == kind, exclusions.c.name == name)
        with self.database.write() as connection:
            return connection.execute(gone).rowcount == 1

    def all(self) -> tuple[Exclusion, ...]:
        with self.database.read() as connection:
            rows = connection.execute(select(exclusions).order_by(exclusions.c.kind, exclusions.c.name)).all()
        return tuple(Exclusion(row.kind, row.name, row.reason, row.who, row.made_at) for row in rows)

    def over(self, case_id: str) -> Exclusion | None:
        """The rule that keeps this case in; None when there is none."""
        rules = self.all()
        if not rules:
            return None
        boxes = select(batches.c.name).join(files, files.c.batch_id == batches.c.batch_id)
        line = select(cases.c.case_number, cases.c.title).where(cases.c.case_id == case_id)
        with self.database.read() as connection:
            names = set(connection.execute(boxes.where(of_case(case_id))).scalars())
            words = tuple(connection.execute(line).one_or_none() or ())
        for rule in rules:
            if rule.kind == "box" and rule.name in names:
                return rule
            if rule.kind == "series" and any(word.startswith(rule.name) for word in words):
                return rule
        return None

    def inside(self, kind: Kind, name: str) -> tuple[str, ...]:
        """Cases of a box or a series."""
        query = select(cases.c.case_id)
        if kind == "box":
            query = query.where(cases.c.case_id.in_(cases_of(batches.c.name == name)))
        else:
            starts = cases.c.case_number.startswith(name, autoescape=True)
            query = query.where(starts | cases.c.title.startswith(name, autoescape=True))
        with self.database.read() as connection:
            found = connection.execute(self.database.only(query, cases.c.case_id).distinct()).scalars()
            return tuple(sorted(found))
