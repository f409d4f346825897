from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.keys import fold
from storage.termdates import Days, days_of
from storage.terms import MAX_SPELLINGS, MAX_TERMS, spellings, terms


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("平成25年", "2013-01-01", "2013-12-31"),
        ("平成25年ごろ", "2012-01-01", "2015-01-01"),
        ("2013年頃", "2012-01-01", "2015-01-01"),
        ("2013", "2013-01-01", "2013-12-31"),
        ("H25", "2013-01-01", "2013-12-31"),
        ("Ｈ２５．４", "2013-04-01", "2013-04-30"),
        ("S13.3.9", "1938-03-09", "1938-03-09"),
        ("昭和13年3月9日", "1938-03-09", "1938-03-09"),
        ("昭13.3.9", "1938-03-09", "1938-03-09"),
        ("令和元年5月", "2019-05-01", "2019-05-31"),
        ("2024-04-09", "2024-04-09", "2024-04-09"),
        ("2024/4/9", "2024-04-09", "2024-04-09"),
        ("20240409", "2024-04-09", "2024-04-09"),
        ("令和5年度", "2023-04-01", "2024-03-31"),
        ("平成33年3月31日", "2021-03-31", "2021-03-31"),
        ("2024年4月9日頃", "2024-04-06", "2024-04-12"),
        ("T元", "1912-01-01", "1912-12-31"),
    ],
)
def test_dates_as_people_type_them(word: str, first: str, last: str) -> None:
    assert days_of(word) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("word", ["髙橋", "0470-00-1234", "13.3.9", "2013年13月", "平成25年2月30日", "H", "4/11", ""])
def test_other_words_are_no_dates(word: str) -> None:
    assert days_of(word) is None


@given(st.text(max_size=40))
def test_any_word_is_taken_apart_without_harm(words: str) -> None:
    found = terms(words)
    assert len(found) <= MAX_TERMS
    for one in found:
        assert len(one.keys) <= MAX_SPELLINGS
        assert all(one.keys)


@pytest.mark.parametrize(
    ("word", "also"),
    [
        ("さとう", "サトー"),
        ("サトー", "さとう"),
        ("おおの", "オーノ"),
        ("ケアマネージャー", "ケアマネジャ"),
        ("佐々木", "佐佐木"),
        ("佐佐木", "佐々木"),
        ("潮見が丘", "潮見ケ丘"),
        ("潮見ヶ丘", "潮見が丘"),
        ("訪看", "訪問看護"),
        ("訪問看護", "訪看"),
        ("00-1234", "001234"),
        ("社協", "社会福祉協議会"),
    ],
)
def test_one_word_has_many_spellings(word: str, also: str) -> None:
    assert fold(also).text in spellings(fold(word).text)
    assert spellings(fold(word).text)[0] == fold(word).text


def test_abbreviations_are_whole_words_only() -> None:
    assert "生活保護費" not in spellings(fold("生保費").text)


def test_signs_alone_ask_for_nothing() -> None:
    assert terms("\"*()% ' ; \ud800") == ()
