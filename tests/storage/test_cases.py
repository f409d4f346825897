from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.case import CaseState, ImportStatus
from domain.errors import StaleRecord, StorageError
from storage.archive import Archive


@pytest.fixture(autouse=True)
def _papers(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    make.read_file(archive, tmp_path, "a.jpg")


def test_record_task_and_history_come_and_go_together(archive: Archive, make: SimpleNamespace) -> None:
    first = make.record("c1", make.field("fullName", "髙橋 キヨ"), make.field("caseNumber", "北-R6-0013"))
    archive.save_case(first, (), who="tsuzuri", why="first reading", task=make.task("c1"))
    assert archive.case("c1") == first
    assert archive.cases_due() == ()
    line = archive.case_line("c1")
    assert (line.full_name, line.case_number, line.state, line.revision) == ("髙橋 キヨ", "北-R6-0013", "in_review", 1)
    assert [(row.target, row.who, row.why) for row in archive.history("c1")] == [("", "tsuzuri", "first reading")]
    assert archive.task("c1") == make.task("c1")
    changes = (("p1.fullName.0", "高橋 キヨ", "髙橋 キヨ"),)
    archive.save_case(first.next(title="x"), changes, who="木村", why="correct", task=None)
    assert archive.task("c1") is None
    assert archive.case_line("c1").state == CaseState.REVIEWED
    last = archive.history("c1", "p1.fullName.0")[-1]
    assert (last.before, last.after, last.who, last.revision) == ("高橋 キヨ", "髙橋 キヨ", "木村", 2)


def test_two_people_cannot_both_make_the_next_revision(archive: Archive, make: SimpleNamespace) -> None:
    first = make.record("c1")
    archive.save_case(first, (), who="tsuzuri", why="first", task=None)
    archive.save_case(first.next(title="木村の"), (), who="木村", why="x")
    with pytest.raises(StaleRecord, match="at revision 2"):
        archive.save_case(first.next(title="早川の"), (), who="早川", why="x")
    assert archive.case_title("c1") == "木村の"
    assert len(archive.history("c1")) == 2
    with pytest.raises(StaleRecord):
        archive.save_case(make.record("c2").next(), (), who="x", why="no first revision")
    assert archive.case("c2") is None


def test_a_draft_of_any_signs_is_kept(archive: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("c1"), (), who="w", why="first reading")
    archive.save_draft("c1", "p1.a.0", who="木村", text="NUL\x00 半分\ud800 全部😀")
    assert archive.drafts("c1", "木村") == {"p1.a.0": "NUL\ufffd 半分\ufffd 全部😀"}


def test_a_saved_decision_forgets_its_draft_only(archive: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("c1"), (), who="tsuzuri", why="first", task=make.task("c1"))
    for target in ("p1.a.0", "p1.b.0"):
        archive.save_draft("c1", target, who="木村", text="書きかけ")
    archive.save_draft("c1", "p1.a.0", who="早川", text="別の人")
    archive.save_case(make.record("c1").next(), (("p1.a.0", None, "1"),), who="木村", why="correct")
    assert archive.drafts("c1", "木村") == {"p1.b.0": "書きかけ"}
    assert archive.drafts("c1", "早川") == {"p1.a.0": "別の人"}
    archive.save_draft("c1", "p1.b.0", who="木村", text="")
    assert archive.drafts("c1", "木村") == {}


def test_a_case_on_hold_leaves_the_list_and_comes_back(archive: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("c1"), (), who="tsuzuri", why="first", task=make.task("c1"))
    for _ in range(2):
        archive.hold_case("c1", True, who="木村", why="本人確認待ち")
    assert archive.tasks() == ()
    assert [line.case_id for line in archive.tasks(on_hold=True)] == ["c1"]
    archive.hold_case("c1", False, who="木村", why="確認済")
    assert [line.case_id for line in archive.tasks()] == ["c1"]
    assert [(row.target, row.before, row.after) for row in archive.history("c1")][1:] == [
        ("state", "in_review", "on_hold"),
        ("state", "on_hold", "in_review"),
    ]
    assert archive.verify_history().is_whole
    with pytest.raises(StorageError, match="no record"):
        archive.hold_case("c9", True, who="木村", why="x")


def test_an_extraction_that_fails_three_times_is_set_aside_until_asked_for(archive: Archive) -> None:
    for at in range(3):
        assert archive.cases_due() == ("c1",), at
        archive.fail_case("c1", f"BUG {at}")
    assert archive.cases_due() == ()
    line = archive.case_line("c1")
    assert (line.state, line.reason) == ("failed", "BUG 2")
    assert [one.case_id for one in archive.cases(state="failed")] == ["c1"]
    archive.retry_case("c1")
    assert archive.cases_due() == ("c1",)


def test_cases_are_listed_by_state_and_import_status(archive: Archive, make: SimpleNamespace) -> None:
    for case_id in ("c1", "c2", "c3"):
        archive.save_case(make.record(case_id), (), who="x", why="first", task=make.task(case_id))
    approved = make.record("c2").next(import_status=ImportStatus.APPROVED)
    archive.save_case(approved, (), who="x", why="approve", task=None)
    assert [one.case_id for one in archive.cases()] == ["c2", "c3", "c1"]
    assert [one.case_id for one in archive.cases(import_status=ImportStatus.APPROVED)] == ["c2"]
    assert [one.case_id for one in archive.cases(state=CaseState.IN_REVIEW, limit=1, offset=1)] == ["c1"]
