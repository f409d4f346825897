"""Two scans of one sheet are shown, replaced and taken back; nothing happens by itself."""

import hashlib
import io
from pathlib import Path

import pytest

from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality
from domain.paper_box import SideKind, SideMark
from domain.reading import PageForm
from domain.review import Doubt, DoubtKind, ReviewTask
from pipeline.desk import Desk
from pipeline.near_twins import ask_again, keep_both, near_twins, replace
from storage.archive import Archive
from tests.pipeline.papers import sheet

WORDS = "生活困窮の相談。長男と同居、家賃の滞納が二か月ある。"
OTHER = "就労支援センターへ同行した。来月の面接を予約した。"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(f"sqlite:///{tmp_path / 'home' / 'archive.db'}", str(tmp_path / "home" / "files"))
    made.migrate()
    box_of_twins(made, tmp_path)
    return made


def box_of_twins(archive: Archive, folder: Path) -> None:
    """One case of three pages: a sheet, the same sheet blurred, and another."""
    archive.open_batch(ScanBatch("b1", "R8-3", "木村", "2026-04-01T00:00:00", ()))
    path = folder / "adf.tif"
    path.write_bytes(b"scan")
    file = ScanFile("f1", hashlib.sha256(b"scan").hexdigest(), "/box/adf.tif", 4, "c1", FileState.CLAIMED)
    archive.take_in(file, "b1", path=path)
    archive.unpacked("f1", 3)
    likenesses = ("0" * 64, "f" + "0" * 63, "f" * 64)
    words = (WORDS, WORDS.replace("困窮", "困務"), OTHER)
    for page_no, (alike, text, sharpness) in enumerate(zip(likenesses, words, (0.9, 0.4, 0.9), strict=True), 1):
        key = f"f1-{page_no:05d}"
        archive.claim_page(key, "host:1", lease_s=60)
        archive.boxes.mark(key, SideMark(SideKind.CONTENT, None, alike))
        archive.save_page(key, page(page_no, sharpness), ocr=read(page_no, text), picture=seen(text))
    archive.close_batch("b1")
    forms = tuple(PageForm(page_no, "support_log", confidence(0.9)) for page_no in (1, 2, 3))
    record = CaseRecord("c1", "", 1, "A-001", 3, forms)
    doubt = Doubt(DoubtKind.FIELD, "p1.x.0", "x", ("risk_class_S",), 1, Box(0, 0, 9, 9))
    archive.save_case(record, (), who="tsuzuri", why="first reading", task=ReviewTask("c1", 1, (doubt,)))


def page(page_no: int, sharpness: float) -> Page:
    return Page(page_no, 620, 877, 106, 0, 0.0, Affine(), False, Quality(sharpness, 0.8, False))


def read(page_no: int, text: str) -> OcrPage:
    chars = tuple(OcrChar(one, Box(10 * at, 10, 10, 20), confidence(0.9)) for at, one in enumerate(text))
    line = OcrLine(text, Box(0, 10, 10 * len(text), 20), confidence(0.9), Direction.HORIZONTAL, chars)
    return OcrPage(page_no, (line,))


def seen(text: str) -> bytes:
    out = io.BytesIO()
    sheet(str(len(text))).save(out, "JPEG")
    return out.getvalue()


def test_the_same_sheet_is_shown_with_the_better_scan(archive: Archive) -> None:
    (pair,) = near_twins(archive, "R8-3")
    assert (pair.better.page_no, pair.worse.page_no, pair.state) == (1, 2, "open")
    assert 0.9 < pair.alike < 1
    assert not any(form.set_aside for form in record(archive).forms)


def record(archive: Archive) -> CaseRecord:
    found = archive.case("c1")
    assert found is not None
    return found


def test_replacing_sets_the_worse_scan_aside_and_can_be_taken_back(archive: Archive) -> None:
    desk = Desk(archive, "木村")
    (pair,) = near_twins(archive, "R8-3")
    assert replace(desk, pair) == ""
    assert {form.page_no: form.mark for form in record(archive).forms}[2] == "duplicate"
    (replaced,) = near_twins(archive, "R8-3")
    assert (replaced.state, replaced.worse.page_no) == ("replaced", 2)
    assert len(archive.case_pages("c1")) == 3  # kept, only out of the record
    assert replace(desk, replaced, back=True) == ""
    assert near_twins(archive, "R8-3")[0].state == "open"
    assert archive.history("c1")[-1].who == "木村"


def test_two_sheets_are_not_asked_about_again(archive: Archive) -> None:
    desk = Desk(archive, "木村")
    (pair,) = near_twins(archive, "R8-3")
    keep_both(desk, pair)
    (apart,) = near_twins(archive, "R8-3")
    assert apart.state == "apart"
    ask_again(desk, "R8-3", pair=apart)
    assert near_twins(archive, "R8-3")[0].state == "open"


def test_a_case_that_somebody_else_holds_is_left_alone(archive: Archive) -> None:
    Desk(archive, "早川").open_case("c1")
    (pair,) = near_twins(archive, "R8-3")
    assert replace(Desk(archive, "木村"), pair) == "not_held"
    assert record(archive).revision == 1


def test_a_box_without_a_record_asks_nothing(archive: Archive) -> None:
    assert near_twins(archive, "other") == ()
