"""A consistent copy of the whole archive while it runs: first the rows in one view, then the files they name.

Files are never changed or overwritten, so those fetched later still belong to the rows. The copy is an archive of its
own (SQLite and a folder), whatever the original lives on; restoring may change the kind. What is sealed stays sealed:
the copy is of no use without the master key, which is not in it. Refuses to restore over rows.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select, text

from domain.errors import NoSpace, StorageError
from storage import fulltext
from storage.database import Database
from storage.files import NO_SPACE, FileStore
from storage.indexing import rebuild
from storage.migrate import migrate
from storage.schema import cases, files, heads, marks, metadata, pages

ROWS = 1000


@dataclass(frozen=True, slots=True)
class Copied:
    """`damaged`: names (sha256) of files that are missing or no longer hash to their name. Empty: the copy is whole."""

    rows: int
    files: int
    damaged: tuple[str, ...]


@contextmanager
def folder_named(folder: Path) -> Iterator[None]:
    """What the disk refuses while a copy is made or opened, as a sentence with its folder. Raises StorageError."""
    try:
        yield
    except OSError as error:
        kind = NoSpace if error.errno in NO_SPACE else StorageError
        raise kind(f"{folder}: {error.strerror or error}") from error


class Backup:
    def __init__(self, database: Database, store: FileStore) -> None:
        self.database, self.store = database, store

    def backup(self, folder: Path) -> Copied:
        """Into `folder`: `archive.db` and `files/`. Files that an earlier backup left there are kept, not copied."""
        folder.mkdir(parents=True, exist_ok=True)
        fresh, place = folder / "archive.db.part", folder / "archive.db"
        for old in folder.glob("archive.db.part*"):
            old.unlink()
        target = Database(f"sqlite:///{fresh}")
        target.use(self.database.ring)  # what is sealed here is sealed there, by the same keys
        try:
            migrate(target)
            rows = _copy_rows(self.database, target)
            with target.write() as connection:
                rebuild(connection)
        finally:
            target.close()
        for left in folder.glob("archive.db-*"):
            left.unlink()
        shutil.move(fresh, place)
        to = FileStore(str(folder / "files"), keys=lambda: self.database.ring)
        copied, damaged = _copy_files(Database(f"sqlite:///{place}"), self.store, to=to)
        return Copied(rows, copied, damaged)

    def restore(self, folder: Path) -> Copied:
        """From a backup into this archive, which must hold no case yet; every file is hashed. Raises StorageError."""
        place = folder / "archive.db"
        if not place.is_file():
            raise StorageError(f"{folder} holds no backup: archive.db is missing")
        source = Database(f"sqlite:///{place}")
        own = self.database.ring
        source.given(own.source, office=own.office)
        try:
            migrate(source)
            source.ring.check()
            with self.database.read() as connection:
                if connection.execute(select(func.count()).select_from(cases)).scalar_one():
                    raise StorageError("this archive already holds cases: restore into an empty one")
            if not own.is_on:  # then it is sealed by the keys that come with the rows
                self.database.use(source.ring)
            kept = FileStore(str(folder / "files"), keys=lambda: source.ring)
            copied, damaged = _copy_files(source, kept, to=self.store)
            rows = _copy_rows(source, self.database)
            with self.database.write() as connection:
                rebuild(connection)
        finally:
            source.close()
            own.forget()
            self.database.use(own)
        return Copied(rows, copied, damaged)


def _copy_rows(source: Database, target: Database) -> int:
    """Table by table in the order of their references, out of one view into one transaction."""
    count = 0
    with source.read() as reading, target.write() as writing:
        if not source.is_sqlite:
            reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        for table in (heads, marks):
            writing.execute(table.delete())
        fulltext.clear(writing)
        for table in metadata.sorted_tables:
            for rows in _in_portions(reading, table):
                writing.execute(insert(table), rows)
                count += len(rows)
            if not target.is_sqlite:
                _count_on(writing, table)
    return count


def _in_portions(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = connection.execution_options(yield_per=ROWS).execute(select(table))
    with found:
        for portion in found.mappings().partitions(ROWS):
            yield [dict(row) for row in portion]


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL's counters go on after the highest number that was copied."""
    column = table.autoincrement_column
    if column is None:
        return
    name = connection.execute(text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": column.name})
    sequence = name.scalar()
    highest = connection.execute(select(func.max(column))).scalar()
    if sequence and highest:
        connection.execute(text("SELECT setval(:s, :n)"), {"s": sequence, "n": highest})


def _copy_files(rows: Database, source: FileStore, *, to: FileStore) -> tuple[int, tuple[str, ...]]:
    """Copies what is not there yet, then looks at every byte of the copy."""
    count, damaged = 0, []
    with rows.read() as connection:
        named = list(connection.execute(select(files.c.sha256)).scalars())
        named += connection.execute(select(pages.c.picture).where(pages.c.picture != "").distinct()).scalars().all()
    for sha256 in dict.fromkeys(named):
        try:
            if not to.is_whole(sha256):
                to.put(source.local(sha256), sha256)
                count += 1
        except (StorageError, OSError):
            damaged.append(sha256)
            continue
        if not to.is_whole(sha256):
            damaged.append(sha256)
    return count, tuple(damaged)
