"""Separator sheets are read after printing, ageing and scanning; nothing else is taken for one."""

import subprocess
import sys
from pathlib import Path
from random import Random
from types import SimpleNamespace

import cv2
import numpy as np
import pikepdf
import pytest

from domain.errors import ConfigError
from domain.paper_box import AnnouncedFile, PaperBox, SeparatorCode
from ingest.separators import MARK, code_of, has_patch, separator_on, words_of
from ingest.unpack import open_scan
from pipeline.separator_sheets import sheets_pdf
from tests.faults.case import drawing

sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))
from drawing.ageing import AGEINGS, Folder, pixels_of

BOX = PaperBox("R8-3", "第3箱")
FILE = AnnouncedFile(17, "生活困窮 0470-17", sheets=23)
CODE = SeparatorCode("R8-3", 17, "生活困窮 0470-17")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    path = tmp_path_factory.mktemp("print") / "sheets.pdf"
    path.write_bytes(sheets_pdf(BOX, [FILE]))
    with open_scan(path) as scan:
        assert scan.page_count == 3  # cover, front, back
        assert separator_on(scan.page(1).image) is None
        return scan.page(2).image


def aged(printed: np.ndarray, name: str, *, seed: int) -> np.ndarray:
    sheet = SimpleNamespace(
        image=cv2.cvtColor(printed, cv2.COLOR_GRAY2RGB) if printed.ndim == 2 else printed[:, :, ::-1]
    )
    sheet.note = lambda line: None
    assert pixels_of(sheet).ndim == 3
    scan = AGEINGS[name](sheet, Random(seed), folder=Folder(header=""))
    return np.ascontiguousarray(scan.pixels[:, :, ::-1])


@pytest.mark.parametrize("name", ["clean", "scan", "worn", "fax", "faded", "copy"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_printed_separator_survives_print_and_scan(printed: np.ndarray, name: str, seed: int) -> None:
    assert separator_on(aged(printed, name, seed=seed)) == CODE


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_it_is_read_whichever_way_it_was_fed(printed: np.ndarray, turns: int) -> None:
    assert separator_on(np.ascontiguousarray(np.rot90(aged(printed, "scan", seed=3), turns))) == CODE


def test_one_corner_is_enough(printed: np.ndarray) -> None:
    torn = printed.copy()
    torn[: len(torn) // 2] = 255
    torn[:, : torn.shape[1] // 2] = 255
    assert separator_on(torn) == CODE


def test_without_any_code_the_patch_still_starts_a_file(printed: np.ndarray) -> None:
    spoilt = printed.copy()
    height = len(spoilt)
    spoilt[int(height * 0.12) : int(height * 0.88)] = 255
    assert separator_on(spoilt) == SeparatorCode("", 0, "")


def test_the_font_is_in_the_file_and_odd_names_are_printed(tmp_path: Path) -> None:
    odd = AnnouncedFile(3, "髙橋・山﨑 \U00030000" + "長い名前" * 15)
    path = tmp_path / "odd.pdf"
    path.write_bytes(sheets_pdf(BOX, [odd]))
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert font.Subtype != "/TrueType" or "/FontFile2" in font.FontDescriptor
    said = subprocess.run(["pdftotext", "-f", "2", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "髙橋・山﨑 〓長い名前" in said
    with open_scan(path) as scan:
        assert separator_on(scan.page(2).image) == SeparatorCode("R8-3", 3, odd.label)


def test_without_a_japanese_font_nothing_is_printed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="fonts-ipaexfont-gothic"):
        sheets_pdf(BOX, [FILE], font_folders=[tmp_path])


def test_words_go_there_and_back_and_strangers_are_refused() -> None:
    odd = SeparatorCode("箱 ＆ 1&file=2", 9, "山田?=%")
    assert code_of(words_of(odd)) == odd
    for words in (
        "https://example.invalid/?file=3",
        "TSUZURI:1?file=0",
        "TSUZURI:1?file=x&box=a",
        "TSUZURI:2?file=1",
        "",
    ):
        assert code_of(words) is None


def test_ruled_forms_and_drawings_are_no_separators() -> None:
    assert separator_on(np.asarray(drawing("L", (1240, 1754)))) is None
    ruled = np.full((1754, 1240), 255, np.uint8)
    for y in range(60, 1700, 40):
        ruled[y : y + 3, 60:1180] = 0
    assert not has_patch(ruled)
    striped = np.full((1754, 1240), 255, np.uint8)
    for y in range(60, 1700, 40):
        striped[y : y + 20, 60:1180] = 0
    assert not has_patch(striped)


def test_a_number_of_many_thousand_digits_is_no_separators() -> None:
    assert code_of(f"{MARK}box=B&file={'9' * 6000}&label=x") is None
