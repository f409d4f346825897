import time

import cv2
import numpy as np

from domain.geometry import Box
from ocr import layers
from ocr.pixels import as_grey
from tests.ocr import drawn


def dark(image: np.ndarray, box: Box) -> float:
    """Share of dark px inside `box`."""
    return float((as_grey(image)[box.y : box.bottom, box.x : box.right] < 140).mean())


def test_rules_leave_and_crossing_writing_stays() -> None:
    page = drawn.paper()
    drawn.table(page, [10, 60, 110], [10, 30, 50])
    bare = drawn.paper()
    for sheet in (page, bare):
        drawn.glyphs(sheet, (20, 28), count=6)  # the rule at 30 runs through these
    peeled = layers.peel(page, drawn.DPI)
    assert dark(peeled.ink, Box(drawn.mm(62), drawn.mm(5), drawn.mm(40), drawn.mm(60))) == 0
    words = Box(drawn.mm(20), drawn.mm(27), drawn.mm(26), drawn.mm(6))
    assert 0.9 <= dark(peeled.ink, words) / dark(bare, words) <= 1.1


def test_a_seal_over_writing_leaves_the_writing() -> None:
    page, bare = drawn.paper(), drawn.paper()
    for sheet in (page, bare):
        drawn.glyphs(sheet, (40, 40), count=5)
    seal = np.full_like(page, 255)
    centre = (drawn.mm(52), drawn.mm(42))
    cv2.circle(seal, centre, drawn.mm(6), drawn.VERMILION, 8, cv2.LINE_AA)
    cv2.line(seal, (centre[0] - 40, centre[1]), (centre[0] + 40, centre[1]), drawn.VERMILION, 8, cv2.LINE_AA)
    peeled = layers.peel((page.astype(np.uint16) * seal // 255).astype(np.uint8), drawn.DPI)
    assert [region.is_round for region in peeled.seals] == [True]
    around = peeled.seals[0].box
    assert abs(around.centre[0] - centre[0]) < 8 and abs(around.width - drawn.mm(12)) < 24
    difference = np.abs(peeled.ink.astype(int) - as_grey(bare).astype(int))
    assert float((difference > 90).mean()) < 0.001
    assert dark(peeled.seals[0].crop, Box(0, 0, around.width, around.height)) > 0.1


def test_red_writing_is_not_a_seal() -> None:
    page = drawn.paper()
    cv2.putText(page, "5/14", (400, 400), cv2.FONT_HERSHEY_SIMPLEX, 3, drawn.VERMILION, 8)
    peeled = layers.peel(page, drawn.DPI)
    assert peeled.seals == ()
    assert dark(peeled.ink, Box(380, 300, 400, 130)) > 0.05


def test_punch_holes_leave() -> None:
    page = drawn.paper()
    cv2.circle(page, (drawn.mm(10), drawn.mm(40)), drawn.mm(3), (70, 70, 70), -1, cv2.LINE_AA)
    drawn.glyphs(page, (30, 40), count=3)
    peeled = layers.peel(page, drawn.DPI)
    assert dark(peeled.ink, Box(0, 0, drawn.mm(20), drawn.mm(90))) == 0
    assert dark(peeled.ink, Box(drawn.mm(30), drawn.mm(40), drawn.mm(12), drawn.mm(4))) > 0.1


def test_a_grey_page_is_taken_apart_too() -> None:
    page = drawn.paper()
    drawn.table(page, [10, 60, 110], [10, 30, 50])
    peeled = layers.peel(as_grey(page), drawn.DPI)
    assert len(peeled.cells) == 4
    assert peeled.ink.ndim == 2


def test_the_same_page_is_peeled_the_same_way() -> None:
    page = drawn.fax(drawn.paper())
    drawn.glyphs(page[:, :, None], (10, 10), count=3)
    first, second = layers.peel(page, 200), layers.peel(page, 200)
    assert np.array_equal(first.ink, second.ink) and first.cells == second.cells


def test_a_full_page_takes_a_fraction_of_a_second() -> None:
    page = drawn.paper(210, 297)
    drawn.table(page, [15, 40, 70, 195], list(np.arange(20, 280, 10.0)))
    layers.peel(page, drawn.DPI)
    started = time.process_time()
    layers.peel(page, drawn.DPI)
    assert time.process_time() - started < 1.0
