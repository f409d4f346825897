"""Pages: claimed with a lease, saved once, in the order of their case. Refuses to save a page that is already past."""

import os
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, literal, select, update

from domain.batch import PageState, ScanFile
from domain.errors import StorageError
from domain.page import SEPARATOR_SHEET, OcrPage, Page, Sheet, unread_sheet
from storage.database import Database
from storage.files import FileStore
from storage.keyring import writing_for
from storage.order import PagePlace, guests, placed, places
from storage.rows import sheet_row, sheet_value
from storage.schema import cases, files, pages, readings

MAX_TRIES = 3


class Pages:
    def __init__(self, database: Database, store: FileStore) -> None:
        self.database, self.store = database, store

    def pages_due(self, limit: int) -> tuple[str, ...]:
        """Keys of waiting pages that nobody holds, urgent first, then longest free."""
        query = select(pages.c.key).where(
            self.database.owns(pages.c.case_id),
            pages.c.state == PageState.WAITING.value,
            pages.c.lease_until < self.database.seconds(),
        )
        with self.database.read() as connection:
            return tuple(
                connection.execute(
                    query.order_by(pages.c.rank, pages.c.lease_until, pages.c.key).limit(limit)
                ).scalars()
            )

    def claim_page(self, key: str, worker: str, *, lease_s: float) -> bool:
        """False: past, or held by another. A page claimed more than three times in vain is quarantined instead."""
        now = self.database.seconds()
        free = (pages.c.key == key) & (pages.c.state == PageState.WAITING.value) & (pages.c.lease_until < now)
        free &= self.database.owns(pages.c.case_id)
        with self.database.write() as connection:
            tries = connection.execute(select(pages.c.tries).where(free).with_for_update()).scalar()
            if tries is None:
                return False
            if tries >= MAX_TRIES:
                self._end(
                    connection, key, state=PageState.QUARANTINED, reason=f"ENGINE-000 given up after {tries} tries"
                )
                return False
            claim = {"worker": worker, "lease_until": now + lease_s, "tries": tries + 1}
            connection.execute(update(pages).where(pages.c.key == key).values(claim))
            return True

    def heartbeat_page(self, key: str, worker: str, *, lease_s: float) -> bool:
        """Makes a claim last longer. False: it was lost."""
        held = (pages.c.key == key) & (pages.c.worker == worker) & (pages.c.state == PageState.WAITING.value)
        held &= self.database.owns(pages.c.case_id)
        with self.database.write() as connection:
            until = {"lease_until": self.database.seconds() + lease_s}
            return connection.execute(update(pages).where(held).values(until)).rowcount == 1

    def return_page(self, key: str, reason: str) -> bool:
        """Gives a claimed page back for another try; after three it is quarantined with `reason`."""
        with self.database.write() as connection:
            waiting = (pages.c.key == key) & (pages.c.state == PageState.WAITING.value)
            waiting &= self.database.owns(pages.c.case_id)
            tries = connection.execute(select(pages.c.tries).where(waiting).with_for_update()).scalar()
            if tries is None:
                return False
            if tries >= MAX_TRIES:
                self._end(connection, key, state=PageState.QUARANTINED, reason=reason)
            else:
                free = {"worker": "", "lease_until": 0.0, "reason": reason}
                connection.execute(update(pages).where(pages.c.key == key).values(free))
            return True

    def release_claims_of_the_dead(self, worker: str, *, forgive: bool = False) -> int:
        """Frees pages held on this computer by processes that are gone; how many.

        Workers are named `<host>:<pid>`; `worker` is any name of this host. `forgive` does not count the broken-off
        try: right when the whole run was killed, wrong when one page killed its process.
        """
        host = worker.partition(":")[0]
        held = (pages.c.state == PageState.WAITING.value) & (pages.c.worker != "")
        with self.database.write() as connection:
            names = connection.execute(select(pages.c.worker).where(held).distinct()).scalars().all()
            gone = [name for name in names if is_gone(name, host)]
            free: dict[str, Any] = {"worker": "", "lease_until": 0.0}
            if forgive:
                free["tries"] = pages.c.tries - 1
            return connection.execute(update(pages).where(held, pages.c.worker.in_(gone)).values(free)).rowcount

    def save_page(self, key: str, page: Page, *, ocr: OcrPage, picture: bytes, seconds: float = 0.0) -> bool:
        """Keeps reading and picture (JPEG) and ends the page. False: it was already past; nothing changed."""
        with writing_for(self._office_of(key)):
            return self._save_page(key, Sheet(page, ocr), picture=picture, seconds=seconds)

    def _office_of(self, key: str) -> str:
        """Whose key the page is sealed with."""
        if not self.database.ring.is_on:
            return ""
        query = select(cases.c.office).join(pages, pages.c.case_id == cases.c.case_id).where(pages.c.key == key)
        with self.database.read() as connection:
            return connection.execute(query).scalar() or ""

    def _save_page(self, key: str, sheet: Sheet, *, picture: bytes, seconds: float) -> bool:
        page, ocr = sheet.page, sheet.ocr
        picture_sha256 = self.store.put_bytes(picture) if picture else ""
        state = PageState.UNREAD if ocr.unread else PageState.READ
        if SEPARATOR_SHEET in page.remarks:
            state = PageState.SEPARATOR
        with self.database.write() as connection:
            if not self._end(connection, key, state=state, picture=picture_sha256):
                return False
            if seconds:
                connection.execute(update(pages).where(pages.c.key == key).values(seconds=seconds))
            connection.execute(insert(readings).values(sheet_row(key, page, ocr=ocr)))
            return True

    def quarantine_page(self, key: str, reason: str) -> bool:
        """False: the page was already past."""
        with self.database.write() as connection:
            return self._end(connection, key, state=PageState.QUARANTINED, reason=reason)

    def _end(self, connection: Connection, key: str, *, state: PageState, reason: str = "", picture: str = "") -> bool:
        waiting = (pages.c.key == key) & (pages.c.state == PageState.WAITING.value)
        waiting &= self.database.owns(pages.c.case_id)
        ended = {"state": state.value, "worker": "", "lease_until": 0.0, "reason": reason, "picture": picture}
        change = update(pages).where(waiting).values(**ended, ended_at=self.database.now())
        return connection.execute(change).rowcount == 1

    def case_pages(self, case_id: str) -> tuple[PagePlace, ...]:
        """Every page of the case in paper order, numbered through; a file that would not open counts as one page."""
        with self.database.read() as connection:
            return self._places(connection, case_id)

    def _places(self, connection: Connection, case_id: str) -> tuple[PagePlace, ...]:
        own = connection.execute(self.database.only(placed(case_id), literal(case_id))).all()
        came = connection.execute(self.database.only(guests(case_id), literal(case_id))).all()
        return places(own, came, case_id=case_id)

    def quarantined_pages(self, limit: int) -> tuple[tuple[str, str], ...]:
        """`<source> p.<page in its file>` and reason of each page set aside, in the order taken in."""
        columns = (files.c.source, pages.c.page_no, pages.c.reason)
        query = select(*columns).join(files, files.c.file_id == pages.c.file_id)
        query = query.where(pages.c.state == PageState.QUARANTINED.value).order_by(files.c.seq, pages.c.page_no)
        with self.database.read() as connection:
            rows = connection.execute(self.database.only(query, pages.c.case_id).limit(limit)).all()
        return tuple((f"{row.source} p.{row.page_no}", row.reason) for row in rows)

    def sheets(self, case_id: str) -> tuple[Sheet, ...]:
        """Every page with its reading, renumbered through the case. What could not be read is there, marked unread."""
        with self.database.read() as connection:
            rows = self._places(connection, case_id)
            found = select(readings).join(pages, pages.c.key == readings.c.key).where(pages.c.case_id == case_id)
            known = {row.key: sheet_value(row) for row in connection.execute(found)}
        return tuple(_numbered(known.get(one.key), one.page_no) for one in rows)

    def picture(self, case_id: str, page_no: int) -> bytes:
        """JPEG of the upright page, as large as its px; b"" for a page that has none (it could not be opened)."""
        for one in self.case_pages(case_id):
            if one.page_no == page_no:
                return self.store.get(one.picture) if one.picture else b""
        raise StorageError(f"case {case_id} has no page {page_no}")


def make_waiting(connection: Connection, file: ScanFile, *, page_count: int, rank: int = 0) -> None:
    blank = {"state": PageState.WAITING.value, "worker": "", "lease_until": 0.0, "tries": 0, "rank": rank}
    rows = [
        {
            "key": f"{file.file_id}-{page_no:05d}",
            "file_id": file.file_id,
            "case_id": file.case_id,
            "page_no": page_no,
            **blank,
            "reason": "",
            "picture": "",
            "ended_at": "",
        }
        for page_no in range(1, page_count + 1)
    ]
    connection.execute(insert(pages), rows)


def _numbered(sheet: Sheet | None, page_no: int) -> Sheet:
    if sheet is None:
        return unread_sheet(page_no)
    return replace(sheet, page=replace(sheet.page, page_no=page_no), ocr=replace(sheet.ocr, page_no=page_no))


def is_gone(name: str, host: str) -> bool:
    found, _, pid = name.partition(":")
    if found != host or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
