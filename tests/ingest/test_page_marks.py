"""Blank or not, sharp or not, punched, folded, faded, two pages: what clean-up says about a page and mends on it."""

import cv2
import numpy as np
import pytest

from ingest.cleanup import clean
from ingest.scan import RawPage
from ingest.steps.holes import hole_boxes
from ingest.steps.scale import halve
from tests.ingest import drawn


def cleaned(image: np.ndarray, *, dpi: int | None = 300):
    return clean(RawPage(np.ascontiguousarray(image), dpi), page_no=1, turned_deg=0)


def pencilled(ink: int) -> np.ndarray:
    """A single short note in the middle of an empty page."""
    image = drawn.blank(value=240)
    for x in range(1000, 1400, 60):
        cv2.line(image, (x, 1600), (x + 35, 1640), (ink,), 4)
        cv2.line(image, (x + 30, 1590), (x + 5, 1650), (ink,), 4)
    return image


@pytest.mark.parametrize("sigma", [0, 3, 8])
@pytest.mark.parametrize("value", [255, 225, 190])
def test_empty_paper_is_blank(sigma: float, value: int) -> None:
    assert cleaned(drawn.grainy(drawn.blank(value=value), sigma=sigma)).page.blank


def test_holes_lid_fold_and_dust_do_not_make_a_page_written() -> None:
    image = drawn.punched(drawn.blank(value=235))
    image[1740:1770] = (image[1740:1770] * 0.85).astype(np.uint8)
    for x, y in np.random.default_rng(4).integers(100, 2300, (60, 2)):
        image[y : y + 3, x : x + 3] = 90
    assert cleaned(drawn.grainy(drawn.on_glass(image, 1.0, glass=20), sigma=3)).page.blank


def test_what_shines_through_from_the_other_side_does_not_make_a_page_written() -> None:
    behind = cv2.GaussianBlur(np.fliplr(drawn.form()), (0, 0), 6).astype(float)
    image = (240 - (252 - behind) * 0.08).astype(np.uint8)
    assert cleaned(drawn.grainy(image, sigma=2)).page.blank


@pytest.mark.parametrize("sigma", [0, 2, 4])
@pytest.mark.parametrize("ink", [120, 170, 205])
def test_a_pencil_note_is_never_called_blank(ink: int, sigma: float) -> None:
    assert not cleaned(drawn.grainy(pencilled(ink), sigma=sigma)).page.blank


@pytest.mark.parametrize("ink", [170, 200])
def test_a_whole_line_in_pencil_is_not_taken_for_a_fold(ink: int) -> None:
    image = drawn.blank(value=240)
    drawn.write(image, (120, 1600, 2250, 80), ink=ink)
    assert not cleaned(drawn.grainy(image, sigma=2)).page.blank


def test_a_single_dash_and_a_tick_are_left_to_a_person() -> None:
    image = drawn.blank(value=240)
    cv2.line(image, (1000, 1600), (1060, 1600), (120,), 4)
    cv2.line(image, (1200, 1600), (1220, 1625), (120,), 4)
    cv2.line(image, (1220, 1625), (1270, 1560), (120,), 4)
    cv2.line(image, (1500, 1600), (1520, 1640), (120,), 4)
    assert not cleaned(drawn.grainy(image, sigma=2)).page.blank


def test_a_pencil_note_survives_whitening() -> None:
    image = cleaned(drawn.grainy(pencilled(190), sigma=2)).image
    strokes = image[1585:1655, 1000:1400]
    assert np.percentile(strokes, 3) < np.median(image) - 35


@pytest.mark.parametrize("side", ["left", "right", "top"])
def test_punch_holes_are_covered_even_where_they_touch_a_rule(side: str) -> None:
    image = drawn.form()
    cv2.line(image, (142, 300), (142, 3300), (30,), 3)
    image = drawn.punched(image)
    turned = {"left": image, "right": np.fliplr(image), "top": np.rot90(image, -1)}[side]
    found = cleaned(turned).image
    left = {"left": found, "right": np.fliplr(found), "top": np.rot90(found, 1)}[side]
    for y in (1280, 2225):
        assert left[y - 25 : y + 25, 120:165].min() > 200


@pytest.mark.parametrize("turns", [0, 1])
def test_a_staple_in_the_corner_is_covered(turns: int) -> None:
    image = drawn.form()
    cv2.line(image, (110, 190), (215, 130), (90,), 10)
    found = np.rot90(cleaned(np.rot90(image, turns)).image, -turns)
    assert found[120:200, 100:225].min() > 200


def test_a_level_dash_or_a_letter_in_the_corner_is_no_staple() -> None:
    image = drawn.form()
    cv2.line(image, (110, 160), (215, 160), (40,), 10)
    drawn.write(image, (60, 200, 200, 80))
    assert np.array_equal(cleaned(image).image, image)


def test_a_single_tick_is_writing() -> None:
    image = drawn.blank(value=240)
    cv2.line(image, (1200, 1600), (1220, 1625), (130,), 4)
    cv2.line(image, (1220, 1625), (1270, 1560), (130,), 4)
    assert not cleaned(drawn.grainy(image, sigma=2)).page.blank


def test_a_single_black_dot_is_no_hole() -> None:
    image = drawn.form()
    cv2.circle(image, (142, 1280), 35, (20,), -1)
    assert hole_boxes(halve(image, 2)) == ()
    assert cleaned(image).image[1280, 142] < 60


def test_two_filled_circles_at_another_distance_are_no_holes() -> None:
    image = drawn.form()
    for y in (1280, 1900):
        cv2.circle(image, (142, y), 35, (20,), -1)
    assert hole_boxes(halve(image, 2)) == ()


def test_a_fold_shadow_is_evened_out_and_writing_in_it_stays() -> None:
    image = drawn.form().astype(float)
    shade = 1 - 0.4 * np.exp(-(((np.arange(3508) - 1190) / 45.0) ** 2))
    found = cleaned((image * shade[:, None]).astype(np.uint8)).image
    band = found[1150:1230]
    assert np.percentile(band[:, 40:240], 5) > 225
    assert band[:, 290:2200].min() < 110


def test_faded_ink_is_darkened_and_faded_contrast_is_told() -> None:
    found = cleaned(drawn.grainy(drawn.form(ink=185), sigma=2))
    assert np.percentile(found.image, 2) < 150
    assert found.page.quality.contrast < 0.4


def test_a_crisp_scan_is_not_sent_back() -> None:
    quality = cleaned(cv2.GaussianBlur(drawn.form(), (0, 0), 0.8)).page.quality
    assert not quality.rescan
    assert quality.sharpness > 0.4
    assert quality.contrast > 0.7


@pytest.mark.parametrize("sigma", [4.5, 7.0])
def test_a_blurred_scan_is_sent_back(sigma: float) -> None:
    quality = cleaned(cv2.GaussianBlur(drawn.form(), (0, 0), sigma)).page.quality
    assert quality.rescan
    assert quality.sharpness < 0.25


def test_a_hardly_visible_or_coarse_scan_is_sent_back() -> None:
    assert cleaned(drawn.form(ink=228)).page.quality.rescan
    coarse = cv2.resize(drawn.form(), None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    assert cleaned(coarse, dpi=100).page.quality.rescan


def test_a_blank_page_is_not_sent_back() -> None:
    assert not cleaned(drawn.blank()).page.quality.rescan


def two_pages() -> np.ndarray:
    return np.hstack([drawn.form(), drawn.form()])


def test_a_folded_a3_is_flagged_and_left_whole() -> None:
    found = cleaned(two_pages())
    assert "two_pages_on_scan" in found.page.remarks
    assert found.page.width_px > 4800


def test_an_open_book_without_dpi_is_flagged() -> None:
    half = cv2.resize(two_pages(), None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    assert "two_pages_on_scan" in cleaned(half, dpi=None).page.remarks


def test_one_wide_table_is_not_two_pages() -> None:
    image = two_pages()
    for y in range(500, 3201, 300):
        cv2.line(image, (250, y), (4700, y), (25,), 3)
    drawn.write(image, (2200, 560, 500, 2500))
    assert cleaned(image).page.remarks == ()


@pytest.mark.parametrize("image", [drawn.form(), np.ascontiguousarray(np.rot90(drawn.form()))], ids=["tall", "wide"])
def test_a_single_sheet_is_not_two_pages(image: np.ndarray) -> None:
    assert cleaned(image).page.remarks == ()
