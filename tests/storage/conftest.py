"""A real SQLite and a real PostgreSQL archive for every test that asks for `archive`, and values built by hand."""

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from domain.batch import FileState, ScanFile
from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality
from domain.reading import PageForm
from domain.review import Doubt, DoubtKind, ReviewTask
from storage.archive import Archive
from storage.identity_index import VERSION_MARK as PERSON_MARK
from storage.identity_keys import PERSON_KEY_VERSION
from storage.indexing import VERSION_MARK
from storage.keys import KEY_VERSION
from storage.schema import metadata


@dataclass
class Clock:
    """Time that only moves when a test says so; a microsecond a look, so that no two moments are the same."""

    at: datetime = datetime(2026, 4, 9, 1, 2, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _program(name: str) -> str:
    found = sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))) or [shutil.which(name) or ""]
    assert found[-1], f"{name} is not installed: apt install postgresql"
    return found[-1]


def _as_postgres(*command: str) -> list[str]:
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return list(command)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", *command]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL without a database name; a server of its own on loopback, gone after the run."""
    home = Path(tempfile.mkdtemp(prefix="tsuzuri-pg-"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(home / "data")
    initdb = _as_postgres(
        _program("initdb"), "-D", data, "-U", "tsuzuri", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    subprocess.run(initdb, check=True, capture_output=True, cwd=home)
    options = f"-h 127.0.0.1 -p {port} -k {home} -c fsync=off -c max_connections=50"
    control = _as_postgres(_program("pg_ctl"), "-D", data, "-w", "-l", str(home / "log"))
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=home)
    try:
        yield f"postgresql://tsuzuri@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=home)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> str:
    """One migrated database for all tests: emptying it is much quicker than making one for each."""
    url = f"{postgresql_server}/postgres"
    with tempfile.TemporaryDirectory() as folder, Archive(url, folder) as archive:
        archive.migrate()
    return url


@pytest.fixture(scope="session")
def second_postgresql_database(postgresql_server: str) -> str:
    with psycopg.connect(f"{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE second")
    return f"{postgresql_server}/second"


@pytest.fixture
def postgresql_url(postgresql_database: str) -> str:
    """Emptied past the guard that forbids it, which only a superuser can."""
    tables = ", ".join([*metadata.tables, "text_index"])
    with psycopg.connect(postgresql_database) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY")
        connection.execute("INSERT INTO heads VALUES ('cases', 0, %s), ('audit', 0, %s)", ["0" * 64] * 2)
        connection.execute("INSERT INTO marks VALUES (%s, %s)", [VERSION_MARK, KEY_VERSION])
        connection.execute("INSERT INTO marks VALUES (%s, %s)", [PERSON_MARK, PERSON_KEY_VERSION])
    return postgresql_database


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'archive.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def archive(url: str, tmp_path: Path, clock: Clock) -> Iterator[Archive]:
    with Archive(url, str(tmp_path / "files"), clock=clock) as archive:
        archive.migrate()
        yield archive


@pytest.fixture
def lone_archive(sqlite_url: str, tmp_path: Path, clock: Clock) -> Iterator[Archive]:
    """SQLite alone, where the database makes no difference."""
    with Archive(sqlite_url, str(tmp_path / "files"), clock=clock) as archive:
        archive.migrate()
        yield archive


def page(page_no: int = 1) -> Page:
    return Page(page_no, 1000, 1400, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))


def line(text: str, y: int = 0) -> OcrLine:
    chars = tuple(OcrChar(one, Box(10 * at, y, 10, 20), confidence(0.9)) for at, one in enumerate(text))
    return OcrLine(text, Box(0, y, 10 * len(text), 20), confidence(0.9), Direction.HORIZONTAL, chars)


def ocr(*texts: str, page_no: int = 1, unread: bool = False) -> OcrPage:
    return OcrPage(page_no, tuple(line(text, 30 * at) for at, text in enumerate(texts)), unread=unread)


def field(name: str, raw: str, value: str | None = None, *, human: bool = False, page_no: int = 1) -> FieldReading:
    return FieldReading(
        name=name,
        raw=raw,
        value=raw if value is None else value,
        confidence=confidence(0.9),
        route=Route.REVIEW,
        state=FieldState.READ,
        page_no=page_no,
        box=Box(0, 0, 400, 25),
        origin=Origin.HUMAN if human else Origin.MACHINE,
    )


def entry(seq: int, date: str | None, text: str, *, method: str = "20", human: bool = False) -> SupportEntry:
    return SupportEntry(
        seq=seq,
        page_no=1,
        box=Box(0, 100 * seq, 900, 80),
        date=date,
        date_raw=date or "",
        text=text,
        confidence=confidence(0.9),
        route=Route.REVIEW,
        method=method,
        origin=Origin.HUMAN if human else Origin.MACHINE,
    )


def record(
    case_id: str, *fields: FieldReading, entries: tuple[SupportEntry, ...] = (), office: str = "北部"
) -> CaseRecord:
    form = PageForm(1, "face_sheet", confidence(0.99))
    return CaseRecord(case_id, office, 1, f"台帳 {case_id}", 1, (form,), fields, entries)


def task(case_id: str, revision: int = 1, *, doubts: int = 1, urgent: bool = False) -> ReviewTask:
    found = [Doubt(DoubtKind.FIELD, f"p1.x.{at}", "x", ("risk_class_S",), 1, Box(0, 0, 9, 9)) for at in range(doubts)]
    return ReviewTask(case_id, revision, tuple(found), urgent)


def take_in(archive: Archive, folder: Path, name: str, *, case_id: str = "c1", batch_id: str = "b1") -> ScanFile:
    """A file whose bytes are its name."""
    path = folder / name
    path.write_bytes(name.encode())
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    file = ScanFile(f"f-{name.partition('.')[0]}", sha256, f"box1/{name}", len(name), case_id, FileState.CLAIMED)
    assert archive.take_in(file, batch_id, path=path)
    return file


def read_file(
    archive: Archive, folder: Path, name: str, *, lines: tuple[str, ...] = ("本文",), case_id: str = "c1"
) -> str:
    """Takes in a file of one page and reads it; its page key."""
    file = take_in(archive, folder, name, case_id=case_id)
    assert archive.unpacked(file.file_id, 1)
    key = f"{file.file_id}-00001"
    assert archive.claim_page(key, "host:1", lease_s=60)
    assert archive.save_page(key, page(), ocr=ocr(*lines), picture=b"picture of " + name.encode())
    return key


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    made: tuple[Callable[..., object], ...] = (page, line, ocr, field, entry, record, task, take_in, read_file)
    return SimpleNamespace(**{one.__name__: one for one in made})
