"""Case records, one revision after the other. Refuses a revision that does not follow the stored one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, exists, insert, literal_column, select, update

from domain.auditing import Action, Deed
from domain.batch import FileState, PageState
from domain.case import CaseRecord, CaseState, ImportStatus
from domain.errors import StaleRecord, StorageError
from domain.review import ReviewTask
from storage.audit import code_of, log_change
from storage.codec import pack, unpack
from storage.database import Database
from storage.guarded import note_guarded
from storage.history import Change, Entry, append
from storage.identity_index import index_person
from storage.indexing import index_case
from storage.keyring import writing_for
from storage.quality import Look, note_look
from storage.refuges import note
from storage.rescans import note_rescans
from storage.rows import CaseLine, case_line, record_row
from storage.schema import batches, cases, drafts, files, pages, records, tasks
from storage.tasks import put_draft, write_task
from storage.turns import note_turns

# "keep": leave the review task as it is.
NewTask = ReviewTask | None | Literal["keep"]

FAILED = "failed"
MAX_TRIES = 3


@dataclass(frozen=True, slots=True)
class Save:
    """One revision to be stored: record, history, task. `kept`: words of `who` that rest among the drafts with it.

    `look`: what is measured of the person's looking at it.
    """

    record: CaseRecord
    changes: tuple[Change, ...]
    who: str
    why: str
    task: NewTask = "keep"
    kept: tuple[str, str] | None = None
    look: Look | None = None


class Cases:
    def __init__(self, database: Database) -> None:
        self.database = database

    def cases_due(self, limit: int = 1000) -> tuple[str, ...]:
        """Cases whose papers are all in, unpacked and read (or given up), and that have no record yet."""
        mine = files.c.case_id == cases.c.case_id
        unfinished = exists().where(mine, self._beside(files) == FileState.CLAIMED.value)
        unread = exists().where(pages.c.case_id == cases.c.case_id, self._beside(pages) == PageState.WAITING.value)
        still_coming = exists().where(mine, files.c.batch_id == batches.c.batch_id, batches.c.closed.is_(False))
        has_pages = exists().where(pages.c.case_id == cases.c.case_id)
        query = select(cases.c.case_id).where(cases.c.state == CaseState.READING.value)
        query = query.where(has_pages, ~unread, ~unfinished, ~still_coming).order_by(cases.c.case_id).limit(limit)
        with self.database.read() as connection:
            return tuple(connection.execute(query.where(self.database.owns(cases.c.case_id))).scalars())

    def _beside(self, table: Table) -> ColumnElement[str]:
        """The state of a case's few files or pages. SQLite would else look through all of that state for each case."""
        return literal_column(f"+{table.name}.state") if self.database.is_sqlite else table.c.state

    def save_case(
        self, record: CaseRecord, changes: Iterable[Change], *, who: str, why: str, task: NewTask = "keep"
    ) -> None:
        """Record, history, task and search index in one transaction.

        Raises StaleRecord unless `record.revision` is the stored one plus one (the first is 1).
        """
        self.save(Save(record, tuple(changes), who, why, task))

    def save(self, save: Save) -> None:
        """As `save_case`, with what else belongs to the same transaction."""
        with self.database.write() as connection:
            self.put(connection, save)

    def put(self, connection: Connection, save: "Save") -> None:
        """As `save_case`, inside the caller's transaction."""
        with writing_for(save.record.office):
            self._put(connection, save)

    def _put(self, connection: Connection, save: "Save") -> None:
        record, task, now = save.record, save.task, self.database.now()
        state = self._follow(connection, record, task=task)
        body = pack(record)
        _put(connection, record, state=state, body=body, now=now)
        entry = Entry(record.case_id, record.revision, save.who, save.why, hashlib.sha256(body).hexdigest())
        append(connection, entry, changes=save.changes, made_at=now)
        deed = Deed(Action.EDIT, record.case_id, str(record.revision), code_of(save.why))
        log_change(connection, save.who, deed=deed, at=now)
        if task != "keep":
            write_task(connection, record.case_id, task=task, created_at=now)
        done = drafts.c.target.in_([target for target, _, _ in save.changes]) & (drafts.c.who == save.who)
        connection.execute(delete(drafts).where(drafts.c.case_id == record.case_id, done))
        if save.kept is not None:
            put_draft(connection, record.case_id, words=save.kept, who=save.who, now=now)
        if save.look is not None:
            note_look(connection, save.look, now=now)
        index_case(connection, self.database.seen(record))
        note(connection, record)
        index_person(connection, record)
        note_rescans(connection, record)
        note_guarded(connection, record)
        note_turns(connection, record)

    def lock(self, connection: Connection, save: "Save") -> None:
        """Holds the case until the transaction ends; raises as `save_case` does."""
        self._follow(connection, save.record, task=save.task)

    def _follow(self, connection: Connection, record: CaseRecord, *, task: NewTask) -> CaseState:
        """Locks the case, checks office and revision, and says in which state the save leaves it."""
        stored = connection.execute(
            select(cases).where(cases.c.case_id == record.case_id).with_for_update()
        ).one_or_none()
        offices = {record.office, stored.office if stored else record.office}
        if not self.database.scope.is_everything and offices != {self.database.scope.office}:
            raise StorageError(f"case {record.case_id} belongs to another office")
        held = stored.revision if stored else 0
        if record.revision != held + 1:
            raise StaleRecord(f"case {record.case_id} is at revision {held}; revision {record.revision} comes too late")
        if stored and stored.state == CaseState.ON_HOLD.value:
            return CaseState.ON_HOLD  # only `hold_case` takes it off, with a line in the history
        if task != "keep":
            return CaseState.IN_REVIEW if task else CaseState.REVIEWED
        return CaseState(stored.state) if stored and stored.state != FAILED else CaseState.READING

    def case(self, case_id: str) -> CaseRecord | None:
        """The newest revision; None when there is no record yet (or no such case for this scope)."""
        query = self.database.only(select(records.c.body), records.c.case_id)
        with self.database.read() as connection:
            body = connection.execute(query.where(records.c.case_id == case_id)).scalar()
        return unpack(CaseRecord, body) if body is not None else None

    def case_line(self, case_id: str) -> CaseLine:
        """Raises StorageError when there is no such case."""
        query = self.database.only(select(cases), cases.c.case_id).where(cases.c.case_id == case_id)
        with self.database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise StorageError(f"the archive has no case {case_id}")
        return case_line(row)

    def cases(
        self,
        *,
        state: CaseState | Literal["failed"] | None = None,
        import_status: ImportStatus | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> tuple[CaseLine, ...]:
        """Last changed first."""
        query = self.database.only(select(cases.c.case_id), cases.c.case_id)
        if state is not None:
            query = query.where(cases.c.state == str(state))
        if import_status is not None:
            query = query.where(cases.c.import_status == import_status.value)
        order = (cases.c.updated_at.desc(), cases.c.case_id)
        here = query.order_by(*order).limit(limit).offset(offset).subquery()  # ids alone: from an index, however far in
        query = select(cases).join(here, here.c.case_id == cases.c.case_id).order_by(*order)
        with self.database.read() as connection:
            return tuple(case_line(row) for row in connection.execute(query))

    def fail_case(self, case_id: str, reason: str) -> None:
        """Counts a failed extraction; after three tries the case is "failed" until `retry_case`."""
        with self.database.write() as connection:
            row = self._locked(connection, case_id)
            if row is None or row.state != CaseState.READING.value:
                return
            tries = row.tries + 1
            state = FAILED if tries >= MAX_TRIES else row.state
            change = {"tries": tries, "reason": reason, "state": state, "updated_at": self.database.now()}
            connection.execute(update(cases).where(cases.c.case_id == case_id).values(change))

    def _locked(self, connection: Connection, case_id: str) -> Row[Any] | None:
        mine = select(cases).where(cases.c.case_id == case_id, self.database.owns(cases.c.case_id))
        return connection.execute(mine.with_for_update()).one_or_none()

    def retry_case(self, case_id: str) -> None:
        """Makes a failed case due again."""
        again = {"state": CaseState.READING.value, "tries": 0, "reason": "", "updated_at": self.database.now()}
        with self.database.write() as connection:
            failed = (cases.c.case_id == case_id) & (cases.c.state == FAILED) & self.database.owns(cases.c.case_id)
            connection.execute(update(cases).where(failed).values(again))

    def hold_case(self, case_id: str, on: bool, *, who: str, why: str) -> None:
        """Puts a case on hold, or takes it off again; the history tells. Nothing happens when it is so already."""
        with self.database.write() as connection:
            row = self._locked(connection, case_id)
            body = connection.execute(select(records.c.body).where(records.c.case_id == case_id)).scalar()
            if row is None or body is None:
                raise StorageError(f"the archive has no record of case {case_id}")
            if on == (row.state == CaseState.ON_HOLD.value):
                return
            has_task = connection.execute(select(tasks.c.case_id).where(tasks.c.case_id == case_id)).first()
            state = CaseState.ON_HOLD if on else CaseState.IN_REVIEW if has_task else CaseState.REVIEWED
            now = self.database.now()
            change = {"state": state.value, "updated_at": now}
            connection.execute(update(cases).where(cases.c.case_id == case_id).values(change))
            entry = Entry(case_id, row.revision, who, why, hashlib.sha256(body).hexdigest())
            append(connection, entry, changes=(("state", row.state, state.value),), made_at=now)
            log_change(connection, who, deed=Deed(Action.EDIT, case_id, "", code_of(why)), at=now)


def _put(connection: Connection, record: CaseRecord, *, state: CaseState, body: bytes, now: str) -> None:
    row = record_row(record, state, updated_at=now)
    known = update(cases).where(cases.c.case_id == record.case_id).values(row)
    if connection.execute(known).rowcount == 0:
        connection.execute(insert(cases).values(case_id=record.case_id, created_at=now, tries=0, **row))
    held = update(records).where(records.c.case_id == record.case_id).values(body=body)
    if connection.execute(held).rowcount == 0:
        connection.execute(insert(records).values(case_id=record.case_id, body=body))
