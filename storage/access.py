"""Who may see what, decided in one place: every query of this room goes through `only`. Refuses by not finding."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from storage.schema import cases

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What an archive handle can see: one office, or ("") every office. New papers belong to this office."""

    office: str = ""

    @property
    def is_everything(self) -> bool:
        return not self.office


EVERYTHING = Scope()


def only(query: Rows, case_id: ColumnElement[str], *, scope: Scope) -> Rows:
    """`query` cut to the cases that `scope` may see; `case_id` is the query's own column for the case."""
    if scope.is_everything:
        return query
    return query.where(case_id.in_(visible(scope)))


def visible(scope: Scope) -> Select[tuple[str]]:
    """The ids of the cases that `scope` may see."""
    found = select(cases.c.case_id)
    return found if scope.is_everything else found.where(cases.c.office == scope.office)
