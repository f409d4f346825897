"""How the line runs: on, paused or draining; which cases go first; items given back without counting the try.

The archive holds it, so that every worker on every computer obeys the same word. Refuses modes it does not know.
"""

from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from domain.batch import FileState, PageState
from domain.case import CaseState
from domain.errors import DamagedPaper, StorageError
from storage.database import Database
from storage.pages import is_gone
from storage.schema import cases, files, marks, pages, tasks

MODE_MARK = "line_mode"
URGENT_RANK = -1
MAX_TRIES = 3


class Mode(StrEnum):
    """`draining` finishes what is begun and opens no further file; `paused` begins nothing at all."""

    RUNNING = "running"
    PAUSED = "paused"
    DRAINING = "draining"


class Line:
    def __init__(self, database: Database) -> None:
        self.database = database

    def mode(self) -> Mode:
        with self.database.read() as connection:
            found = connection.execute(select(marks.c.value).where(marks.c.name == MODE_MARK)).scalar()
        return Mode(found) if found else Mode.RUNNING

    def set_mode(self, mode: Mode) -> None:
        with self.database.write() as connection:
            connection.execute(delete(marks).where(marks.c.name == MODE_MARK))
            connection.execute(insert(marks).values(name=MODE_MARK, value=mode.value))

    def make_urgent(self, case_id: str, on: bool = True) -> int:
        """Puts the papers and the task of a case before all others; how many pages still wait. Raises StorageError."""
        rank = URGENT_RANK if on else 0
        with self.database.write() as connection:
            mine = self.database.only(select(cases.c.case_id), cases.c.case_id).where(cases.c.case_id == case_id)
            if connection.execute(mine).first() is None:
                raise StorageError(f"the archive has no case {case_id}")
            waiting = (pages.c.case_id == case_id) & (pages.c.state == PageState.WAITING.value)
            connection.execute(update(files).where(files.c.case_id == case_id).values(rank=rank))
            connection.execute(update(tasks).where(tasks.c.case_id == case_id).values(urgent=on))
            return connection.execute(update(pages).where(waiting).values(rank=rank)).rowcount

    def open_items(self) -> int:
        """Files, pages and cases not yet in an end state: what keeps the line busy. Reads indexes only."""
        with self.database.read() as connection:
            counted = (
                select(func.count()).select_from(files).where(files.c.state == FileState.CLAIMED.value),
                select(func.count()).select_from(pages).where(pages.c.state == PageState.WAITING.value),
                select(func.count()).select_from(cases).where(cases.c.state == CaseState.READING.value),
            )
            return sum(connection.execute(one).scalar_one() for one in counted)

    def held(self) -> int:
        """Files and pages that a worker is at just now."""
        now = self.database.seconds()
        counted = (
            select(func.count())
            .select_from(table)
            .where(table.c.state == state, table.c.worker != "", table.c.lease_until >= now)
            for table, state in ((files, FileState.CLAIMED.value), (pages, PageState.WAITING.value))
        )
        with self.database.read() as connection:
            return sum(connection.execute(one).scalar_one() for one in counted)

    def waiting(self) -> int:
        """Pages not yet read."""
        with self.database.read() as connection:
            found = select(func.count()).select_from(pages).where(pages.c.state == PageState.WAITING.value)
            return connection.execute(found).scalar_one()

    def give_back(self, key: str, worker: str) -> bool:
        """Frees a page that `worker` holds and forgets the try: it was not the page that failed."""
        held = (pages.c.key == key) & (pages.c.worker == worker) & (pages.c.state == PageState.WAITING.value)
        free = {"worker": "", "lease_until": 0.0, "tries": pages.c.tries - 1}
        with self.database.write() as connection:
            return connection.execute(update(pages).where(held).values(free)).rowcount == 1

    def claim_file(self, file_id: str, worker: str, *, lease_s: float) -> bool:
        """False: past, or held by another. A file whose opening was begun three times in vain is quarantined instead:
        it may kill whatever process opens it.
        """
        now = self.database.seconds()
        free = (files.c.file_id == file_id) & (files.c.state == FileState.CLAIMED.value) & (files.c.lease_until < now)
        free &= self.database.owns(files.c.case_id)
        with self.database.write() as connection:
            tries: int | None = connection.execute(select(files.c.tries).where(free).with_for_update()).scalar()
            if tries is None:
                return False
            change: dict[str, object] = {"worker": worker, "lease_until": now + lease_s, "tries": tries + 1}
            if tries >= MAX_TRIES:
                reason = DamagedPaper(f"opening it broke off {tries} times, perhaps its process died; given up")
                change = {"state": FileState.QUARANTINED.value, "reason": str(reason)}
            connection.execute(update(files).where(files.c.file_id == file_id).values(change))
            return tries < MAX_TRIES

    def heartbeat_file(self, file_id: str, worker: str, *, lease_s: float) -> bool:
        """Makes a claim last longer. False: it was lost."""
        until = {"lease_until": self.database.seconds() + lease_s}
        with self.database.write() as connection:
            return connection.execute(update(files).where(_held(file_id, worker)).values(until)).rowcount == 1

    def give_back_file(self, file_id: str, worker: str) -> bool:
        """Frees a file that `worker` holds and forgets the try: it was not the file that failed."""
        free = {"worker": "", "lease_until": 0.0, "tries": files.c.tries - 1}
        with self.database.write() as connection:
            return connection.execute(update(files).where(_held(file_id, worker)).values(free)).rowcount == 1

    def return_file(self, file_id: str, reason: str) -> bool:
        """Gives a claimed file back for another try; after three it is quarantined with `reason`."""
        with self.database.write() as connection:
            claimed = (files.c.file_id == file_id) & (files.c.state == FileState.CLAIMED.value)
            claimed &= self.database.owns(files.c.case_id)
            tries = connection.execute(select(files.c.tries).where(claimed).with_for_update()).scalar()
            if tries is None:
                return False
            change: dict[str, object] = {"worker": "", "lease_until": 0.0, "reason": reason}
            if tries >= MAX_TRIES:
                change["state"] = FileState.QUARANTINED.value
            connection.execute(update(files).where(claimed).values(change))
            return True

    def free_files_of_the_dead(self, worker: str, *, forgive: bool = False) -> int:
        """As `release_claims_of_the_dead` of pages: frees files held on this computer by processes that are gone."""
        held = (files.c.state == FileState.CLAIMED.value) & (files.c.worker != "")
        with self.database.write() as connection:
            names = connection.execute(select(files.c.worker).where(held).distinct()).scalars().all()
            gone = [name for name in names if is_gone(name, worker.partition(":")[0])]
            if not gone:
                return 0
            free: dict[str, object] = {"worker": "", "lease_until": 0.0}
            if forgive:
                free["tries"] = files.c.tries - 1
            return connection.execute(update(files).where(held, files.c.worker.in_(gone)).values(free)).rowcount


def _held(file_id: str, worker: str) -> ColumnElement[bool]:
    return (files.c.file_id == file_id) & (files.c.worker == worker) & (files.c.state == FileState.CLAIMED.value)
