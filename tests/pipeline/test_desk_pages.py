"""Pages as paper: marked, named, turned, ordered, moved, with 付箋. Nothing of a page stays where the page is not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from domain.batch import FileState, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.field import Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality
from domain.reading import Notice, PageForm
from domain.review import Action, Decision, ReviewTask
from pipeline.desk import Desk
from pipeline.desk.pages import PageDesk
from pipeline.desk.views import CaseView
from pipeline.doubts import doubts, items
from storage.archive import Archive
from storage.asked import Query
from tests.pipeline.desk_case import CASE, Watch, filled, machine_record

OTHER = "c2"
WORDS = (
    "支援経過記録",
    "年月日",
    "方法",
    "担当",
    "内容",
    "R6.5.20(月)",
    "訪問",
    "木村",
    "玄関先で面接。ゴミ袋が天井近くまで。",
)


def line(text: str, place: int) -> OcrLine:
    box = Box(200, 200 + 60 * place, 30 * len(text), 40)
    chars = tuple(OcrChar(one, box, confidence(0.95)) for one in text)
    return OcrLine(text, box, confidence(0.95), Direction.HORIZONTAL, chars)


def add_other(archive: Archive, folder: Path) -> None:
    paper = folder / "other.pdf"
    paper.write_bytes(b"other")
    file = ScanFile(OTHER, sha256(b"other").hexdigest(), "箱1/o.pdf", 5, OTHER, FileState.CLAIMED)
    archive.take_in(file, "b", path=paper)
    archive.unpacked(OTHER, 1)
    archive.claim_page(f"{OTHER}-00001", "w:1", lease_s=60)
    page = Page(1, 2480, 3508, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    ocr = OcrPage(1, tuple(line(text, place) for place, text in enumerate(WORDS)))
    archive.save_page(f"{OTHER}-00001", page, ocr=ocr, picture=b"jpeg other")
    record = CaseRecord(
        OTHER,
        "北部包括",
        1,
        "K-0014",
        1,
        (PageForm(1, "support_log", confidence(0.9)),),
        fields=tuple(replace(one, value="早川 光", raw="早川 光") for one in machine_record().fields[:1]),
    )
    found = doubts(record)
    archive.save_case(record, (), who="tsuzuri", why="first reading", task=ReviewTask(OTHER, 1, found))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with filled(tmp_path, Watch(), machine_record()) as opened:
        add_other(opened, tmp_path)
        yield opened


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive, "木村", clock=Watch())


@pytest.fixture
def pages(desk: Desk) -> PageDesk:
    return PageDesk(desk)


def on_page(record: CaseRecord, page_no: int) -> list[str]:
    return [one.key for one in items(record) if one.page_no == page_no]


@pytest.mark.parametrize("mark", ["blank", "backside", "duplicate"])
def test_a_page_that_is_no_page_of_the_case_leaves_nothing_behind(desk: Desk, pages: PageDesk, mark: str) -> None:
    before = desk.open_case(CASE).record
    view = pages.mark(CASE, 2, revision=1, mark=mark)
    assert on_page(before, 2) and not on_page(view.record, 2)
    assert not [doubt for doubt in view.doubts if doubt.page_no == 2]
    page = view.page(2)
    assert page is not None and (page.mark, page.set_aside) == (mark, True)
    told = {row.target: row.before for row in desk.history(CASE)}
    assert set(on_page(before, 2)) <= told.keys()
    back = desk.undo(CASE)
    assert (back.record.entries, back.record.consent, back.record.forms) == (
        before.entries,
        before.consent,
        before.forms,
    )


def test_a_mark_taken_off_reads_the_page_again_and_asks_a_person(desk: Desk, pages: PageDesk) -> None:
    marked = pages.mark(OTHER, 1, revision=1, mark="blank")
    assert not items(marked.record)
    view = pages.mark(OTHER, 1, revision=marked.record.revision, mark="")
    assert view.record.entries
    assert all(one.route is Route.REVIEW and "page_reread" in one.reasons for one in view.record.entries)


def test_a_form_named_by_a_person_is_read_as_that_form(desk: Desk, pages: PageDesk) -> None:
    view = pages.name(OTHER, 1, revision=1, form="support_log")
    assert not view.trouble
    (row,) = view.record.entries
    assert (row.date, row.method) == ("2024-05-20", "30")
    assert row.origin is Origin.MACHINE and row.route is Route.REVIEW
    assert ("p1.fullName.0", "早川 光", None) in {(one.target, one.before, one.after) for one in desk.history(OTHER)}


def test_a_form_of_ones_own_words_changes_no_value(desk: Desk, pages: PageDesk) -> None:
    before = desk.open_case(CASE).record
    view = pages.name(CASE, 2, revision=1, form="民生委員　連絡票")
    page = view.page(2)
    assert page is not None and (page.form, page.name) == ("unknown", "民生委員 連絡票")
    assert view.record.entries == before.entries
    assert pages.name(CASE, 2, revision=view.record.revision, form="　").trouble == "value_needed"


def test_to_name_a_form_settles_nothing_else(archive: Archive, pages: PageDesk) -> None:
    record = machine_record().next(warnings=(Notice("protection_word", 2, "ＤＶ"), Notice("unknown_form", 2, "？")))
    archive.save_case(record, (), who="tsuzuri", why="test", task=ReviewTask(CASE, 2, doubts(record)))
    view = pages.name(CASE, 2, revision=2, form="連絡票")
    (doubt,) = [one for one in view.doubts if one.target == "p2.page.0"]
    assert doubt.reasons == ("protection_word",)


def test_a_turned_page_is_not_trusted_any_more(desk: Desk, pages: PageDesk) -> None:
    view = pages.turn(CASE, 2, revision=1)
    page = view.page(2)
    assert page is not None and page.turn_deg == 90
    assert all("page_turned" in one.reasons for one in view.record.entries)
    assert desk.undo(CASE).record.forms == machine_record().forms


def test_what_was_vouched_for_stays_when_its_page_is_turned(desk: Desk, pages: PageDesk) -> None:
    said = desk.decide(Decision(CASE, 1, "p1.fullName.0", Action.CORRECT, "木村", "", value="髙橋 キヨ"))
    view = pages.turn(CASE, 1, revision=said.record.revision, by=180)
    name = view.record.field("fullName")
    assert name is not None and (name.value, name.origin) == ("髙橋 キヨ", Origin.HUMAN)
    assert all("page_turned" in one.reasons for one in view.record.fields if one.page_no == 1 and one is not name)


def test_pages_change_places_and_keep_their_names(desk: Desk, pages: PageDesk) -> None:
    view = pages.shift(CASE, 2, revision=1, step=-1)
    assert [page.page_no for page in view.pages] == [2, 1]
    assert on_page(view.record, 2) == on_page(machine_record(), 2)
    assert pages.shift(CASE, 2, revision=2, step=-1).trouble == "no_row_there"
    assert desk.undo(CASE).record.order == ()


def test_notes_come_and_go_with_their_writer(desk: Desk, pages: PageDesk) -> None:
    view = pages.note(CASE, 1, revision=1, text=" 原本は金庫 ")
    page = view.page(1)
    assert page is not None and [(one.text, one.who) for one in page.notes] == [("原本は金庫", "木村")]
    assert pages.unnote(CASE, 1, revision=2, place=0).record.forms[0].notes == ()
    assert pages.note(CASE, 1, revision=3, text="").trouble == "value_needed"


def test_a_moved_page_takes_everything_with_it(desk: Desk, pages: PageDesk, archive: Archive) -> None:
    before = desk.open_case(OTHER).record
    view = pages.move(OTHER, 1, revision=1, to=CASE)
    assert not view.trouble and not items(view.record)
    assert archive.picture(OTHER, 1) == b""
    assert archive.picture(CASE, 3) == b"jpeg other"
    there = archive.case(CASE)
    assert there is not None and there.page_count == 3
    assert [one.date for one in there.entries if one.page_no == 3] == ["2024-05-20"]
    assert "p3.page.0" in [doubt.target for doubt in doubts(there)]
    hits = archive.search(Query("ゴミ袋")).hits
    assert {hit.case_id for hit in hits} == {CASE}
    assert archive.verify_history().is_whole
    back = desk.undo(OTHER)
    assert not back.trouble
    assert back.record.fields == before.fields
    assert archive.picture(OTHER, 1) == b"jpeg other"
    again = archive.case(CASE)
    assert again is not None and not on_page(again, 3)
    assert {hit.case_id for hit in archive.search(Query("ゴミ袋")).hits} == {OTHER}


def test_a_move_is_not_taken_back_over_what_somebody_did(desk: Desk, pages: PageDesk, archive: Archive) -> None:
    pages.move(OTHER, 1, revision=1, to=CASE)
    second = Desk(archive, "早川", clock=Watch())
    row = next(one for one in second.open_case(CASE).record.entries if one.page_no == 3)
    assert not second.decide(Decision(CASE, second.record(CASE).revision, row.key, Action.ACCEPT, "早川", "")).trouble
    assert desk.undo(OTHER).trouble == "changed_since"
    assert archive.picture(CASE, 3) == b"jpeg other"


def test_a_page_that_comes_back_has_its_old_number(desk: Desk, pages: PageDesk, archive: Archive) -> None:
    pages.move(OTHER, 1, revision=1, to=CASE)
    desk.release(OTHER)
    view = pages.move(CASE, 3, revision=archive.case(CASE).revision, to=OTHER)  # type: ignore[union-attr]
    assert not view.trouble
    assert archive.picture(OTHER, 1) == b"jpeg other"
    assert [place.page_no for place in archive.case_pages(CASE)] == [1, 2, 3]
    assert archive.picture(CASE, 3) == b""


def test_a_page_moved_away_is_not_worked_on_here(pages: PageDesk) -> None:
    view = pages.move(OTHER, 1, revision=1, to=CASE)
    assert pages.mark(OTHER, 1, revision=view.record.revision, mark="blank").trouble == "page_away"


def held(pages: PageDesk, archive: Archive) -> CaseView:
    archive.hold_case(OTHER, on=True, who="係長", why="hold")
    return pages.move(CASE, 1, revision=1, to=OTHER)


Move = Callable[[PageDesk, Archive], CaseView]


@pytest.mark.parametrize(
    ("move", "trouble"),
    [
        (lambda pages, _: pages.move(CASE, 1, revision=1, to="nowhere"), "no_case"),
        (lambda pages, _: pages.move(CASE, 1, revision=1, to=CASE), "same_case"),
        (lambda pages, _: pages.move(CASE, 9, revision=1, to=OTHER), "gone"),
        (lambda pages, _: pages.move(CASE, 1, revision=7, to=OTHER), "stale_look"),
        (held, "target_held"),
    ],
)
def test_a_move_that_cannot_be(pages: PageDesk, archive: Archive, move: Move, trouble: str) -> None:
    assert move(pages, archive).trouble == trouble
    record = archive.case(CASE)
    assert record is not None and record.revision == 1


def test_a_page_for_an_approved_case_makes_it_a_candidate_again(desk: Desk, pages: PageDesk, archive: Archive) -> None:
    accepted = desk.decide(Decision(OTHER, 1, "p1.fullName.0", Action.ACCEPT, "木村", ""))
    assert not accepted.trouble
    assert desk.approve(OTHER).record.import_status is ImportStatus.APPROVED
    pages.move(CASE, 2, revision=1, to=OTHER)
    record = archive.case(OTHER)
    assert record is not None and record.import_status is ImportStatus.CANDIDATE


def test_pages_to_scan_again_are_listed_by_their_paper(desk: Desk, archive: Archive) -> None:
    assert archive.rescans.wanted() == ()
    desk.decide(Decision(CASE, 1, "p2.page.0", Action.RESCAN, "木村", ""))
    (line_,) = archive.rescans.wanted()
    assert (line_.batch, line_.source, line_.leaf, line_.page_no) == ("箱1", "箱1/k.pdf", 2, 2)
    desk.decide(Decision(CASE, 2, "p2.page.0", Action.ACCEPT, "木村", ""))
    assert archive.rescans.wanted() == ()


def test_cases_are_found_to_move_a_page_to(pages: PageDesk) -> None:
    (found,) = pages.find_cases("早川光", other_than=CASE)
    assert (found.case_id, found.full_name) == (OTHER, "早川 光")
    assert pages.find_cases(" ", other_than=CASE) == ()
