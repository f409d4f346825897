"""A difference between the two readers that could turn the meaning of a contact's text brings it to a person."""

from dataclasses import replace
from datetime import date

import pytest

from domain.geometry import confidence
from domain.page import OcrLine, Sheet
from extract.classify import Guess
from extract.entries.differing import turns_meaning
from extract.entries.logbook import chained
from extract.layout import index
from extract.page_reading import read_page
from tests.extract.paper import Paper

TODAY = date(2026, 1, 1)


def told_otherwise(sheet: Sheet, first: str, second: str, *, sure: float) -> Sheet:
    """The line `first` as reader two saw it, reader one as sure of every sign as said."""

    def changed(line: OcrLine) -> OcrLine:
        if line.text != first:
            return line
        chars = tuple(replace(char, confidence=confidence(sure)) for char in line.chars)
        return replace(line, second=second, chars=chars)

    return replace(sheet, ocr=replace(sheet.ocr, lines=tuple(changed(line) for line in sheet.ocr.lines)))


def differs(first: str, second: str, *, sure: float = 0.99) -> bool:
    paper = Paper()
    paper.write(first, x=160, y=300)
    layout = index(told_otherwise(paper.sheet(), first, second, sure=sure))
    return turns_meaning(layout.ground.rows[0], layout)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("長男に伝えないこと。", "※長男に伝えないこと。"),
        ("高橋宅を訪問。", "髙橋宅を訪問。"),
        ("同意は確認できた。", "不同意は確認できた。"),
    ],
)
def test_signs_that_turn_the_meaning(first: str, second: str) -> None:
    assert differs(first, second)


def test_a_numeral_counts_where_reader_one_was_unsure() -> None:
    assert differs("借入先は4社。", "借入先は9社。", sure=0.6)
    assert not differs("借入先は4社。", "借入先は9社。", sure=0.99)


def test_stumbling_of_reader_two_alone_is_no_doubt() -> None:
    assert not differs("玄関先で面接。", "玄関先て面按,")
    assert not differs("玄関先で面接。", "玄関先で面接。")


def test_the_contact_goes_to_a_person() -> None:
    text = "長男に伝えないこと。"
    paper = Paper()
    paper.write("支援経過記録", x=900, y=120, em=70)
    widths = (330, 220, 320, 1200)
    paper.row(300, widths, texts=("年月日", "方法", "担当", "内容"), height=90)
    paper.row(390, widths, texts=("R6.4.9(火)", "訪問", "木村", text), height=160)
    guess = Guess("support_log", 0.9)  # type: ignore[arg-type]
    sheet = told_otherwise(paper.sheet(), text, f"※{text}", sure=0.99)
    page = read_page(index(sheet), guess, today=TODAY, record_date=None)
    (entry,) = chained([page], today=TODAY)
    assert "readers_disagree" in entry.reasons
    assert entry.text == text
