"""The lists that people choose their work from, and the numbers above them: one query a list, whatever its size.

Reads only, and answers from indexes: a page of a list never costs a look at every case.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, literal, or_, select

from domain.case import CaseState, ImportStatus
from storage.access import Rows
from storage.database import Database
from storage.schema import cases, drafts, revisions, tasks

OPEN = (ImportStatus.ARCHIVE_ONLY.value, ImportStatus.CANDIDATE.value)
LEFT = (ImportStatus.APPROVED.value, ImportStatus.IMPORTED.value)
HELD = CaseState.ON_HOLD.value
SETTLED = CaseState.REVIEWED.value
# What a clerk may have typed or done in a case and not finished; "undo": the steps back of a case left half-way.
BLIND = "blind.%"
_mine = tasks.alias()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is cut to; "" or False leaves it whole. `until`: nothing younger than this moment (UTC, ISO 8601).

    `mine`: held by this person now, or left by them with something typed. `form`: a page of this form is in the case.
    `kind`: a doubt of this kind or reason is open (`storage.rows.kinds_of`).
    """

    text: str = ""
    mine: str = ""
    urgent: bool | None = None
    form: str = ""
    kind: str = ""
    office: str = ""
    until: str = ""

    @property
    def is_everything(self) -> bool:
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class ListLine:
    """One case in a list. `since`: the task was made, or, of a settled case, it was last changed."""

    case_id: str
    office: str
    title: str
    case_number: str
    full_name: str
    page_count: int
    import_status: ImportStatus
    doubts: int
    urgent: bool
    holder: str
    since: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Decisions of one person and cases approved since a moment; what waits now, cases on hold left out of `tasks`."""

    decisions: int
    approved: int
    tasks: int
    doubts: int
    waiting: int


class Lists:
    def __init__(self, database: Database) -> None:
        self.database = database

    def open(self, wanted: Wanted, *, on_hold: bool, limit: int, offset: int) -> tuple[tuple[ListLine, ...], int]:
        """Tasks, urgent first, then oldest first; and how many there are in all. On hold: also cases without a task,
        so that one held after its last doubt is still found.
        """
        told, since = (_held(), _SINCE) if on_hold else (_todo(), tasks.c.created_at)
        query = self.database.only(told.where(*self._told(wanted, since), *_doubted(wanted)), cases.c.case_id)
        order = (tasks.c.urgent.desc(), since, tasks.c.case_id)
        if on_hold:
            order = (tasks.c.urgent.desc().nulls_last(), since, cases.c.case_id)
        now_s = self.database.seconds()
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(*order).limit(limit).offset(offset)).all()
            total = _known(rows, limit=limit, offset=offset)
            if total is None and wanted.is_everything and not on_hold:
                total = self._task_count(connection)
            return tuple(_line(row, now_s) for row in rows), _count(connection, query) if total is None else total

    def settled(self, wanted: Wanted, *, left: bool, limit: int, offset: int) -> tuple[tuple[ListLine, ...], int]:
        """Cases without open doubts, last changed first: still to be approved, or (`left`) beyond that.

        They have no task, so `urgent` and `kind` do not cut them.
        """
        status = cases.c.import_status.not_in(OPEN) if left else cases.c.import_status.in_(OPEN)
        query = select(*_SETTLED_COLUMNS).where(cases.c.state == SETTLED, status)
        query = self.database.only(query.where(*self._told(wanted, cases.c.updated_at)), cases.c.case_id)
        page = query.order_by(cases.c.updated_at.desc(), cases.c.case_id).limit(limit).offset(offset)
        with self.database.read() as connection:
            rows = connection.execute(page).all()
            total = _known(rows, limit=limit, offset=offset)
            return tuple(_line(row, 0.0) for row in rows), _count(connection, query) if total is None else total

    def numbers(self, who: str, *, since: str) -> Numbers:
        """`since`: UTC, ISO 8601. A decision that moved many rows counts once; what was taken back does not count."""
        made = select(revisions.c.case_id, revisions.c.revision).distinct()
        made = made.where(revisions.c.who == who, revisions.c.made_at >= since, revisions.c.why != "undo")
        gone = select(cases.c.case_id).where(cases.c.import_status.in_(LEFT), cases.c.updated_at >= since)
        waits = select(cases.c.case_id).where(cases.c.state == SETTLED, cases.c.import_status.in_(OPEN))
        doubts = self.database.only(select(func.coalesce(func.sum(tasks.c.doubts), 0)), tasks.c.case_id)
        with self.database.read() as connection:
            return Numbers(
                decisions=_count(connection, self.database.only(made, revisions.c.case_id)),
                approved=_count(connection, self.database.only(gone, cases.c.case_id)),
                tasks=self._task_count(connection),
                doubts=int(connection.execute(doubts).scalar_one()),
                waiting=_count(connection, self.database.only(waits, cases.c.case_id)),
            )

    def offices(self) -> tuple[str, ...]:
        query = self.database.only(select(cases.c.office).distinct(), cases.c.case_id).order_by(cases.c.office)
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def _task_count(self, connection: Connection) -> int:
        """All tasks but those on hold, of which there are few."""
        every = self.database.only(select(tasks.c.case_id), tasks.c.case_id)
        held = every.join(cases, cases.c.case_id == tasks.c.case_id).where(cases.c.state == HELD)
        return _count(connection, every) - _count(connection, held)

    def _told(self, wanted: Wanted, since: ColumnElement[str]) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if wanted.text:
            found.append(or_(*(_says(column, wanted.text) for column in _SEARCHED)))
        if wanted.mine:
            held = select(_mine.c.case_id).where(
                _mine.c.holder == wanted.mine, _mine.c.lease_until > self.database.seconds()
            )
            typed = select(drafts.c.case_id).where(drafts.c.who == wanted.mine, drafts.c.target.not_like(BLIND))
            found.append(or_(cases.c.case_id.in_(held), cases.c.case_id.in_(typed)))
        if wanted.form:
            found.append(cases.c.forms.contains(f"|{wanted.form}|", autoescape=True))
        if wanted.office:
            found.append(cases.c.office == wanted.office)
        if wanted.until:
            found.append(since <= wanted.until)
        return found


def _doubted(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What only an open task has."""
    found: list[ColumnElement[bool]] = []
    if wanted.urgent is not None:
        found.append(tasks.c.urgent.is_(wanted.urgent))
    if wanted.kind:
        found.append(tasks.c.kinds.contains(f"|{wanted.kind}|", autoescape=True))
    return found


_SHARED = tuple(
    cases.c[name] for name in ("case_id", "office", "title", "case_number", "full_name", "page_count", "import_status")
)
_SEARCHED = (cases.c.full_name, cases.c.title, cases.c.case_number)
_OPEN_COLUMNS = (
    *_SHARED,
    tasks.c.doubts,
    tasks.c.urgent,
    tasks.c.holder,
    tasks.c.lease_until,
    tasks.c.created_at.label("since"),
)
_SINCE = func.coalesce(tasks.c.created_at, cases.c.updated_at)
_HELD_COLUMNS = (
    *_SHARED,
    func.coalesce(tasks.c.doubts, 0).label("doubts"),
    tasks.c.urgent,
    func.coalesce(tasks.c.holder, "").label("holder"),
    func.coalesce(tasks.c.lease_until, 0.0).label("lease_until"),
    _SINCE.label("since"),
)
_SETTLED_COLUMNS = (
    *_SHARED,
    literal(0).label("doubts"),
    case((literal(1) == 0, True), else_=False).label("urgent"),
    literal("").label("holder"),
    literal(0.0).label("lease_until"),
    cases.c.updated_at.label("since"),
)


def _todo() -> Select[Any]:
    return select(*_OPEN_COLUMNS).join(cases, cases.c.case_id == tasks.c.case_id).where(cases.c.state != HELD)


def _held() -> Select[Any]:
    joined = cases.outerjoin(tasks, cases.c.case_id == tasks.c.case_id)
    return select(*_HELD_COLUMNS).select_from(joined).where(cases.c.state == HELD)


def _says(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Spaces do not count: 山田太郎 finds 山田　太郎."""
    bare = func.replace(func.replace(column, " ", ""), "\u3000", "")
    return bare.contains("".join(text.split()), autoescape=True)


def _known(rows: list[Row[Any]] | Any, *, limit: int, offset: int) -> int | None:
    """The last page says how many there are; None: it must be counted."""
    return offset + len(rows) if 0 < len(rows) < limit or not (rows or offset) else None


def _count(connection: Connection, query: Rows | Select[Any]) -> int:
    inner = query.order_by(None).subquery()
    return connection.execute(select(func.count()).select_from(inner)).scalar_one()


def _line(row: Row[Any], now_s: float) -> ListLine:
    return ListLine(
        case_id=row.case_id,
        office=row.office,
        title=row.title,
        case_number=row.case_number,
        full_name=row.full_name,
        page_count=row.page_count,
        import_status=ImportStatus(row.import_status),
        doubts=row.doubts,
        urgent=bool(row.urgent),
        holder=row.holder if row.lease_until > now_s else "",
        since=row.since,
    )
