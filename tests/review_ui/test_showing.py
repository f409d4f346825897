"""Canonical values in the words of the office."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_ui.showing import CASE_COLOURS, beside, colour_of, compared, in_words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("dateOfBirth", "1938-03-09", "昭和13年3月9日"),
        ("dateOfBirth", "1947", "1947"),
        ("sex", "2", "女"),
        ("careLevel", "22", "要介護２"),
        ("method", "30", "訪問"),
        ("living", "same_household", "同居"),
        ("member", "妻 和子 1965-05-02 same_household", "妻 和子 1965-05-02 同居"),
        ("fullName", "髙橋 キヨ", "髙橋 キヨ"),
        ("fullName", None, ""),
    ],
)
def test_in_words(name: str, value: str | None, words: str) -> None:
    assert in_words(name, value) == words


def test_beside_a_birth_date_stand_the_canonical_form_the_weekday_and_the_age() -> None:
    assert beside("dateOfBirth", "1938-03-09", seen=date(2024, 4, 9)) == "1938-03-09（水）　86歳"


def test_nothing_beside_a_name() -> None:
    assert beside("fullName", "髙橋 キヨ", seen=None) == ""


def test_the_one_character_that_differs_is_marked() -> None:
    assert compared("高橋 キヨ", "髙橋 キヨ") == [("髙", True), ("橋 キヨ", False)]


@given(st.text(), st.text(min_size=1))
def test_comparing_never_changes_the_text(value: str, other: str) -> None:
    assert "".join(piece for piece, _ in compared(value, other)) == other


@given(st.text())
def test_a_case_keeps_its_colour(case: str) -> None:
    assert colour_of(case) == colour_of(case)
    assert colour_of(case) in CASE_COLOURS


@pytest.mark.parametrize("colour", CASE_COLOURS)
def test_case_colours_are_dark_enough_on_white(colour: str) -> None:
    """WCAG 2.1, 1.4.3: 4.5 to 1 for text."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
