"""A page that is in nobody's case begins a new one: whole, with nothing vouched for, and taken back by one key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.access import ACCOUNT_ROLES, RIGHTS, Operator, Right, Role
from domain.case import CaseRecord, ImportStatus
from domain.errors import AccessRefused
from domain.field import Origin, Route
from domain.review import Action, Decision
from pipeline.desk import Desk
from pipeline.desk.pages import PageDesk
from pipeline.desk.views import CaseView
from pipeline.doubts import items
from storage.archive import Archive
from storage.asked import Query
from tests.pipeline import sheltered
from tests.pipeline.desk_case import CASE, Watch, filled, machine_record
from tests.pipeline.test_desk_pages import OTHER, add_other


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """CASE with four pages, the last two of which came from OTHER and from nobody in particular."""
    with filled(tmp_path, Watch(), machine_record()) as opened:
        add_other(opened, tmp_path)
        PageDesk(Desk(opened, "受付", clock=Watch())).move(OTHER, 1, revision=1, to=CASE)
        opened.release(CASE, "受付")
        yield opened


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive, "木村", clock=Watch())


def stored(archive: Archive, case_id: str) -> CaseRecord:
    record = archive.case(case_id)
    assert record is not None
    return record


def begin(desk: Desk, page_no: int = 3, *, to_end: bool = False) -> CaseView:
    revision = stored(desk.archive, CASE).revision
    return PageDesk(desk).begin(CASE, page_no, revision=revision, to_end=to_end)


def new_case(view: CaseView, page_no: int = 3) -> str:
    page = view.page(page_no)
    assert page is not None and page.moved
    return page.other_case


def test_a_page_begins_a_case_that_a_person_has_to_look_at(desk: Desk, archive: Archive) -> None:
    view = begin(desk)
    assert not view.trouble and not [one for one in items(view.record) if one.page_no == 3]
    new = stored(archive, new_case(view))
    assert (new.revision, new.page_count, new.office) == (1, 1, "北部包括")
    assert archive.picture(new.case_id, 1) == b"jpeg other" and archive.picture(CASE, 3) == b""
    (row,) = new.entries
    assert (row.date, row.route, row.origin) == ("2024-05-20", Route.REVIEW, Origin.MACHINE)
    assert "page_reread" in row.reasons
    task = archive.task(new.case_id)
    assert task is not None and "p1.page.0" in [one.target for one in task.doubts]
    assert {hit.case_id for hit in archive.search(Query("ゴミ袋")).hits} == {new.case_id}
    (told,) = desk.history(new.case_id)
    assert (told.target, told.after, told.why) == ("p1.page.0.other_case", CASE, "begin_case")
    assert archive.verify_history().is_whole
    mine = desk.open_case(new.case_id)
    assert mine.is_mine and not desk.decide(Decision(new.case_id, 1, row.key, Action.ACCEPT, "木村", "")).trouble


def test_from_here_to_the_end_as_the_pages_lie(desk: Desk, archive: Archive) -> None:
    pages = PageDesk(desk)
    view = pages.shift(CASE, 3, revision=stored(archive, CASE).revision, step=-1)  # 1 3 2
    view = pages.note(CASE, 2, revision=view.record.revision, text="原本は金庫")
    view = pages.mark(CASE, 2, revision=view.record.revision, mark="backside")
    new = stored(archive, new_case(begin(desk, to_end=True)))
    assert [archive.picture(new.case_id, number) for number in (1, 2)] == [b"jpeg other", b"jpeg 2"]
    first, second = new.forms
    assert (first.mark, first.set_aside, first.other_case) == ("", False, CASE)
    assert (second.mark, second.set_aside, [note.text for note in second.notes]) == ("backside", True, ["原本は金庫"])
    assert [place.key for place in archive.case_pages(CASE)][1:] == ["", ""]


def test_one_key_takes_it_back_and_leaves_an_empty_case_for_nobody(desk: Desk, archive: Archive) -> None:
    before = stored(archive, CASE)
    new_id = new_case(begin(desk, 2, to_end=True), 2)
    view = desk.undo(CASE)
    assert not view.trouble
    assert (view.record.forms, view.record.entries, view.record.consent) == (
        before.forms,
        before.entries,
        before.consent,
    )
    assert [archive.picture(CASE, number) for number in (1, 2, 3)] == [b"jpeg 1", b"jpeg 2", b"jpeg other"]
    left = stored(archive, new_id)
    assert not items(left) and left.import_status is ImportStatus.EXCLUDED and left.exclusion_reason
    assert archive.task(new_id) is None
    assert {hit.case_id for hit in archive.search(Query("ゴミ袋")).hits} == {CASE}
    assert archive.verify_history().is_whole
    again = begin(desk)
    assert not again.trouble and new_case(again) != new_id


def test_it_is_not_taken_back_over_what_somebody_did(desk: Desk, archive: Archive) -> None:
    new_id = new_case(begin(desk))
    second = Desk(archive, "早川", clock=Watch())
    noted = PageDesk(second).note(new_id, 1, revision=1, text="本人に確認")
    assert not noted.trouble
    assert desk.undo(CASE).trouble == "changed_since"
    assert archive.picture(new_id, 1) == b"jpeg other"


def test_what_cannot_begin_a_case(desk: Desk, archive: Archive) -> None:
    revision, pages = stored(archive, CASE).revision, PageDesk(desk)
    assert pages.begin(CASE, 1, revision=revision, to_end=True).trouble == "whole_case"
    assert pages.begin(CASE, 9, revision=revision).trouble == "gone"
    assert pages.begin(CASE, 3, revision=1).trouble == "stale_look"
    assert pages.begin(OTHER, 1, revision=2).trouble == "page_away"
    assert stored(archive, CASE).revision == revision
    Desk(archive, "早川", clock=Watch()).open_case(CASE)  # holds nothing: 木村 has it
    assert PageDesk(Desk(archive, "早川", clock=Watch())).begin(CASE, 3, revision=revision).trouble == "not_held"


def test_a_case_of_one_page_is_its_own_case(desk: Desk, archive: Archive) -> None:
    new_id = new_case(begin(desk))
    desk.release(CASE)
    assert PageDesk(desk).begin(new_id, 1, revision=1).trouble == "whole_case"


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_every_role_without_the_right_is_refused(archive: Archive, role: Role) -> None:
    before = stored(archive, CASE)
    who = Desk(archive, Operator("x1", role), clock=Watch())
    if Right.DECIDE in RIGHTS[role]:
        assert not begin(who).trouble
        return
    if Right.READ in RIGHTS[role]:
        assert begin(who).trouble == "no_right"
    else:
        with pytest.raises(AccessRefused):
            begin(who)
    assert stored(archive, CASE) == before


def test_a_page_with_something_masked_waits_for_whoever_may_see_it(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}", str(tmp_path / "files")) as archive:
        archive.migrate()
        for case_id in ("case-s", "case-t"):
            sheltered.take_in(archive, tmp_path, case_id=case_id)
        clerk, boss = Desk(archive, Operator("kimura", Role.CLERK)), Desk(archive, Operator("matsuda", Role.SUPERVISOR))
        assert PageDesk(clerk).move("case-s", 1, revision=1, to="case-t").trouble == "masked_page"
        clerk.release("case-s")
        boss.guard.unmask("case-s", "safety")
        assert not PageDesk(boss).move("case-s", 1, revision=1, to="case-t").trouble
        revision = stored(archive, "case-t").revision
        assert PageDesk(clerk).begin("case-t", 2, revision=revision).trouble == "masked_page"
        assert stored(archive, "case-t").revision == revision
