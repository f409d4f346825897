"""From a key to the desk: where the eye goes, what is told, what is kept."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.entry import SupportEntry
from domain.field import Alternative, FieldReading, FieldState, Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.page import OcrPage, Page, Quality
from domain.reading import Notice, PageForm
from domain.review import ReviewTask
from pipeline.desk import Desk
from pipeline.doubts import doubts
from review_ui.asking import asked
from review_ui.deciding import current, first_target, look_at, on_act, on_typed
from review_ui.listing import list_data
from review_ui.overlay import sheet_data
from review_ui.seat import Seat
from storage.archive import Archive

CASE = "c1"
BOX = Box(100, 200, 300, 40)
SURE = confidence(0.9)


def field(name: str, value: str | None, y: int, **changes: object) -> FieldReading:
    given: dict[str, object] = {"route": Route.REVIEW, "reasons": ("risk_class_S",), **changes}
    return FieldReading(
        name=name,
        raw=value or "？",
        value=value,
        confidence=SURE,
        state=FieldState.READ,
        page_no=1,
        box=Box(100, y, 300, 40),
        **given,  # type: ignore[arg-type]
    )


def record() -> CaseRecord:
    return CaseRecord(
        CASE,
        "北部包括",
        1,
        "K-0013",
        2,
        (PageForm(1, "face_sheet", SURE), PageForm(2, "support_log", SURE)),
        fields=(
            field("fullName", "高橋 キヨ", 100, alternatives=(Alternative("髙橋 キヨ", "異体字"),)),
            field("dateOfBirth", "1938-03-09", 300),
            field("phone", None, 500),
            field("sex", "2", 700, route=Route.AUTO, reasons=()),
        ),
        entries=(SupportEntry(1, 2, BOX, "2024-04-11", "4/11(木)", "面接。", SURE, Route.REVIEW),),
        warnings=(Notice("individual_number", 2, "個人番号（12桁）の疑いがあります。"),),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}", str(tmp_path / "files")) as opened:
        opened.migrate()
        opened.open_batch(ScanBatch("b", "箱1", "受付", "2026-01-05T00:00:00+00:00", ()))
        paper = tmp_path / "paper.pdf"
        paper.write_bytes(b"paper")
        digest = sha256(b"paper").hexdigest()
        opened.take_in(ScanFile(CASE, digest, "箱1/k.pdf", 5, CASE, FileState.CLAIMED), "b", path=paper)
        opened.unpacked(CASE, 2)
        page = Page(1, 2480, 3508, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
        for number in (1, 2):
            opened.claim_page(f"{CASE}-{number:05d}", "w:1", lease_s=60)
            opened.save_page(f"{CASE}-{number:05d}", page, ocr=OcrPage(1, ()), picture=b"jpeg")
        found = record()
        opened.save_case(found, (), who="tsuzuri", why="first reading", task=ReviewTask(CASE, 1, doubts(found)))
        yield opened


@pytest.fixture
def seat(archive: Archive) -> Seat:
    made = Seat(Desk(archive, "木村"), "ja")
    made.view = made.desk.open_case(CASE)
    look_at(made, "p1.fullName.0")
    return made


def press(seat: Seat, what: str, **more: object) -> None:
    on_act(seat, {"what": what, "case": CASE, "target": seat.target, "part": seat.part, **more})


def test_accept_goes_on_to_the_next_doubt(seat: Seat) -> None:
    press(seat, "accept")
    assert seat.target == "p1.dateOfBirth.0"
    assert seat.last == "【氏名】を確認しました"


def test_a_number_picks_its_choice(seat: Seat) -> None:
    press(seat, "choose", choice=0)
    found = current(seat).record.field("fullName")
    assert found is not None
    assert (found.value, found.origin) == ("髙橋 キヨ", Origin.HUMAN)


def test_a_number_without_a_choice_does_nothing(seat: Seat) -> None:
    press(seat, "choose", choice=7)
    assert (seat.target, current(seat).record.revision) == ("p1.fullName.0", 1)


def test_a_key_meant_for_another_field_is_not_heard(seat: Seat) -> None:
    on_act(seat, {"what": "accept", "case": CASE, "target": "p1.phone.0"})
    assert current(seat).record.revision == 1


def test_a_key_meant_for_the_same_field_of_another_case_is_not_heard(seat: Seat) -> None:
    on_act(seat, {"what": "accept", "case": "case-before", "target": seat.target})
    on_typed(seat, {"case": "case-before", "target": seat.target, "part": seat.part, "text": "佐藤"})
    assert current(seat).record.revision == 1
    assert seat.desk.drafts(CASE) == {}


def test_the_refusal_is_told_at_the_field(seat: Seat) -> None:
    look_at(seat, "p1.phone.0")
    press(seat, "accept")
    assert seat.target == "p1.phone.0"
    assert seat.trouble.startswith("値がありません")


def test_wrong_words_stay_in_the_line_and_in_the_archive(seat: Seat) -> None:
    look_at(seat, "p1.dateOfBirth.0")
    press(seat, "correct", text="S13.13.9")
    assert (seat.edit, seat.note[1]) == (True, False)
    assert seat.desk.drafts(CASE) == {"p1.dateOfBirth.0": "S13.13.9"}


def test_typing_keeps_a_draft_and_tells_the_meaning(seat: Seat) -> None:
    look_at(seat, "p1.dateOfBirth.0")
    on_typed(seat, {"case": CASE, "target": seat.target, "part": seat.part, "text": "S13.3.9"})
    assert "昭和13年3月9日" in seat.note[0]
    assert seat.desk.drafts(CASE) == {"p1.dateOfBirth.0": "S13.3.9"}
    press(seat, "correct", text="S13.3.9")
    assert seat.desk.drafts(CASE) == {}


def test_words_that_wait_come_back_first(seat: Seat) -> None:
    seat.desk.save_draft(CASE, "p2.entry.1.text", text="面接した。")
    again = Seat(Desk(seat.desk.archive, "木村"), "ja")
    again.view = again.desk.open_case(CASE)
    look_at(again, first_target(again.view))
    assert (again.target, again.part, again.edit) == ("p2.entry.1", "text", True)


def test_esc_gives_the_words_up(seat: Seat) -> None:
    on_typed(seat, {"case": CASE, "target": seat.target, "part": "", "text": "髙"})
    press(seat, "drop")
    assert seat.desk.drafts(CASE) == {}
    assert not seat.edit


def test_looking_on_and_back_decides_nothing(seat: Seat) -> None:
    press(seat, "next")
    press(seat, "next")
    press(seat, "previous")
    assert (seat.target, current(seat).record.revision) == ("p1.dateOfBirth.0", 1)


def test_undo_returns_to_the_field(seat: Seat) -> None:
    press(seat, "accept")
    press(seat, "undo")
    assert seat.target == "p1.fullName.0"


def test_a_row_is_corrected_part_by_part_and_stays(seat: Seat) -> None:
    look_at(seat, "p2.entry.1")
    press(seat, "part", step=4)
    assert seat.part == "text"
    press(seat, "correct", text="玄関先で面接。")
    assert (seat.target, seat.part) == ("p2.entry.1", "date")
    press(seat, "accept")
    assert current(seat).record.entries[0].text == "玄関先で面接。"


def test_the_whole_case_takes_one_key_a_doubt_and_one_to_approve(seat: Seat) -> None:
    look_at(seat, first_target(current(seat)))
    count = len(current(seat).doubts)
    keys = 0
    while seat.target:
        press(seat, "blank" if seat.target == "p1.phone.0" else "accept")
        keys += 1
    press(seat, "approve")
    assert current(seat).record.import_status is ImportStatus.APPROVED
    assert keys + 1 <= count + 2


# ---- what is shown


def test_a_page_tells_its_warning_in_words(seat: Seat) -> None:
    data = asked(current(seat), "p2.page.0", part="", lang="ja")
    assert data["reasons"] == ["個人番号（12桁）の疑いがあります。"]


def test_the_list_has_doubts_first_and_the_rest_folded(seat: Seat) -> None:
    data = list_data(current(seat), seat.target, last="", lang="ja")
    assert [one["target"] for one in data["doubts"]][:2] == ["p2.page.0", "p1.fullName.0"]  # type: ignore[attr-defined]
    assert [one["target"] for one in data["rest"]] == ["p1.sex.0"]  # type: ignore[attr-defined]


def test_the_box_is_lit_on_its_own_page_only(seat: Seat) -> None:
    view = current(seat)
    assert sheet_data(view, "p1.fullName.0", page_no=1, lang="ja")["box"] == [100, 100, 300, 40]
    assert sheet_data(view, "p1.fullName.0", page_no=2, lang="ja")["box"] is None
