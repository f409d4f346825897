"""How well people and machine do: every look with its time, planted values, second keyings, rules of the supervisor.

Measures only; a record is never touched here. A planted wrong value lives in this file alone, never in a case.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from storage.database import Database
from storage.schema_desk import desk_rules, keyings, looks, plants


@dataclass(frozen=True, slots=True)
class Look:
    """One decision. `way`: single | grid | second | third | sample. `right`: the machine's value was confirmed.

    `outcome` of a planted value: caught | missed, "" when the value was the true one. `ms` 0: not measured.
    """

    who: str
    case_id: str
    target: str
    name: str
    action: str
    ms: int
    way: str
    right: bool
    confidence: float
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Keying:
    """What one person typed without seeing any other value. `role`: second | third | sample."""

    case_id: str
    target: str
    who: str
    role: str
    value: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Plant:
    """A wrong value shown to one clerk in place of the machine's. `outcome` "": not yet met."""

    case_id: str
    target: str
    who: str
    shown: str
    outcome: str = ""


class Quality:
    def __init__(self, database: Database) -> None:
        self.database = database

    def rules(self) -> dict[str, str]:
        with self.database.read() as connection:
            return {row.name: row.value for row in connection.execute(select(desk_rules))}

    def set_rule(self, name: str, value: str, *, who: str) -> None:
        row = {"name": name, "value": value, "who": who, "made_at": self.database.now()}
        with self.database.write() as connection:
            connection.execute(delete(desk_rules).where(desk_rules.c.name == name))
            connection.execute(insert(desk_rules).values(row))

    def looked(self, one: Look) -> None:
        with self.database.write() as connection:
            note_look(connection, one, now=self.database.now())

    def looks(self, *, since: str = "", limit: int = 20_000) -> tuple[tuple[Look, str], ...]:
        """Newest first, each with its time."""
        query = self.database.only(select(looks), looks.c.case_id).where(looks.c.made_at >= since)
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(looks.c.seq.desc()).limit(limit)).all()
        return tuple((_look(row), row.made_at) for row in rows)

    def count(self, who: str, *, since: str) -> int:
        mine = (looks.c.who == who) & (looks.c.made_at >= since)
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(looks).where(mine)).scalar() or 0

    def plants(self, case_id: str, who: str) -> dict[str, Plant]:
        """What was planted for this clerk in this case, whatever became of it, by target."""
        mine = (plants.c.case_id == case_id) & (plants.c.who == who)
        with self.database.read() as connection:
            rows = connection.execute(select(plants).where(mine)).all()
        return {row.target: Plant(row.case_id, row.target, row.who, row.shown, row.outcome) for row in rows}

    def plant(self, found: Iterable[Plant]) -> None:
        rows = [{**asdict(one), "made_at": self.database.now()} for one in found]
        if rows:
            with self.database.write() as connection:
                connection.execute(insert(plants), rows)

    def met(self, one: Plant, outcome: str) -> None:
        """caught | missed | void: the wrong value turned out to be the right one."""
        here = (plants.c.case_id == one.case_id) & (plants.c.target == one.target) & (plants.c.who == one.who)
        with self.database.write() as connection:
            connection.execute(update(plants).where(here).values(outcome=outcome))

    def outcomes(self) -> tuple[tuple[str, str, int], ...]:
        """Clerk, outcome, how many."""
        query = select(plants.c.who, plants.c.outcome, func.count().label("n")).where(plants.c.outcome != "")
        with self.database.read() as connection:
            rows = connection.execute(query.group_by(plants.c.who, plants.c.outcome)).all()
        return tuple((row.who, row.outcome, row.n) for row in rows)

    def keyed(self, one: Keying) -> None:
        """Replaces what the same person typed before for the same target."""
        mine = (keyings.c.case_id == one.case_id) & (keyings.c.target == one.target) & (keyings.c.who == one.who)
        with self.database.write() as connection:
            connection.execute(delete(keyings).where(mine))
            connection.execute(insert(keyings).values(**asdict(one), made_at=self.database.now()))

    def unkeyed(self, case_id: str, target: str, *, who: str) -> None:
        """Takes back what one person typed."""
        mine = (keyings.c.case_id == case_id) & (keyings.c.target == target) & (keyings.c.who == who)
        with self.database.write() as connection:
            connection.execute(delete(keyings).where(mine))

    def keyings(self, case_id: str = "") -> tuple[Keying, ...]:
        """Of one case, or of all; oldest first."""
        query = self.database.only(select(keyings), keyings.c.case_id).order_by(keyings.c.made_at)
        if case_id:
            query = query.where(keyings.c.case_id == case_id)
        with self.database.read() as connection:
            return tuple(_keying(row) for row in connection.execute(query))


def note_look(connection: Connection, one: Look, *, now: str) -> None:
    connection.execute(insert(looks).values(**asdict(one), made_at=now))


def _look(row: Row[Any]) -> Look:
    return Look(
        row.who, row.case_id, row.target, row.name, row.action, row.ms, row.way, row.right, row.confidence, row.outcome
    )


def _keying(row: Row[Any]) -> Keying:
    return Keying(row.case_id, row.target, row.who, row.role, row.value, row.agrees)
