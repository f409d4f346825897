"""Typesetting: nothing is lost, nothing begins a line that may not, everything is noted where it stands."""

from random import Random

import pytest
from drawing import setting, style, vertical
from drawing.paper import Sheet
from drawing.writing import Gap, Run, Struck, boxes, circled, filled, printed

STYLE = style.typed()


def rows(text: str, width: int) -> list[str]:
    found = setting.rows_of((filled(text),), STYLE.sized(10), width=width)
    return ["".join(token.text for token in row.tokens) for row in found]


@pytest.mark.parametrize("width", range(300, 1400, 37))
def test_no_line_begins_with_a_comma_or_ends_with_a_bracket(width: int) -> None:
    text = "情報共有同意書に署名(本人)。長男、ドア越しに「ほっといて」。次回は「訪問」の予定。"
    found = rows(text, width)
    assert "".join(found) == text
    assert not any(line[0] in "、。」)" for line in found)
    assert not any(line[-1] in "「(" for line in found)


def test_what_is_too_much_for_its_box_is_set_smaller_and_not_lost() -> None:
    sheet = Sheet(Random(1))
    setting.write(sheet, (filled("長い言葉" * 30, "here"),), box=(100, 100, 600, 200), style=STYLE.sized(12))
    assert "".join(line.text for line in sheet.seen.lines) == "長い言葉" * 30
    x, y, width, height = sheet.seen.place("here")
    assert y + height <= 310 and x + width <= 740


def test_a_circled_choice_is_a_mark_and_its_word_stays_in_the_line() -> None:
    sheet = Sheet(Random(1))
    setting.write(sheet, circled(("男", "女"), ("女",), tag="sex"), box=(100, 100, 500, 80), style=STYLE)
    assert [(mark.label, mark.on, mark.kind) for mark in sheet.seen.marks] == [
        ("男", False, "circled"), ("女", True, "circled"),
    ]  # fmt: skip
    assert sheet.seen.lines[0].text == "男・女"


@pytest.mark.parametrize(("tick", "sign"), [("checkbox", "☑"), ("filled", "■"), ("cross", "☒")])
def test_checkboxes_show_their_sign_in_the_line(tick: str, sign: str) -> None:
    sheet = Sheet(Random(1))
    setting.write(sheet, boxes(("住所", "家計"), ("住所",), style=tick), box=(100, 100, 900, 80), style=STYLE)
    assert sheet.seen.lines[0].text == f"{sign}住所 □家計"


def test_struck_words_and_their_replacement_are_lines_of_their_own() -> None:
    sheet = Sheet(Random(1))
    setting.write(
        sheet, (printed("日 "), Struck("5/13", "5/14", "木村", tag="day")), box=(100, 100, 700, 150), style=STYLE
    )
    assert [(line.text, line.struck) for line in sheet.seen.lines] == [("日", False), ("5/13", True), ("5/14", False)]
    assert sheet.seen.stamps[0].text == "木村"
    assert sheet.seen.lines[2].box[1] < sheet.seen.lines[1].box[1]


def test_a_wide_gap_ends_a_line() -> None:
    sheet = Sheet(Random(1))
    setting.write(sheet, (printed("氏名"), Gap(3), printed("住所")), box=(100, 100, 900, 80), style=STYLE)
    assert [line.text for line in sheet.seen.lines] == ["氏名", "住所"]


def test_vertical_columns_keep_every_character_and_their_order() -> None:
    text = "平成二十年四月七日、本人来所。「ありがたい」と。BP 168で、ケースは継続。"
    columns = vertical.columns_of((Run(text),), STYLE, height=600)
    assert "".join(square.text for column in columns for square in column) == text
    assert not any(column[0].text in vertical.NOT_TOP for column in columns)
