import hashlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.access import Operator, Role
from domain.batch import FileState, HoldBack, ImportBatch, Receipt, ScanFile
from domain.errors import StorageError
from storage.access import Scope
from storage.archive import Archive
from storage.asked import Query
from storage.identity import Decision


@pytest.fixture
def north(url: str, tmp_path: Path, archive: Archive) -> Archive:
    return Archive(url, str(tmp_path / "files"), scope=Scope("北部"))


def test_an_office_sees_its_own_and_nothing_else(
    archive: Archive, north: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    make.read_file(north, tmp_path, "north.jpg", lines=("北部の行",), case_id="n1")
    make.read_file(archive, tmp_path, "south.jpg", lines=("南部の行",), case_id="s1")
    south = make.record("s1", make.field("fullName", "斎藤 勝"), office="南部")
    archive.save_case(south, (("a", None, "1"),), who="x", why="x", task=make.task("s1"))
    archive.save_draft("s1", "a", who="木村", text="x")
    archive.save_batch(ImportBatch("d1", "k", "t", "2026", (Receipt("s1", "k", "filed"),), (HoldBack("s1", "x"),)))
    with north:
        assert [one.case_id for one in north.cases()] == ["n1"]
        assert north.case("s1") is None
        assert north.history("s1") == ()
        assert north.tasks() == ()
        assert north.task("s1") is None
        assert north.drafts("s1", "木村") == {}
        assert north.sheets("s1") == ()
        assert north.case_pages("s1") == ()
        assert north.files_due() == ()
        assert [one.file_id for one in north.files()] == ["f-north"]
        assert north.search(Query("斎藤")).total == 0
        assert north.search(Query("南部の行")).total == 0
        assert north.delivered("s1") is None
        assert north.batches() == ()
        assert north.cases_due() == ("n1",)
        assert (north.counts().tasks, dict(north.counts().pages), north.counts().announced) == (0, {"read": 1}, 1)
        for refused in (
            lambda: north.file("f-south"),
            lambda: north.original("f-south"),
            lambda: north.case_line("s1"),
            lambda: north.picture("s1", 1),
            lambda: north.claim_task("s1", "x", lease_s=1),
            lambda: north.save_case(south.next(), (), who="x", why="x"),
            lambda: north.save_case(south.next(office="北部"), (), who="x", why="x"),
            lambda: north.save_task("s1", None),
            lambda: north.save_draft("s1", "a", who="木村", text="y"),
            lambda: north.hold_case("s1", True, who="x", why="x"),
        ):
            with pytest.raises(StorageError):
                refused()
        north.save_case(make.record("n1"), (), who="x", why="x")
        assert north.search(Query("北部の行")).total == 1
    assert archive.search(Query("斎藤")).total == 1
    assert archive.case("s1") == south


def test_a_task_of_another_office_is_not_touched(archive: Archive, north: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("s1", office="南部"), (), who="x", why="x", task=make.task("s1"))
    archive.claim_task("s1", "木村", lease_s=60)
    with north:
        north.release("s1", "木村")
        assert not north.heartbeat("s1", "木村", lease_s=60)
    assert archive.tasks()[0].holder == "木村"


def test_two_offices_keep_the_same_bytes_each_for_itself(
    url: str, tmp_path: Path, archive: Archive, make: SimpleNamespace
) -> None:
    offices = [Archive(url, str(tmp_path / "files"), scope=Scope(name)) for name in ("北部", "南部")]
    path = tmp_path / "same.jpg"
    path.write_bytes(b"one sheet, two offices")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    for at, office in enumerate(offices):
        file = ScanFile(f"f{at}", sha256, "same.jpg", 22, f"c{at}", FileState.CLAIMED)
        assert office.take_in(file, f"b{at}", path=path)
        again = ScanFile(f"g{at}", sha256, "copy.jpg", 22, f"d{at}", FileState.CLAIMED)
        assert not office.take_in(again, f"b{at}", path=path)
        assert [one.file_id for one in office.files()] == [f"f{at}"]
        office.close()
    assert len(archive.files()) == 2


def test_only_whoever_owns_one_of_two_cases_links_them(
    archive: Archive, url: str, tmp_path: Path, clock: object, make: SimpleNamespace
) -> None:
    for case_id, office in (("s1", "南部"), ("s2", "南部"), ("n1", "北部")):
        name = make.field("fullName", "斎藤 勝", human=True)
        born = make.field("dateOfBirth", "昭和13年3月9日", "1938-03-09", human=True)
        archive.save_case(make.record(case_id, name, born, office=office), (), who="tsuzuri", why="first")
    boss = Operator("matsuda", Role.SUPERVISOR, "南部")
    today = archive.audit.database.today()
    for case_id in ("s1", "s2"):
        archive.sharing.share(boss, case_id, office="北部", basis="consent", until=today)
    with Archive(url, str(tmp_path / "files"), scope=Scope("北部"), clock=clock) as north:
        with pytest.raises(StorageError):
            north.identity.decide("s1", "s2", decision=Decision.DIFFERENT, who="hayakawa", why="x")
        assert north.identity.decide("n1", "s1", decision=Decision.DIFFERENT, who="hayakawa", why="x")


def test_every_change_of_a_case_is_in_the_log_but_no_word_of_it(archive: Archive, make: SimpleNamespace) -> None:
    record = make.record("c1", make.field("fullName", "斎藤 勝"))
    archive.save_case(record, (), who="tsuzuri", why="first reading")
    assert archive.audit.verify().rows == 0
    after = record.next(exclusion_reason="内緒")
    archive.save_case(after, [("import_status", "a", "b")], who="木村", why="exclude: 内緒の理由")
    archive.hold_case("c1", on=True, who="木村", why="hold: 本人から電話")
    rows = archive.audit.rows(Operator("kansa", Role.AUDITOR))
    assert [(one.who, one.deed.action.value, one.deed.subject, one.deed.why) for one in rows[1:]] == [
        ("木村", "edit", "c1", "hold"),
        ("木村", "edit", "c1", "exclude"),
    ]
