import sqlite3
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from storage.archive import Archive


@pytest.fixture(autouse=True)
def _three_saves(archive: Archive, make: SimpleNamespace) -> None:
    record = make.record("c1", make.field("fullName", "髙橋 キヨ"))
    archive.save_case(record, (), who="tsuzuri", why="first", task=None)
    second = record.next(title="x")
    archive.save_case(second, (("a", "1", "2"), ("b", None, "3")), who="木村", why="correct")


def run(url: str, *statements: str) -> None:
    """Somebody with a database client, past the program."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
    else:
        with psycopg.connect(url) as connection:
            for statement in statements:
                connection.execute(statement)


def without_guard(url: str) -> tuple[str, ...]:
    if url.startswith("sqlite"):
        return ("DROP TRIGGER revisions_no_update", "DROP TRIGGER revisions_no_delete")
    return ("SET session_replication_role = replica",)


def test_an_untouched_history_is_whole(archive: Archive) -> None:
    verdict = archive.verify_history()
    assert verdict.is_whole
    assert (verdict.rows, len(verdict.head)) == (3, 64)


@pytest.mark.parametrize("statement", ["UPDATE revisions SET who = 'x'", "DELETE FROM revisions WHERE seq = 3"])
def test_the_database_itself_forbids_to_change_history(archive: Archive, url: str, statement: str) -> None:
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="append-only"):
        run(url, statement)
    assert archive.verify_history().is_whole


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["UPDATE revisions SET after = '9' WHERE seq = 2"], "edited"),
        (["UPDATE revisions SET who = 'nobody' WHERE seq = 3"], "edited"),
        (["DELETE FROM revisions WHERE seq = 2"], "missing or out of order"),
        (["DELETE FROM revisions WHERE seq = 3"], "rows at the end are missing"),
        (["DELETE FROM revisions"], "rows at the end are missing"),
        (
            [
                "UPDATE revisions SET seq = 9 WHERE seq = 2",
                "UPDATE revisions SET seq = 2 WHERE seq = 3",
                "UPDATE revisions SET seq = 3 WHERE seq = 9",
            ],
            "does not follow",
        ),
        (["UPDATE records SET body = (SELECT body FROM tasks UNION SELECT body FROM records LIMIT 0)"], ""),
        (["DELETE FROM records"], "record of case c1 is gone"),
    ],
    ids=["edit", "edit of who", "gap", "cut end", "emptied", "reordered", "refused by the database", "record deleted"],
)
def test_every_change_past_the_program_is_found(archive: Archive, url: str, statements: list[str], fault: str) -> None:
    if not fault:
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.NotNullViolation)):
            run(url, *statements)
        return
    run(url, *without_guard(url), *statements)
    assert fault in archive.verify_history().fault


def test_an_older_record_put_back_is_found(archive: Archive, url: str, make: SimpleNamespace, tmp_path: Path) -> None:
    old = archive.case("c1")
    assert old is not None
    archive.save_case(old.next(title="y"), (), who="x", why="x")
    with Archive(f"sqlite:///{tmp_path / 'other.db'}", str(tmp_path / "files")) as other:
        other.migrate()
        other.save_case(make.record("c1"), (), who="x", why="x")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        body = connection.execute("SELECT body FROM records").fetchone()[0].hex()
    connection.close()
    literal = f"X'{body}'" if url.startswith("sqlite") else f"'\\x{body}'"
    run(url, f"UPDATE records SET body = {literal}")
    assert "is not the one its history speaks of" in archive.verify_history().fault
