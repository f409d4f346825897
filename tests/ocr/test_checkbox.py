"""Boxes to tick are told from letters, and a cross that leaves its box at the corners is still a cross in a box."""

import cv2
import numpy as np
import pytest

from domain.geometry import Affine, Box, confidence
from domain.page import Direction, Mark, OcrChar, OcrLine, Page, Quality
from ocr import checkbox
from ocr.reader import Reader
from ocr.squares import Square
from tests.ocr import written


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(second="")


def boxes(page: np.ndarray, *places: int) -> np.ndarray:
    out = page.copy()
    for x in places:
        cv2.rectangle(out, (x, 206), (x + 37, 243), (20, 20, 20), 3)
    return out


def crossed(page: np.ndarray, x: int, *, over: int) -> np.ndarray:
    out = page.copy()
    cv2.line(out, (x - over, 206 - over), (x + 37 + over, 243 + over), (40, 40, 40), 4, cv2.LINE_AA)
    cv2.line(out, (x - over, 243 + over), (x + 37 + over, 206 - over), (40, 40, 40), 4, cv2.LINE_AA)
    return out


def marks(reader: Reader, image: np.ndarray) -> tuple[Mark, ...]:
    height, width = image.shape[:2]
    quality = Quality(sharpness=1.0, contrast=1.0, rescan=False)
    return reader.read(Page(1, width, height, 300, 0, 0.0, Affine(), False, quality), image).marks


@pytest.mark.parametrize("over", [0, 3, 5])
def test_a_crossed_box_is_on_and_an_empty_one_off(reader: Reader, over: int) -> None:
    page = written.write(written.paper(900, 450), "家族の状況　　就労状況", (160, 202), size=46)
    page = crossed(boxes(page, 110, 440), 440, over=over)
    assert [(mark.label, mark.on) for mark in marks(reader, page)] == [("家族の状況", False), ("就労状況", True)]


def test_letters_that_fill_a_square_on_a_bold_copy_are_no_boxes(reader: Reader) -> None:
    page = written.swollen(written.write(written.paper(900, 450), "自治会　国　田　藤沢　４．１６", (160, 202)), 4)
    assert marks(reader, page) == ()


@pytest.mark.parametrize(("face", "size"), [(written.GOTHIC, 62), (written.GOTHIC, 84), (written.MINCHO, 62)])
def test_no_digit_and_no_part_of_a_large_letter_is_a_box(reader: Reader, face: str, size: int) -> None:
    """The bowl of 6 and the 口 in 話 are as square, as large and as empty as a box to tick."""
    page = written.paper(1500, 620)
    rows = ("電話 0470-00-6655", "電話 0068-66-9680", "平成6年8月16日")
    for number, row in enumerate(rows):
        page = written.write(page, row, (120, 60 + 170 * number), size=size, face=face)
    quality = Quality(sharpness=1.0, contrast=1.0, rescan=False)
    read = reader.read(Page(1, 1500, 620, 300, 0, 0.0, Affine(), False, quality), page)
    assert read.marks == ()
    assert [one.text.replace(" ", "") for one in read.lines] == [row.replace(" ", "") for row in rows]


def line(text: str, *, sure: float = 0.7) -> OcrLine:
    """Letters of 40 px from x 0, a space 20 px."""
    chars, x = [], 0
    for letter in text:
        width = 20 if letter == " " else 40
        chars.append(OcrChar(letter, Box(x, 0, width, 40), confidence(sure)))
        x += width
    return OcrLine(text, Box(0, 0, x, 40), confidence(sure), Direction.HORIZONTAL, tuple(chars))


def square(x: int, *, inside: float = 0.0, beyond: float = 0.0, clear: float = 1.0, crossed: bool = False) -> Square:
    return Square(Box(x + 4, 4, 32, 32), inside, beyond, 3.0, 0.6 if inside else 0.0, clear, crossed)


def told(squares: list[Square], text: str) -> list[tuple[str, bool, bool]]:
    """Label, on, and whether it is said with confidence over 0.9."""
    return [(m.label, m.on, m.confidence > 0.9) for m in checkbox.find(squares, [line(text, sure=0.98)], cells=())]


def test_a_letter_with_a_square_in_it_is_no_ticked_box_beside_real_ones() -> None:
    boxes = [square(0), square(140, inside=0.3)]
    assert [label for label, *_ in told(boxes, "□有　 田中")] == ["有　 田中"]
    ticked = [square(0), square(140, inside=0.3, beyond=0.1)]
    assert [(label, on) for label, on, _ in told(ticked, "□有　 回無")] == [("有", False), ("無", True)]


def test_a_mouth_within_a_word_is_no_box_and_at_a_start_never_a_sure_one() -> None:
    assert told([square(40, clear=0.3)], "窓口に来所") == []
    assert told([square(0)], "口座の残高") == [("座の残高", False, False)]
    assert told([square(0), square(80)], "□有口座") == [("有", False, True), ("座", False, False)]


def test_little_ink_in_a_box_is_neither_a_sure_on_nor_a_sure_off() -> None:
    assert [sure for *_, sure in told([square(0, inside=0.07), square(120)], "□有 □無")] == [False, True]
    assert told([square(0, beyond=0.1), square(120)], "□有　□無")[0] == ("有", True, False)


def test_a_word_whose_first_letter_reaches_over_the_box_before_it_does_not_hide_the_box() -> None:
    """A reader that lets the box fall gives its place to the letters beside it."""
    letters = [("市", 138, 66), ("課", 204, 66), ("法", 346, 74), ("ラ", 420, 66)]
    chars = tuple(OcrChar(text, Box(x, 0, width, 71), confidence(1.0)) for text, x, width in letters)
    read = OcrLine("市課法ラ", Box(100, 0, 400, 71), confidence(0.9), Direction.HORIZONTAL, chars)
    ticked = [Square(Box(x, 18, 38, 38), 0.3, 0.03, 4.0, 0.7, 0.9) for x in (100, 330)]
    found = checkbox.find(ticked, [read], cells=())
    assert [(mark.label, mark.on) for mark in found] == [("市課", True), ("法ラ", True)]
