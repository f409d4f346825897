"""Bad input: no crash, no invented text, and nothing given back as empty that was given up."""

import time

import cv2
import numpy as np
import pytest

from domain.errors import EngineTimeout
from domain.geometry import Affine
from domain.page import OcrPage, Page, Quality
from ingest.cleanup import clean
from ingest.scan import RawPage
from ocr import loops
from ocr.reader import Reader
from tests.ocr import written


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(second="")


def read(reader: Reader, image: np.ndarray, *, dpi: int = 300) -> OcrPage:
    height, width = image.shape[:2]
    quality = Quality(sharpness=1.0, contrast=1.0, rescan=False)
    return reader.read(Page(1, width, height, dpi, 0, 0.0, Affine(), False, quality), image)


def photograph(width: int = 1200, height: int = 900) -> np.ndarray:
    """Soft tones, a bright window, round things and leaves."""
    source = np.random.default_rng(11)
    coarse = source.integers(30, 220, (9, 12, 3), dtype=np.uint8)
    scene = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(160):
        centre = (int(source.integers(width)), int(source.integers(height)))
        axes = (int(source.integers(4, 60)), int(source.integers(4, 60)))
        colour = tuple(int(v) for v in source.integers(0, 255, 3))
        cv2.ellipse(scene, centre, axes, float(source.integers(180)), 0, 360, colour, -1, cv2.LINE_AA)
    scene = cv2.GaussianBlur(scene, (0, 0), 2)
    return np.clip(scene + source.normal(0, 6, scene.shape), 0, 255).astype(np.uint8)


def test_a_blank_page_has_nothing_and_is_read(reader: Reader) -> None:
    page = read(reader, written.paper(2480, 3508))
    assert (page.lines, page.marks, page.stamps, page.unread) == ((), (), (), False)


def test_a_photograph_yields_nothing_or_doubts(reader: Reader) -> None:
    page = read(reader, photograph())
    assert all(line.confidence < 0.9 for line in page.lines)
    assert all(mark.confidence <= 0.9 for mark in page.marks)


def test_speckles_are_no_marks_and_no_sure_text(reader: Reader) -> None:
    page = written.paper(1200, 900)
    source = np.random.default_rng(5)
    page[source.random(page.shape[:2]) < 0.06] = 0
    found = read(reader, page)
    assert all(line.confidence < 0.9 for line in found.lines)
    assert all(mark.confidence <= 0.9 for mark in found.marks)


@pytest.mark.parametrize("share", [0.005, 0.05])
def test_specks_all_over_are_no_seals_and_are_not_tried_one_by_one(share: float) -> None:
    specks = np.where(np.random.default_rng(1).random((3508, 2480)) < share, 255, 0).astype(np.uint8)
    start = time.process_time()
    assert loops.rims(specks, 300) == ()
    assert time.process_time() - start < 4  # every speck tried as part of a rim: 11 s


def test_a_page_of_a_tenth_of_a_megapixel_is_read(reader: Reader) -> None:
    page = written.write(written.paper(370, 270), "電話あり", (60, 110), size=30)
    assert "".join(line.text for line in read(reader, page, dpi=100).lines) == "電話あり"


def test_a_line_of_three_thousand_letters_is_given_back_within_its_page(reader: Reader) -> None:
    text = "相談の内容を記録した。" * 273
    page = written.write(written.paper(12 * len(text) + 80, 60), text, (40, 22), size=12)
    found = read(reader, page)
    assert found.unread or all(line.box.right <= page.shape[1] for line in found.lines)


def test_a_fax_header_upside_down_is_read_once_the_page_is_turned(reader: Reader) -> None:
    page = written.write(written.paper(1700, 1100), "2019/12/11 15:15 FROM:基幹センター P.01/02", (60, 20), size=34)
    for row in range(6):
        page = written.write(page, "本日、長男より電話があり、様子を聞き取った。", (120, 250 + 110 * row), size=46)
    scan = np.ascontiguousarray(page[::-1, ::-1])
    turn = reader.turn_of(scan)
    cleaned = clean(RawPage(scan, 200), page_no=1, turned_deg=turn.deg)
    found = reader.read(cleaned.page, cleaned.image)
    assert turn.deg == 180
    assert any("FROM" in line.text and "P.01/02" in line.text for line in found.lines)


def test_a_page_whose_budget_is_used_up_is_unread(reader: Reader) -> None:
    hasty = Reader(second="", budget_s=0.01)
    hasty.__dict__["first_engine"] = reader.first_engine
    page = written.write(written.paper(), "面談", (100, 100))
    assert read(hasty, page).unread
    with pytest.raises(EngineTimeout):
        hasty.turn_of(page)
