"""Rows changed at the desk: taken back exactly, refused when stale, and no approval outlives a change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deliver.target import Options, open_target
from domain.case import ImportStatus
from domain.reading import Notice
from domain.review import Action, Decision
from pipeline.delivery import deliver_approved
from pipeline.desk import Desk
from pipeline.desk.log import LogDesk
from pipeline.desk.views import Filters
from pipeline.doubts import doubts
from storage.archive import Archive
from tests.pipeline.desk_case import CASE, Watch, accept_all, filled, machine_record

ROW = "p2.entry.1"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with filled(tmp_path, Watch(), machine_record()) as opened:
        yield opened


def test_every_change_of_rows_is_taken_back_exactly(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    log = LogDesk(desk)
    before = desk.open_case(CASE).record
    steps = (
        lambda revision: log.split(CASE, ROW, revision=revision, at=1),
        lambda revision: log.merge(CASE, "p2.entry.2", revision=revision),
        lambda revision: log.shift(CASE, ROW, revision=revision, step=1),
    )
    for step in steps:
        changed = step(desk.record(CASE).revision)
        assert not changed.trouble
        assert changed.record.entries != before.entries
        assert desk.undo(CASE).record.entries == before.entries
    assert archive.verify_history().is_whole
    assert {row.why for row in archive.history(CASE)} >= {"split", "merge", "shift", "undo"}


def test_a_split_row_waits_for_a_person(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    revision = accept_all(desk).record.revision
    view = LogDesk(desk).split(CASE, ROW, revision=revision, at=2)
    assert {doubt.target for doubt in view.doubts} == {ROW, "p2.entry.4"}
    assert desk.approve(CASE).trouble == "open_doubts"


def test_a_change_of_what_was_not_seen_is_refused(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    seen = desk.open_case(CASE).record.revision
    LogDesk(desk).split(CASE, ROW, revision=seen, at=1)
    view = LogDesk(desk).merge(CASE, "p2.entry.2", revision=seen)
    assert view.trouble == "stale_look"
    assert len(view.record.entries) == 4


def test_somebody_elses_case_is_not_changed(archive: Archive) -> None:
    Desk(archive, "早川", clock=Watch()).open_case(CASE)
    desk = Desk(archive, "木村", clock=Watch())
    assert LogDesk(desk).merge(CASE, "p2.entry.2", revision=1).trouble == "not_held"
    assert desk.record(CASE).revision == 1


def test_an_approval_does_not_outlive_a_change(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    accept_all(desk)
    approved = desk.approve(CASE).record
    assert approved.import_status is ImportStatus.APPROVED
    word = Decision(CASE, approved.revision, "p1.fullName.0", Action.CORRECT, "木村", "", value="髙橋 きよ")
    changed = desk.decide(word).record
    assert changed.import_status is ImportStatus.CANDIDATE
    assert desk.undo(CASE).record.import_status is ImportStatus.APPROVED


def test_with_words_of_protection_two_people_see_the_same_state(tmp_path: Path) -> None:
    """The first person's word is not carried over a correction that the second one made."""
    with filled(tmp_path, Watch(), machine_record(warnings=(Notice("protection_word", 1, "ＤＶ"),))) as archive:
        first, second = Desk(archive, "木村", clock=Watch()), Desk(archive, "早川", clock=Watch())
        accept_all(first)
        assert first.approve(CASE).record.import_status is ImportStatus.CANDIDATE
        assert first.approve(CASE).trouble == "second_person"
        seen = second.record(CASE)
        second.decide(Decision(CASE, seen.revision, "p1.fullName.0", Action.CORRECT, "早川", "", value="髙橋 きよ"))
        assert second.approve(CASE).trouble == "second_person"
        assert first.approve(CASE).record.import_status is ImportStatus.APPROVED


def test_a_doubt_that_opens_again_keeps_an_approved_case_back(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    accept_all(desk)
    approved = desk.approve(CASE).record
    held = desk.decide(Decision(CASE, approved.revision, "p1.fullName.0", Action.HOLD, "木村", ""))
    assert held.record.import_status is ImportStatus.CANDIDATE
    assert desk.approve(CASE).trouble == "open_doubts"


def test_no_open_doubt_and_no_hold_leaves_the_house(archive: Archive, tmp_path: Path) -> None:
    """Even where the status says approved: the last look is at the case itself."""
    desk = Desk(archive, "木村", clock=Watch())
    accept_all(desk)
    approved = desk.approve(CASE).record
    target = open_target("package_folder", Options(tmp_path / "out", office="北部包括"))
    desk.hold(CASE, "家族に確認中")
    assert [one.reason for one in deliver_approved(archive, target, who="木村").held] == ["held"]
    desk.resume(CASE)
    doubted = approved.next(warnings=(Notice("page_moved_in", 1, ""),), forms=approved.forms[1:])
    archive.save_case(doubted, (), who="test", why="test")
    assert doubts(doubted)
    told = deliver_approved(archive, target, who="木村")
    assert [(one.reason, one.item) for one in told.held] == [("open_doubts", "p1.page.0")]
    assert told.batches == ()


def test_a_case_on_hold_is_not_approved(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    accept_all(desk)
    desk.hold(CASE, "家族に確認中")
    assert desk.approve(CASE).trouble == "on_hold"
    desk.resume(CASE)
    assert desk.approve(CASE).record.import_status is ImportStatus.APPROVED


def test_what_is_decided_on_hold_does_not_take_the_case_off(archive: Archive) -> None:
    """And a case held after its last doubt is still on the list of what is held."""
    desk = Desk(archive, "木村", clock=Watch())
    desk.open_case(CASE)
    desk.hold(CASE, "家族に確認中")
    accept_all(desk)
    assert desk.is_on_hold(CASE)
    assert [row.case_id for row in desk.work_list(Filters(lane="held")).rows] == [CASE]
    assert desk.work_list(Filters(lane="waiting")).rows == ()
    desk.resume(CASE)
    assert [row.case_id for row in desk.work_list(Filters(lane="waiting")).rows] == [CASE]


def test_only_what_was_seen_is_approved(archive: Archive) -> None:
    first, second = (Desk(archive, who, clock=Watch()) for who in ("木村", "早川"))
    accept_all(first)
    seen = first.record(CASE).revision
    word = Decision(CASE, seen, "p1.fullName.0", Action.CORRECT, "早川", "", value="高橋 きよ")
    assert not second.decide(word).trouble
    refused = first.approve(CASE, seen=seen)
    assert (refused.trouble, refused.record.import_status) == ("changed_here", ImportStatus.ARCHIVE_ONLY)
    assert first.approve(CASE, seen=refused.record.revision).record.import_status is ImportStatus.APPROVED
