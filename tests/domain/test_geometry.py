"""Boxes and maps: what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geometry import Affine, Box, confidence, surround

pixels = st.integers(-5000, 5000)
sizes = st.integers(0, 5000)
boxes = st.builds(Box, pixels, pixels, sizes, sizes)


@given(boxes, boxes)
def test_overlap_lies_in_both(one: Box, other: Box) -> None:
    shared = one.overlap(other)
    if shared.area:
        assert one.union(shared) == one
        assert other.union(shared) == other


@given(st.lists(boxes, min_size=1, max_size=5))
def test_surround_holds_all(many: list[Box]) -> None:
    whole = surround(many)
    assert all(whole.union(box) == whole for box in many)


def test_surround_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no box"):
        surround([])


turns = st.sampled_from(
    [Affine(), Affine(0, -1, 100, 1, 0, 0), Affine(-1, 0, 90, 0, -1, 80), Affine(0, 1, 0, -1, 0, 70)]
)


@given(turns, boxes)
def test_a_quarter_turn_there_and_back_is_exact(turn: Affine, box: Box) -> None:
    assert turn.inverse().apply_box(turn.apply_box(box)) == box


@given(turns, turns, pixels, pixels)
def test_then_is_one_map_after_the_other(first: Affine, second: Affine, x: int, y: int) -> None:
    assert first.then(second).apply(x, y) == pytest.approx(second.apply(*first.apply(x, y)))


@pytest.mark.parametrize("wrong", [-0.01, 1.01, float("nan")])
def test_a_raw_score_is_no_confidence(wrong: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        confidence(wrong)


def test_negative_size_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Box(0, 0, -1, 5)
