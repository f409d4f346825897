"""Black lids and grey mats are seen; dark paper, bands with writing, shadows and yellow edges are left alone."""

import cv2
import numpy as np
import pytest

from ingest.steps.scale import halve
from ingest.steps.surround import dark_surround
from tests.ingest import drawn


def small(image: np.ndarray) -> np.ndarray:
    return halve(image, 2)


@pytest.mark.parametrize("glass", [0, 30, 100, 170, 205])
@pytest.mark.parametrize("lean", [0.0, 4.0])
def test_the_glass_around_the_page_is_found(glass: int, lean: float) -> None:
    mask = dark_surround(small(drawn.grainy(drawn.on_glass(drawn.form(), lean, glass=glass), sigma=4)))
    assert mask is not None
    page = small(drawn.on_glass(np.full(drawn.A4, 255, np.uint8), lean, glass=0)) > 127
    wrong = np.count_nonzero((mask == 0) != page) / page.sum()
    assert wrong < 0.01


def test_one_black_edge_is_enough() -> None:
    image = drawn.form()
    image[:, :90] = 15
    mask = dark_surround(small(image))
    assert mask is not None
    assert mask[:, :20].all() and not mask[:, 30:].any()


def test_a_page_without_surround_has_none() -> None:
    assert dark_surround(small(drawn.form())) is None
    assert dark_surround(small(drawn.blank())) is None


def test_rules_running_off_the_page_are_no_border() -> None:
    image = drawn.form()
    cv2.line(image, (0, 900), (2480, 900), (0,), 6)
    cv2.line(image, (1200, 0), (1200, 3508), (0,), 6)
    assert dark_surround(small(image)) is None


def test_a_dark_band_with_writing_in_it_stays() -> None:
    image = drawn.form()
    image[:260] = 40
    drawn.write(image, (300, 60, 1700, 160), ink=235)
    assert dark_surround(small(image)) is None


def test_a_grey_band_with_writing_in_it_stays() -> None:
    image = drawn.form()
    image[:, :330] = 150
    drawn.write(image, (30, 200, 260, 2800), ink=30)
    mask = dark_surround(small(image))
    assert mask is None or not mask[:, 20:].any()


def test_paper_that_darkens_towards_its_edge_stays() -> None:
    image = drawn.form().astype(float)
    ramp = np.clip(np.minimum(np.arange(2480), np.arange(2480)[::-1]) / 500, 0, 1)
    image *= 0.55 + 0.45 * ramp
    assert dark_surround(small(image.astype(np.uint8))) is None


def test_a_mostly_dark_page_is_left_alone() -> None:
    image = np.full(drawn.A4, 20, np.uint8)
    image[1500:1900, 900:1500] = 250
    assert dark_surround(small(image)) is None


def test_a_stain_within_the_outline_of_the_page_stays_in() -> None:
    image = drawn.on_glass(drawn.form(), 0.0, glass=10)
    cv2.ellipse(image, (160, 1800), (120, 400), 0, 0, 360, (30,), -1)
    mask = dark_surround(small(image))
    assert mask is not None
    assert not mask[450, 50]
