"""世帯: members from tables and from lines, nothing guessed."""

from datetime import date

import pytest

from extract.layout import index
from extract.members import household_tables, living_of, members_in_text, members_of
from extract.values.parsed import Context
from tests.extract.paper import Paper

CONTEXT = Context(date(2026, 1, 1), record_date=date(2024, 4, 9))


def table(titles: tuple[str, ...], *rows: tuple[str, ...]) -> Paper:
    paper = Paper()
    widths = tuple(2100 // len(titles) for _ in titles)
    for place, texts in enumerate((titles, *rows)):
        paper.row(300 + 100 * place, widths, texts=texts)
    return paper


def test_a_household_table() -> None:
    paper = table(
        ("続柄", "氏名", "生年月日(年齢)", "同別居", "備考"),
        ("長男", "髙橋 正彦", "S44.11.2(54)", "同居", "無職"),
        ("夫", "髙橋 一夫", "", "死亡", ""),
        ("", "", "", "", ""),
    )
    layout = index(paper.sheet())
    (found,) = household_tables(layout)
    first, second = (one.member for one in members_of(found, layout, context=CONTEXT))
    assert (first.name, first.relationship, first.dateOfBirth, first.age) == ("髙橋 正彦", "child", "1969-11-02", 54)
    assert (first.living, first.note) == ("same_household", "無職")
    assert (second.name, second.relationship, second.living, second.dateOfBirth) == (
        "髙橋 一夫",
        "spouse",
        "deceased",
        None,
    )
    assert [first.index, second.index] == [0, 1]


def test_columns_in_another_order_and_one_without_a_title() -> None:
    paper = table(("氏名", "続柄", ""), ("永井 修", "夫", "62"), ("千葉 由美", "長女", "35"))
    layout = index(paper.sheet())
    (found,) = household_tables(layout)
    assert [one.member.age for one in members_of(found, layout, context=CONTEXT)] == [62, 35]


def test_a_year_alone_is_no_birth_date() -> None:
    paper = table(("続柄", "氏名", "生年月日"), ("長女", "佐藤 良枝", "S47"))
    layout = index(paper.sheet())
    (one,) = members_of(household_tables(layout)[0], layout, context=CONTEXT)
    assert one.member.dateOfBirth is None


def test_a_family_written_in_a_line() -> None:
    paper = Paper()
    paper.write("母 トメ 昭和元年12月28日生 特養入所 / 兄 行方不明", x=200, y=300)
    layout = index(paper.sheet())
    mother, brother = (one.member for one in members_in_text(layout.ground.rows[0], layout, context=CONTEXT))
    assert (mother.name, mother.relationship, mother.dateOfBirth, mother.living) == (
        "トメ",
        "parent",
        "1926-12-28",
        "institution",
    )
    assert (brother.name, brother.relationship, brother.living) == ("", "sibling", "unknown")


def test_prose_lists_nobody() -> None:
    paper = Paper()
    paper.write("一人暮らし。近所との付き合いなし。", x=200, y=300)
    layout = index(paper.sheet())
    assert members_in_text(layout.ground.rows[0], layout, context=CONTEXT) == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("同居", "same_household"),
        ("別居（柏方面）", "separate"),
        ("特養入所", "institution"),
        ("同居時DV", None),
        ("小6", None),
        ("", None),
    ],
)
def test_where_a_member_lives(words: str, code: str | None) -> None:
    assert living_of(words) == code
