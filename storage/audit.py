"""The log of accesses: rows that are only ever added, each sealed with the hash of the one before.

An edit, a deletion or a changed order anywhere breaks the chain; what was cut off its end shows against the stored
head, and a rewritten chain against a head that was printed. Refuses anything but identifiers (`domain.auditing`).
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.access import Operator, Right, Role
from domain.auditing import WHY, Action, Deed, Logged
from storage.database import Database
from storage.history import START, Verdict
from storage.schema import accounts, audit, heads

CHAIN = "audit"
MACHINE = "tsuzuri"
UNMASKED_S = 1800.0
LOOKS = (
    *(Action.VIEW, Action.SEARCH, Action.UNMASK, Action.EXPORT, Action.PRINT, Action.DELIVER),
    *(Action.DISCLOSE, Action.EDIT),
)
_SEALED = ("seq", "at", "who", "role", "office", "action", "subject", "target", "why", "previous")
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Look:
    who: str
    case_id: str
    times: int
    first: str
    last: str


class Audit:
    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, who: Operator, *deeds: Deed) -> None:
        with self.database.write() as connection:
            append(connection, who, deeds=deeds, at=self.database.now())

    def rows(self, who: Operator, *, subject: str = "", limit: int = 200, offset: int = 0) -> tuple[Logged, ...]:
        """Newest first. Reading is logged before anything is shown. Raises AccessRefused."""
        who.need(Right.AUDIT, what="audit")
        self.add(who, Deed(Action.AUDIT_READ, subject))
        query = select(audit).order_by(audit.c.seq.desc()).limit(limit).offset(offset)
        if subject:
            query = query.where(audit.c.subject == subject)
        with self.database.read() as connection:
            return tuple(_logged(row) for row in connection.execute(query))

    def last(self, case_id: str, action: Action) -> Logged | None:
        """The newest row of that kind about a case: for what the log itself decides, never for showing."""
        query = select(audit).where(audit.c.subject == case_id, audit.c.action == action.value, audit.c.target == "")
        with self.database.read() as connection:
            row = connection.execute(query.order_by(audit.c.seq.desc()).limit(1)).one_or_none()
        return None if row is None else _logged(row)

    def has_unmasked(self, who: Operator, case_id: str) -> bool:
        """Whether this person gave a reason for seeing what is hidden of the case, less than half an hour ago."""
        since = (self.database.clock() - timedelta(seconds=UNMASKED_S)).astimezone(UTC)
        mine = (audit.c.subject == case_id) & (audit.c.who == who.name) & (audit.c.action == Action.UNMASK.value)
        query = select(audit.c.seq).where(mine, audit.c.at > since.isoformat(timespec="microseconds")).limit(1)
        with self.database.read() as connection:
            return connection.execute(query).first() is not None

    def looks(self, who: Operator, *, by: str = "", cases: Collection[str] | None = None) -> tuple[Look, ...]:
        """Who had which case before them, how often, from when to when. Asking is logged. Raises AccessRefused."""
        who.need(Right.AUDIT, what="audit incident")
        self.add(who, Deed(Action.AUDIT_READ, "", "", "incident"))
        query = select(audit.c.who, audit.c.subject, func.count(), func.min(audit.c.at), func.max(audit.c.at))
        query = query.where(audit.c.action.in_([one.value for one in LOOKS]), audit.c.subject != "")
        query = query.where(~audit.c.why.like("request:%"))  # noted or answered, not looked at
        if by:
            query = query.where(audit.c.who == by)
        with self.database.read() as connection:
            rows = connection.execute(query.group_by(audit.c.who, audit.c.subject)).all()
        found = (Look(*row) for row in rows if cases is None or row[1] in cases)
        return tuple(sorted(found, key=lambda one: (one.case_id, one.first, one.who)))

    def head(self) -> tuple[int, str]:
        """Number and hash of the last row: printed daily and kept elsewhere, it fixes all that went before."""
        with self.database.read() as connection:
            found = connection.execute(select(heads).where(heads.c.chain == CHAIN)).one()
        return found.seq, found.digest

    def verify(self, known: tuple[int, str] | None = None) -> Verdict:
        """Walks the whole chain. `known`: a head printed earlier, which must still be one of its rows."""
        seq, previous, seen = 0, START, known is None or known == (0, START)
        columns = (*(audit.c[name] for name in _SEALED), audit.c.digest)
        with self.database.read() as connection:
            head = connection.execute(select(heads).where(heads.c.chain == CHAIN)).one()
            rows = connection.execution_options(yield_per=5000).execute(select(*columns).order_by(audit.c.seq))
            with rows:
                for row in rows:
                    fault = _fault(row, seq + 1, previous=previous)
                    if fault:
                        return Verdict(seq, previous, fault, row.seq)
                    seq, previous = row[0], row[-1]
                    seen = seen or (seq, previous) == known
        if (head.seq, head.digest) != (seq, previous):
            return Verdict(seq, previous, "rows at the end are missing", seq + 1)
        if not seen:
            return Verdict(
                seq, previous, "the printed head is not in this log: it was rewritten", known[0] if known else 0
            )
        return Verdict(seq, previous)


def append(connection: Connection, who: Operator, *, deeds: Iterable[Deed], at: str) -> None:
    """Inside the caller's transaction: what happened and that it happened are kept together."""
    head = connection.execute(select(heads).where(heads.c.chain == CHAIN).with_for_update()).one()
    seq, previous = head.seq, head.digest
    for deed in deeds:
        seq += 1
        told = (deed.action.value, deed.subject, deed.target, deed.why)
        values = (seq, at, who.name, who.role.value, who.office, *told, previous)
        previous = seal(values)
        connection.execute(insert(audit).values(**dict(zip(_SEALED, values, strict=True)), digest=previous))
    connection.execute(update(heads).where(heads.c.chain == CHAIN).values(seq=seq, digest=previous))


def log_change(connection: Connection, name: str, *, deed: Deed, at: str) -> None:
    """A change of a case, under the role its maker has now; the machine's own steps are in the history alone."""
    if name == MACHINE:
        return
    row = connection.execute(select(accounts.c.role, accounts.c.office).where(accounts.c.name == name)).one_or_none()
    who = Operator(name, Role(row.role), row.office) if row else Operator(name, Role.ALONE)
    append(connection, who, deeds=[deed], at=at)


def code_of(why: str) -> str:
    """What stands before the first colon of a reason, if it is a code; the words behind it stay out of the log."""
    word = why.partition(":")[0].strip()
    return word if WHY.fullmatch(word) else ""


def seal(values: tuple[Any, ...]) -> str:
    """sha256 over the columns in order; the separator cannot stand in any of them (names are checked)."""
    text = _SEPARATOR.join(str(one).replace(_SEPARATOR, " ") for one in values)
    return hashlib.sha256(text.encode()).hexdigest()


def _fault(row: Sequence[Any], wanted_seq: int, *, previous: str) -> str:
    if row[0] != wanted_seq:
        return "a row is missing or out of order"
    if row[-2] != previous:
        return "a row does not follow the one before"
    content = [*row]
    return "" if seal(tuple(content[:-1])) == content[-1] else "a row was edited"


def _logged(row: Row[Any]) -> Logged:
    deed = Deed(Action(row.action), row.subject, row.target, row.why)
    return Logged(row.seq, row.at, row.who, row.role, row.office, deed, row.digest)
