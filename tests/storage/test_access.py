from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.batch import HoldBack, ImportBatch, Receipt
from domain.errors import StorageError
from storage.access import Scope
from storage.archive import Archive
from storage.asked import Query


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
        assert north.search(Query("北部の行")).total == 1
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
    assert archive.search(Query("斎藤")).total == 1
    assert archive.case("s1") == south


def test_a_task_of_another_office_is_not_touched(archive: Archive, north: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("s1", office="南部"), (), who="x", why="x", task=make.task("s1"))
    archive.claim_task("s1", "木村", lease_s=60)
    with north:
        north.release("s1", "木村")
        assert not north.heartbeat("s1", "木村", lease_s=60)
    assert archive.tasks()[0].holder == "木村"
