"""The desk over a real archive: decisions and the rows of the log."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import StorageError
from domain.field import FieldState, Origin
from domain.review import Action
from pipeline.desk import Desk
from storage.archive import Archive
from tests.pipeline.desk_case import (
    CASE,
    Watch,
    entry,
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
