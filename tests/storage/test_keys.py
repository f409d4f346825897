import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.keys import fold, pairs, token
from storage.lookalikes import KANA, SHAPES, VARIANTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"),
        ("﨑山", "崎山"),
        ("齋藤", "斉藤"),
        ("斎藤", "齊藤"),
        ("𠮷田", "吉田"),
        ("渡邉", "渡辺"),
        ("濵口", "浜口"),
        ("\ufa19谷", "神谷"),
        ("葛\U000e0100城", "葛城"),
        ("たかはし キヨ", "ﾀｶﾊｼ ｷﾖ"),
        ("か\u3099っこう", "ガツコウ"),
        ("０４７０－００－１２３４", "0470001234"),
        ("(0470)00-1234", "｜0470001234"),
        ("ＴＥＬ", "tel"),
        ("夕方", "タ方"),
        ("一時", "ー時"),
        ("潮見ヶ丘", "潮見ケ丘"),
        ("ﾊﾟｰﾄ", "パート"),
        ("髙 橋　キヨ", "髙橋キヨ"),
    ],
)
def test_these_are_one_to_search(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [("埼玉", "崎玉"), ("バス", "ハス"), ("要支2", "要介2"), ("3-1", "3-14"), ("来所。長男", "来所長男")],
)
def test_these_are_two(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_an_address_keeps_its_hyphens() -> None:
    assert fold("浜野辺3-1-204").text != fold("浜野辺31204").text


@given(st.text(), st.data())
def test_a_part_of_a_text_has_a_part_of_its_key(text: str, data: st.DataObject) -> None:
    """Anywhere but inside a cluster or a telephone number."""
    key = fold(text)
    assert len(key.text) == len(key.starts) == len(key.ends)
    if not key.text:
        return
    start = data.draw(st.integers(0, len(key.text) - 1))
    end = data.draw(st.integers(start + 1, len(key.text)))
    first, last = key.span(start, end)
    assert 0 <= first < last <= len(text)
    whole = fold(text[first:last]).text
    assert key.text[start:end] in whole


@given(st.text())
def test_tokens_are_letters_and_digits_whatever_the_text(text: str) -> None:
    for pair in pairs(fold(text).text):
        assert token(pair).isascii()
        assert token(pair).isalnum()
        assert len(token(pair)) in (5, 10, 6, 11, 12)


def test_pairs_end_with_the_last_character() -> None:
    assert pairs("山田花") == ("山田", "田花", "花")
    assert pairs("") == ()


def test_no_character_stands_in_two_groups_of_a_kind() -> None:
    for groups in (VARIANTS, KANA, SHAPES):
        together = "".join(groups)
        assert len(set(together)) == len(together)
