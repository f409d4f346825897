"""The contract of every reader on the shelf: nothing on blank paper, boxes inside, one answer a region.

Bad input beside it: noise, tiny pages, lines without end, and a page whose time runs out.
"""

import cv2
import numpy as np
import pytest

from domain.errors import EngineTimeout
from domain.geometry import Affine, Box
from domain.page import Page, Quality
from ocr.engine import OcrEngine, RawLine, Region
from ocr.pixels import Image
from ocr.reader import SHELF, Reader
from tests.ocr import standin

NAMES = sorted(SHELF.names())


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OcrEngine:
    return SHELF.get(request.param)(1, folder=standin.folder(tmp_path_factory.mktemp("models")))


def white(width: int = 640, height: int = 320) -> Image:
    return np.full((height, width, 3), 255, np.uint8)


def printed() -> Image:
    page = white()
    cv2.putText(page, "2024 ABC 1234", (40, 170), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (20, 20, 20), 4, cv2.LINE_AA)
    return page


def page_of(image: Image) -> Page:
    quality = Quality(sharpness=1.0, contrast=1.0, rescan=False)
    height, width = image.shape[:2]
    return Page(1, width, height, 300, 0, 0.0, Affine(), False, quality)


def test_blank_paper_holds_no_writing(engine: OcrEngine) -> None:
    page = white()
    found = engine.find(page, timeout_s=60)
    assert "".join(line.text for line in engine.read(page, found, timeout_s=60)) == ""


def test_places_lie_on_the_page_and_every_region_is_answered(engine: OcrEngine) -> None:
    page = printed()
    regions = (*engine.find(page, timeout_s=60), Region.around(Box(30, 110, 580, 90)))
    lines = engine.read(page, regions, timeout_s=60)
    assert len(lines) == len(regions)
    assert all(region.box.right <= 640 and region.box.bottom <= 320 for region in regions)
    chars = [char for line in lines for char in line.chars]
    assert all(0 <= char.probability <= 1 and 0 <= char.start <= char.end <= 1 for char in chars)


def test_the_same_picture_is_read_the_same_way_every_time(engine: OcrEngine) -> None:
    page, regions = printed(), (Region.around(Box(30, 110, 580, 90)), Region.around(Box(30, 110, 90, 90)))
    untouched = page.copy()
    first = engine.read(page, regions, timeout_s=60)
    assert engine.read(page, regions, timeout_s=60) == first
    assert engine.read(page, regions[::-1], timeout_s=60) == first[::-1]
    assert np.array_equal(page, untouched)


def test_no_region_no_answer(engine: OcrEngine) -> None:
    assert engine.read(white(), (), timeout_s=60) == ()


def test_a_reader_names_itself_and_its_version(engine: OcrEngine) -> None:
    assert engine.name in NAMES
    assert engine.version()


def test_noise_is_not_taken_for_sure_writing() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (700, 500, 3), dtype=np.uint8)
    read = Reader().read(page_of(noise), noise)
    assert not read.unread
    assert all(line.confidence < 0.9 for line in read.lines)


@pytest.mark.parametrize("size", [(8, 8), (40, 2500), (2500, 40)])
def test_odd_pages_end_quietly(size: tuple[int, int]) -> None:
    page = white(*size)
    assert Reader().read(page_of(page), page).lines == ()


def test_a_line_without_end_is_read_in_bounded_width() -> None:
    page = white(12_000, 90)
    for x in range(40, 11_900, 60):
        cv2.putText(page, "8", (x, 65), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (20, 20, 20), 4, cv2.LINE_AA)
    read = Reader(second="").read(page_of(page), page)
    assert all(line.box.right <= 12_000 for line in read.lines)


class Slow:
    """A reader that never gets done in time."""

    name = "slow"

    def version(self) -> str:
        return "slow 1"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        raise EngineTimeout("too slow")

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        raise EngineTimeout("too slow")


def test_a_page_whose_time_runs_out_is_unread_and_not_empty() -> None:
    reader = Reader(second="")
    reader.__dict__["first_engine"] = Slow()
    assert reader.read(page_of(printed()), printed()).unread
