"""The desk over a real archive: decisions, two clerks, steps back, approval."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.entry import SupportEntry
from domain.errors import StorageError
from domain.field import Alternative, FieldReading, FieldState, Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.household import Consent, Member
from domain.page import OcrPage, Page, Quality
from domain.reading import Notice, PageForm
from domain.review import Action, Decision, ReviewTask
from pipeline.desk import Desk
from pipeline.desk_views import CaseView, Filters
from pipeline.doubts import doubts
from storage.archive import Archive

CASE = "c1"
BOX = Box(100, 200, 300, 40)
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


def field(name: str, value: str | None, **changes: object) -> FieldReading:
    given: dict[str, object] = {
        "raw": value or "？",
        "confidence": confidence(0.9),
        "route": Route.REVIEW,
        "state": FieldState.READ,
        "page_no": 1,
        "box": BOX,
        "reasons": ("risk_class_S",),
        **changes,
    }
    return FieldReading(name=name, value=value, **given)  # type: ignore[arg-type]


def entry(seq: int, date: str, date_raw: str, **changes: object) -> SupportEntry:
    given: dict[str, object] = {"route": Route.REVIEW, **changes}
    return SupportEntry(seq, 2, BOX, date, date_raw, f"面接{seq}", confidence(0.8), **given)  # type: ignore[arg-type]


def machine_record(**changes: object) -> CaseRecord:
    given: dict[str, object] = {
        "forms": (PageForm(1, "face_sheet", confidence(0.9)), PageForm(2, "support_log", confidence(0.9))),
        "fields": (
            field("fullName", "高橋 キヨ", alternatives=(Alternative("髙橋 キヨ", "異体字"),)),
            field("dateOfBirth", "1938-03-09", raw="S13.3.9"),
            field("phone", None, reasons=("readers_disagree",)),
            field("sex", "2", route=Route.AUTO, reasons=()),
        ),
        "entries": (
            entry(1, "2024-04-11", "4/11(木)"),
            entry(2, "2024-04-11", "〃", date_inferred=True),
            entry(3, "2024-04-23", "4/23(火)", date_inferred=True, route=Route.AUTO),
        ),
        "members": (Member("髙橋 正彦", "長男", "child", 1, BOX, confidence(0.9), Route.REVIEW),),
        "consent": Consent(2, BOX, confidence(0.9), Route.REVIEW, scope=("相談内容",)),
        **changes,
    }
    return CaseRecord(CASE, "北部包括", 1, "K-0013", 2, **given)  # type: ignore[arg-type]


@cache
def empty_database() -> bytes:
    with TemporaryDirectory() as place:
        path = Path(place) / "empty.db"
        with Archive(f"sqlite:///{path}", place) as archive:
            archive.migrate()
        return path.read_bytes()


def filled(folder: Path, clock: Watch, record: CaseRecord) -> Archive:
    """A fresh archive with one case; the empty database is made once and copied."""
    (folder / "a.db").write_bytes(empty_database())
    archive = Archive(f"sqlite:///{folder / 'a.db'}", str(folder / "files"), clock=clock)
    archive.open_batch(ScanBatch("b", "箱1", "受付", START.isoformat(), ()))
    paper = folder / "paper.pdf"
    paper.write_bytes(b"paper")
    digest = sha256(b"paper").hexdigest()
    archive.take_in(ScanFile(CASE, digest, "箱1/k.pdf", 5, CASE, FileState.CLAIMED), "b", path=paper)
    archive.unpacked(CASE, 2)
    page = Page(1, 2480, 3508, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    for number in (1, 2):
        archive.claim_page(f"{CASE}-{number:05d}", "w:1", lease_s=60)
        archive.save_page(f"{CASE}-{number:05d}", page, ocr=OcrPage(1, ()), picture=f"jpeg {number}".encode())
    archive.close_batch("b")
    found = doubts(record)
    archive.save_case(
        record, (), who="tsuzuri", why="first reading", task=ReviewTask(CASE, 1, found) if found else None
    )
    return archive


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


def say(view: CaseView, target: str, action: Action, **more: str | None) -> Decision:
    return Decision(CASE, view.record.revision, target, action, "木村", "", **more)  # type: ignore[arg-type]


def accept_all(desk: Desk) -> CaseView:
    view = desk.open_case(CASE)
    while view.doubts:
        target = view.doubts[0].target
        item = view.item(target)
        empty = isinstance(item, FieldReading) and item.value is None
        view = desk.decide(say(view, target, Action.BLANK if empty else Action.ACCEPT))
        assert not view.trouble
    return view


# ---- decisions


def test_accept_vouches_for_the_value_and_says_who(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p1.dateOfBirth.0", Action.ACCEPT))
    found = view.record.field("dateOfBirth")
    assert found is not None
    assert (found.origin, found.value, found.raw) == (Origin.HUMAN, "1938-03-09", "S13.3.9")
    last = desk.history(CASE, "p1.dateOfBirth.0")[-1]
    assert (last.who, last.before, last.after, last.why) == ("木村", "1938-03-09", "1938-03-09", "accept")
    assert last.when.startswith("2026-01-05")


def test_correct_is_a_new_reading_and_raw_stays_as_on_paper(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p1.fullName.0", Action.CORRECT, value="髙橋 キヨ"))
    found = view.record.field("fullName")
    assert found is not None
    assert (found.value, found.raw, found.origin) == ("髙橋 キヨ", "高橋 キヨ", Origin.HUMAN)
    last = desk.history(CASE, "p1.fullName.0")[-1]
    assert (last.before, last.after) == ("高橋 キヨ", "髙橋 キヨ")


def test_a_decided_doubt_is_gone_and_the_next_one_first(desk: Desk) -> None:
    view = desk.open_case(CASE)
    first, second = view.doubts[0].target, view.doubts[1].target
    assert desk.decide(say(view, first, Action.ACCEPT)).doubts[0].target == second


def test_nothing_cannot_be_accepted(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p1.phone.0", Action.ACCEPT))
    assert view.trouble == "nothing_to_accept"
    assert view.record.revision == 1


@pytest.mark.parametrize(
    ("action", "state"), [(Action.ILLEGIBLE, FieldState.ILLEGIBLE), (Action.BLANK, FieldState.BLANK_ON_PAPER)]
)
def test_illegible_and_blank_are_answers(desk: Desk, action: Action, state: FieldState) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p1.phone.0", action))
    found = view.record.field("phone")
    assert found is not None
    assert (found.state, found.value, found.origin) == (state, None, Origin.HUMAN)


@pytest.mark.parametrize(("action", "reason"), [(Action.HOLD, "held"), (Action.RESCAN, "rescan_wanted")])
def test_what_waits_stays_a_doubt_at_the_end(desk: Desk, action: Action, reason: str) -> None:
    view = desk.open_case(CASE)
    first = view.doubts[0].target
    view = desk.decide(say(view, first, action))
    assert view.doubts[-1].target == first
    assert reason in view.doubts[-1].reasons
    view = desk.decide(say(view, first, Action.ACCEPT))
    assert first not in [doubt.target for doubt in view.doubts]


def test_a_misfiled_page_leaves_with_everything_on_it(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p2.entry.1", Action.MISFILED))
    assert view.record.entries == ()
    assert view.record.consent is None
    assert [form.set_aside for form in view.record.forms] == [False, True]
    assert {row.target for row in desk.history(CASE)} >= {"p2.page.0", "p2.entry.1", "p2.consent.0"}


def test_an_unknown_target_is_refused(desk: Desk) -> None:
    assert desk.decide(say(desk.open_case(CASE), "p9.fullName.0", Action.ACCEPT)).trouble == "gone"


def test_a_case_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(StorageError):
        desk.open_case("nobody")


# ---- rows


def test_a_fixed_date_carries_on_to_the_rows_that_leaned_on_it(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p2.entry.1", Action.CORRECT, value="2024-04-18", part="date"))
    assert [one.date for one in view.record.entries] == ["2024-04-18", "2024-04-18", "2024-04-23"]
    assert "date_followed" in view.record.entries[1].reasons
    assert [row.target for row in desk.history(CASE)][-2:] == ["p2.entry.1.date", "p2.entry.2.date"]


def test_a_row_with_one_part_corrected_still_waits_to_be_accepted(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p2.entry.1", Action.CORRECT, value="訪問時不在。", part="text"))
    assert "p2.entry.1" in [doubt.target for doubt in view.doubts]
    view = desk.decide(say(view, "p2.entry.1", Action.ACCEPT))
    assert view.record.entries[0].origin is Origin.HUMAN
    assert view.record.entries[0].text == "訪問時不在。"


def test_a_row_without_date_is_not_accepted_by_the_way(tmp_path: Path, clock: Watch) -> None:
    undated = replace(entry(1, "2024-04-11", "？"), date=None, reasons=("entry_date_missing",))
    with filled(tmp_path, clock, machine_record(entries=(undated,))) as archive:
        desk = Desk(archive, "木村", clock=clock)
        view = desk.decide(say(desk.open_case(CASE), "p2.entry.1", Action.ACCEPT))
        assert view.trouble == "date_needed"
        view = desk.decide(say(view, "p2.entry.1", Action.ILLEGIBLE, part="date"))
        view = desk.decide(say(view, "p2.entry.1", Action.ACCEPT))
        assert not view.trouble
        assert view.record.entries[0].origin is Origin.HUMAN


def test_a_row_that_is_not_on_the_paper_goes(desk: Desk) -> None:
    view = desk.decide(say(desk.open_case(CASE), "p1.member.0", Action.BLANK))
    assert view.record.members == ()
    assert desk.history(CASE, "p1.member.0")[-1].before == "長男 髙橋 正彦"


def test_consent_part_by_part(desk: Desk) -> None:
    target = "p2.consent.0"
    view = desk.decide(
        say(desk.open_case(CASE), target, Action.CORRECT, value="相談内容、健康・医療情報", part="scope")
    )
    view = desk.decide(say(view, target, Action.CORRECT, value="2024-05-14", part="signedOn"))
    view = desk.decide(say(view, target, Action.ACCEPT))
    consent = view.record.consent
    assert consent is not None
    assert (consent.scope, consent.signedOn) == (("相談内容", "健康・医療情報"), "2024-05-14")
    assert consent.origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("target", "part", "value"),
    [
        ("p2.entry.1", "date", "2024-02-30"),
        ("p2.entry.1", "method", "空飛ぶ"),
        ("p2.entry.1", "time", "25:00"),
        ("p2.entry.1", "seq", "9"),
        ("p1.member.0", "living", "どこか"),
        ("p1.member.0", "age", "八十"),
        ("p2.consent.0", "signedOn", "きのう"),
    ],
)
def test_a_value_of_no_use_is_refused_and_kept_as_a_draft(desk: Desk, target: str, part: str, value: str) -> None:
    view = desk.decide(say(desk.open_case(CASE), target, Action.CORRECT, value=value, part=part))
    assert view.trouble in ("value_wrong", "not_for_this")
    assert view.record.revision == 1
    assert desk.drafts(CASE) == {f"{target}.{part}": value}


# ---- two people


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


# ---- drafts and steps back


def test_drafts_survive_a_new_desk(archive: Archive, desk: Desk, clock: Watch) -> None:
    desk.save_draft(CASE, "p1.fullName.0", text="髙橋")
    assert Desk(archive, "木村", clock=clock).open_case(CASE).drafts == {"p1.fullName.0": "髙橋"}
    assert Desk(archive, "早川", clock=clock).drafts(CASE) == {}


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


# ---- the end of a case


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


# ---- list, numbers, papers


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
