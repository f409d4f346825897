"""A whole page through clean-up: places lead back to the scan, nothing of the page is lost, the scan is untouched."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.geometry import Box
from ingest.cleanup import clean, picture
from ingest.scan import RawPage
from tests.ingest import drawn

DOTS = ((200, 210), (1025, 230), (215, 1550), (1020, 1540), (620, 850))
RADIUS = 15


def card(*, colour: bool = False) -> np.ndarray:
    """The form at half its size: a postcard (A6) at 300 dpi, quick to clean."""
    return cv2.resize(drawn.form(colour=colour), (1240, 1754), interpolation=cv2.INTER_AREA)


def dotted(*, colour: bool = False) -> np.ndarray:
    """A card with five solid discs at known places."""
    image = card(colour=colour)
    for x, y in DOTS:
        cv2.circle(image, (x, y), RADIUS + 9, (252,) * 3, -1)
        cv2.circle(image, (x, y), RADIUS, (200, 60, 20) if colour else (0,), -1)
    return image


def discs(image: np.ndarray) -> list[tuple[float, float]]:
    """Centres of solid discs, as places (pixel i covers i to i+1)."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    contours, _ = cv2.findContours((grey < 128).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    found = []
    for contour in contours:
        x, y, wide, high = cv2.boundingRect(contour)
        round_enough = cv2.contourArea(contour) > 0.68 * wide * high and abs(wide - high) <= 0.2 * wide
        solid = grey[y : y + high, x : x + wide].mean() < 120
        if 10 <= wide <= 90 and round_enough and solid:
            moments = cv2.moments(contour)
            found.append((moments["m10"] / moments["m00"] + 0.5, moments["m01"] / moments["m00"] + 0.5))
    return found


def places(lean: float, *, turned_deg: int = 0, scale: float = 1.0, margin_px: int = 0) -> np.ndarray:
    """Where the middles of DOTS lie on the scan, by arithmetic alone."""
    dots = np.array(DOTS, dtype=float)
    height, width = 1754, 1240
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -lean, 1.0)
    there = dots @ matrix[:, :2].T + matrix[:, 2] + margin_px + 0.5
    for _ in range(turned_deg // 90):  # numpy turns counter-clockwise
        there = np.column_stack([there[:, 1], width - there[:, 0]])
        width, height = height, width
    return there * scale


def furthest(scan: np.ndarray, there: np.ndarray, *, dpi: int, turned_deg: int = 0) -> float:
    """How far the discs of the cleaned page, led back, are from `there` at most, in px of the scan."""
    cleaned = clean(RawPage(scan, dpi), page_no=1, turned_deg=turned_deg)
    assert cleaned.image.shape[:2] == (cleaned.page.height_px, cleaned.page.width_px)
    found = discs(cleaned.image)
    assert len(found) == len(DOTS)
    back = [cleaned.page.to_scan.apply(x, y) for x, y in found]
    return max(float(np.min(np.hypot(there[:, 0] - x, there[:, 1] - y))) for x, y in back)


@pytest.mark.parametrize("turned_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("lean", [0.0, -3.3, 0.7])
def test_places_lead_back_to_the_scan(turned_deg: int, lean: float) -> None:
    scan = np.ascontiguousarray(np.rot90(drawn.leaning(dotted(), lean), turned_deg // 90))
    assert furthest(scan, places(lean, turned_deg=turned_deg), dpi=300, turned_deg=turned_deg) < 0.7


@pytest.mark.parametrize(("scale", "dpi"), [(0.5, 150), (2 / 3, 200), (4 / 3, 400), (2.0, 600)])
def test_places_lead_back_whatever_the_resolution(scale: float, dpi: int) -> None:
    scan = cv2.resize(drawn.leaning(dotted(), 1.2), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    assert furthest(scan, places(1.2, scale=scale), dpi=dpi) < 0.7 * max(1.0, scale)


@pytest.mark.parametrize("glass", [12, 120])
def test_places_lead_back_from_a_page_cut_out_of_its_surroundings(glass: int) -> None:
    scan = drawn.on_glass(dotted(), 2.4, glass=glass)
    assert furthest(scan, places(2.4, margin_px=160), dpi=300) < 0.7


@settings(max_examples=12, deadline=None)
@given(
    st.floats(-9.5, 9.5),
    st.sampled_from([0, 90, 180, 270]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from([0.5, 1.0]),
)
def test_boxes_of_the_page_lie_on_the_scan(lean: float, turned_deg: int, x: float, y: float, shrink: float) -> None:
    """Any place of the page lies in the scan's frame, up to what turning the frame adds at its corners."""
    sheet = cv2.resize(card(), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    scan = np.ascontiguousarray(np.rot90(drawn.leaning(sheet, lean), turned_deg // 90))
    page = clean(RawPage(scan, round(300 * shrink)), page_no=1, turned_deg=turned_deg).page
    middle = page.to_scan.apply(page.width_px / 2, page.height_px / 2)
    assert np.allclose(middle, (scan.shape[1] / 2, scan.shape[0] / 2), atol=1.5)
    place = x * page.width_px, y * page.height_px
    there = page.to_scan.apply(*place)
    assert np.allclose(page.to_scan.inverse().apply(*there), place, atol=1e-6)
    reach = 0.2 * max(scan.shape)
    assert -reach <= there[0] <= scan.shape[1] + reach and -reach <= there[1] <= scan.shape[0] + reach


def test_a_straight_clean_page_keeps_every_pixel() -> None:
    image = card()
    cleaned = clean(RawPage(image, 300), page_no=4, turned_deg=0)
    assert np.array_equal(cleaned.image, image)
    assert cleaned.page.page_no == 4
    assert cleaned.page.skew_deg == 0.0
    assert cleaned.page.to_scan.apply_box(Box(10, 20, 30, 40)) == Box(10, 20, 30, 40)


@pytest.mark.parametrize("turned_deg", [0, 90, 180, 270])
def test_a_quarter_turn_maps_boxes_exactly(turned_deg: int) -> None:
    upright = card()
    upright[700:760, 900:1020] = 0
    scan = np.ascontiguousarray(np.rot90(upright, turned_deg // 90))
    cleaned = clean(RawPage(scan, 300), page_no=1, turned_deg=turned_deg)
    assert cleaned.page.turned_deg == turned_deg
    box = cleaned.page.to_scan.apply_box(Box(900, 700, 120, 60))
    assert (scan[box.y : box.bottom, box.x : box.right] == 0).all()


def test_the_scan_is_never_written_to() -> None:
    for scan in (drawn.on_glass(card(colour=True), 2.0, glass=15), drawn.punched(drawn.form())):
        before = scan.copy()
        clean(RawPage(scan, 300), page_no=1, turned_deg=0)
        assert np.array_equal(scan, before)


@pytest.mark.parametrize("lean", [-9.8, -4.0, 0.3, 6.5, 9.9])
def test_the_lean_is_measured_and_undone(lean: float) -> None:
    cleaned = clean(RawPage(drawn.leaning(card(), lean), 300), page_no=1, turned_deg=0)
    assert cleaned.page.skew_deg == pytest.approx(lean, abs=0.1)
    again = clean(RawPage(cleaned.image, 300), page_no=1, turned_deg=0)
    assert abs(again.page.skew_deg) <= 0.1


def test_nothing_at_the_corners_is_cut_off_when_turning() -> None:
    image = card()
    for x, y in ((25, 25), (1215, 25), (25, 1729), (1215, 1729)):
        cv2.circle(image, (x, y), RADIUS, (0,), -1)
    fitted = cv2.copyMakeBorder(image, 150, 150, 150, 150, cv2.BORDER_CONSTANT, value=(252,))
    scan = drawn.leaning(fitted, 5.0)[60:-60, 60:-60]
    there, found = discs(scan), discs(clean(RawPage(np.ascontiguousarray(scan), 300), page_no=1, turned_deg=0).image)
    assert len(there) == len(found) == 4


def test_colour_is_kept_where_there_is_a_seal_and_dropped_where_paper_is_only_yellow() -> None:
    yellow = (card(colour=True) * np.array([0.72, 0.88, 0.95])).astype(np.uint8)
    plain = clean(RawPage(yellow, 300), page_no=1, turned_deg=0)
    assert plain.image.ndim == 2
    cv2.circle(yellow, (950, 175), 55, (50, 55, 200), 7)
    sealed = clean(RawPage(yellow, 300), page_no=1, turned_deg=0)
    assert sealed.image.ndim == 3
    blue, green, red = sealed.image[175, 950 - 55]
    assert int(red) - int(max(blue, green)) > 80


def test_yellowed_paper_becomes_white_and_ink_stays_dark() -> None:
    yellow = (card(colour=True) * np.array([0.6, 0.75, 0.85])).astype(np.uint8)
    image = clean(RawPage(yellow, 300), page_no=1, turned_deg=0).image
    assert np.median(image) > 245
    assert np.percentile(image, 1) < 90


@pytest.mark.parametrize(
    ("size", "dpi"),
    [((1, 1), 300), ((1, 3000), None), ((3000, 1), 72), ((7, 5), None), ((60, 60), 300), ((316, 316), None)],
)
def test_tiny_and_thread_like_scans_pass(size: tuple[int, int], dpi: int | None) -> None:
    for value in (0, 255):
        cleaned = clean(RawPage(np.full(size, value, np.uint8), dpi), page_no=1, turned_deg=90)
        assert cleaned.image.shape[:2] == (cleaned.page.height_px, cleaned.page.width_px)


def test_two_hundred_megapixel_become_a_page_of_common_size_and_places_lead_back() -> None:
    scale = 9
    scan = cv2.resize(dotted(), None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    assert scan.shape[0] * scan.shape[1] > 170_000_000
    cleaned = clean(RawPage(scan, 300 * scale), page_no=1, turned_deg=0)
    assert max(cleaned.image.shape) <= 4961  # A3 at 300 dpi
    assert furthest(scan, places(0.0, scale=scale), dpi=300 * scale) < 1.5 * scale


@pytest.mark.parametrize("seed", range(3))
def test_pure_noise_and_all_black_do_not_crash_and_keep_their_size(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (900, 700, 3), dtype=np.uint8)
    cleaned = clean(RawPage(noise, None), page_no=1, turned_deg=0)
    assert cleaned.page.skew_deg == 0.0
    black = clean(RawPage(np.zeros((900, 700), np.uint8), 150), page_no=1, turned_deg=0)
    assert black.image.shape[:2] == (black.page.height_px, black.page.width_px)


def test_the_same_scan_is_cleaned_the_same_way_twice() -> None:
    raw = RawPage(drawn.grainy(drawn.leaning(card(), 1.7), sigma=6), 300)
    one, other = (clean(raw, page_no=1, turned_deg=0) for _ in range(2))
    assert one.page == other.page
    assert np.array_equal(one.image, other.image)


def test_the_picture_for_the_desk_is_a_jpeg_of_the_page() -> None:
    for image in (card(), card(colour=True)):
        data = picture(image)
        back = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        assert back.shape == image.shape
        assert len(data) < 3_000_000
