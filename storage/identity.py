"""名寄せ: who in the archive may be the same person, and what people decided about it. It never merges anything.

A link is a row that says so; taking it back is another row. Both stand in the history of both cases. Refuses a link
that an objection forbids, directly or through somebody already linked.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select

from domain.auditing import Action, Deed
from domain.errors import LinkRefused, StorageError
from storage.access import Rows
from storage.audit import log_change
from storage.codec import unpack
from storage.database import Database
from storage.history import Entry, append
from storage.identity_keys import Person, asked_of
from storage.likeness import REASON_JA, Likeness, likeness
from storage.schema import cases, identity_decisions, person_keys, persons, records

# Under a name that very many share, only so many are compared; whoever has a second thing in common comes by that.
BROAD_LIMIT = 300
LIKELY = 3
TARGET = "identity"


class Decision(StrEnum):
    """`PROPOSED`: one person says the same; the evidence is thin, so a second person has to say so too."""

    SAME = "same"
    PROPOSED = "proposed"
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True)
class Decided:
    """One row of what was decided about two cases. `made_at` UTC ISO 8601."""

    case_a: str
    case_b: str
    decision: Decision
    who: str
    made_at: str
    why: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the same person, or is a 似ている別人 when `likeness` is blocked."""

    person: Person
    likeness: Likeness
    decided: Decided | None = None


class Identity:
    """candidates(case_id) -> Candidate… · compare(a, b) -> Candidate · decide(a, b, decision, *, who, why) -> Decided
    decisions(case_id) -> Decided… · linked(case_id) -> case ids · person(case_id) -> Person
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def person(self, case_id: str) -> Person:
        """Raises StorageError when the archive (or this scope) has no record of the case."""
        with self.database.read() as connection:
            return self._person(connection, case_id)

    def candidates(self, case_id: str, *, limit: int = 20) -> tuple[Candidate, ...]:
        """The most alike first; those whom an objection tells apart come after the others."""
        with self.database.read() as connection:
            asked = self._person(connection, case_id)
            others = self._found(connection, asked)
            decided = self._latest(connection, case_id)
        alike = [Candidate(one, likeness(asked, one), decided.get(one.case_id)) for one in others]
        alike = [one for one in alike if one.likeness.weight >= LIKELY]
        alike.sort(key=lambda one: (one.likeness.is_blocked, -one.likeness.weight, one.person.case_id))
        return tuple(alike[:limit])

    def compare(self, case_id: str, other_id: str) -> Candidate:
        with self.database.read() as connection:
            one, other = self._person(connection, case_id), self._person(connection, other_id)
            return Candidate(other, likeness(one, other), self._latest(connection, case_id).get(other_id))

    def decide(self, case_id: str, other_id: str, *, decision: Decision, who: str, why: str) -> Decided:
        """Keeps what a person said. SAME on thin evidence becomes PROPOSED until somebody else says the same.

        Raises LinkRefused where an objection stands in the way, or where there is nothing to take back.
        """
        if case_id == other_id:
            raise LinkRefused("a case is not linked with itself")
        with self.database.write() as connection:
            self._need_one(connection, case_id, other_id)
            one, other = self._person(connection, case_id), self._person(connection, other_id)
            found, before = likeness(one, other), self._latest(connection, case_id).get(other_id)
            kept = self._checked(connection, (one, other), decision=decision, before=before, who=who)
            pair = sorted((case_id, other_id))
            reasons = tuple(str(reason) for reason in (*found.reasons, *found.objections))
            row = Decided(pair[0], pair[1], kept, who, self.database.now(), why, reasons)
            values = {"case_a": row.case_a, "case_b": row.case_b, "decision": kept.value, "who": who, "why": why}
            said = json.dumps(reasons)
            connection.execute(insert(identity_decisions).values(**values, made_at=row.made_at, reasons=said))
            self._remember(connection, row, before=before)
            did = {Decision.SAME: Action.MERGE, Decision.UNLINKED: Action.UNMERGE}.get(kept, Action.EDIT)
            log_change(connection, who, deed=Deed(did, case_id, other_id, kept.value), at=row.made_at)
            return row

    def _need_one(self, connection: Connection, *pair: str) -> None:
        """Whoever links two cases owns at least one of them: what is only lent is looked at, not judged."""
        mine = select(cases.c.case_id).where(cases.c.case_id.in_(pair), self.database.owns(cases.c.case_id))
        if connection.execute(mine).first() is None:
            raise StorageError(f"the archive has no case {pair[0]} of this office")

    def _checked(
        self,
        connection: Connection,
        pair: tuple[Person, Person],
        *,
        decision: Decision,
        before: Decided | None,
        who: str,
    ) -> Decision:
        held = before.decision if before else None
        if decision is Decision.UNLINKED and held not in (Decision.SAME, Decision.PROPOSED):
            raise LinkRefused("these cases are not linked: there is nothing to take back")
        if decision not in (Decision.SAME, Decision.PROPOSED):
            return decision
        for one in self._group(connection, pair[0].case_id):
            for other in self._group(connection, pair[1].case_id):
                _refuse_blocked(self._person(connection, one), self._person(connection, other))
        if likeness(*pair).is_enough:
            return Decision.SAME
        second = before is not None and held is Decision.PROPOSED and before.who != who
        return Decision.SAME if second or held is Decision.SAME else Decision.PROPOSED

    def decisions(self, case_id: str) -> tuple[Decided, ...]:
        """Everything ever decided about the case, oldest first."""
        query = self._about(case_id).order_by(identity_decisions.c.seq)
        with self.database.read() as connection:
            return tuple(_decided(row) for row in connection.execute(query))

    def linked(self, case_id: str) -> tuple[str, ...]:
        """Every case that people said is about the same person, also by way of a third."""
        with self.database.read() as connection:
            self._person(connection, case_id)
            return tuple(sorted(self._group(connection, case_id) - {case_id}))

    def _group(self, connection: Connection, case_id: str) -> set[str]:
        found, new = {case_id}, [case_id]
        while new:
            latest = self._latest(connection, new.pop())
            fresh = {other for other, one in latest.items() if one.decision is Decision.SAME} - found
            found |= fresh
            new += fresh
        return found

    def _person(self, connection: Connection, case_id: str) -> Person:
        query = self.database.only(select(persons.c.body), persons.c.case_id).where(persons.c.case_id == case_id)
        body = connection.execute(query).scalar()
        if body is None:
            raise StorageError(f"the archive has no record of case {case_id}")
        return unpack(Person, body)

    def _found(self, connection: Connection, asked: Person) -> list[Person]:
        sharp, broad = asked_of(asked)
        numbers = set(self._numbers(connection, sharp, limit=10 * BROAD_LIMIT))
        for key in broad:
            numbers |= set(self._numbers(connection, [key], limit=BROAD_LIMIT))
        query = self.database.only(select(persons.c.body), persons.c.case_id)
        query = query.where(persons.c.person_no.in_(numbers), persons.c.case_id != asked.case_id)
        return [unpack(Person, body) for body in connection.execute(query).scalars()]

    def _numbers(self, connection: Connection, keys: Iterable[int], *, limit: int) -> list[int]:
        """In the order of how much they share."""
        query = select(person_keys.c.person_no).where(person_keys.c.key.in_(sorted(keys)))
        query = query.group_by(person_keys.c.person_no)
        query = query.order_by(func.count().desc(), person_keys.c.person_no).limit(limit)
        return list(connection.execute(query).scalars())

    def _about(self, case_id: str) -> Rows:
        mine = or_(identity_decisions.c.case_a == case_id, identity_decisions.c.case_b == case_id)
        query = self.database.only(select(identity_decisions), identity_decisions.c.case_a)
        return self.database.only(query, identity_decisions.c.case_b).where(mine)

    def _latest(self, connection: Connection, case_id: str) -> dict[str, Decided]:
        found: dict[str, Decided] = {}
        for row in connection.execute(self._about(case_id).order_by(identity_decisions.c.seq)):
            found[row.case_b if row.case_a == case_id else row.case_a] = _decided(row)
        return found

    def _remember(self, connection: Connection, row: Decided, *, before: Decided | None) -> None:
        held = before.decision.value if before else None
        for mine, theirs in ((row.case_a, row.case_b), (row.case_b, row.case_a)):
            stored = select(cases.c.revision, records.c.body).join(records, records.c.case_id == cases.c.case_id)
            case = connection.execute(stored.where(cases.c.case_id == mine)).one()
            entry = Entry(mine, case.revision, row.who, row.why, hashlib.sha256(case.body).hexdigest())
            change = (f"{TARGET}.{theirs}", held, row.decision.value)
            append(connection, entry, changes=(change,), made_at=row.made_at)


def _refuse_blocked(one: Person, other: Person) -> None:
    found = likeness(one, other)
    if found.is_blocked:
        why = "、".join(REASON_JA[objection] for objection in found.objections)
        raise LinkRefused(f"{one.case_id} and {other.case_id} are alike but not the same person: {why}")


def _decided(row: Row[Any]) -> Decided:
    return Decided(
        case_a=row.case_a,
        case_b=row.case_b,
        decision=Decision(row.decision),
        who=row.who,
        made_at=row.made_at,
        why=row.why,
        reasons=tuple(json.loads(row.reasons)),
    )
