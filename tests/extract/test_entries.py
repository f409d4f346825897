"""支援経過: rows, dates that lean on one another, ditto marks in every disguise, columns in any order."""

from dataclasses import replace
from datetime import date

import pytest

from domain.entry import Check, Mention, SupportEntry
from domain.field import Route
from domain.geometry import Box
from extract.classify import Guess, classify
from extract.entries.dating import DatedRow, date_rows
from extract.entries.logbook import chained, read_log
from extract.entries.marks import is_mark
from extract.entries.pages import log_of
from extract.entries.starts import opening
from extract.entries.variant_names import with_variants
from extract.layout import Layout, index
from extract.page_reading import PageRead, read_page
from extract.trust.routing import Policy, route_entry
from extract.values.parsed import Context
from tests.extract.paper import EM, Paper, line

TODAY = date(2026, 1, 1)


WIDTHS = (330, 220, 320, 1200)


TITLES = ("年月日", "方法", "担当", "内容")


ROWS = (
    ("R6.4.9(火)", "TEL", "木村", "民生委員 小田氏より。臭気と回覧板不達。"),
    ("4/11(木)\n10:00", "訪問", "木村・早川", "玄関先で面接。"),
    ("〃", "TEL", "木村", "高齢福祉課へ報告。"),
)


def log_page(
    rows: tuple[tuple[str, ...], ...] = ROWS,
    *,
    titles: tuple[str, ...] = TITLES,
    widths: tuple[int, ...] = WIDTHS,
    page_no: int = 1,
    height: int = 160,
) -> Paper:
    paper = Paper(page_no)
    paper.write("支援経過記録", x=900, y=120, em=70)
    y = 300
    if titles:
        paper.row(y, widths, texts=titles, height=90)
        y += 90
    for row in rows:
        paper.row(y, widths, texts=row, height=height)
        y += height
    return paper


def layout(paper: Paper) -> Layout:
    return index(paper.sheet())


def dated(paper: Paper) -> tuple[DatedRow, ...]:
    log = log_of(layout(paper), is_log=True)
    assert log is not None
    return date_rows(log.rows, Context(TODAY), em_px=EM)


def entries(*papers: Paper) -> tuple[SupportEntry, ...]:
    """The log of these pages, without the names that a language model would find."""
    pages: list[PageRead] = []
    for paper in papers:
        carried = pages[-1].log.columns if pages and pages[-1].log else ()
        guess = Guess("support_log", 0.9)  # type: ignore[arg-type]
        pages.append(read_page(layout(paper), guess, today=TODAY, record_date=None, carried=carried))
    return chained(pages, today=TODAY)


def test_a_ruled_table_becomes_entries_in_order() -> None:
    found = entries(log_page())
    assert [one.date for one in found] == ["2024-04-09", "2024-04-11", "2024-04-11"]
    assert [one.method for one in found] == ["20", "30", "20"]
    assert [one.staff for one in found] == [("木村",), ("木村", "早川"), ("木村",)]
    assert [one.seq for one in found] == [1, 2, 3]
    assert found[1].time == "10:00"
    assert found[0].text == "民生委員 小田氏より。臭気と回覧板不達。"
    assert (found[0].checks.weekday, found[0].checks.order) == (Check.AGREES, Check.AGREES)


def test_carried_dates_say_so() -> None:
    first, second, third = entries(log_page())
    assert (first.date_inferred, second.date_inferred, third.date_inferred) == (False, True, True)
    assert "date_inferred_without_second_signal" in third.reasons
    assert "date_inferred_without_second_signal" not in second.reasons


def test_columns_in_any_order() -> None:
    rows = tuple((text, staff, day, way) for day, way, staff, text in ROWS)
    found = entries(log_page(rows, titles=("内容", "対応者", "日付", "手段"), widths=(1200, 320, 330, 220)))
    assert [one.date for one in found] == ["2024-04-09", "2024-04-11", "2024-04-11"]
    assert found[1].staff == ("木村", "早川")


def test_the_year_turns_between_december_and_january() -> None:
    rows = (("R5.12.22(金)", "来所", "大森", "面接。"), ("1/15(月)", "TEL", "大森", "夫が来庁。"))
    assert [one.date for one in entries(log_page(rows))] == ["2023-12-22", "2024-01-15"]


def test_dates_out_of_order_are_kept_with_a_reason() -> None:
    rows = (("R6.4.9(火)", "来所", "大森", "面接。"), ("R6.4.2(火)", "TEL", "大森", "後から記入。"))
    first, second = entries(log_page(rows))
    assert (first.date, second.date) == ("2024-04-09", "2024-04-02")
    assert second.checks.order is Check.CONTRADICTS
    assert "order_contradicts" in second.reasons


def test_the_next_page_leans_on_the_page_before() -> None:
    more = log_page((("9.2(月)", "TEL", "木村", "長女より。"),), page_no=2)
    assert [one.date for one in entries(log_page(), more)][-1] == "2024-09-02"


def test_a_page_without_titles_goes_on_in_the_same_columns() -> None:
    more = log_page((("5/20(月)", "来所", "木村", "長女来所。"),), titles=(), page_no=2)
    found = entries(log_page(), more)
    assert (found[-1].date, found[-1].method, found[-1].page_no) == ("2024-05-20", "10", 2)


def test_an_entry_broken_by_the_page_is_one_entry() -> None:
    more = log_page((("", "", "", "続きの文。"), ("5/20(月)", "来所", "木村", "長女来所。")), page_no=2)
    found = entries(log_page(), more)
    assert len(found) == 4
    assert found[2].text == "高齢福祉課へ報告。続きの文。"


def test_a_log_whose_first_page_is_missing_gives_no_made_up_date() -> None:
    (only,) = entries(log_page((("4/11(木)", "訪問", "木村", "面接。"),)))
    assert only.date is None
    assert "2024-04-11" in [one.value for one in only.alternatives]


def test_a_row_under_an_unread_date_does_not_lean_past_it() -> None:
    rows = (("R6.4.9(火)", "TEL", "木村", "一。"), ("口口", "訪問", "木村", "二。"), ("〃", "TEL", "木村", "三。"))
    first, second, third = entries(log_page(rows))
    assert (first.date, second.date, third.date) == ("2024-04-09", None, None)


def test_an_unread_date_with_a_weekday_offers_the_days_between() -> None:
    rows = (("R6.4.23(火)", "訪問", "木", "一。"), ("口(火)", "訪問", "木", "二。"), ("5/20(月)", "来所", "木", "三。"))
    second = entries(log_page(rows))[1]
    assert second.date is None
    assert [one.value for one in second.alternatives] == ["2024-04-23", "2024-04-30", "2024-05-07", "2024-05-14"]


def test_struck_writing_is_kept_and_not_read() -> None:
    paper = log_page((("", "訪問", "木村", "面接。"),))
    paper.write("5/14(火)", x=180, y=400)
    paper.write("5/13", x=180, y=460, struck=True)
    paper.lines.append(line("R6.4.9", Box(180, 340, 130, EM)))
    (one,) = entries(paper)
    assert one.struck == ("5/13",)
    assert "struck_text" in one.reasons


def test_two_dated_lines_in_one_cell_are_two_contacts() -> None:
    paper = Paper()
    paper.write("支援経過記録", x=900, y=120, em=70)
    paper.row(300, WIDTHS, texts=TITLES, height=90)
    paper.row(390, WIDTHS, texts=("", "", "", ""), height=400)
    paper.write("R6.4.9(火)", x=180, y=410)
    paper.write("来所。", x=1060, y=410)
    paper.write("4/11(木)", x=180, y=600)
    paper.write("訪問。", x=1060, y=600)
    assert [(one.date, one.text) for one in entries(paper)] == [("2024-04-09", "来所。"), ("2024-04-11", "訪問。")]


def test_ditto_in_the_columns_of_method_and_staff() -> None:
    rows = (("R6.4.9(火)", "TEL", "木村", "一。"), ("4/10(水)", "〃", "〃", "二。"))
    second = entries(log_page(rows))[1]
    assert (second.method, second.method_raw, second.staff) == ("20", "〃", ("木村",))


def test_the_counterpart_has_its_own_place() -> None:
    rows = (("R6.4.9(火)", "TEL", "本人", "相談あり。"),)
    (one,) = entries(log_page(rows, titles=("年月日", "方法", "相手", "内容")))
    assert (one.counterpart, one.text, one.staff) == ("本人", "相談あり。", ())


def test_a_log_without_any_table() -> None:
    paper = Paper()
    paper.write("支援経過", x=900, y=120, em=70)
    for place, words in enumerate(("R6.4.9(火) 10:00 電話 担当：木村", "4/11(木)訪問（木村・早川）", "同日 TEL 木村")):
        paper.write(words, x=160, y=300 + 200 * place)
        paper.write("本人より相談。", x=230, y=360 + 200 * place)
    found = entries(paper)
    assert [(one.date, one.method, one.staff) for one in found] == [
        ("2024-04-09", "20", ("木村",)),
        ("2024-04-11", "30", ("木村", "早川")),
        ("2024-04-11", "20", ("木村",)),
    ]
    assert all(one.text == "本人より相談。" for one in found)


def test_vertical_writing_reads_column_by_column() -> None:
    paper = Paper()
    for x, words in (
        (2100, ("年月日", "方法", "記事")),
        (1980, ("平成二十年四月七日（月）", "来所", "本人来所。")),
        (1860, ("四月十日（木）", "訪問", "室内は整頓。")),
    ):
        for y, part in zip((230, 900, 1210), words, strict=True):
            paper.write_down(part, x=x, y=y)
    assert [(one.date, one.method) for one in entries(paper)] == [("2008-04-07", "10"), ("2008-04-10", "30")]


def test_an_old_log_behind_a_newer_one_starts_its_own_run() -> None:
    old = log_page((("H20.4.7(月)", "来所", "中里", "保護の相談。"),), page_no=2)
    found = entries(log_page(), old)
    assert found[-1].date == "2008-04-07"
    assert "order_contradicts" not in found[-1].reasons


def test_an_entry_of_five_thousand_characters_stays_whole() -> None:
    words = "長い記録。" * 1000
    paper = log_page((), height=160)
    for x, width, text, em in (
        (160, 330, "R6.4.9(火)", EM),
        (490, 220, "来所", EM),
        (710, 320, "木村", EM),
        (1030, 1200, words, 12),
    ):
        paper.cell(Box(x, 390, width, 2800), text, em=em)
    (one,) = entries(paper)
    assert one.text == words


def test_a_page_of_another_language_is_no_log() -> None:
    paper = Paper()
    for place in range(5):
        paper.write("The quick brown fox jumps over the lazy dog.", x=200, y=300 + 80 * place)
    assert log_of(layout(paper), is_log=True) is None
    assert classify([layout(paper)])[0].form == "unknown"


@pytest.mark.parametrize("seen", ["〃", '"', "ノノ", "//", "いい", "リ", "同上", "同", "〟", "ll"])
def test_ditto_marks_in_every_disguise(seen: str) -> None:
    paper = Paper()
    paper.write(seen, x=200, y=300, em=20)
    assert is_mark(layout(paper).ground.rows[0], em_px=EM)


@pytest.mark.parametrize("other", ["同行", "11", "4/9", "火", "来所", "木村"])
def test_what_is_no_ditto_mark(other: str) -> None:
    paper = Paper()
    paper.write(other, x=200, y=300)
    assert not is_mark(layout(paper).ground.rows[0], em_px=EM)


@pytest.mark.parametrize(
    ("line_read", "end"), [("05.0116:40同行 記録 佐々木", 10), ("8.1413:10 訪問", 9), ("4/1110:00訪問", 9)]
)
def test_a_time_glued_to_its_day_still_opens_a_contact(line_read: str, end: int) -> None:
    paper = Paper(1)
    paper.write(line_read, x=200, y=300)
    text = layout(paper).ground.rows[0]
    begun = opening(text, em_px=EM)
    assert begun is not None
    assert text.raw[: begun.end].strip() == line_read[:end]


@pytest.mark.parametrize("line_read", ["0470-00-1234へTEL", "12:45に電話", "3.5516:40"])
def test_other_numbers_open_none(line_read: str) -> None:
    paper = Paper(1)
    paper.write(line_read, x=200, y=300)
    assert opening(layout(paper).ground.rows[0], em_px=EM) is None


def test_an_entry_that_swallowed_a_head_goes_to_a_person() -> None:
    row = ("R6.4.9(火)", "TEL", "木村", "求人を紹介。 6.5 所内会議 荒井")
    assert "entries_joined" in entries(log_page((row, *ROWS[1:])))[0].reasons


@pytest.mark.parametrize(
    ("text", "families", "doubted"),
    [
        ("民生委員 小田氏より。高橋宅、臭気。", (), True),
        ("髙橋さん来所。", (), True),
        ("大﨑様より電話。", (), True),
        ("崎山と面談。", ("﨑山",), True),
        ("本人の高齢の母と面談。", ("木村",), False),
        ("高齢福祉課へ報告。", (), False),
        ("小田氏より電話。", ("木村",), False),
    ],
)
def test_a_name_that_may_have_another_shape_goes_to_a_person(
    text: str, families: tuple[str, ...], doubted: bool
) -> None:
    entry = replace(entries(log_page())[0], text=text, people=())
    assert ("variant_name" in with_variants(entry, families=families).reasons) is doubted


def test_a_person_found_in_the_text_counts_without_a_calling_word() -> None:
    named = replace(entries(log_page())[0], text="渡辺と面談。", people=(Mention("渡辺", "", (0, 2)),))
    assert "variant_name" in with_variants(named, families=()).reasons


def test_names_of_a_whole_log_are_doubted() -> None:
    paper = log_page((("R6.4.9(火)", "TEL", "木村", "髙橋宅、臭気と回覧板不達。"), *ROWS[1:]))
    guess = Guess("support_log", 0.9)  # type: ignore[arg-type]
    page = read_page(layout(paper), guess, today=TODAY, record_date=None)
    found = read_log([page], today=TODAY, known=())
    assert ["variant_name" in one.reasons for one in found] == [True, False, False]
    assert route_entry(found[0], policy=Policy())[0] is Route.REVIEW


@pytest.mark.parametrize(
    ("day", "second", "placed"),
    [
        ("4/12", "4/12", True),
        ("4/12", "4/17", False),  # reader two saw another day: look-alikes fit between the rows, too
    ],
)
def test_a_day_both_readers_see_strictly_between_its_neighbours(day: str, second: str, placed: bool) -> None:
    rows = (("R6.4.9(火)", "TEL", "木村", "一"), (day, "訪問", "木村", "二"), ("4/23(火)", "TEL", "木村", "三"))
    sheet = log_page(rows).sheet()
    lines = tuple(replace(one, second=second if one.text == day else one.text) for one in sheet.ocr.lines)
    guess = Guess("support_log", 0.9)  # type: ignore[arg-type]
    seen = index(replace(sheet, ocr=replace(sheet.ocr, lines=lines)))
    built = chained([read_page(seen, guess, today=TODAY, record_date=None)], today=TODAY)
    assert any(one.signal == "sequence" and one.agrees for one in built[1].evidence) is placed
