"""Readings in the formats of libraries: well-formed, every line with its place, its text and its direction."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from deliver.readings_xml import ALTO, PAGE, SUFFIXES, WRITERS, XHTML, Made
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality, Sheet

AT = datetime(2026, 4, 9, 1, 2, 3, tzinfo=UTC)
TEXTS = ("髙橋 キヨ <長女> & 﨑山", "𠮷田様", "\x0b訪問。")


def sheet(*texts: str) -> Sheet:
    sure = confidence(0.875)
    lines = tuple(
        OcrLine(
            text,
            Box(-2 if at == 0 else 10 * at, 20, 300, 40),
            sure,
            Direction.VERTICAL if at == 1 else Direction.HORIZONTAL,
            tuple(OcrChar(one, Box(0, 0, 1, 1), sure) for one in text),
        )
        for at, text in enumerate(texts)
    )
    page = Page(3, 2480, 3508, 300, 0, 0.0, Affine(), False, Quality(1, 1, False))
    return Sheet(page, OcrPage(3, lines, engines=("onnx 1", "tesseract 5")))


def root(kind: str, one: Sheet) -> ElementTree.Element:
    return ElementTree.fromstring(WRITERS[kind](one, Made("p0003.jpg", AT)))


WANTED = [TEXTS[0], TEXTS[1], "\ufffd訪問。"]


def test_hocr() -> None:
    found = root("hocr", sheet(*TEXTS))
    words = [one for one in found.iter(f"{{{XHTML}}}span") if one.get("class") == "ocrx_word"]
    assert [one.text for one in words] == WANTED
    assert words[1].get("title") == "bbox 10 20 310 60; x_wconf 88"
    (page,) = list(found.iter(f"{{{XHTML}}}div"))
    assert page.get("title", "").startswith('image "p0003.jpg"; bbox 0 0 2480 3508; ppageno 2')


def test_alto() -> None:
    found = root("alto", sheet(*TEXTS))
    strings = [*found.iter(f"{{{ALTO}}}String")]
    assert [one.get("CONTENT") for one in strings] == WANTED
    assert [strings[1].get(name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT", "WC")] == [
        "10", "20", "300", "40", "0.8750",
    ]  # fmt: skip
    order = [re.sub("{.*}", "", one.tag) for one in found]
    assert order == ["Description", "Layout"] and found.get("SCHEMAVERSION") == "4.2"


def test_page() -> None:
    found = root("page", sheet(*TEXTS))
    lines = [*found.iter(f"{{{PAGE}}}TextLine")]
    assert [one.findtext(f"{{{PAGE}}}TextEquiv/{{{PAGE}}}Unicode") for one in lines] == WANTED
    assert [one.get("readingDirection") for one in lines] == ["left-to-right", "top-to-bottom", "left-to-right"]
    points = [one.get("points") for one in found.iter(f"{{{PAGE}}}Coords")]
    assert all(re.fullmatch(r"(\d+,\d+ ?){4}", one or "") for one in points), "no place outside the page"


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_a_page_without_writing_and_one_name_an_element(kind: str) -> None:
    empty = sheet()
    assert root(kind, replace(empty, ocr=replace(empty.ocr, engines=()))) is not None
    ids = [one.get("id") or one.get("ID") for one in root(kind, sheet(*TEXTS)).iter()]
    named = [one for one in ids if one]
    assert len(named) == len(set(named)) and kind in SUFFIXES
