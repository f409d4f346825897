"""A label that stands on the page is asked about when no value came of it."""

from datetime import date

import pytest

from domain.field import FieldState
from extract.drafting import Draft
from extract.form import FORMS
from extract.layout import index
from extract.unfound import unfound
from extract.values.parsed import Context
from tests.extract.paper import Paper


def asked(text: str, *, form: str = "face_sheet", had: tuple[Draft, ...] = ()) -> dict[str, Draft]:
    paper = Paper(1)
    paper.write(text, x=200, y=300)
    found = unfound(had, FORMS.get(form), layout=index(paper.sheet()), context=Context(date(2026, 4, 1)))
    return {one.name: one for one in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [("紹介経路", "route"), ("要介護度申請中", "careLevel"), ("障害者手帳 無", "handbook"), ("年金国民 月", "benefit")],
)
def test_a_printed_label_without_a_value_goes_to_a_person_at_its_place(text: str, name: str) -> None:
    found = asked(text)
    assert set(found) == {name, "phone", "chiefComplaint"}
    reading = found[name].reading
    assert (reading.value, reading.state, reading.reasons) == (None, FieldState.ILLEGIBLE, ("expected_not_found",))
    assert reading.box.y == 300


def test_what_the_page_does_not_print_is_not_asked_for() -> None:
    assert set(asked("経済的困窮")) == {"phone", "chiefComplaint"}


def test_a_field_that_was_read_is_not_asked_for_again() -> None:
    had = tuple(asked("紹介経路").values())
    assert not asked("紹介経路", had=had)


def test_in_a_log_only_the_name_is_asked_for() -> None:
    assert not asked("紹介経路", form="support_log")
