"""Review tasks: who works on which case, and what was typed and not yet decided. Refuses two holders at once."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from domain.case import CaseState
from domain.errors import StorageError
from domain.review import ReviewTask
from storage.database import Database
from storage.keys import storable
from storage.rows import TaskLine, task_line, task_row, task_value
from storage.schema import cases, drafts, files, tasks


@dataclass(frozen=True, slots=True)
class Claim:
    """`is_mine`: the caller holds the task until `until_s` (seconds since 1970); else `holder` does."""

    case_id: str
    is_mine: bool
    holder: str
    until_s: float


class Tasks:
    def __init__(self, database: Database) -> None:
        self.database = database

    def save_task(self, case_id: str, task: ReviewTask | None) -> None:
        """Replaces the open task of a case; None: nothing is left to review."""
        if task is not None and task.case_id != case_id:
            raise StorageError(f"a task of case {task.case_id} cannot be saved for case {case_id}")
        state = CaseState.IN_REVIEW if task else CaseState.REVIEWED
        with self.database.write() as connection:
            self._own(connection, case_id)
            write_task(connection, case_id, task=task, created_at=self.database.now())
            change = {"state": state.value, "updated_at": self.database.now()}
            connection.execute(update(cases).where(cases.c.case_id == case_id).values(change))

    def _own(self, connection: Connection, case_id: str) -> None:
        """Raises StorageError for a case that is not there or not this scope's."""
        found = select(cases.c.case_id).where(cases.c.case_id == case_id, self.database.owns(cases.c.case_id))
        if connection.execute(found).first() is None:
            raise StorageError(f"the archive has no case {case_id}")

    def task(self, case_id: str) -> ReviewTask | None:
        with self.database.read() as connection:
            row = connection.execute(self._seen().where(tasks.c.case_id == case_id)).one_or_none()
        return task_value(row) if row else None

    def tasks(self, *, on_hold: bool = False, limit: int = 100, offset: int = 0) -> tuple[TaskLine, ...]:
        """Urgent first, then oldest first; those on hold only when asked for."""
        held = cases.c.state == CaseState.ON_HOLD.value
        query = self._seen().where(held if on_hold else ~held)
        query = query.order_by(tasks.c.urgent.desc(), tasks.c.created_at, tasks.c.case_id)
        with self.database.read() as connection:
            rows = connection.execute(query.limit(limit).offset(offset)).all()
        return tuple(task_line(row, now_s=self.database.seconds()) for row in rows)

    def _seen(self) -> Select[Any]:
        query = select(tasks, cases.c.title, cases.c.full_name).join(cases, cases.c.case_id == tasks.c.case_id)
        return self.database.only(query, tasks.c.case_id)

    def claim_task(self, case_id: str, who: str, *, lease_s: float, spare_s: float | None = None) -> Claim:
        """Takes the task, or says who has it. The holder may claim again. Raises StorageError when there is no task.

        `spare_s`: a claim of one's own that lasts so long yet stays as it is, and nothing is written.
        """
        young = self.young_claim(case_id, who, spare_s=spare_s) if spare_s is not None else None
        if young is not None:
            return young
        now = self.database.seconds()
        with self.database.write() as connection:
            mine = self._seen().where(tasks.c.case_id == case_id, self.database.owns(tasks.c.case_id))
            row = connection.execute(mine).one_or_none()
            if row is None:
                raise StorageError(f"nothing is left to review in case {case_id}")
            free = (tasks.c.lease_until <= now) | (tasks.c.holder == who)
            claim = {"holder": who, "lease_until": now + lease_s}
            taken = connection.execute(update(tasks).where(tasks.c.case_id == case_id, free).values(claim)).rowcount
            held = connection.execute(select(tasks).where(tasks.c.case_id == case_id)).one()
        return Claim(case_id, taken == 1, held.holder, held.lease_until)

    def young_claim(self, case_id: str, who: str, *, spare_s: float) -> Claim | None:
        """A claim of one's own that lasts so long yet; None: there is none, or no task."""
        until_s = self.database.seconds() + spare_s
        mine = (tasks.c.case_id == case_id) & (tasks.c.holder == who) & (tasks.c.lease_until > until_s)
        query = select(tasks.c.lease_until).where(mine, self.database.owns(tasks.c.case_id))
        with self.database.read() as connection:
            found = connection.execute(query).scalar()
        return Claim(case_id, True, who, found) if found is not None else None

    def heartbeat(self, case_id: str, who: str, *, lease_s: float) -> bool:
        """Makes the claim last `lease_s` from now. False: it was lost to another or the task is gone."""
        now = self.database.seconds()
        mine = (tasks.c.case_id == case_id) & (tasks.c.holder == who) & self.database.owns(tasks.c.case_id)
        with self.database.write() as connection:
            return connection.execute(update(tasks).where(mine).values(lease_until=now + lease_s)).rowcount == 1

    def release(self, case_id: str, who: str) -> None:
        mine = (tasks.c.case_id == case_id) & (tasks.c.holder == who) & self.database.owns(tasks.c.case_id)
        with self.database.write() as connection:
            connection.execute(update(tasks).where(mine).values(holder="", lease_until=0.0))

    def save_draft(self, case_id: str, target: str, *, who: str, text: str) -> None:
        """What a person has typed and not yet decided. "" forgets it."""
        with self.database.write() as connection:
            self._own(connection, case_id)
            put_draft(connection, case_id, words=(target, text), who=who, now=self.database.now())

    def drafts(self, case_id: str, who: str) -> dict[str, str]:
        """Target to text."""
        query = self.database.only(select(drafts.c.target, drafts.c.text), drafts.c.case_id)
        with self.database.read() as connection:
            rows = connection.execute(query.where(drafts.c.case_id == case_id, drafts.c.who == who)).all()
        return {row.target: row.text for row in rows}


def put_draft(connection: Connection, case_id: str, *, words: tuple[str, str], who: str, now: str) -> None:
    """`words`: target and text; an empty text forgets it."""
    key = {"case_id": case_id, "target": words[0], "who": who}
    connection.execute(delete(drafts).filter_by(**key))
    if words[1]:
        connection.execute(insert(drafts).values(**key, text=storable(words[1]), saved_at=now))


def write_task(connection: Connection, case_id: str, *, task: ReviewTask | None, created_at: str) -> None:
    """Keeps holder and age of a task that goes on. A new one is urgent when its papers were put before all others."""
    if task is None:
        connection.execute(delete(tasks).where(tasks.c.case_id == case_id))
        return
    row = task_row(task, created_at=created_at)
    going_on = {name: row[name] for name in ("revision", "urgent", "doubts", "body", "kinds")}
    if connection.execute(update(tasks).where(tasks.c.case_id == case_id).values(going_on)).rowcount == 0:
        first = files.c.case_id == case_id, files.c.rank < 0
        hurried = connection.execute(select(files.c.seq).where(*first).limit(1)).first() is not None
        connection.execute(insert(tasks).values({**row, "urgent": row["urgent"] or hurried}))
