"""The desk over a real archive: two clerks, drafts and steps back, the end of a case, lists and numbers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.case import ImportStatus
from domain.errors import StorageError
from domain.reading import Notice
from domain.review import Action, Decision
from pipeline.desk import Desk
from pipeline.desk.views import Filters
from pipeline.doubts import doubts
from storage.archive import Archive
from tests.pipeline.desk_case import (
    CASE,
    Watch,
    accept_all,
    filled,
    machine_record,
    say,
)


@pytest.fixture
def clock() -> Watch:
    return Watch()


@pytest.fixture
def archive(tmp_path: Path, clock: Watch) -> Iterator[Archive]:
    with filled(tmp_path, clock, machine_record()) as opened:
        yield opened


@pytest.fixture
def desk(archive: Archive, clock: Watch) -> Desk:
    return Desk(archive, "木村", clock=clock)


def test_two_clerks_never_hold_one_case(archive: Archive, desk: Desk, clock: Watch) -> None:
    assert desk.open_case(CASE).is_mine
    other = Desk(archive, "早川", clock=clock)
    view = other.open_case(CASE)
    assert (view.is_mine, view.holder) == (False, "木村")
    refused = other.decide(Decision(CASE, 1, "p1.fullName.0", Action.ACCEPT, "早川", ""))
    assert refused.trouble == "not_held"
    assert refused.record.revision == 1


def test_an_expired_lease_is_free_and_a_heartbeat_keeps_it(archive: Archive, desk: Desk, clock: Watch) -> None:
    desk.open_case(CASE)
    clock.time += timedelta(seconds=120)
    assert desk.heartbeat(CASE)
    clock.time += timedelta(seconds=120)
    other = Desk(archive, "早川", clock=clock)
    assert not other.open_case(CASE).is_mine
    clock.time += timedelta(seconds=200)
    assert other.open_case(CASE).is_mine
    assert not desk.heartbeat(CASE)


def test_release_lets_others_in(archive: Archive, desk: Desk, clock: Watch) -> None:
    desk.open_case(CASE)
    desk.release(CASE)
    assert Desk(archive, "早川", clock=clock).open_case(CASE).is_mine


def test_a_stale_save_loses_nothing_and_shows_both_values(archive: Archive, desk: Desk, clock: Watch) -> None:
    mine = desk.open_case(CASE)
    clock.time += timedelta(seconds=600)
    other = Desk(archive, "早川", clock=clock)
    theirs = other.decide(
        replace(say(other.open_case(CASE), "p1.fullName.0", Action.CORRECT, value="高橋 きよ"), who="早川")
    )
    clock.time += timedelta(seconds=600)
    view = desk.decide(say(mine, "p1.fullName.0", Action.CORRECT, value="髙橋 キヨ"))
    assert view.trouble == "stale"
    assert view.conflict is not None
    assert (view.conflict.theirs, view.conflict.their_name, view.conflict.mine) == ("高橋 きよ", "早川", "髙橋 キヨ")
    assert view.record.revision == theirs.record.revision
    assert desk.drafts(CASE) == {"p1.fullName.0": "髙橋 キヨ"}
    again = desk.decide(say(view, "p1.fullName.0", Action.CORRECT, value="髙橋 キヨ"))
    assert again.record.value("fullName") == "髙橋 キヨ"
    assert desk.drafts(CASE) == {}


def test_drafts_survive_a_new_desk(archive: Archive, desk: Desk, clock: Watch) -> None:
    desk.save_draft(CASE, "p1.fullName.0", text="髙橋")
    assert Desk(archive, "木村", clock=clock).open_case(CASE).drafts == {"p1.fullName.0": "髙橋"}
    assert Desk(archive, "早川", clock=clock).drafts(CASE) == {}


def test_words_that_a_busy_archive_could_not_take_stay_and_are_stored_later(
    archive: Archive, desk: Desk, tmp_path: Path
) -> None:
    archive.patience(0.1)
    desk.open_case(CASE)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for text in ("原本", "原本は金庫"):
            with pytest.raises(StorageError):
                desk.save_draft(CASE, "p2.page.note", text=text)
        with pytest.raises(StorageError):
            desk.save_draft(CASE, "p1.fullName.0", text="髙橋")
        other.execute("ROLLBACK")
    assert archive.drafts(CASE, "木村") == {}
    waiting = {"p2.page.note": "原本は金庫", "p1.fullName.0": "髙橋"}
    assert desk.drafts(CASE) == desk.open_case(CASE).drafts == waiting
    desk.save_draft(CASE, "p1.fullName.0", text="")
    assert archive.drafts(CASE, "木村") == {"p2.page.note": "原本は金庫"}
    assert desk.drafts(CASE) == {"p2.page.note": "原本は金庫"}


def test_undo_brings_back_exactly_what_was_there(desk: Desk) -> None:
    before = desk.open_case(CASE)
    desk.decide(say(before, "p2.entry.1", Action.MISFILED))
    after = desk.undo(CASE)
    assert replace(after.record, revision=1) == before.record
    assert after.focus == "p2.entry.1"
    assert not after.can_undo
    assert [row.why for row in desk.history(CASE)][-1] == "undo"


def test_undo_again_and_again(desk: Desk) -> None:
    view = before = desk.open_case(CASE)
    for target in ("p1.fullName.0", "p1.dateOfBirth.0", "p1.member.0"):
        view = desk.decide(say(view, target, Action.ACCEPT))
    for _ in range(3):
        view = desk.undo(CASE)
        assert not view.trouble
    assert replace(view.record, revision=1) == before.record
    assert desk.undo(CASE).trouble == "nothing_to_undo"


def test_undo_never_goes_over_somebody_elses_change(archive: Archive, desk: Desk, clock: Watch) -> None:
    desk.decide(say(desk.open_case(CASE), "p1.fullName.0", Action.ACCEPT))
    clock.time += timedelta(seconds=600)
    other = Desk(archive, "早川", clock=clock)
    other.decide(replace(say(other.open_case(CASE), "p1.dateOfBirth.0", Action.ACCEPT), who="早川"))
    clock.time += timedelta(seconds=600)
    assert desk.undo(CASE).trouble == "changed_since"


TARGETS = ("p1.fullName.0", "p1.phone.0", "p1.member.0", "p2.entry.1", "p2.entry.2", "p2.consent.0", "p1.page.0")


STEPS = st.lists(st.tuples(st.sampled_from(TARGETS), st.sampled_from(list(Action))), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_was_decided_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Action]]
) -> None:
    clock = Watch()
    with filled(tmp_path_factory.mktemp("desk"), clock, machine_record()) as archive:
        desk = Desk(archive, "木村", clock=clock)
        view = before = desk.open_case(CASE)
        done = 0
        for target, action in steps:
            view = desk.decide(say(view, target, action, value="face_sheet" if ".page." in target else "値"))
            done += not view.trouble
        for _ in range(done):
            view = desk.undo(CASE)
        assert replace(view.record, revision=1) == before.record
        assert archive.verify_history().is_whole


def test_approve_refuses_while_a_doubt_is_open(desk: Desk) -> None:
    desk.open_case(CASE)
    view = desk.approve(CASE)
    assert view.trouble == "open_doubts"
    assert view.record.import_status is ImportStatus.ARCHIVE_ONLY


def test_approve_when_everything_is_settled(desk: Desk, archive: Archive) -> None:
    accept_all(desk)
    assert archive.task(CASE) is None
    assert [row.case_id for row in desk.work_list(Filters(lane="waiting")).rows] == [CASE]
    view = desk.approve(CASE)
    assert view.record.import_status is ImportStatus.APPROVED
    assert desk.history(CASE, "import_status")[-1].who == "木村"
    assert desk.work_list(Filters(lane="waiting")).rows == ()
    assert [row.case_id for row in desk.work_list(Filters(lane="done")).rows] == [CASE]


def test_words_of_protection_need_a_second_person(tmp_path: Path, clock: Watch) -> None:
    record = machine_record(warnings=(Notice("protection_word", 2, "DV"),))
    with filled(tmp_path, clock, record) as archive:
        desk, other = Desk(archive, "木村", clock=clock), Desk(archive, "早川", clock=clock)
        accept_all(desk)
        assert desk.approve(CASE).record.import_status is ImportStatus.CANDIDATE
        assert desk.approve(CASE).trouble == "second_person"
        assert other.approve(CASE).record.import_status is ImportStatus.APPROVED


def test_a_cleared_word_of_protection_needs_one_person(tmp_path: Path, clock: Watch) -> None:
    record = machine_record(warnings=(Notice("protection_word", 2, "DV"),))
    with filled(tmp_path, clock, record) as archive:
        desk = Desk(archive, "木村", clock=clock)
        view = desk.decide(
            say(desk.open_case(CASE), "p2.page.0", Action.CORRECT, value="protection_word", part="clear")
        )
        assert view.record.warnings == ()
        accept_all(desk)
        assert desk.approve(CASE).record.import_status is ImportStatus.APPROVED
        assert desk.history(CASE, "p2.page.0")[-1].before == "DV"


def test_exclude_and_send_back_want_a_reason(desk: Desk) -> None:
    accept_all(desk)
    assert desk.exclude(CASE, " ").trouble == "reason_needed"
    assert desk.exclude(CASE, "健診のみ").record.exclusion_reason == "健診のみ"
    view = desk.send_back(CASE, "氏名を見直す")
    assert view.record.import_status is ImportStatus.ARCHIVE_ONLY
    assert [doubt.reasons for doubt in view.doubts] == [("sent_back",)]
    view = desk.decide(say(view, view.doubts[0].target, Action.ACCEPT))
    assert view.doubts == ()


def test_a_case_on_hold_leaves_the_list_until_it_is_resumed(desk: Desk) -> None:
    desk.open_case(CASE)
    desk.hold(CASE, "本人確認中")
    assert desk.work_list().rows == ()
    assert [row.case_id for row in desk.work_list(Filters(lane="held")).rows] == [CASE]
    desk.resume(CASE)
    assert [row.case_id for row in desk.work_list().rows] == [CASE]
    assert "hold: 本人確認中" in [row.why for row in desk.history(CASE)]


def test_the_work_list_says_what_and_who(archive: Archive, desk: Desk, clock: Watch) -> None:
    clock.time += timedelta(hours=3)
    desk.open_case(CASE)
    row = desk.work_list().rows[0]
    assert (row.full_name, row.holder, row.doubts, row.pages) == ("高橋 キヨ", "木村", len(doubts(machine_record())), 2)
    assert row.age_s == 3 * 3600
    other = Desk(archive, "早川", clock=clock)
    assert other.work_list(Filters(mine=True)).rows == ()
    assert other.work_list(Filters(text="高橋キヨ")).total == 1
    assert other.work_list(Filters(text="佐藤")).total == 0


def test_numbers_of_today(desk: Desk) -> None:
    desk.decide(say(desk.open_case(CASE), "p1.fullName.0", Action.ACCEPT))
    today = desk.today()
    assert (today.decisions, today.approved, today.tasks) == (1, 0, 1)
    assert today.doubts == len(doubts(machine_record())) - 1


def test_page_pictures_count_through_the_case(desk: Desk) -> None:
    assert desk.page_picture(CASE, 2) == b"jpeg 2"
    assert [page.page_no for page in desk.open_case(CASE).pages] == [1, 2]
