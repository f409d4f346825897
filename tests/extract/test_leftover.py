"""Printed choices under a local label: that no mark was found never passes as nobody having marked anything."""

import pytest

from domain.geometry import Box, confidence
from domain.page import Mark, MarkKind
from extract.finders.found import Found, How
from extract.finders.leftover import local_items
from extract.labels import Wording
from extract.layout import index
from tests.extract.paper import Paper

PLACE = Box(400, 300, 900, 60)


def reasons(text: str, *marked: bool) -> tuple[str, ...]:
    paper = Paper(1)
    paper.write(text, x=PLACE.x, y=PLACE.y)
    layout = index(paper.sheet())
    row = layout.ground.rows[0]
    marks = tuple(Mark(MarkKind.CHECKBOX, f"選択{n}", on, PLACE, confidence(0.95)) for n, on in enumerate(marked))
    found = Found(Wording("課題と特性", "課題と特性", None), row.cut(0, 0), row, PLACE, How.RIGHT, marks=marks)
    return local_items([found], layout, form=None)[0].reading.reasons


@pytest.mark.parametrize("marked", [(), (False, False, False)])
def test_options_without_any_mark_go_to_a_person(marked: tuple[bool, ...]) -> None:
    assert reasons("□病気 □けが □その他", *marked) == ("no_mark",)


def test_an_unmarked_option_among_several_is_no_sure_off() -> None:
    assert reasons("□病気 □けが □その他", True, False, False) == ("mark_may_be_missed",)


def test_of_two_options_the_marked_one_excludes_the_other() -> None:
    assert reasons("□有 □無", True, False) == ()


def test_writing_without_boxes_is_no_choice() -> None:
    assert reasons("■夜間は不在") == ()
