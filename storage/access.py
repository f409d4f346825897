"""Who may see what, decided in one place: every query of this room goes through `only` (to read) or `own` (to change).

A case is seen by its own office and, while a share lasts, by the office it was shared to. Refuses by not finding.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from storage.schema import cases, shares

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What an archive handle can see: one office, or ("") every office. New papers belong to this office."""

    office: str = ""

    @property
    def is_everything(self) -> bool:
        return not self.office


EVERYTHING = Scope()
NOBODY = Scope("/nobody/")  # no account's office can be named so: for roles that see no case


def only(query: Rows, case_id: ColumnElement[str], *, scope: Scope, today: str = "9999-12-31") -> Rows:
    """`query` cut to the cases that `scope` may see; `case_id` is the query's own column for the case.

    `today` (YYYY-MM-DD): shares that ended before it no longer count; without it none does.
    """
    if scope.is_everything:
        return query
    return query.where(case_id.in_(visible(scope, today=today)))


def visible(scope: Scope, *, today: str = "9999-12-31") -> Select[tuple[str]]:
    """The ids of the cases that `scope` may see."""
    found = select(cases.c.case_id)
    if scope.is_everything:
        return found
    lent = select(shares.c.case_id).where(
        shares.c.office == scope.office, shares.c.until >= today, shares.c.ended_at == ""
    )
    return found.where(or_(cases.c.office == scope.office, cases.c.case_id.in_(lent)))


def owned(scope: Scope) -> Select[tuple[str]]:
    """The ids of the cases that `scope` may change: a share lets look, never touch."""
    found = select(cases.c.case_id)
    return found if scope.is_everything else found.where(cases.c.office == scope.office)
