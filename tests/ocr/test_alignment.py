"""Two readings side by side."""

import pytest

from ocr.alignment import side_by_side
from ocr.engine import RawChar, RawLine


def raw(text: str) -> RawLine:
    return RawLine(tuple(RawChar(c, 0.9, n / 10, (n + 1) / 10) for n, c in enumerate(text)))


def shown(first: str, second: str) -> list[tuple[str, str]]:
    pairs = side_by_side(raw(first), raw(second))
    return [(p.first.text if p.first else "", p.second.text if p.second else "") for p in pairs]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("住所", "住所", [("住", "住"), ("所", "所")]),
        ("ケス会議", "ケース会議", [("ケ", "ケ"), ("", "ー"), ("ス", "ス"), ("会", "会"), ("議", "議")]),
        ("氏名 林", "氏名林", [("氏", "氏"), ("名", "名"), (" ", ""), ("林", "林")]),
        ("", "一", [("", "一")]),
        ("父", "", [("父", "")]),
        ("電話", "電語", [("電", "電"), ("話", "語")]),
    ],
)
def test_every_character_of_both_stands_once_and_in_order(first, second, wanted):
    assert shown(first, second) == wanted


def test_nothing_is_lost_when_lengths_differ():
    pairs = side_by_side(raw("令和6年 4月9日"), raw("今和年4月19日生"))
    assert "".join(p.first.text for p in pairs if p.first) == "令和6年 4月9日"
    assert "".join(p.second.text for p in pairs if p.second) == "今和年4月19日生"


def test_width_and_shape_are_set_aside_when_agreement_is_judged():
    assert all(pair.agrees for pair in side_by_side(raw("３丁目ー（"), raw("3丁目一(")))
    assert not any(pair.agrees for pair in side_by_side(raw("高"), raw("髙")))
