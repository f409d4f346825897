"""Turned pages: claimed with a lease, and their new reading, picture and record saved in one transaction.

Refuses to replace a reading without the revision of the case that tells of it. The original is never touched.
"""

from dataclasses import dataclass

from sqlalchemy import select, update

from domain.errors import StorageError
from domain.page import Sheet
from storage.cases import Cases, Save
from storage.database import Database
from storage.files import FileStore
from storage.indexing import move_lines
from storage.order import places_in
from storage.rows import sheet_row, sheet_value
from storage.schema import pages, readings
from storage.schema_pages import page_turns


@dataclass(frozen=True, slots=True)
class Turned:
    """A page to be read anew: `sheet` as it was read (its own numbers), None when it never was. `tries` from 1."""

    key: str
    case_id: str
    page_no: int
    sheet: Sheet | None
    tries: int


class Rereading:
    def __init__(self, database: Database, store: FileStore, *, cases: Cases) -> None:
        self.database, self.store, self.cases = database, store, cases

    def due(self, limit: int) -> tuple[str, ...]:
        """Keys of turned pages that nobody holds."""
        free = page_turns.c.lease_until < self.database.seconds()
        query = select(page_turns.c.key).where(free, self.database.owns(page_turns.c.case_id))
        with self.database.read() as connection:
            return tuple(connection.execute(query.order_by(page_turns.c.key).limit(limit)).scalars())

    def claim(self, key: str, worker: str, *, lease_s: float) -> Turned | None:
        """None: done, taken back, or held by another."""
        now = self.database.seconds()
        free = (page_turns.c.key == key) & (page_turns.c.lease_until < now) & self.database.owns(page_turns.c.case_id)
        with self.database.write() as connection:
            row = connection.execute(select(page_turns).where(free).with_for_update()).one_or_none()
            if row is None:
                return None
            claim = {"worker": worker, "lease_until": now + lease_s, "tries": row.tries + 1}
            connection.execute(update(page_turns).where(page_turns.c.key == key).values(claim))
            place = next((one for one in places_in(connection, row.case_id) if one.key == key), None)
            if place is None:
                raise StorageError(f"page {key} is not in case {row.case_id}")
            known = connection.execute(select(readings).where(readings.c.key == key)).one_or_none()
            sheet = sheet_value(known) if known is not None else None
            return Turned(key, row.case_id, place.page_no, sheet, row.tries + 1)

    def heartbeat(self, key: str, worker: str, *, lease_s: float) -> bool:
        """Makes a claim last longer. False: it was lost."""
        mine = (page_turns.c.key == key) & (page_turns.c.worker == worker)
        until = {"lease_until": self.database.seconds() + lease_s}
        with self.database.write() as connection:
            return connection.execute(update(page_turns).where(mine).values(until)).rowcount == 1

    def replace(self, turned: Turned, save: Save, *, sheet: Sheet, picture: bytes) -> None:
        """Raises StaleRecord when the case changed meanwhile: then nothing is replaced."""
        name = self.store.put_bytes(picture)
        row = sheet_row(turned.key, sheet.page, ocr=sheet.ocr)
        with self.database.write() as connection:
            self.cases.lock(connection, save)
            held = select(pages.c.case_id).where(pages.c.key == turned.key).with_for_update()
            if connection.execute(held).scalar() != turned.case_id:
                raise StorageError(f"page {turned.key} is no longer in case {turned.case_id}")
            connection.execute(update(readings).where(readings.c.key == turned.key).values(row))
            connection.execute(update(pages).where(pages.c.key == turned.key).values(picture=name))
            move_lines(connection, turned.key, record=save.record, page_no=turned.page_no)
            self.cases.put(connection, save)
