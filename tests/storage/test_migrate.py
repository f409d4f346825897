import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from domain.errors import ConfigError, StorageError
from storage.archive import Archive
from storage.asked import Query
from storage.database import Database
from storage.migrate import migrate, revision_of, steps
from storage.schema import REVISION, metadata

OLD_CASE = (
    "INSERT INTO cases (case_id, office, title, state, revision, import_status, page_count, full_name, case_number,"
    " tries, reason, created_at, updated_at)"
    " VALUES (?, 'n', '', 'reviewed', 1, 'archive_only', 1, '', '', 0, '', '', '')"
)
OLD_TEXT = (
    "INSERT INTO texts (text_id, case_id, kind, target, name, piece, page_key, page_no, x, y, width, height, text,"
    " reviewed, form, method, day, weight) VALUES (?, ?, 'line', '', '', 0, '', 1, 0, 0, 9, 9, ?, 1, '', '', '', ?)"
)


def ours(database_object: object, _name: str | None, kind: str, _reflected: bool, _against: object) -> bool:
    """The word index is made by hand, each database its own; SQLite keeps it in tables of its own."""
    name = getattr(database_object, "name", "") or ""
    return not (kind in ("table", "index") and "text_index" in name)


def test_the_steps_make_the_tables_of_the_schema(archive: Archive, url: str) -> None:
    database = Database(url)
    with database.read() as connection:
        options = {"include_object": ours, "compare_type": True}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        assert found == []
        assert revision_of(connection) == REVISION
        assert ScriptDirectory.from_config(steps(connection)).get_heads() == [REVISION]
    database.close()


def test_many_at_once_migrate_once(sqlite_url: str) -> None:
    errors: list[BaseException] = []

    def run() -> None:
        database = Database(sqlite_url)
        try:
            migrate(database)
        except (ConfigError, StorageError) as error:
            errors.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_an_archive_of_a_newer_program_is_left_alone(lone_archive: Archive, sqlite_url: str) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(ConfigError, match="newer program"):
        lone_archive.migrate()


def test_keys_of_an_older_program_are_made_anew(archive: Archive, url: str, make: object) -> None:
    archive.save_case(make.record("c1", make.field("fullName", "髙橋 キヨ")), (), who="x", why="x")  # type: ignore[attr-defined]
    database = Database(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE marks SET value = '0'")
        clear = (
            "INSERT INTO text_index (text_index) VALUES ('delete-all')"
            if database.is_sqlite
            else "DELETE FROM text_index"
        )
        connection.exec_driver_sql(clear)
    assert archive.search(Query("高橋")).total == 0
    archive.migrate()
    assert archive.search(Query("高橋")).total == 1
    database.close()


@pytest.mark.parametrize("url", ["mysql://x/y", "not a url", "sqlite://", "sqlite:///:memory:"])
def test_a_wrong_url_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        Archive(url, str(tmp_path))


def test_a_database_that_does_not_answer_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"this is no database" * 100)
    archive = Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path))
    with archive, pytest.raises(StorageError, match="refused"):
        archive.migrate()


def test_texts_of_an_older_archive_are_found_under_their_new_numbers(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    with database.write() as connection:
        command.upgrade(steps(connection), "0130")
        for case_id in ("c1", "c2"):
            connection.exec_driver_sql(OLD_CASE, (case_id,))
        rows = [(7, "c2", "髙橋 キヨ", 0), (8, "c1", "来所。", 2), (9, "c2", "訪問。", 2)]
        for text_id, case_id, words, weight in rows:
            connection.exec_driver_sql(OLD_TEXT, (text_id, case_id, words, weight))
        connection.exec_driver_sql("INSERT INTO text_dates VALUES (8, '2024-04-09', '2024-04-09')")
    database.close()
    with Archive(sqlite_url, str(tmp_path / "files")) as archive:
        archive.migrate()
        assert [hit.case_id for hit in archive.search(Query("高橋")).hits] == ["c2"]
        assert [hit.text for hit in archive.search(Query("R6.4.9")).hits] == ["来所。"]
        assert archive.search(Query("高橋 訪問")).total == 2
