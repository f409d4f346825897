"""Logs as readers garble them: dates, ways of contact, lost rules, fax headers. What is mended always says so."""

from dataclasses import replace
from datetime import date

import pytest

from domain.entry import SupportEntry
from domain.geometry import Box, confidence
from extract.classify import Guess
from extract.entries.clocks import parted
from extract.entries.logbook import chained
from extract.entries.mending import without_sign
from extract.entries.methods import bracketed_word, like_method
from extract.entries.starts import date_left, opening
from extract.fax import is_fax_line, is_fax_piece
from extract.layout import index
from extract.page_reading import read_page
from extract.signs import Text
from tests.extract.paper import Paper

TODAY = date(2026, 1, 1)
WIDTHS = (330, 220, 320, 1200)
TITLES = ("年月日", "方法", "担当", "内容")


def entries(paper: Paper, *, opened: date | None = None) -> tuple[SupportEntry, ...]:
    guess = Guess("support_log", 0.9)  # type: ignore[arg-type]
    page = read_page(index(paper.sheet()), guess, today=TODAY, record_date=None)
    return chained([page], today=TODAY, opened=opened)


def log_page(*rows: tuple[str, ...], titles: tuple[str, ...] = TITLES) -> Paper:
    paper = Paper()
    paper.write("支援経過記録", x=900, y=120, em=70)
    paper.row(300, WIDTHS, texts=titles, height=90)
    for place, row in enumerate(rows):
        paper.row(390 + 160 * place, WIDTHS, texts=row, height=160)
    return paper


def first_line(text: str) -> Text:
    paper = Paper()
    paper.write(text, x=160, y=300)
    return index(paper.sheet()).ground.rows[0]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("四月十三1", "四月十三日"),
        ("二月二十七二", "二月二十七日"),
        ("六月二H", "六月二日"),
        ("六月二十三日", "六月二十三日"),
    ],
)
def test_a_day_sign_that_was_taken_for_something_else(read: str, meant: str) -> None:
    assert without_sign(read) == meant


@pytest.mark.parametrize(
    ("word", "code"),
    [("メーレ", "40"), ("支援詢整会議", "63"), ("訪門", "30"), ("-EL", "20"), ("同日", None), ("来週", None)],
)
def test_a_way_of_contact_with_one_sign_misread(word: str, code: str | None) -> None:
    assert like_method(word) == code


def test_the_word_in_brackets_at_the_head_of_a_text() -> None:
    assert bracketed_word("〈メーレ〉本人の委任状を受理") == "メーレ"
    assert bracketed_word("本人の委任状（写し）を受理") == ""


def test_a_misread_way_of_contact_goes_to_a_person() -> None:
    found = entries(log_page(("R6.4.9(火)", "訪門", "木村", "在宅。"), ("4/11(木)", "訪問", "木村", "在宅。")))
    assert [one.method for one in found] == ["30", "30"]
    assert "value_unparsed" in found[0].reasons
    assert "value_unparsed" not in found[1].reasons


@pytest.mark.parametrize(
    ("read", "meant"),
    [("H24.01.16月", "H24.01.16(月)"), ("01.24火", "01.24(火)"), ("R6.4月", "R6.4月"), ("R元.9.30 月", "R元.9.30(月)")],
)
def test_a_bare_weekday_behind_a_day(read: str, meant: str) -> None:
    assert parted(read) == (meant, False)


@pytest.mark.parametrize(
    "head", ["1117（月）12:00電話(近藤)", "同E 担当者会議(川口)", ". 06.5 所内会議 荒井", "01.16月支援会議"]
)
def test_heads_of_contacts_however_badly_read(head: str) -> None:
    assert opening(first_line(head), em_px=42) is not None


@pytest.mark.parametrize("head", ["同行（ハロワ）。", "1117円を支払う", "※5/7 TEL済"])
def test_what_opens_no_contact(head: str) -> None:
    assert opening(first_line(head), em_px=42) is None


def test_dirt_before_a_date_does_not_shift_its_margin() -> None:
    assert date_left(first_line("・06.15 訪問")) > first_line("・06.15 訪問").box.x


def test_a_log_without_any_year_leans_on_the_face_sheet_and_says_so() -> None:
    rows = (("4月13日", "訪問", "木村", "在宅。"), ("4月27日", "TEL", "木村", "不在。"))
    found = entries(log_page(*rows), opened=date(2015, 4, 9))
    assert [one.date for one in found] == ["2015-04-13", "2015-04-27"]
    assert all("era_inferred" in one.reasons and one.date_inferred for one in found)
    assert [one.date for one in entries(log_page(*rows))] == [None, None]


def test_rules_lost_between_title_and_rows_in_one_column() -> None:
    paper = Paper()
    paper.write("支援経過記録", x=900, y=120, em=70)
    paper.row(300, WIDTHS[1:], texts=TITLES[1:], height=90, x=490)
    paper.cell(Box(160, 300, 330, 410))
    paper.write("年月日", x=180, y=320)
    for y, day, text in ((400, "R6.4.9(火)", "玄関先で面接。"), (560, "4/11(木)", "不在。")):
        paper.row(y - 10, WIDTHS[1:], texts=("訪問", "木村", text), height=160, x=490)
        paper.write(day, x=180, y=y)
    assert [(one.date, one.text) for one in entries(paper)] == [
        ("2024-04-09", "玄関先で面接。"),
        ("2024-04-11", "不在。"),
    ]


def test_a_fax_header_in_pieces() -> None:
    assert is_fax_line("2016/06/16 15:19 FR0M:北部包括 0470-00-1645 P.02/04")
    assert is_fax_piece("2019/08/02 16:58")
    assert is_fax_piece("0470-00-1442 P.03/05")
    assert not is_fax_line("2019/08/02 16:58")


def test_a_log_of_which_one_title_was_misread_keeps_its_columns() -> None:
    rows = (("R6.4.9(火)", "訪問", "木村", "在宅。"), ("R6.4.11(木)", "TEL", "木村", "不在。"))
    paper = log_page(*rows)
    paper.lines = [one for one in paper.lines if one.text != "内容"]
    paper.write("内苓", x=1045, y=312)
    found = entries(paper)
    assert [(one.date, one.method, one.text) for one in found] == [
        ("2024-04-09", "30", "在宅。"),
        ("2024-04-11", "20", "不在。"),
    ]


def test_a_contact_without_a_way_of_contact_is_asked_for() -> None:
    found = entries(log_page(("R6.4.9(火)", "", "木村", "在宅。"), ("R6.4.11(木)", "", "木村", "不在。")))
    assert all("value_unparsed" in one.reasons for one in found)


def test_a_head_whose_ditto_mark_was_lost_opens_its_contact_in_free_writing() -> None:
    paper = Paper()
    paper.write("支援経過記録", x=900, y=120, em=70)
    lines = (
        "R6.4.9(火) 訪問 木村",
        "在宅。表情穏やか。",
        "TEL 木村",
        "長女より折り返し。",
        "R6.4.11(木) TEL 木村",
        "不在。",
    )
    for place, text in enumerate(lines):
        paper.write(text, x=160 if place % 2 == 0 else 220, y=300 + 60 * place)
    found = entries(paper)
    assert [(one.date, one.method, one.staff) for one in found] == [
        ("2024-04-09", "30", ("木村",)),
        ("2024-04-09", "20", ("木村",)),
        ("2024-04-11", "20", ("木村",)),
    ]
    assert "date_inferred_without_second_signal" in found[1].reasons


NAMED = (
    ("R5.4.3(月)", "電話", "木村", "本人より来週の予定を確認する電話。"),
    ("4.10(月)", "訪問", "早川", "体調は落ち着いている。"),
    ("4.17(月)", "訪問", "木村", "食事はとれている。"),
)


@pytest.mark.parametrize("title", ["記錄者", "擔當者", "記録看"])
def test_a_title_in_old_or_lookalike_letters_is_the_same_title(title: str) -> None:
    found = entries(log_page(*NAMED, titles=("年月日", "方法", title, "内容")))
    assert [one.staff for one in found] == [("木村",), ("早川",), ("木村",)]
    assert not any("label_unread" in one.reasons for one in found)


@pytest.mark.parametrize(("title", "is_sure"), [("挺当", True), ("粗相", False), ("", False)])
def test_a_column_of_names_is_the_staff_and_is_asked_unless_its_title_says_so(title: str, is_sure: bool) -> None:
    found = entries(log_page(*NAMED, titles=("年月日", "方法", title, "内容")))
    assert [one.staff for one in found] == [("木村",), ("早川",), ("木村",)]
    assert [("label_unread" in one.reasons) for one in found] == [not is_sure] * 3


def test_what_stands_in_a_column_nobody_understands_is_kept_and_asked() -> None:
    rows = [(*row[:2], "本人も同席された。", row[3]) for row in NAMED]
    found = entries(log_page(*rows, titles=("年月日", "方法", "粗相", "内容")))
    assert all("本人も同席された" in one.text and "label_unread" in one.reasons for one in found)
    assert all(one.staff == () for one in found)


def test_weekday_and_order_do_not_vouch_for_a_faint_sign_in_the_column_of_ways() -> None:
    """A ℡ on worn paper, seen as 「面」 by a reader that was not sure of it and by no other."""
    paper = log_page(("R5.4.3(月)", "電話", "木村", "確認。"), ("4.4(火)", "面", "木村", "声に力なし。"), NAMED[2])
    place = next(place for place, one in enumerate(paper.lines) if one.text == "面")
    seen = paper.lines[place]
    chars = tuple(replace(char, confidence=confidence(0.23)) for char in seen.chars)
    paper.lines[place] = replace(seen, second="人", chars=chars, confidence=confidence(0.23))
    found = entries(paper)
    assert ["low_confidence" in one.reasons for one in found] == [False, True, False]


def test_a_bracketed_word_that_is_nearly_one_of_contact_goes_before_the_sentence() -> None:
    paper = log_page(
        ("R5.4.3(月)", "", "木村", "[EL] 法テラスへ照会。来週回答の由。"),
        titles=("年月日", "時刻", "担当", "内容"),
    )
    [found] = entries(paper)
    assert (found.method, "lookalike" in found.reasons) == ("20", True)
