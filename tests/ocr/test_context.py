"""Look-alikes settled by their neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.context import in_context, is_ditto


def settled(text: str) -> str:
    return "".join(in_context(list(text)))


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("セン夕一", "センター"),
        ("センター長", "センター長"),
        ("統ー", "統一"),
        ("ー人暮らし", "一人暮らし"),
        ("口ーン", "ローン"),
        ("人ロ", "人口"),
        ("二丁目", "二丁目"),
        ("ニ丁目", "二丁目"),
        ("カが弱い", "力が弱い"),
        ("へルパー", "ヘルパー"),
        ("病院ヘ行く", "病院へ行く"),
        ("O470-OO-1234", "0470-00-1234"),
        ("l2月3l日", "12月31日"),
        ("09O一1234", "090-1234"),
        ("女の子", "女の子"),
        ("男.女", "男・女"),
        ("1.大正", "1.大正"),
        ("No.5", "No.5"),
        ("4.9(火)", "4.9(火)"),
        ("口をきかない", "口をきかない"),
        ("A・O", "A・O"),
    ],
)
def test_neighbours_decide(read, wanted):
    assert settled(read) == wanted


@pytest.mark.parametrize("text", ["一", "ー", "口", "O", "カ"])
def test_alone_nothing_is_guessed(text):
    assert settled(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"), [("//", True), ("〃", True), ("Il", True), ("同上", False), ("", False), ("1", False)]
)
def test_a_lone_ditto_sign(text, wanted):
    assert is_ditto(text) is wanted


@given(st.text(max_size=30))
def test_places_are_kept_and_a_second_pass_keeps_length(text):
    assert len(settled(text)) == len(text)


def test_two_strokes_before_a_time_are_the_date_as_above() -> None:
    assert "".join(in_context("∥17:00")) == "〃17:00"
    assert "".join(in_context("A∥B")) == "A∥B"
