"""Ways of checking: palette, grid, blind second keying, planted values."""

from pathlib import Path

import pytest

from domain.case import ImportStatus
from domain.field import Alternative, Origin, Route
from domain.review import Action, Decision
from pipeline.desk import Desk
from pipeline.desk.grid import GridCheck
from pipeline.desk.quality import chosen, wrong_value
from pipeline.desk.second import SecondKeying
from pipeline.desk.variants import glyphs, palette
from storage.archive import Archive
from tests.pipeline.desk_case import CASE, Watch, field, filled, machine_record


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    record = machine_record(entries=(), members=(), consent=None)
    return filled(tmp_path, Watch(), record)


def say(desk: Desk, target: str, action: Action, value: str | None = None) -> str:
    view = desk.open_case(CASE)
    return desk.decide(Decision(CASE, view.record.revision, target, action, desk.who, "", value, ms=900)).trouble


def settle_all(desk: Desk) -> None:
    say(desk, "p1.fullName.0", Action.CORRECT, "髙橋 キヨ")
    say(desk, "p1.dateOfBirth.0", Action.ACCEPT)
    say(desk, "p1.phone.0", Action.BLANK)
    desk.release(CASE)


def test_the_palette_offers_one_form_at_a_time_and_what_was_known_first() -> None:
    known = (Alternative("高嶋 真", "別の読み"),)
    found = palette("fullName", "高島 真", known=known)
    assert [one.value for one in found[:2]] == ["高嶋 真", "髙島 真"]
    assert len({one.value for one in found}) == len(found) <= 9
    assert palette("address", "高島") == ()
    assert glyphs("高島 真", "髙島 真") == "髙"
    assert glyphs("高島", "髙橋") == ""


def test_a_grid_accepts_what_is_not_marked(tmp_path: Path) -> None:
    levels = tuple(field("careLevel", "22", index=index) for index in range(3))
    archive = filled(tmp_path, Watch(), machine_record(fields=levels, entries=(), members=(), consent=None))
    check = GridCheck(Desk(archive, "木村"))
    (grid,) = check.grids()
    taken = check.settle(grid, frozenset({1}), ms=3000)
    fields = archive.case(CASE).fields
    assert [one.origin for one in fields] == [Origin.HUMAN, Origin.MACHINE, Origin.HUMAN]
    assert [look.way for look, _ in archive.quality.looks()] == ["grid", "grid"]
    check.take_back(taken)
    assert {one.origin for one in archive.case(CASE).fields} == {Origin.MACHINE}


def test_a_grid_leaves_what_another_clerk_holds(tmp_path: Path) -> None:
    levels = tuple(field("careLevel", "22", index=index) for index in range(2))
    archive = filled(tmp_path, Watch(), machine_record(fields=levels, entries=(), members=(), consent=None))
    check = GridCheck(Desk(archive, "木村"))
    (grid,) = check.grids()
    assert Desk(archive, "早川").open_case(CASE).is_mine
    assert check.settle(grid, frozenset()) == ()
    assert check.grids() == ()


def test_two_people_type_an_identity_field_and_a_third_decides(archive: Archive) -> None:
    archive.quality.set_rule("double_entry", "yes", who="係長")
    first, second, third = (Desk(archive, who) for who in ("木村", "早川", "野口"))
    settle_all(first)
    assert first.approve(CASE).trouble == "second_entry"
    assert SecondKeying(first).tasks() == ()
    typing = SecondKeying(second)
    name, born = typing.tasks()
    assert (name.role, name.choices) == ("second", ())
    assert typing.key(name, "高橋 キヨ") == ""
    assert typing.key(born, "S13.3.9") == ""
    assert typing.tasks() == ()
    judging = SecondKeying(third)
    (task,) = judging.tasks()
    assert (task.role, task.choices) == ("third", tuple(sorted(("髙橋 キヨ", "高橋 キヨ"))))
    assert judging.key(task, "高橋 キヨ") == ""
    assert archive.case(CASE).value("fullName") == "高橋 キヨ"
    assert archive.history(CASE)[-1].who == "野口"
    assert first.approve(CASE).record.import_status is ImportStatus.APPROVED


def test_a_blind_entry_is_taken_back(archive: Archive) -> None:
    archive.quality.set_rule("double_entry", "yes", who="係長")
    settle_all(Desk(archive, "木村"))
    typing = SecondKeying(Desk(archive, "早川"))
    before = typing.tasks()
    assert typing.key(before[0], "髙橋　キヨ") == ""
    assert len(typing.tasks()) == 1
    typing.take_back(before[0])
    assert typing.tasks() == before


def test_a_sample_that_disagrees_becomes_a_doubt(archive: Archive) -> None:
    settle_all(Desk(archive, "木村"))
    archive.quality.set_rule("sample_share", "1.0", who="係長")
    typing = SecondKeying(Desk(archive, "早川"))
    (task,) = typing.tasks()
    assert (task.name, task.role) == ("sex", "sample")
    assert typing.key(task, "男") == ""
    found = archive.case(CASE).field("sex")
    assert found.route is Route.REVIEW and "random_check" in found.reasons
    assert found.value == "2"
    assert archive.task(CASE) is not None


def test_a_planted_value_is_never_stored(archive: Archive) -> None:
    archive.quality.set_rule("plant_share", "1.0", who="係長")
    desk = Desk(archive, "木村")
    shown = desk.open_case(CASE).record.value("fullName")
    assert shown == "髙橋 キヨ" != archive.case(CASE).value("fullName")
    assert say(desk, "p1.fullName.0", Action.ACCEPT) == "planted"
    assert archive.case(CASE).revision == 1
    assert desk.open_case(CASE).record.value("fullName") == "高橋 キヨ"
    assert say(desk, "p1.dateOfBirth.0", Action.CORRECT, "1938-03-09") == ""
    assert {outcome: n for _, outcome, n in archive.quality.outcomes()} == {"missed": 1, "caught": 1}


def test_a_slip_that_was_the_truth_measures_nobody(archive: Archive) -> None:
    archive.quality.set_rule("plant_share", "1.0", who="係長")
    desk = Desk(archive, "木村")
    assert say(desk, "p1.fullName.0", Action.ACCEPT) == "planted"
    assert say(desk, "p1.fullName.0", Action.CORRECT, "髙橋 キヨ") == ""
    assert [outcome for _, outcome, _ in archive.quality.outcomes()] == ["void"]


def test_every_decision_is_measured(archive: Archive) -> None:
    desk = Desk(archive, "木村")
    say(desk, "p1.dateOfBirth.0", Action.ACCEPT)
    say(desk, "p1.fullName.0", Action.CORRECT, "髙橋 キヨ")
    looks = [look for look, _ in archive.quality.looks()]
    assert [(one.name, one.right, one.ms) for one in looks] == [("fullName", False, 900), ("dateOfBirth", True, 900)]


@pytest.mark.parametrize(("name", "value"), [("dateOfBirth", "1938-03-09"), ("phone", "0470-00-1234")])
def test_a_slip_differs_in_one_sign(name: str, value: str) -> None:
    wrong = wrong_value(field(name, value))
    assert wrong is not None and sum(a != b for a, b in zip(wrong, value, strict=True)) == 1


def test_a_share_is_kept() -> None:
    found = sum(chosen(0.1, str(number)) for number in range(5000))
    assert 400 < found < 600
