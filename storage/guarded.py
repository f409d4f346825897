"""What somebody with the right has to decide: pages with an individual number, cases suspected or confirmed protected.

Kept in step with the records, so that the list is there at once. Refuses to decide anything, and to hold a word.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from domain.case import CaseRecord
from domain.notices import NUMBERS, PROTECTING
from storage import fulltext
from storage.codec import unpack
from storage.database import Database
from storage.schema import cases, records
from storage.schema_pages import guarded

CHUNK = 200
CODES = frozenset((*NUMBERS, *PROTECTING))


@dataclass(frozen=True, slots=True)
class GuardedPage:
    """`page_no` 0: the case as a whole."""

    case_id: str
    page_no: int
    code: str
    office: str
    case_number: str


class Guarded:
    def __init__(self, database: Database) -> None:
        self.database = database

    def all(self, codes: Collection[str], limit: int = 500) -> tuple[GuardedPage, ...]:
        """Of this office's own cases, by case and page."""
        columns = (*guarded.c, cases.c.office, cases.c.case_number)
        query = select(*columns).join(cases, cases.c.case_id == guarded.c.case_id)
        query = query.where(guarded.c.code.in_(sorted(codes)), self.database.owns(guarded.c.case_id))
        query = query.order_by(guarded.c.case_id, guarded.c.page_no, guarded.c.code).limit(limit)
        with self.database.read() as connection:
            return tuple(GuardedPage(*row) for row in connection.execute(query))

    def traces_gone(self) -> None:
        """What was let go of the search is not left in the index or the write-ahead log either.

        SQLite only: PostgreSQL's vacuum comes by itself. A reader at work leaves the log for the next time.
        """
        if not self.database.is_sqlite:
            return
        with self.database.write() as connection:
            fulltext.tidy(connection)
        with self.database.alone() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def fill(connection: Connection) -> None:
    """For an archive from before there was the list: from every record, a few hundred at a time."""
    last = ""
    while True:
        query = select(records.c.case_id, records.c.body).where(records.c.case_id > last)
        rows = connection.execute(query.order_by(records.c.case_id).limit(CHUNK)).all()
        for row in rows:
            note_guarded(connection, unpack(CaseRecord, row.body))
        if not rows:
            return
        last = rows[-1].case_id


def note_guarded(connection: Connection, record: CaseRecord) -> None:
    wanted = {(one.page_no, one.code) for one in record.warnings if one.code in CODES}
    mine = guarded.c.case_id == record.case_id
    known = {(row.page_no, row.code) for row in connection.execute(select(guarded).where(mine))}
    if wanted == known:
        return
    connection.execute(delete(guarded).where(mine))
    if wanted:
        rows = [{"case_id": record.case_id, "page_no": page_no, "code": code} for page_no, code in sorted(wanted)]
        connection.execute(insert(guarded), rows)
