"""Boxes to tick are told from letters, and a cross that leaves its box at the corners is still a cross in a box."""

import cv2
import numpy as np
import pytest

from domain.geometry import Affine
from domain.page import Mark, Page, Quality
from ocr.reader import Reader
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
