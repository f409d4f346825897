"""Differences of a box that a person looked into: who settled which, when and why. Nothing is settled by itself.

A difference is known by its mark, which changes with every figure in it: what was settled and then changes is open
again. Settling and taking back stand in the log of accesses.
"""

from sqlalchemy import ColumnElement, delete, insert, select, true

from domain.access import Operator
from domain.auditing import Action, Deed
from domain.errors import StorageError
from domain.paper_box import Settled
from storage.audit import append
from storage.database import Database
from storage.schema_boxes import settled


class Settling:
    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, box: str) -> dict[str, Settled]:
        """By mark, those of this office."""
        query = select(settled).where(self._mine(settled.c.office), settled.c.box == box)
        with self.database.read() as connection:
            rows = connection.execute(query).all()
        return {row.mark: Settled(row.mark, row.who, row.why, row.settled_at) for row in rows}

    def settle(self, box: str, mark: str, *, why: str, by: Operator) -> None:
        """Saying it again replaces the reason. Raises StorageError without one."""
        if not why.strip():
            raise StorageError("a difference is settled with a reason")
        row = {"office": self.database.scope.office, "box": box, "mark": mark}
        told = {"who": by.name, "why": why.strip(), "settled_at": self.database.now()}
        with self.database.write() as connection:
            connection.execute(delete(settled).where(self._mine(settled.c.office), _is(box, mark)))
            connection.execute(insert(settled).values(**row, **told))
            append(connection, by, deeds=[Deed(Action.SETTLE, mark)], at=self.database.now())

    def take_back(self, box: str, mark: str, *, by: Operator) -> bool:
        """False: it was not settled."""
        with self.database.write() as connection:
            gone = connection.execute(delete(settled).where(self._mine(settled.c.office), _is(box, mark))).rowcount
            if gone:
                append(connection, by, deeds=[Deed(Action.SETTLE, mark, "", "back")], at=self.database.now())
        return bool(gone)

    def _mine(self, office: ColumnElement[str]) -> ColumnElement[bool]:
        return true() if self.database.scope.is_everything else office == self.database.scope.office


def _is(box: str, mark: str) -> ColumnElement[bool]:
    return (settled.c.box == box) & (settled.c.mark == mark)
