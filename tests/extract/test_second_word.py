"""Reader two is asked for what matters: the numbers of a date, the word of a list, a name known in the file."""

from dataclasses import replace

import pytest

from domain.geometry import confidence
from extract.entries.second_word import agreed_names, word_of
from extract.entries.titles import DATE, METHOD, STAFF
from extract.layout import Layout, index
from extract.signs import Text
from tests.extract.paper import Paper


def cell(text: str, second: str) -> tuple[Text, Layout]:
    paper = Paper(1)
    paper.write(text, x=200, y=300)
    paper.lines[0] = replace(paper.lines[0], second=second, confidence=confidence(0.6), reasons=("lookalike",))
    layout = index(paper.sheet())
    return layout.ground.rows[0], layout


@pytest.mark.parametrize(
    ("first", "second", "agrees"),
    [
        ("4.18[水]", "4.18[水", True),
        ("11.20(火)12:30", "11.20(炎)12:30", True),
        ("5月26日木", "5月26B木", True),
        ("6月24日金", "6月29B金", False),
        ("1.11", "11.1", False),
        ("H24.1.31", "日24.1.31", False),
        ("5月16日月", "5月月", False),
        ("十一月三日（火)", "十一月三日(林)", True),
        ("十一月三日（火)", "十-火)", False),
    ],
)
def test_a_date_agrees_when_all_its_numbers_and_its_era_do(first: str, second: str, agrees: bool) -> None:
    text, layout = cell(first, second)
    found = word_of(DATE, text, layout=layout)
    assert found.readers.agrees is agrees
    assert (float(found.confidence) > 0.6) is agrees


@pytest.mark.parametrize(
    ("first", "second", "agrees"),
    [
        ("来所", "玉所", True),
        ("TEL", "EL", True),
        ("訪問", "該", None),
        ("来所", "電話", False),
        ("訪問", "来所", False),
    ],
)
def test_a_way_of_contact_is_contradicted_by_another_one_only(first: str, second: str, agrees: bool | None) -> None:
    text, layout = cell(first, second)
    assert word_of(METHOD, text, layout=layout).readers.agrees is agrees


@pytest.mark.parametrize(
    ("first", "second", "known", "agrees"),
    [
        ("長谷川", "長谷", {"長谷川"}, True),
        ("長谷川", "長谷", set(), False),
        ("中村", "川村", {"中村", "川村"}, False),
        ("杉本・長谷川", "艇本、長谷川", {"長谷川"}, False),
        ("杉本・長谷川", "艇本、長谷川", {"杉本", "長谷川"}, True),
        ("保健師 石井", "保健帥石", {"石井"}, True),
        ("酒#井 石井", "通夫石丼", {"石井"}, False),
    ],
)
def test_a_name_that_both_readers_saw_elsewhere_outweighs_a_slip(
    first: str, second: str, known: set[str], agrees: bool
) -> None:
    text, layout = cell(first, second)
    found = word_of(STAFF, text, layout=layout, known=known)
    assert found.readers.agrees is agrees
    assert ("lookalike" in found.reasons) is not agrees


def test_names_are_known_from_cells_that_both_readers_read_alike() -> None:
    assert agreed_names([cell("杉本", "杉本"), cell("吉村", "村")]) == {"杉本"}
