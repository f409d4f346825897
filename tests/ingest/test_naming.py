"""Names on one line, and the order a person expects."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.naming import natural_key, shown

NAMES = st.text(st.characters(exclude_categories=())).filter(lambda name: "\0" not in name)


@given(NAMES)
def test_a_name_is_shown_on_one_printable_line(name: str) -> None:
    assert shown(name).isprintable()


@given(NAMES, NAMES)
def test_different_names_never_look_alike(one: str, other: str) -> None:
    assert (shown(one) == shown(other)) == (one == other)


def test_ordinary_names_stay_as_they_are() -> None:
    assert shown("箱3/ケース 髙橋.pdf") == "箱3/ケース 髙橋.pdf"


@given(st.lists(NAMES, max_size=8))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    assert len(sorted(names, key=natural_key)) == len(names)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_numbers_count_as_numbers(one: int, other: int) -> None:
    assert (natural_key(f"p{one}.jpg") < natural_key(f"p{other}.jpg")) == (one < other)
