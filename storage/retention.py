"""Which cases may go and who says so: rules of keeping, closing days, holds, and a queue that needs two people.

A case is due when its last day has passed under a rule that the office wrote down itself. Refuses a proposal for one
that is not due, held, open at the desk, or shares pages with another case; refuses the proposer's own approval and
everybody whom no account proves. Shows identifiers and days only, for whoever looks here may be barred from cases.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from domain.access import Operator, Right, Role
from domain.auditing import Action, Deed
from domain.case import CaseRecord, CaseState
from domain.errors import RetentionRefused, StorageError
from domain.retention import Rule, Start, Subject, Term, day_of, term_of
from storage.audit import append
from storage.codec import unpack
from storage.database import Database
from storage.schema import cases, records
from storage.schema_pages import page_guests
from storage.schema_retention import copies_made, disposals, retention_facts, retention_rules, rights_requests

PROPOSED, REJECTED, APPROVED, ERASED, DONE = "proposed", "rejected", "approved", "erased", "done"
OPEN = (PROPOSED, APPROVED, ERASED)
# Why nothing of a case may go, however old it is (JIS Z 6016: 訴訟中・そのおそれ).
HOLDS = {
    "litigation": "訴訟・審査請求",
    "audit": "監査・検査",
    "disclosure": "開示請求の対応中",
    "support": "支援の再開",
    "other": "その他",
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """A case in the list: `last_day` "" while a day or a rule is missing; `disposal` its open proposal."""

    case_id: str
    office: str
    pages: int
    closed_on: str
    hold: str
    last_day: str
    rule: Rule | None
    disposal: str = ""


@dataclass(frozen=True, slots=True)
class Disposal:
    disposal_id: str
    case_id: str
    office: str
    state: str
    last_day: str
    closed_on: str
    years: int
    start: str
    basis: str
    proposed_by: str
    proposed_at: str
    decided_by: str
    decided_at: str
    done_at: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Copy:
    seq: int
    made_at: str
    place: str
    is_sealed: bool
    gone_at: str = ""


class Retention:
    def __init__(self, database: Database) -> None:
        self.database = database

    # rules

    def rules(self) -> tuple[Rule, ...]:
        query = select(retention_rules).order_by(*(retention_rules.c[one] for one in ("office", "series", "form")))
        with self.database.read() as connection:
            return tuple(_rule(row) for row in connection.execute(query))

    def set_rule(self, who: Operator, rule: Rule) -> None:
        """Replaces the rule for the same office, series and form. A person of one office rules for it alone."""
        who.need(Right.DISPOSE, what="rules of retention")
        scope = self.database.scope
        if not scope.is_everything and rule.office != scope.office:
            raise RetentionRefused("a rule for another office, or for every office, is the administrator's")
        row = {"office": rule.office, "series": rule.series, "form": rule.form, "years": rule.years}
        row |= {"start": rule.start.value, "basis": rule.basis, "who": who.name, "made_at": self.database.now()}
        with self.database.write() as connection:
            connection.execute(delete(retention_rules).where(_same(rule)))
            connection.execute(insert(retention_rules).values(row))
            self._log(connection, who, deed=Deed(Action.DISPOSE, "", "", f"rule:{rule.years}:{rule.start.value}"))

    def drop_rule(self, who: Operator, rule: Rule) -> bool:
        who.need(Right.DISPOSE, what="rules of retention")
        scope = self.database.scope
        if not scope.is_everything and rule.office != scope.office:
            return False
        with self.database.write() as connection:
            gone = connection.execute(delete(retention_rules).where(_same(rule))).rowcount == 1
            if gone:
                self._log(connection, who, deed=Deed(Action.DISPOSE, "", "", "rule:dropped"))
            return gone

    # what a person says of a case

    def close(self, who: Operator, case_id: str, *, on: str) -> None:
        """The day support ended (終結・廃止); "" opens it again."""
        who.need(Right.DECIDE, what="closing a case")
        day = day_of(on).isoformat() if on else ""
        if day > self.database.today():
            raise RetentionRefused(f"a case does not end in the future: {day}")
        self._note(
            case_id, {"closed_on": day, "closed_by": who.name}, deed=Deed(Action.EDIT, case_id, "closed"), by=who
        )

    def hold(self, who: Operator, case_id: str, *, reason: str) -> None:
        """`reason` of HOLDS; "" lifts it."""
        who.need(Right.DISPOSE, what="a hold")
        if reason and reason not in HOLDS:
            raise RetentionRefused(f"a hold needs a reason: {', '.join(HOLDS)}")
        deed = Deed(Action.DISPOSE, case_id, "", f"hold:{reason}" if reason else "hold:lifted")
        self._note(case_id, {"hold": reason, "held_by": who.name}, deed=deed, by=who)

    def _note(self, case_id: str, change: dict[str, str], *, deed: Deed, by: Operator) -> None:
        blank = {"closed_on": "", "closed_by": "", "hold": "", "held_by": ""}
        with self.database.write() as connection:
            mine = select(cases.c.case_id).where(cases.c.case_id == case_id, self.database.owns(cases.c.case_id))
            if connection.execute(mine).first() is None:
                raise StorageError(f"the archive has no case {case_id}")
            here = retention_facts.c.case_id == case_id
            change = {**change, "changed_at": self.database.now()}
            if connection.execute(update(retention_facts).where(here).values(change)).rowcount == 0:
                connection.execute(insert(retention_facts).values({**blank, **change, "case_id": case_id}))
            self._log(connection, by, deed=deed)

    # the queue

    def keeping(self, *, due_by: str = "", limit: int = 1000) -> tuple[Keeping, ...]:
        """Cases that ended, by their last day; with `due_by` (YYYY-MM-DD) those whose last day is before it."""
        with self.database.read() as connection:
            found = [one for one in self._kept(connection) if one.closed_on]
        if due_by:
            found = [one for one in found if one.last_day and one.last_day < due_by]
        return tuple(sorted(found, key=lambda one: (one.last_day or "9999", one.case_id))[:limit])

    def of(self, case_id: str) -> Keeping:
        """Raises StorageError for a case that is not this office's own."""
        with self.database.read() as connection:
            return self._one(connection, case_id)

    def _one(self, connection: Connection, case_id: str) -> Keeping:
        found = next(self._kept(connection, case_id), None)
        if found is None:
            raise StorageError(f"the archive has no case {case_id}")
        return found

    def _kept(self, connection: Connection, case_id: str = "") -> Iterator[Keeping]:
        rules = tuple(_rule(row) for row in connection.execute(select(retention_rules)))
        mine = select(disposals.c.case_id, disposals.c.disposal_id).where(disposals.c.state.in_(OPEN))
        under_way = {row.case_id: row.disposal_id for row in connection.execute(mine)}
        columns = (cases, retention_facts.c.closed_on, retention_facts.c.hold)
        joined = cases.outerjoin(retention_facts, retention_facts.c.case_id == cases.c.case_id)
        query = select(*columns).select_from(joined).where(self.database.owns(cases.c.case_id))
        query = query.where(cases.c.case_id == case_id) if case_id else query.where(retention_facts.c.closed_on != "")
        for row in connection.execute(query).all():
            term = self._term(connection, row, rules=rules)
            yield Keeping(
                case_id=row.case_id,
                office=row.office,
                pages=row.page_count,
                closed_on=row.closed_on or "",
                hold=row.hold or "",
                last_day=term.last_day if term else "",
                rule=term.rule if term else None,
                disposal=under_way.get(row.case_id, ""),
            )

    def _term(self, connection: Connection, row: Row[Any], *, rules: Sequence[Rule]) -> Term | None:
        born = ""
        if any(one.start is Start.AGE for one in rules):
            body = connection.execute(select(records.c.body).where(records.c.case_id == row.case_id)).scalar()
            known = unpack(CaseRecord, body).value("dateOfBirth") if body else None
            born = known if known and len(known) == 10 else ""
        forms = tuple(filter(None, row.forms.split("|")))
        return term_of(Subject(row.office, row.case_number, row.title, forms, row.closed_on or "", born), rules)

    def propose(self, who: Operator, case_id: str) -> str:
        """Puts a due case before a second person; the number of the proposal. Raises RetentionRefused."""
        self._proved(who)
        with self.database.write() as connection:
            found = self._one(connection, case_id)
            self._may_go(connection, found)
            if found.disposal:
                raise RetentionRefused(f"{case_id} is already proposed: {found.disposal}")
            assert found.rule is not None
            number = f"D{self.database.today().replace('-', '')}-{secrets.token_hex(4)}"
            now, blank = self.database.now(), dict.fromkeys(("decided_by", "decided_at", "done_at", "certificate"), "")
            rule = {"years": found.rule.years, "start": found.rule.start.value, "basis": found.rule.basis}
            row = {
                "disposal_id": number,
                "case_id": case_id,
                "office": found.office,
                "state": PROPOSED,
                **blank,
                **rule,
            }
            row |= {"last_day": found.last_day, "closed_on": found.closed_on}
            connection.execute(insert(disposals).values(**row, proposed_by=who.name, proposed_at=now))
            self._log(connection, who, deed=Deed(Action.DISPOSE, case_id, number, "proposed"))
        return number

    def reject(self, who: Operator, disposal_id: str) -> None:
        """Whoever proposed it may take it back too."""
        self._proved(who)
        with self.database.write() as connection:
            found = self.proposal(connection, disposal_id)
            change = {"state": REJECTED, "decided_by": who.name, "decided_at": self.database.now()}
            connection.execute(update(disposals).where(disposals.c.disposal_id == disposal_id).values(change))
            self._log(connection, who, deed=Deed(Action.DISPOSE, found.case_id, disposal_id, "rejected"))

    def approve(self, connection: Connection, who: Operator, *, disposal_id: str) -> Disposal:
        """Inside the transaction that erases. Everything is asked again, for days may have passed."""
        self._proved(who)
        found = self.proposal(connection, disposal_id)
        if found.proposed_by == who.name:
            raise RetentionRefused("a second person approves: not the one who proposed it")
        self._may_go(connection, self._one(connection, found.case_id))
        change = {"state": APPROVED, "decided_by": who.name, "decided_at": self.database.now()}
        connection.execute(update(disposals).where(disposals.c.disposal_id == disposal_id).values(change))
        self._log(connection, who, deed=Deed(Action.DISPOSE, found.case_id, disposal_id, "approved"))
        row = connection.execute(select(disposals).where(disposals.c.disposal_id == disposal_id)).one()
        return Disposal(*row)

    def proposal(self, connection: Connection, disposal_id: str) -> Disposal:
        query = self._mine(select(disposals)).where(disposals.c.disposal_id == disposal_id)
        row = connection.execute(query.where(disposals.c.state == PROPOSED).with_for_update()).one_or_none()
        if row is None:
            raise RetentionRefused(f"there is no open proposal {disposal_id}")
        return Disposal(*row)

    def disposals(self, *, states: Iterable[str] = (), limit: int = 1000) -> tuple[Disposal, ...]:
        """Newest first; those of this office."""
        query = self._mine(select(disposals)).order_by(disposals.c.proposed_at.desc()).limit(limit)
        if wanted := tuple(states):
            query = query.where(disposals.c.state.in_(wanted))
        with self.database.read() as connection:
            return tuple(Disposal(*row) for row in connection.execute(query))

    def _mine(self, query: Any) -> Any:
        scope = self.database.scope
        return query if scope.is_everything else query.where(disposals.c.office == scope.office)

    def _may_go(self, connection: Connection, found: Keeping) -> None:
        today, case_id = self.database.today(), found.case_id
        if found.hold:
            raise RetentionRefused(f"{case_id} is held: {HOLDS[found.hold]}")
        if found.rule is None:
            raise RetentionRefused(f"{case_id}: no rule of retention covers it")
        if not found.last_day:
            raise RetentionRefused(f"{case_id}: its closing day or the birthday that the rule asks for is unknown")
        if found.last_day >= today:
            raise RetentionRefused(f"{case_id} is kept until {found.last_day}")
        state = connection.execute(select(cases.c.state).where(cases.c.case_id == case_id)).scalar_one()
        if state == CaseState.READING.value:
            raise RetentionRefused(f"{case_id} is still being read")
        asked = (rights_requests.c.case_id == case_id) & (rights_requests.c.outcome == "")
        if connection.execute(select(rights_requests.c.seq).where(asked).limit(1)).first() is not None:
            raise RetentionRefused(f"{case_id}: a request of the person is not answered yet")
        away = (page_guests.c.home == case_id) & (page_guests.c.case_id != case_id)
        came = (page_guests.c.case_id == case_id) & (page_guests.c.home != case_id)
        if connection.execute(select(page_guests.c.key).where(or_(away, came)).limit(1)).first() is not None:
            raise RetentionRefused(f"{case_id} shares pages with another case: move them back first")

    # copies

    def note_copy(self, place: str, *, is_sealed: bool) -> None:
        row = {"made_at": self.database.now(), "place": place, "is_sealed": is_sealed, "gone_at": "", "gone_by": ""}
        with self.database.write() as connection:
            connection.execute(insert(copies_made).values(row))

    def copies(self) -> tuple[Copy, ...]:
        """Backups that nobody has said are destroyed, oldest first."""
        query = select(copies_made).where(copies_made.c.gone_at == "").order_by(copies_made.c.seq)
        with self.database.read() as connection:
            return tuple(Copy(row.seq, row.made_at, row.place, row.is_sealed) for row in connection.execute(query))

    def copy_gone(self, who: Operator, seq: int) -> bool:
        """Somebody's word that a backup was destroyed."""
        who.need(Right.DISPOSE, what="copies")
        change = {"gone_at": self.database.now(), "gone_by": who.name}
        here = (copies_made.c.seq == seq) & (copies_made.c.gone_at == "")
        with self.database.write() as connection:
            done = connection.execute(update(copies_made).where(here).values(change)).rowcount == 1
            if done:
                self._log(connection, who, deed=Deed(Action.DISPOSE, "", f"copy.{seq}", "copy:gone"))
            return done

    def _proved(self, who: Operator) -> None:
        who.need(Right.DISPOSE, what="disposal")
        if who.role is Role.ALONE:
            raise RetentionRefused("disposal needs two people with accounts: tsuzuri user add")

    def _log(self, connection: Connection, who: Operator, *, deed: Deed) -> None:
        append(connection, who, deeds=[deed], at=self.database.now())


def _same(rule: Rule) -> Any:
    columns = retention_rules.c
    return (columns.office == rule.office) & (columns.series == rule.series) & (columns.form == rule.form)


def _rule(row: Row[Any]) -> Rule:
    return Rule(row.office, row.series, row.form, row.years, Start(row.start), row.basis, row.who, row.made_at)
