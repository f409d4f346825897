"""Keeping and disposal on both databases: who may, what stands in the way, and that what went is gone to the byte."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy import ColumnElement, Connection, Table, insert, select

from domain.access import Operator, Role
from domain.auditing import Action
from domain.errors import AccessRefused, RetentionRefused, StorageError
from domain.retention import Rule
from storage.access import Scope
from storage.archive import Archive
from storage.asked import Query
from storage.erasing import KEPT, Held, hanging
from storage.fulltext import _stored
from storage.schema import cases, metadata, pages

FIRST, SECOND = Operator("sato", Role.SUPERVISOR, "北部"), Operator("kanri", Role.ADMINISTRATOR)
NAME, STREET, PLAN = "龗神 麒麟", "龗神町九丁目龘番地", "麤縁の件で相談"
RULE = Rule(years=5, basis="文書管理規程 別表第2")


def seeded(
    archive: Archive, folder: Path, make: SimpleNamespace, *, case_id: str = "c1", name: str = "scan.tif"
) -> str:
    key: str = make.read_file(archive, folder, name, lines=(NAME, STREET), case_id=case_id)
    fields = (make.field("fullName", NAME), make.field("address", STREET), make.field("dateOfBirth", "1950-01-01"))
    record = make.record(case_id, *fields, entries=(make.entry(1, "2015-04-09", PLAN),))
    archive.save_case(record, (), who="tsuzuri", why="first reading", task=make.task(case_id))
    after = record.next(title=f"台帳 {NAME}")
    archive.save_case(after, [("fullName", "x", NAME)], who="木村", why="correct", task=None)
    archive.save_draft(case_id, "p1.x.0", who="木村", text=STREET)
    archive.retention.close(Operator("kimura", Role.CLERK, "北部"), case_id, on="2016-05-31")
    return key


def due(archive: Archive, folder: Path, make: SimpleNamespace, **named: str) -> str:
    seeded(archive, folder, make, **named)
    archive.retention.set_rule(SECOND, RULE)
    return archive.retention.propose(FIRST, named.get("case_id", "c1"))


def test_every_table_hangs_on_a_case_or_is_kept_for_a_reason() -> None:
    held = Held(gone=(SimpleNamespace(file_id="f"),), shared=(), pictures=(), keys=("k",))
    apart = {"arrivals", "alarms", "announced", "person_keys"}  # by name, told apart in storage.erasing
    for table in metadata.sorted_tables:
        hangs = hanging(table, "c1", held=held) is not None
        assert table.name in KEPT or hangs or table.name in apart, f"new table {table.name}: does it go with a case?"


def test_a_case_is_due_when_its_last_day_has_passed(archive: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    seeded(archive, tmp_path, make)
    assert archive.retention.of("c1").rule is None
    with pytest.raises(RetentionRefused, match="no rule"):
        archive.retention.propose(FIRST, "c1")
    archive.retention.set_rule(SECOND, Rule(years=20, basis="別表"))
    with pytest.raises(RetentionRefused, match="kept until 2037-03-31"):
        archive.retention.propose(FIRST, "c1")
    archive.retention.set_rule(SECOND, RULE)
    assert [one.last_day for one in archive.retention.keeping(due_by="2026-04-09")] == ["2022-03-31"]
    assert archive.retention.keeping(due_by="2022-03-31") == ()
    archive.retention.hold(FIRST, "c1", reason="litigation")
    with pytest.raises(RetentionRefused, match="訴訟"):
        archive.retention.propose(FIRST, "c1")
    archive.retention.hold(FIRST, "c1", reason="")
    assert archive.retention.propose(FIRST, "c1")
    with pytest.raises(RetentionRefused, match="already"):
        archive.retention.propose(FIRST, "c1")


def test_two_proved_people_and_the_right_ones(archive: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    number = due(archive, tmp_path, make)
    with pytest.raises(RetentionRefused, match="second person"):
        archive.erasing.carry_out(FIRST, [number])
    for role in (Role.CLERK, Role.COUNSELLOR, Role.SCAN, Role.AUDITOR):
        with pytest.raises(AccessRefused):
            archive.erasing.carry_out(Operator("x", role, "北部"), [number])
    with pytest.raises(RetentionRefused, match="accounts"):
        archive.erasing.carry_out(Operator("x", Role.ALONE), [number])
    archive.retention.hold(FIRST, "c1", reason="audit")
    with pytest.raises(RetentionRefused, match="held"):  # said after the proposal, before the approval
        archive.erasing.carry_out(SECOND, [number])
    assert archive.case("c1") is not None
    archive.retention.reject(FIRST, number)
    with pytest.raises(RetentionRefused, match="no open"):
        archive.erasing.carry_out(SECOND, [number])


def test_what_was_disposed_of_is_gone_and_the_chains_hold(
    archive: Archive, url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    key = due(archive, tmp_path, make)
    make.read_file(archive, tmp_path, "other.tif", lines=("北浜",), case_id="c2")
    archive.save_case(make.record("c2", make.field("fullName", "山田 太郎")), (), who="tsuzuri", why="first", task=None)
    seeded(archive, tmp_path, make, case_id="c3", name="third.tif")
    assert archive.identity.candidates("c1")
    archive.retention.note_copy("/backup/2026-04", is_sealed=True)
    before = archive.verify_history().rows
    (tmp_path / "scan.tif").unlink()
    (done,) = archive.erasing.carry_out(SECOND, [key])
    assert archive.case("c1") is None
    assert archive.search(Query("山田")).total == 1
    assert [one.case_id for one in archive.search(Query(NAME)).hits if one.case_id == "c1"] == []
    verdict = archive.verify_history()
    assert verdict.is_whole, verdict
    assert verdict.rows == before
    assert archive.audit.verify().is_whole
    assert archive.damaged_files() == ()
    gone = hashlib.sha256(b"picture of scan.tif").hexdigest()
    assert not [one for one in (tmp_path / "files").rglob("*") if one.name == gone]
    told = json.loads(done.certificate)
    assert told["originals"] == [{"sha256": hashlib.sha256(b"scan.tif").hexdigest(), "size_bytes": 8}]
    assert told["copies"][0]["place"] == "/backup/2026-04"
    assert (told["proposed"]["by"], told["approved"]["by"]) == ("sato", "kanri")
    assert told["history"]["rows"] == 2
    assert not [one for one in (NAME, STREET, PLAN, "台帳") if one in done.certificate]
    rows = archive.audit.rows(Operator("kansa", Role.AUDITOR), subject="c1")
    sealed = hashlib.sha256(done.certificate.encode()).hexdigest()
    assert (Action.DISPOSE, sealed, "done") in [(one.deed.action, one.deed.target, one.deed.why) for one in rows]


def test_not_a_byte_of_it_is_left_on_the_disk(
    lone_archive: Archive, sqlite_url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    number = due(lone_archive, tmp_path, make)
    (tmp_path / "scan.tif").unlink()
    make.read_file(lone_archive, tmp_path, "other.tif", lines=("北浜",), case_id="c2")
    with lone_archive.audit.database.read() as connection:
        (token,) = _stored(connection, "龗神").split()[:1]
    secrets = [one.encode() for one in (NAME, STREET, PLAN, "龗神", "麤縁")]
    secrets.append(b"picture of scan.tif")
    assert all(found(tmp_path, one) for one in secrets)
    assert token in words(lone_archive)
    lone_archive.erasing.carry_out(SECOND, [number])
    assert token not in words(lone_archive)
    assert {one: found(tmp_path, one) for one in secrets} == {one: [] for one in secrets}


def words(archive: Archive) -> set[str]:
    """Every token that the word index of SQLite still holds."""
    with archive.audit.database.write() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.vocab USING fts5vocab(main, text_index, row)")
        held = {row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.vocab")}
        connection.exec_driver_sql("DROP TABLE temp.vocab")
    return held


def found(folder: Path, secret: bytes) -> list[str]:
    return [one.name for one in folder.rglob("*") if one.is_file() and secret in one.read_bytes()]


@pytest.mark.servers
def test_on_postgresql_no_table_file_keeps_it(postgresql_url: str, tmp_path: Path, make: SimpleNamespace) -> None:
    with Archive(postgresql_url, str(tmp_path / "files")) as archive:
        number = due(archive, tmp_path, make)
        with psycopg.connect(postgresql_url) as connection:
            home = connection.execute("SHOW data_directory").fetchone()
            name = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert home is not None
        assert name is not None
        archive.erasing.carry_out(SECOND, [number])
        with psycopg.connect(postgresql_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        tables = Path(home[0]) / "base" / str(name[0])
        assert not found(tables, STREET.encode())


def test_a_file_that_another_case_needs_stays_and_is_told(
    archive: Archive, tmp_path: Path, make: SimpleNamespace
) -> None:
    number = due(archive, tmp_path, make)
    with archive.audit.database.write() as connection:
        twin = {"case_id": "c9", "title": "x", "full_name": "", "case_number": ""}
        again(connection, cases, cases.c.case_id == "c1", **twin)
        second = {"key": "f-scan-00002", "case_id": "c9", "page_no": 2, "picture": ""}
        again(connection, pages, pages.c.key == "f-scan-00001", **second)
    (done,) = archive.erasing.carry_out(SECOND, [number])
    told = json.loads(done.certificate)
    assert told["originals"] == []
    assert told["originals_kept_for_other_cases"] == [hashlib.sha256(b"scan.tif").hexdigest()]
    assert archive.original("f-scan").read_bytes() == b"scan.tif"
    assert archive.file("f-scan").case_id == "c9"


def again(connection: Connection, table: Table, here: ColumnElement[bool], **change: object) -> None:
    """The same row once more, but for what is changed."""
    row = dict(connection.execute(select(table).where(here)).one()._mapping)
    connection.execute(insert(table).values({**row, **change}))


def test_bytes_that_another_case_shares_stay(archive: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    number = due(archive, tmp_path, make)
    key = make.read_file(archive, tmp_path, "twin.tif", case_id="c2")
    shared = hashlib.sha256(b"picture of scan.tif").hexdigest()
    with archive.audit.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE pages SET picture = '{shared}' WHERE key = '{key}'")
    (done,) = archive.erasing.carry_out(SECOND, [number])
    assert json.loads(done.certificate)["kept_elsewhere"] == [shared]
    assert archive.damaged_files() == ()


def test_a_forged_seal_breaks_the_chain(lone_archive: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    seeded(lone_archive, tmp_path, make)
    with lone_archive.audit.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER revisions_no_delete")
        connection.exec_driver_sql(
            "INSERT INTO disposed_rows SELECT seq, case_id, previous, digest FROM revisions WHERE seq = 2"
        )
        connection.exec_driver_sql("DELETE FROM revisions WHERE seq = 2")
    assert "no disposal" in lone_archive.verify_history().fault


def test_a_kill_between_rows_and_files_is_made_good(
    lone_archive: Archive, tmp_path: Path, make: SimpleNamespace
) -> None:
    number = due(lone_archive, tmp_path, make)
    lone_archive.erasing._erase(SECOND, number)  # and then the power went
    assert found(tmp_path / "files", b"picture of scan.tif")
    (done,) = lone_archive.erasing.finish(SECOND)
    assert done.state == "done"
    assert not found(tmp_path / "files", b"picture of scan.tif")


def test_another_office_neither_sees_nor_touches_it(
    archive: Archive, url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    number = due(archive, tmp_path, make)
    south = Operator("minami", Role.SUPERVISOR, "南部")
    with Archive(url, str(tmp_path / "files"), scope=Scope("南部")) as other:
        assert other.retention.keeping() == ()
        assert other.retention.disposals() == ()
        for run in (
            lambda: other.retention.close(south, "c1", on="2016-05-31"),
            lambda: other.retention.hold(south, "c1", reason="audit"),
            lambda: other.retention.propose(south, "c1"),
            lambda: other.erasing.carry_out(south, [number]),
            lambda: other.retention.reject(south, number),
            lambda: other.retention.set_rule(south, RULE),
        ):
            with pytest.raises((StorageError, RetentionRefused)):
                run()
    assert archive.case("c1") is not None
