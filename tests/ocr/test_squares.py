"""Boxes to tick are found by shape: ticked beyond their size, crossed askew, frayed by a fax; letters are not."""

import cv2
import numpy as np
import pytest

from ocr import squares
from ocr.squares import Square
from tests.ocr import written

SIDE, X, Y = 37, 200, 100


def boxed(side: int = SIDE) -> np.ndarray:
    """An ink mask with one empty box at X, Y."""
    mask = np.zeros((260, 520), np.uint8)
    cv2.rectangle(mask, (X, Y), (X + side, Y + side), 255, 3)
    return mask


def at(across: float, down: float, side: int = SIDE) -> tuple[int, int]:
    """A place in shares of the box."""
    return round(X + across * side), round(Y + down * side)


def pen(mask: np.ndarray, *places: tuple[float, float], side: int = SIDE) -> np.ndarray:
    points = np.array([at(*place, side) for place in places], np.int32)
    return np.asarray(cv2.polylines(mask.copy(), [points], False, 255, round(0.13 * side)), dtype=np.uint8)


def frayed(mask: np.ndarray, seed: int) -> np.ndarray:
    """As a fax sends it: 200 by 100 dpi, each px of a rim decided by chance."""
    source = np.random.default_rng(seed)
    small = cv2.resize(mask, None, fx=2 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA).astype(int)
    sent = (small + source.normal(0, 30, small.shape) > 90).astype(np.uint8) * 255
    return np.asarray(cv2.resize(sent, mask.shape[::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def only(mask: np.ndarray) -> Square:
    found = squares.find(mask, 300)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("side", [26, 37, 52])
@pytest.mark.parametrize(
    "ends",
    [
        ((0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)),
        ((-0.1, -0.08), (1.0, 1.0), (1.0, 0.1), (0.1, 1.0)),
        ((0.1, -0.1), (1.0, 1.0), (1.0, -0.1), (-0.1, 1.0)),
        ((0.08, 0.1), (1.05, 0.95), (0.95, 0.06), (-0.08, 1.08)),
    ],
)
def test_a_cross_askew_is_a_cross(ends: tuple[tuple[float, float], ...], side: int) -> None:
    square = only(pen(pen(boxed(side), *ends[:2], side=side), *ends[2:], side=side))
    assert square.crossed and square.inside > 0.12


@pytest.mark.parametrize("side", [26, 37, 52])
@pytest.mark.parametrize(
    "stroke",
    [
        ((0.1, 0.42), (0.42, 0.88), (1.12, -0.12)),
        ((0.1, 0.4), (0.42, 0.95), (1.3, -0.3)),
        ((0.2, 0.3), (0.45, 0.8), (1.7, -0.6)),
        ((-0.3, 0.3), (0.4, 0.9), (1.3, -0.4)),
    ],
)
def test_a_tick_that_outgrows_its_box_leaves_it_a_box(stroke: tuple[tuple[float, float], ...], side: int) -> None:
    square = only(pen(boxed(side), *stroke, side=side))
    assert square.inside > 0.12 and not square.crossed


@pytest.mark.parametrize("seed", range(8))
def test_a_box_frayed_by_a_fax_is_found(seed: int) -> None:
    empty, ticked = only(frayed(boxed(), seed)), only(frayed(pen(boxed(), (0.1, 0.4), (0.4, 0.9), (1.1, -0.1)), seed))
    assert empty.inside < 0.035 and ticked.inside > 0.12


@pytest.mark.parametrize("letter", "口日目田国中甲和各品")
@pytest.mark.parametrize("face", [written.GOTHIC, written.MINCHO])
def test_printed_letters_are_not_crossed(letter: str, face: str) -> None:
    page = written.write(written.paper(300, 300), letter, (100, 100), size=48, face=face)
    assert not any(square.crossed for square in squares.find(255 - page[:, :, 0], 300))


@pytest.mark.parametrize("letter", "口和加古合各中甲")
def test_letters_with_feet_or_neighbours_are_no_boxes(letter: str) -> None:
    page = written.write(written.paper(300, 300), letter, (100, 100), size=48, face=written.MINCHO)
    assert squares.find(np.where(page[:, :, 0] < 128, 255, 0).astype(np.uint8), 300) == ()


def test_a_broken_box_is_never_an_empty_one() -> None:
    """Half of a ticked box is missing: better nothing than a sure "off"."""
    mask = pen(boxed(), (0.1, 0.4), (0.4, 0.9), (1.1, -0.1))
    mask[Y - 30 : Y + SIDE // 2] = 0
    assert squares.find(mask, 300) == ()
