"""Words inside a 支援経過: what opens a contact, heads, times, ways of contact."""

from datetime import date

import pytest

from extract.entries.clocks import parted
from extract.entries.heads import read_head
from extract.entries.joined import seems_joined
from extract.entries.marks import ditto_end
from extract.entries.mending import mended
from extract.entries.methods import code_in_text, leading_method
from extract.entries.starts import is_date_line
from extract.layout import index
from extract.signs import Text
from extract.values.parsed import Context
from tests.extract.paper import EM, Paper

TODAY = date(2026, 1, 1)


def test_a_ditto_mark_at_the_head_of_a_line() -> None:
    assert ditto_end("同日 PM") == 2
    assert ditto_end("同日窓口へ") == 2
    assert ditto_end("同日の午後") == 0
    assert ditto_end("同行する") == 0


@pytest.mark.parametrize("words", ["4/11(木) 訪問", "●R6.4.9(火)", "H24.2.2 木 11:10", "令和6年4月9日"])
def test_lines_that_open_a_contact(words: str) -> None:
    assert is_date_line(_line(words), em_px=EM)


@pytest.mark.parametrize(
    "words", ["※5/7 TEL済", "(4/12追記)", "本人より4/11に電話", "は5月8日。", "120円", "BP 168/92"]
)
def test_lines_that_do_not(words: str) -> None:
    assert not is_date_line(_line(words), em_px=EM)


def _line(words: str) -> Text:
    paper = Paper()
    paper.write(words, x=200, y=300)
    return index(paper.sheet()).ground.rows[0]


@pytest.mark.parametrize(
    ("words", "method", "staff", "rest"),
    [
        ("訪問（大野）", "訪問", "大野", ""),
        ("【電話】担当：木村", "電話", "木村", ""),
        ("文書 記録 前田、石田", "文書", "前田、石田", ""),
        ("支援会議", "支援会議", "", ""),
    ],
)
def test_heads_of_free_contacts(words: str, method: str, staff: str, rest: str) -> None:
    head = read_head(_line(words), alone=True)
    assert (str(head.method), str(head.staff), str(head.rest)) == (method, staff, rest)


def test_a_sentence_is_no_head() -> None:
    head = read_head(_line("本人より相談があった。電話で回答した。"), alone=True)
    assert (str(head.method), str(head.staff)) == ("", "")
    assert str(head.rest) == "本人より相談があった。電話で回答した。"


@pytest.mark.parametrize(
    ("written", "apart"),
    [
        ("平24.8.1413:10", "平24.8.14 13:10"),
        ("平24.9.411:30", "平24.9.4 11:30"),
        ("12..11(金)", "12.11(金)"),
        ("4/11(木)", "4/11(木)"),
    ],
)
def test_times_are_parted_from_days(written: str, apart: str) -> None:
    assert parted(written)[0] == apart


def test_a_time_that_could_be_parted_in_two_ways_is_doubtful() -> None:
    assert parted("4.118:30")[1]
    assert not parted("4.1113:30")[1]


@pytest.mark.parametrize(
    ("written", "above", "day"),
    [("7129(水)", date(2020, 7, 26), "2020-07-29"), ("12 13(火)", date(2011, 11, 23), "2011-12-13")],
)
def test_a_misread_separator_is_mended_when_the_weekday_agrees(written: str, above: date, day: str) -> None:
    found = mended(written, Context(TODAY, previous_date=above))
    assert found is not None
    assert (found.value, found.inferred) == (day, True)
    assert "lookalike" in found.reasons


def test_a_separator_is_not_mended_against_the_weekday() -> None:
    assert mended("7129(火)", Context(TODAY, previous_date=date(2020, 7, 26))) is None


@pytest.mark.parametrize(
    ("text", "method"), [("【電話】本人より", "電話"), ("来所。家賃滞納", "来所"), ("TEL 本人「眠れない」", "TEL")]
)
def test_a_method_at_the_head_of_a_text(text: str, method: str) -> None:
    found = leading_method(_line(text))
    assert found is not None
    assert str(found) == method


def test_a_method_that_ends_the_first_clause() -> None:
    assert code_in_text("法テラス同行。司法書士 秋田。") == "32"
    assert code_in_text("家計表作成。") is None


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("求人を紹介。 05.0116:40同行 記録 佐々木", True),
        ("了承を得る。 .06.5 所内会議 荒井", True),
        ("要観察。 .6.30(月)15:15 担当者会議(渡辺)", True),
        ("要観察。 26.6.30(月) 担当者会議(渡辺)", True),
        ("了承を得る。 6.5 所内会議 荒井", True),
        ("来所を促す。4/11訪問とする。", False),
        ("来所を促す。4/11訪問予定。", False),
        ("次回は4/11 訪問。", False),
        ("4/11 訪問 木村 本人在宅。", False),
    ],
)
def test_a_second_head_inside_a_text_is_seen(text: str, joined: bool) -> None:
    assert seems_joined(text) is joined
