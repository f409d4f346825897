"""A turned page is read anew: its case follows, what a person vouched for stays, and the new picture is what leaves."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from domain.batch import FileState, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.page import OcrPage, Page, Quality
from domain.reading import PageForm
from domain.review import Action, Decision, ReviewTask
from pipeline.desk import Desk
from pipeline.desk.pages import PageDesk
from pipeline.doubts import doubts
from pipeline.flow import Job, due
from pipeline.settings import Settings
from pipeline.tasks import obey
from pipeline.workbench import Workbench
from storage.archive import Archive

CASE, KEY = "c1", "c1-00001"
NAME_BOX = Box(100, 100, 400, 60)


def scan(path: Path) -> Path:
    """Upside down: what was taken for upright has its writing at the foot."""
    page = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(page).text((120, 140), "090-0000-2233", fill=0, font_size=70)
    page.rotate(180).save(path, dpi=(150, 150))
    return path


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = Workbench(Settings(home=tmp_path, second_reader=""))
    archive = made.archive
    paper = scan(tmp_path / "scan.tif")
    digest = sha256(paper.read_bytes()).hexdigest()
    archive.take_in(ScanFile(CASE, digest, "k.tif", paper.stat().st_size, CASE, FileState.CLAIMED), "b", path=paper)
    archive.unpacked(CASE, 1)
    archive.claim_page(KEY, "w:1", lease_s=60)
    page = Page(1, 1240, 1754, 150, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    archive.save_page(KEY, page, ocr=OcrPage(1, ()), picture=b"as it lay")
    fields = tuple(
        FieldReading(name, raw, raw, confidence(0.6), Route.REVIEW, FieldState.READ, 1, NAME_BOX)
        for name, raw in (("fullName", "高橋 キヨ"), ("phone", "0470-00-1234"))
    )
    form = PageForm(1, "face_sheet", confidence(0.9))
    record = CaseRecord(CASE, made.settings.office, 1, "k", 1, (form,), fields=fields)
    archive.save_case(record, (), who="tsuzuri", why="first reading", task=ReviewTask(CASE, 1, doubts(record)))
    yield made
    archive.__exit__()


def turned(archive: Archive) -> CaseRecord:
    desk = Desk(archive, "木村")
    said = desk.decide(Decision(CASE, 1, "p1.fullName.0", Action.CORRECT, "木村", "", value="髙橋 キヨ"))
    return PageDesk(desk).turn(CASE, 1, revision=said.record.revision, by=180).record


@pytest.mark.slow
def test_a_turned_page_is_read_the_right_way_up(bench: Workbench) -> None:
    archive = bench.archive
    turned(archive)
    assert due(archive, 9) == (Job("reread", KEY),)
    desk = Desk(archive, "木村")
    assert desk.open_case(CASE).record.forms[0].turn_deg == 180
    assert archive.picture(CASE, 1) == b"as it lay"
    assert obey(bench, Job("reread", KEY)).pages == 1
    assert due(archive, 9) == ()
    view = desk.open_case(CASE)
    form, name = view.record.forms[0], view.record.field("fullName")
    assert (form.turn_deg, form.rereads) == (0, 1)
    assert name is not None and (name.value, name.origin) == ("髙橋 キヨ", Origin.HUMAN)
    assert name.box.y > 1500 and name.box.x > 700  # its place went with the paper
    assert not [one for one in view.record.fields if one.value == "0470-00-1234"]
    assert all(one.route is Route.REVIEW for one in view.record.fields if one.raw and one.origin is Origin.MACHINE)
    shown = cv2.imdecode(np.frombuffer(archive.picture(CASE, 1), np.uint8), cv2.IMREAD_GRAYSCALE)
    top, foot = (int((part < 128).sum()) for part in (shown[: len(shown) // 2], shown[len(shown) // 2 :]))
    assert top > 500 > foot
    assert desk.sheets(CASE)[0].page.turned_deg == 180
    assert "0000" in "".join(one.text for one in desk.sheets(CASE)[0].ocr.lines)
    rows = [row for row in archive.history(CASE) if row.why == "read turned"]
    assert ("p1.phone.0", "0470-00-1234") in {(row.target, row.before) for row in rows}


def test_a_turn_taken_back_is_not_read(bench: Workbench) -> None:
    archive, desk = bench.archive, Desk(bench.archive, "木村")
    PageDesk(desk).turn(CASE, 1, revision=1)
    assert due(archive, 9) == (Job("reread", KEY),)
    assert not desk.undo(CASE).trouble
    assert due(archive, 9) == ()


def test_a_page_that_will_not_open_again_is_told(bench: Workbench) -> None:
    """Its picture and reading stay, and the case cannot be approved before somebody looked."""
    archive = bench.archive
    record = turned(archive)
    archive.original(CASE).write_bytes(b"II*" + bytes(50))  # the disk went bad
    assert obey(bench, Job("reread", KEY)).pages == 1
    assert due(archive, 9) == ()
    view = Desk(archive, "木村").open_case(CASE)
    assert view.record.revision == record.revision + 1
    assert [one.code for one in view.record.warnings] == ["turn_failed"]
    assert view.doubts[0].target == "p1.page.0"
    assert archive.picture(CASE, 1) == b"as it lay"


def test_nothing_is_approved_while_a_page_waits(bench: Workbench) -> None:
    desk = Desk(bench.archive, "木村")
    view = PageDesk(desk).turn(CASE, 1, revision=1)
    for one in view.doubts:
        view = desk.decide(Decision(CASE, view.record.revision, one.target, Action.ACCEPT, "木村", ""))
    answer = desk.approve(CASE)
    assert (answer.trouble, answer.record.import_status) == ("turn_waits", ImportStatus.ARCHIVE_ONLY)
