"""The lean of writing: forms, columns of vertical writing, faxes, sparse pages, and pages without any."""

import cv2
import numpy as np
import pytest

from ingest.steps.scale import halve
from ingest.steps.skew import measure_lean
from tests.ingest import drawn


def vertical_writing() -> np.ndarray:
    image = drawn.blank()
    for x in range(300, 2200, 95):
        drawn.write(image, (x, 250, 50, 2900), seed=x)
    return image


def running_text() -> np.ndarray:
    image = drawn.blank()
    drawn.write(image, (300, 300, 1900, 2900))
    return image


def faxed(image: np.ndarray) -> np.ndarray:
    coarse = cv2.resize(image, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
    bits = np.where(coarse > 150, 255, 0).astype(np.uint8)
    specks = np.random.default_rng(5).random(bits.shape) < 0.004
    bits[specks] = 255 - bits[specks]
    return cv2.resize(bits, image.shape[::-1], interpolation=cv2.INTER_CUBIC)


@pytest.mark.parametrize("lean", [-9.9, -2.05, -0.3, 0.0, 0.7, 4.44, 10.0])
@pytest.mark.parametrize("sheet", [drawn.form, vertical_writing, running_text], ids=["form", "vertical", "text"])
def test_lean_is_found_to_a_tenth_of_a_degree(sheet: object, lean: float) -> None:
    image = drawn.leaning(sheet(), lean)
    assert measure_lean(halve(image)).deg == pytest.approx(lean, abs=0.1)


@pytest.mark.parametrize("lean", [-3.0, 0.5, 8.0])
def test_a_fax_full_of_specks_does_not_mislead(lean: float) -> None:
    assert measure_lean(halve(faxed(drawn.leaning(drawn.form(), lean)))).deg == pytest.approx(lean, abs=0.1)


@pytest.mark.parametrize("lean", [-3.0, 0.5, 8.0])
def test_faded_and_grainy_pages_are_measured_too(lean: float) -> None:
    pale = drawn.grainy(drawn.leaning(drawn.form(ink=190), lean), sigma=5)
    assert measure_lean(halve(pale)).deg == pytest.approx(lean, abs=0.1)


@pytest.mark.parametrize("lean", [-6.0, 0.0, 3.0])
def test_two_short_lines_are_enough_for_a_rough_angle(lean: float) -> None:
    image = drawn.blank()
    drawn.write(image, (400, 600, 900, 160))
    assert measure_lean(halve(drawn.leaning(image, lean))).deg == pytest.approx(lean, abs=1.5)


@pytest.mark.parametrize("sigma", [0, 8, 60])
def test_nothing_written_means_no_lean(sigma: float) -> None:
    assert measure_lean(halve(drawn.grainy(drawn.blank(), sigma=sigma))).deg == 0.0


def test_clouds_are_no_writing() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (1754, 1240)).astype(np.uint8)
    clouds = cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 15), None, 0, 255, cv2.NORM_MINMAX)
    assert measure_lean(clouds).deg == 0.0


def test_a_lid_that_leans_otherwise_is_ignored_when_masked() -> None:
    image = drawn.on_glass(drawn.leaning(drawn.form(), 2.0), 0.0, glass=10)
    mask = np.full(halve(image).shape, 255, np.uint8)
    mask[90:-90, 90:-90] = 0
    assert measure_lean(halve(image), ignored=mask).deg == pytest.approx(2.0, abs=0.1)
