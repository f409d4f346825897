"""Files as they came: taken in once by their hash, counted, unpacked or quarantined. Refuses the same
bytes twice in one office, but for blank sides of sheets: those are rows of their own that share the bytes."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePath

from sqlalchemy import Connection, func, insert, select, update

from domain.batch import FileState, ScanBatch, ScanFile
from domain.errors import ArchiveAway, NoSpace, StaleRecord, StorageError
from storage.database import INTAKE, Database
from storage.files import FileStore
from storage.pages import make_waiting
from storage.rows import batch_row, batch_value, file_row, file_value
from storage.schema import batches, cases, files, twins

KEEPERS = 8  # files written at a time: each waits for the disk twice


class Papers:
    def __init__(self, database: Database, store: FileStore) -> None:
        self.database, self.store = database, store

    def open_batch(self, batch: ScanBatch) -> None:
        """Announces a batch: its cases are not due before `close_batch`. Opening it again changes nothing."""
        with self.database.write() as connection:
            if not _batch_known(connection, batch.batch_id):
                connection.execute(insert(batches).values(batch_row(batch, closed=False)))

    def close_batch(self, batch_id: str) -> None:
        with self.database.write() as connection:
            connection.execute(update(batches).where(batches.c.batch_id == batch_id).values(closed=True))

    def unfinished_batches(self) -> tuple[str, ...]:
        """Names of batches announced and not closed: an intake under way, or one that was cut off."""
        query = select(batches.c.name).where(batches.c.closed.is_(False)).order_by(batches.c.started_at)
        if not self.database.scope.is_everything:
            query = query.where(batches.c.batch_id.in_(self.database.only(select(files.c.batch_id), files.c.case_id)))
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def scan_batches(self) -> tuple[ScanBatch, ...]:
        """Newest first, each with the files it really took in."""
        query = self.database.only(select(files.c.batch_id, files.c.file_id), files.c.case_id)
        with self.database.read() as connection:
            taken = connection.execute(query.order_by(files.c.seq)).all()
            rows = connection.execute(select(batches).order_by(batches.c.started_at.desc())).all()
        inside: dict[str, list[str]] = {}
        for one in taken:
            inside.setdefault(one.batch_id, []).append(one.file_id)
        shown = [row for row in rows if self.database.scope.is_everything or row.batch_id in inside]
        return tuple(batch_value(row, tuple(inside.get(row.batch_id, ()))) for row in shown)

    def take_in(self, file: ScanFile, batch_id: str, *, path: Path) -> bool:
        """Keeps the bytes, then the row. False: the archive has these bytes already; that is counted, not kept."""
        with self.database.read() as connection:
            known = self._known(connection, file.sha256)
        if known is None:
            self.store.put(path, file.sha256)
        with self.database.write() as connection:
            self.database.queue_up(connection, INTAKE)
            now = self.database.now()
            if not _batch_known(connection, batch_id):
                alone = ScanBatch(batch_id, batch_id, "", now, ())
                connection.execute(insert(batches).values(batch_row(alone, closed=True)))
            return self._add(connection, file, batch_id=batch_id, now=now)

    def take_in_all(self, found: Sequence[tuple[ScanFile, Path]], batch_id: str) -> tuple[bool | StorageError, ...]:
        """As `take_in` for many: bytes are kept side by side, rows in one transaction. An error is that of one file;
        one that is the archive's own is raised.
        """
        with ThreadPoolExecutor(KEEPERS) as keepers:
            kept = list(keepers.map(self._keep, found))
        done: list[bool | StorageError] = []
        now = self.database.now()
        with self.database.write() as connection:
            self.database.queue_up(connection, INTAKE)
            here = select(files.c.sha256, files.c.source).where(files.c.batch_id == batch_id)
            here = here.where(files.c.sha256.in_([file.sha256 for file, _ in found]))
            ours = {tuple(row) for row in connection.execute(here)}
            for (file, _), error in zip(found, kept, strict=True):
                again = (file.sha256, file.source) in ours  # taken in by this very batch before it was cut off
                done.append(error or again or self._add(connection, file, batch_id=batch_id, now=now))
        return tuple(done)

    def _keep(self, one: tuple[ScanFile, Path]) -> StorageError | None:
        file, path = one
        try:
            self.store.put(path, file.sha256)
        except (ArchiveAway, NoSpace):
            raise
        except StorageError as error:  # it went away or changed under our hands
            return error
        return None

    def _add(self, connection: Connection, file: ScanFile, *, batch_id: str, now: str) -> bool:
        known = self._known(connection, file.sha256)
        if known is not None and not file.own_side:
            _count_twin(connection, file, batch_id=batch_id, known=known, now=now)
            return False
        self._open_case(connection, file, now=now)
        claimed = replace(file, state=FileState.CLAIMED, page_count=0, reason="")
        office = self.database.scope.office
        row = file_row(claimed, batch_id, taken_at=now) | {"office": office}
        if file.back_of:
            fronts = select(files.c.seq).where(files.c.file_id == file.back_of)
            row["fronts_seq"] = connection.execute(fronts).scalar()
        if known is not None:
            alike = (files.c.sha256 == file.sha256) & (files.c.office == office)
            row["copy_no"] = (connection.execute(select(func.max(files.c.copy_no)).where(alike)).scalar() or 0) + 1
        connection.execute(insert(files).values(row))
        return True

    def holders(self, sha256s: Sequence[str]) -> dict[str, set[str]]:
        """Which of these bytes this office holds, each with the batches they came in."""
        query = select(files.c.sha256, files.c.batch_id).where(self.database.owns(files.c.case_id))
        found: dict[str, set[str]] = {}
        with self.database.read() as connection:
            for sha256, batch_id in connection.execute(query.where(files.c.sha256.in_(sha256s))):
                found.setdefault(sha256, set()).add(batch_id)
        return found

    def _known(self, connection: Connection, sha256: str) -> str | None:
        """The file of this office with these bytes. Another office's is not found, not even by asking for it."""
        query = select(files.c.file_id).where(files.c.sha256 == sha256, self.database.owns(files.c.case_id))
        found: str | None = connection.execute(query.order_by(files.c.seq).limit(1)).scalar()
        return found

    def _open_case(self, connection: Connection, file: ScanFile, *, now: str) -> None:
        known = connection.execute(select(cases).where(cases.c.case_id == file.case_id)).one_or_none()
        found, scope = (known.revision if known else None), self.database.scope
        if known and not scope.is_everything and known.office != scope.office:
            raise StorageError(f"case {file.case_id} belongs to another office")
        if found:
            raise StaleRecord(f"case {file.case_id} was read without {file.source}; take it in as a case of its own")
        if found is None:
            connection.execute(insert(cases).values(_new_case(file, office=self.database.scope.office, now=now)))

    def file(self, file_id: str) -> ScanFile:
        """Raises StorageError when there is no such file."""
        query = self.database.only(select(files), files.c.case_id).where(files.c.file_id == file_id)
        with self.database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise StorageError(f"the archive has no file {file_id}")
        return file_value(row)

    def files(self, *, state: FileState | None = None, limit: int = 1000, offset: int = 0) -> tuple[ScanFile, ...]:
        """In the order taken in."""
        query = self.database.only(select(files), files.c.case_id).order_by(files.c.seq)
        if state is not None:
            query = query.where(files.c.state == state.value)
        with self.database.read() as connection:
            return tuple(file_value(row) for row in connection.execute(query.limit(limit).offset(offset)))

    def original(self, file_id: str) -> Path:
        return self.store.local(self.file(file_id).sha256)

    def damaged_files(self) -> tuple[str, ...]:
        """Fixity: re-hashes every original and names those that are missing or changed."""
        query = self.database.only(select(files.c.file_id, files.c.sha256), files.c.case_id)
        with self.database.read() as connection:
            kept = connection.execute(query.order_by(files.c.seq)).all()
        return tuple(row.file_id for row in kept if not self.store.is_whole(row.sha256))

    def unpacked(self, file_id: str, page_count: int) -> bool:
        """Makes `page_count` waiting pages. False when the file was already past."""
        if page_count < 1:
            raise StorageError(f"file {file_id} cannot be unpacked into {page_count} pages")
        with self.database.write() as connection:
            mine = select(files).where(files.c.file_id == file_id, self.database.owns(files.c.case_id))
            row = connection.execute(mine.with_for_update()).one_or_none()
            if row is None or row.state != FileState.CLAIMED.value:
                return False
            make_waiting(connection, file_value(row), page_count=page_count, rank=row.rank)
            done = {"state": FileState.UNPACKED.value, "page_count": page_count}
            connection.execute(update(files).where(files.c.file_id == file_id).values(done))
            return True

    def quarantine_file(self, file_id: str, reason: str) -> bool:
        """The original stays, untouched. False when the file was already past."""
        aside = {"state": FileState.QUARANTINED.value, "reason": reason}
        with self.database.write() as connection:
            claimed = (files.c.file_id == file_id) & (files.c.state == FileState.CLAIMED.value)
            claimed &= self.database.owns(files.c.case_id)
            return connection.execute(update(files).where(claimed).values(aside)).rowcount == 1

    def files_due(self, limit: int = 1000) -> tuple[str, ...]:
        """Files taken in, not yet unpacked and held by nobody, in the order taken in."""
        query = select(files.c.file_id).where(self.database.owns(files.c.case_id))
        free = (files.c.state == FileState.CLAIMED.value) & (files.c.lease_until < self.database.seconds())
        query = query.where(free).order_by(files.c.rank, files.c.seq).limit(limit)
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())


def _batch_known(connection: Connection, batch_id: str) -> bool:
    return connection.execute(select(batches.c.batch_id).where(batches.c.batch_id == batch_id)).first() is not None


def _count_twin(connection: Connection, file: ScanFile, *, batch_id: str, known: str, now: str) -> None:
    row = {"sha256": file.sha256, "source": file.source, "batch_id": batch_id}
    if connection.execute(select(twins.c.seq).filter_by(**row)).first() is None:
        connection.execute(insert(twins).values(**row, file_id=known, seen_at=now))


def _new_case(file: ScanFile, *, office: str, now: str) -> dict[str, object]:
    """The title is the file's name until a record says better."""
    return {
        "case_id": file.case_id,
        "office": office,
        "title": PurePath(file.source).stem or file.case_id,
        "state": "reading",
        "revision": 0,
        "import_status": "archive_only",
        "page_count": 0,
        "full_name": "",
        "case_number": "",
        "tries": 0,
        "reason": "",
        "created_at": now,
        "updated_at": now,
    }
