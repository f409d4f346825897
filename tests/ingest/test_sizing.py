"""The resolution of a scan: the tag where it can be true, sheet sizes where it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sizing import judge_dpi, working_scale

MM = 25.4


def px(sheet_mm: tuple[float, float], dpi: int) -> tuple[int, int]:
    return round(sheet_mm[0] / MM * dpi), round(sheet_mm[1] / MM * dpi)


A3, A4, A5, B4, B5 = (297, 420), (210, 297), (148, 210), (257, 364), (182, 257)


@pytest.mark.parametrize("dpi", [150, 200, 240, 300, 400, 600])
@pytest.mark.parametrize("sheet", [A4, A3, B4, B5], ids=["A4", "A3", "B4", "B5"])
def test_a_true_tag_is_believed(sheet: tuple[int, int], dpi: int) -> None:
    assert judge_dpi(*px(sheet, dpi), tag=dpi).dpi == dpi
    assert judge_dpi(*px(sheet, dpi)[::-1], tag=dpi).dpi == dpi


@pytest.mark.parametrize("tag", [None, 72, 96, 118, 1, 2400])
@pytest.mark.parametrize("dpi", [150, 200, 300, 400, 600])
def test_a4_tells_its_resolution_without_a_tag_or_with_a_wrong_one(dpi: int, tag: int | None) -> None:
    found = judge_dpi(*px(A4, dpi), tag=tag)
    assert (found.dpi, found.guessed) == (dpi, False)


@pytest.mark.parametrize("dpi", [200, 300, 400])
def test_b5_and_a3_without_a_tag(dpi: int) -> None:
    assert judge_dpi(*px(A3, dpi), tag=None).dpi == pytest.approx(dpi, rel=0.02)
    assert judge_dpi(*px(B5, 300), tag=None).dpi == 300


def test_a_cut_slip_keeps_its_plausible_tag() -> None:
    assert judge_dpi(1771, 1100, tag=300).dpi == 300


def test_a_telephone_photograph_is_taken_for_a4() -> None:
    found = judge_dpi(3024, 4032, tag=72)
    assert found.guessed
    assert 300 < found.dpi < 380


@given(st.integers(1, 70_000), st.integers(1, 70_000), st.one_of(st.none(), st.integers(1, 5000)))
def test_any_size_gets_a_usable_answer(width: int, height: int, tag: int | None) -> None:
    found = judge_dpi(width, height, tag=tag)
    scale = working_scale(found.dpi, width_px=width, height_px=height)
    assert found.dpi > 0
    assert 0 < scale <= 2.0
    assert width * scale * height * scale <= 24_000_001


@pytest.mark.parametrize(("dpi", "scale"), [(300, 1.0), (260, 1.0), (340, 1.0), (150, 2.0), (200, 1.5), (600, 0.5)])
def test_reading_is_done_at_about_300_dpi(dpi: int, scale: float) -> None:
    width, height = px(A4, dpi)
    assert working_scale(dpi, width_px=width, height_px=height) == pytest.approx(scale)
