"""An archive of every schema that ever was, with a case in it, becomes today's, on both databases; nothing is lost."""

import uuid
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from alembic import command
from sqlalchemy import text

from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from storage.archive import Archive
from storage.codec import pack
from storage.database import Database
from storage.migrate import revision_of, steps
from storage.schema import REVISION

# Columns that every schema has; what came later has a value of its own.
ROWS = (
    "INSERT INTO batches (batch_id, name, operator, started_at, announced, closed)"
    " VALUES ('b1', 'box', 'x', '2026-04-01', 1, true)",
    "INSERT INTO cases (case_id, office, title, state, revision, import_status, page_count, full_name, case_number,"
    " tries, reason, created_at, updated_at) VALUES ('c1', 'office', 'file', 'in_review', 1, 'archive_only', 1, '髙橋',"
    " 'K-1', 0, '', '2026-04-01', '2026-04-02')",
    "INSERT INTO records (case_id, body) VALUES ('c1', :record)",
    "INSERT INTO files (seq, file_id, sha256, source, size_bytes, case_id, batch_id, state, page_count, reason,"
    " taken_at) VALUES (1, 'f1', 'aa', 'box/a.tif', 9, 'c1', 'b1', 'unpacked', 1, '', '2026-04-01')",
    "INSERT INTO pages (key, file_id, case_id, page_no, state, worker, lease_until, tries, reason, picture, ended_at)"
    " VALUES ('f1-00001', 'f1', 'c1', 1, 'read', '', 0, 1, '', '', '2026-04-01')",
    "INSERT INTO tasks (case_id, revision, urgent, doubts, body, holder, lease_until, created_at)"
    " VALUES ('c1', 1, false, 1, :task, '', 0, '2026-04-02')",
)


REVISIONS = sorted(
    path.name.partition("_")[0]
    for path in (Path(__file__).parents[2] / "storage" / "migrations" / "versions").glob("[0-9]*.py")
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.db'}"
    server, name = request.getfixturevalue("postgresql_server"), f"old_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def test_the_steps_are_one_line_up_to_now() -> None:
    assert REVISION in REVISIONS
    assert len(REVISIONS) == len(set(REVISIONS))


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_case_of_every_schema_is_there_today(
    revision: str, empty_url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    sure = FieldReading(
        "phone", "0470-00-1234", "0470-00-1234", confidence(0.98), Route.AUTO, FieldState.READ, 1, Box(0, 0, 9, 9)
    )
    record: Callable[..., object] = make.record
    kept = record("c1", make.field("fullName", "髙橋 キヨ"), sure)
    bodies = {"record": pack(kept), "task": pack(make.task("c1"))}
    database = Database(empty_url)
    with database.write() as connection:
        command.upgrade(steps(connection), revision)
        for words in ROWS:
            connection.execute(text(words), {name: body for name, body in bodies.items() if f":{name}" in words})
    database.close()
    with Archive(empty_url, str(tmp_path / "files")) as archive:
        archive.migrate()
        assert archive.case("c1") == kept
        assert [(line.case_id, line.doubts) for line in archive.tasks()] == [("c1", 1)]
        assert (archive.counts().pages_total, archive.counts().announced) == (1, 1)
        with archive.audit.database.read() as connection:
            assert revision_of(connection) == REVISION
