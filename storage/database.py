"""One way to the database, SQLite or PostgreSQL: reading and writing transactions, and what fails becomes StorageError.

Refuses half-done work: whatever is inside `write` is committed together or not at all.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from psycopg import Connection as PostgresqlConnection
from sqlalchemy import ColumnElement, Connection, Dialect, Engine, create_engine, event, inspect, select, text, true
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from domain.case import CaseRecord
from domain.errors import ArchiveAway, ConfigError, NoSpace, StorageError
from storage.access import EVERYTHING, Rows, Scope, only, owned
from storage.keyring import KeySource, Ring, Wrapped
from storage.schema_keys import data_keys, key_wraps
from storage.sealed_columns import RING

Clock = Callable[[], datetime]
Seen = Callable[[CaseRecord], CaseRecord]  # a record as a search may meet it

BUSY_TIMEOUT_MS = 60_000
PATIENCE = "tsuzuri_patience_ms"
# Any numbers that no other program on the same PostgreSQL uses for its advisory locks.
MIGRATION, INTAKE = 7_421_904, 7_421_905
WRITES, MIGRATES = {"tsuzuri_writes": True}, "tsuzuri_migrates"
ALONE = {"tsuzuri_alone": True, "isolation_level": "AUTOCOMMIT"}


def utc_now() -> datetime:
    return datetime.now(UTC)


class Database:
    """Connections, the clock and the scope that every part of this room works with."""

    def __init__(
        self, url: str, *, scope: Scope = EVERYTHING, clock: Clock = utc_now, seen: Seen = lambda record: record
    ) -> None:
        self.scope, self.clock, self.seen = scope, clock, seen
        self._seat = threading.local()
        self.engine = open_engine(url)
        self.ring = Ring(KeySource(), self._wrapped, office=scope.office)
        self.use(self.ring)

    def given(self, source: KeySource, *, office: str) -> None:
        """The key this handle works with, and the office whose data key it takes when it sees every office."""
        self.use(Ring(source, self._wrapped, office=self.scope.office or office))

    def use(self, ring: Ring) -> None:
        """Seals and opens with the keys of `ring`, which may be those of another database (a copy)."""
        self.ring = ring
        setattr(self.engine.dialect, RING, ring)

    def _wrapped(self) -> tuple[Wrapped, ...]:
        """Empty also before there is such a table."""
        with self.read() as connection:
            if not inspect(connection).has_table(data_keys.name):
                return ()
            found = select(data_keys, key_wraps).join(key_wraps, key_wraps.c.key_id == data_keys.c.key_id)
            rows = connection.execute(found.order_by(data_keys.c.made_at)).all()
        return tuple(
            Wrapped(bytes.fromhex(row.key_id), row.office, row.made_at, row.master_id, row.salt, row.wrapped)
            for row in rows
        )

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def patience(self, seconds: float) -> None:
        """How long this handle waits from now on while somebody else writes, before it says that nobody answers."""
        setattr(self.engine.dialect, PATIENCE, round(1000 * seconds))
        self.engine.dispose()  # connections of before have the patience of before

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view. Raises StorageError when the database does not answer."""
        sitting = self._sits()
        if sitting is not None:
            with _told():
                yield sitting
            return
        with _told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def sitting(self) -> Iterator[None]:
        """Within it all reads of this thread share one connection and one view, which is new after each write of it."""
        if self._sits() is not None:
            yield
            return
        with _told():
            self._seat.connection = self.engine.connect()
        try:
            yield
        finally:
            connection, self._seat.connection = self._seat.connection, None
            connection.close()

    def _sits(self) -> Connection | None:
        return getattr(self._seat, "connection", None)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, committed when the block ends well. On SQLite writers queue at its start."""
        sitting = self._sits()
        if sitting is not None:
            sitting.rollback()  # what was seen so far is old by the time this one is done
        with _told(), self.engine.connect().execution_options(**WRITES) as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Outside any transaction, for what a database does to its own files."""
        self.engine.dispose()
        with _told(), self.engine.connect().execution_options(**ALONE) as connection:
            yield connection
        self.engine.dispose()

    @contextmanager
    def migration(self) -> Iterator[Connection]:
        """As `write`, and on SQLite a table may be made anew: its references are checked at the end, not meanwhile."""
        options = {**WRITES, MIGRATES: True}
        with _told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
            if self.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StorageError("a migration would leave rows without what they refer to; nothing was changed")
        self.engine.dispose()  # the next connection checks references again

    def queue_up(self, connection: Connection, lock: int) -> None:
        """Makes writers of one kind follow one another. SQLite's writers do anyway."""
        if not self.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})

    def only(self, query: Rows, case_id: ColumnElement[str]) -> Rows:
        """`query` cut to what the scope of this handle may see."""
        return only(query, case_id, scope=self.scope, today=self.today())

    def owns(self, case_id: ColumnElement[str]) -> ColumnElement[bool]:
        """As a condition: the cases that this handle may change. What is only shared with it is not among them."""
        return true() if self.scope.is_everything else case_id.in_(owned(self.scope))

    def today(self) -> str:
        """The local calendar day, YYYY-MM-DD."""
        return self.clock().astimezone().date().isoformat()

    def now(self) -> str:
        """UTC, ISO 8601 to the microsecond."""
        return self.clock().astimezone(UTC).isoformat(timespec="microseconds")

    def seconds(self) -> float:
        """Seconds since 1970, for leases."""
        return self.clock().timestamp()

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, UnicodeEncodeError) as error:
        first = (str(error.__cause__ or error).splitlines() or [type(error).__name__])[0]
        raise _kind(error, first)(f"the archive's database refused: {first}") from error


def _kind(error: Exception, said: str) -> type[StorageError]:
    """A full or read-only disk and a server that is away are nobody's paper's fault."""
    state = str(getattr(error.__cause__, "sqlstate", "") or "")
    if state == "53100" or any(one in said for one in ("disk is full", "readonly database", "disk I/O error")):
        return NoSpace
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return ArchiveAway
    away = state[:2] in ("08", "57") or state == "55P03" or (isinstance(error, OperationalError) and not state)
    return ArchiveAway if away else StorageError


def open_engine(url: str) -> Engine:
    """Raises ConfigError for a URL that is neither SQLite nor PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError("the archive URL cannot be read; wanted sqlite:///… or postgresql://…") from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        # A plan made for any word at all is a bad one: what is rare and what is common differ ten thousand times.
        asked = {"prepare_threshold": None}
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=asked)
        event.listen(engine, "connect", partial(_on_postgresql, dialect=engine.dialect))
        return engine
    raise ConfigError(f"the archive lives on SQLite or PostgreSQL, found {parsed.get_backend_name()}")


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ConfigError("the archive needs a file: sqlite:////path/to/archive.db")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"no folder for the archive at {url.database}: {error.strerror}") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", partial(_on_connect, dialect=engine.dialect))
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_postgresql(connection: PostgresqlConnection, _record: Any, *, dialect: Dialect) -> None:
    """Without patience of its own a connection waits for a lock as long as it takes."""
    patience_ms = getattr(dialect, PATIENCE, 0)
    if patience_ms:
        connection.execute(f"SET lock_timeout = {patience_ms:d}")
        connection.commit()


def _on_connect(connection: SqliteConnection, _record: Any, *, dialect: Dialect) -> None:
    """FULL: a decision that a clerk was shown as saved survives a power cut."""
    connection.isolation_level = None  # this file says BEGIN itself
    for pragma in (
        f"busy_timeout = {getattr(dialect, PATIENCE, BUSY_TIMEOUT_MS)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is no longer findable is not readable in free pages either
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    """IMMEDIATE takes the write lock at once: two writers wait for one another instead of failing half-way."""
    if connection.get_execution_options().get("tsuzuri_alone", False):
        return
    if connection.get_execution_options().get(MIGRATES, False):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    writes = connection.get_execution_options().get("tsuzuri_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
