"""高 is never said for certain where 髙 stands on the paper: the other form is an alternative and the line a doubt."""

import pytest

from domain.geometry import Affine
from domain.page import CharChoice, OcrLine, Page, Quality
from ocr.engine import RawChar
from ocr.reader import Reader
from ocr.variants import told
from tests.ocr import written


def raw(text: str, chance: float, **others: float) -> RawChar:
    return RawChar(text, chance, 0.0, 1.0, tuple(CharChoice(*pair) for pair in others.items()))


@pytest.mark.parametrize(
    ("chance", "text", "doubtful"),
    [(0.00001, "高", False), (0.0005, "高", True), (0.004, "髙", True), (0.3, "髙", True)],
)
def test_the_ratio_of_both_forms_tells(chance: float, text: str, doubtful: bool) -> None:
    found = told(raw("高", 0.9, 髙=chance), before="", after="橋")
    assert (found.char.text, found.doubtful) == (text, doubtful)
    assert {text, *(choice.text for choice in found.char.runners)} == {"高", "髙"}


def test_in_an_ordinary_word_stands_the_ordinary_form() -> None:
    found = told(raw("高", 0.9, 髙=0.004), before="", after="齢")
    assert (found.char.text, found.doubtful) == ("高", False)


def test_other_characters_are_left_alone() -> None:
    char = raw("山", 0.9, 出=0.1)
    found = told(char, before="", after="")
    assert (found.char, found.doubtful) == (char, False)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(second="")


def read(reader: Reader, text: str, face: str) -> OcrLine:
    image = written.write(written.paper(900, 260), text, (120, 100), size=52, face=face)
    page = Page(1, 900, 260, 300, 0, 0.0, Affine(), False, Quality(sharpness=1.0, contrast=1.0, rescan=False))
    return reader.read(page, image).lines[0]


@pytest.mark.parametrize("face", [written.GOTHIC, written.MINCHO])
def test_a_variant_on_paper_is_a_doubt_and_the_common_form_is_none(reader: Reader, face: str) -> None:
    name = read(reader, "髙橋美智子", face)
    assert name.confidence < 0.9 and "variant_name" in name.reasons
    first = name.chars[0]
    assert first.confidence < 0.9
    assert "髙" in {first.text, *(choice.text for choice in first.runners)}
    common = read(reader, "高橋美智子", face)
    assert common.text == "高橋美智子" and common.confidence > 0.9 and "variant_name" not in common.reasons
