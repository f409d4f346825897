"""Fixity: every kept file hashed again, one after the other, with the place it belongs to. Changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from storage.database import Database
from storage.files import FileStore
from storage.schema import batches, cases, files, pages

PAGE = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file. `kind`: original | picture. `is_whole` False: it is missing or its bytes have changed."""

    kind: str
    name: str
    sha256: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One original in the 管理台帳. `state` and `import_status` as the archive has them now."""

    file_id: str
    box: str
    source: str
    sha256: str
    size_bytes: int
    page_count: int
    taken_at: str
    file_state: str
    case_id: str
    case_number: str
    title: str
    case_state: str
    import_status: str
    is_whole: bool


class Fixity:
    def __init__(self, database: Database, store: FileStore) -> None:
        self.database, self.store = database, store

    def ledger(self) -> Iterator[LedgerLine]:
        """Every original, in the order taken in, hashed as it is reached."""
        joined = files.join(batches, batches.c.batch_id == files.c.batch_id)
        joined = joined.join(cases, cases.c.case_id == files.c.case_id)
        columns = (files, batches.c.name, cases.c.case_number, cases.c.title, cases.c.import_status)
        query = select(*columns, cases.c.state.label("case_state")).select_from(joined)
        query = self.database.only(query, files.c.case_id).order_by(files.c.seq)
        last = 0
        while True:
            with self.database.read() as connection:
                rows = connection.execute(query.where(files.c.seq > last).limit(PAGE)).all()
            yield from (self._line(row) for row in rows)
            if len(rows) < PAGE:
                return
            last = rows[-1].seq

    def _line(self, row: Row[Any]) -> LedgerLine:
        return LedgerLine(
            file_id=row.file_id,
            box=row.name,
            source=row.source,
            sha256=row.sha256,
            size_bytes=row.size_bytes,
            page_count=row.page_count,
            taken_at=row.taken_at,
            file_state=row.state,
            case_id=row.case_id,
            case_number=row.case_number,
            title=row.title,
            case_state=row.case_state,
            import_status=row.import_status,
            is_whole=self.store.is_whole(row.sha256),
        )

    def pictures(self) -> Iterator[Kept]:
        """Every page picture, by page key."""
        query = self.database.only(select(pages.c.key, pages.c.picture), pages.c.case_id).where(pages.c.picture != "")
        last = ""
        while True:
            with self.database.read() as connection:
                page = query.where(pages.c.key > last).order_by(pages.c.key).limit(PAGE)
                rows = connection.execute(page).all()
            for row in rows:
                yield Kept("picture", row.key, row.picture, self.store.is_whole(row.picture))
            if len(rows) < PAGE:
                return
            last = rows[-1].key
