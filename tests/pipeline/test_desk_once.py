"""A name or an era decided once in a file settles every row that leans on it; anything else about a row still asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.entry import Check, EntryChecks, Mention, SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.review import Action
from pipeline.desk import Desk
from pipeline.desk.once import Decided, vouched_values
from pipeline.desk.views import CaseView
from storage.archive import Archive
from tests.pipeline.desk_case import CASE, Watch, entry, field, filled, machine_record, say

NAME = "p1.fullName.0"
ROWS = ("p2.entry.1", "p2.entry.2", "p2.entry.3", "p2.entry.4")


def told(seq: int, text: str, *reasons: str, people: tuple[str, ...] = ()) -> SupportEntry:
    row = entry(seq, f"2024-04-{10 + seq}", f"4/{10 + seq}", reasons=reasons)
    return replace(row, text=text, people=tuple(Mention(one, "", (0, len(one))) for one in people))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    entries = (
        told(1, "髙橋さん来所。", "variant_name"),
        told(2, "髙橋キヨさんへ電話。", "variant_name", people=("髙橋キヨ",)),
        told(3, "高橋さんより電話。", "variant_name"),
        told(4, "髙橋さん宅を訪問。", "variant_name", "readers_disagree"),
    )
    record = machine_record(fields=(field("fullName", "髙橋 キヨ"),), entries=entries, members=(), consent=None)
    with filled(tmp_path, Watch(), record) as opened:
        yield opened


def asked(view: CaseView) -> set[str]:
    return {doubt.target for doubt in view.doubts}


def test_rows_that_spell_the_name_as_decided_follow_and_say_so(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    view = desk.decide(say(desk.open_case(CASE), NAME, Action.ACCEPT))
    assert asked(view) == {ROWS[2], ROWS[3]}
    first = view.record.entries[0]
    assert (first.route, first.origin, first.reasons) == (Route.AUTO, Origin.MACHINE, ("name_decided",))
    lines = [row for row in archive.history(CASE) if row.target == f"{ROWS[0]}.decided"]
    assert [row.after for row in lines] == ["1ページの氏名"]


def test_undo_returns_the_questions(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    before = desk.open_case(CASE)
    desk.decide(say(before, NAME, Action.ACCEPT))
    after = desk.undo(CASE)
    assert after.record.entries == before.record.entries
    assert asked(after) == asked(before)


def test_a_name_decided_otherwise_later_asks_again(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    view = desk.decide(say(desk.open_case(CASE), NAME, Action.ACCEPT))
    view = desk.decide(say(view, NAME, Action.CORRECT, value="高橋 キヨ"))
    assert asked(view) == {ROWS[0], ROWS[1], ROWS[3]}


def test_a_row_that_was_vouched_for_decides_its_names(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    view = desk.decide(say(desk.open_case(CASE), ROWS[0], Action.ACCEPT))
    assert asked(view) == {NAME, ROWS[2], ROWS[3]}


def test_two_decided_shapes_settle_nobody(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    view = desk.decide(say(desk.open_case(CASE), ROWS[2], Action.ACCEPT))
    view = desk.decide(say(view, NAME, Action.ACCEPT))
    assert ROWS[0] in asked(view)


def named(page_no: int, value: str, *reasons: str, name: str = "fullName") -> FieldReading:
    return replace(field(name, value, reasons=reasons), page_no=page_no)


@pytest.mark.parametrize(
    ("one", "follows"),
    [
        (named(2, "髙橋 キヨ", "variant_name"), True),
        (named(2, "髙橋 キヨ", "variant_name", "readers_disagree", "risk_class_S"), True),
        (named(2, "髙橋キヨ", "variant_name"), False),
        (named(2, "高橋 キヨ", "variant_name"), False),
        (named(2, "髙橋 正彦", "variant_name"), False),
        (named(2, "髙橋", "variant_name"), False),
        (named(2, "髙橋 キヨ", "fields_disagree"), False),
        (named(2, "髙橋 キヨ", "readers_disagree", "struck_text"), False),
        (named(2, "髙橋 キヨ", "random_check"), False),
        (named(2, "1938-03-09", "readers_disagree", name="dateOfBirth"), True),
        (named(2, "1938-08-09", "readers_disagree", name="dateOfBirth"), False),
        (named(2, "1938-03-09", "readers_disagree", name="receivedDate"), False),
        (named(2, "女", "risk_class_S", name="sex"), False),
    ],
)
def test_a_further_page_that_says_just_the_same_follows_unless_something_but_its_ink_is_in_doubt(
    one: FieldReading, follows: bool
) -> None:
    said = (("fullName", "髙橋 キヨ"), ("dateOfBirth", "1938-03-09"), ("sex", "女"))
    after = Decided(values=said).follow_field(one)
    assert (after.route is Route.AUTO, "value_decided" in after.reasons) == (follows, follows)
    assert Decided().follow_field(after) == one


def test_a_name_in_charge_follows_by_its_shape() -> None:
    one = named(2, "髙橋", "variant_name", name="staff")
    after = Decided(frozenset(("髙橋",))).follow_field(one)
    assert (after.route, after.reasons) == (Route.AUTO, ("name_decided",))
    assert Decided().follow_field(after) == one


def test_of_a_name_decided_in_two_shapes_no_page_follows() -> None:
    both = [replace(named(page, value), origin=Origin.HUMAN) for page, value in ((1, "髙橋 キヨ"), (2, "高橋 キヨ"))]
    assert list(vouched_values(both[:1])) == [("fullName", "髙橋 キヨ")]
    assert not vouched_values(both)


def test_a_name_decided_on_one_page_is_not_asked_on_the_next_until_it_is_undone(tmp_path: Path) -> None:
    fields = (field("fullName", "髙橋 キヨ"), named(2, "髙橋 キヨ", "variant_name"))
    record = machine_record(fields=fields, entries=(), members=(), consent=None)
    with filled(tmp_path, Watch(), record) as archive:
        desk = Desk(archive, "木村", clock=Watch())
        view = desk.decide(say(desk.open_case(CASE), NAME, Action.ACCEPT))
        assert not asked(view)
        assert [(one.route, one.origin) for one in view.record.fields][1] == (Route.AUTO, Origin.MACHINE)
        lines = [row for row in archive.history(CASE) if row.target == "p2.fullName.0.decided"]
        assert [row.after for row in lines] == ["1ページの氏名"]
        assert asked(desk.undo(CASE)) == {NAME, "p2.fullName.0"}


def dated(day: str, *reasons: str, order: Check = Check.AGREES) -> SupportEntry:
    return entry(1, day, day, reasons=reasons, checks=EntryChecks(Check.ABSENT, order))


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        (dated("2012-07-02", "era_inferred"), ("era_decided",)),
        (dated("2012-06-01", "era_inferred"), ("era_inferred",)),
        (dated("2020-07-02", "era_inferred"), ("era_inferred",)),
        (dated("2012-07-02", "era_inferred", order=Check.CONTRADICTS), ("era_inferred",)),
        (dated("2012-07-02", "era_inferred", "readers_disagree"), ("era_inferred", "readers_disagree")),
    ],
)
def test_rows_in_order_behind_a_confirmed_era_follow(row: SupportEntry, reasons: tuple[str, ...]) -> None:
    after = Decided(days=(date(2012, 6, 27),)).follow(row)
    assert after.reasons == reasons
    assert (after.route is Route.AUTO) == (reasons == ("era_decided",))


def test_an_era_confirmed_at_the_desk_settles_the_rows_below_until_it_is_undone(tmp_path: Path) -> None:
    rows = tuple(replace(dated(f"2012-07-0{seq}", "era_inferred"), seq=seq) for seq in (1, 2))
    record = machine_record(fields=(), entries=rows, members=(), consent=None)
    with filled(tmp_path, Watch(), record) as archive:
        desk = Desk(archive, "木村", clock=Watch())
        view = desk.decide(say(desk.open_case(CASE), ROWS[0], Action.ACCEPT))
        assert not asked(view)
        assert asked(desk.undo(CASE)) == {ROWS[0], ROWS[1]}
