"""A label that stands on the page is asked about when no value came of it."""

from datetime import date

import pytest

from domain.field import FieldState
from extract.drafting import Draft
from extract.finders.anchor import find
from extract.form import FORMS
from extract.labels import book
from extract.layout import index
from extract.unfound import unfound
from extract.values.parsed import Context
from tests.extract.paper import Paper

# What a face sheet is asked for in any case.
ALWAYS = {"phone", "chiefComplaint"} | {one.name for one in FORMS.get("face_sheet").fields if one.expected}


def asked(text: str, *, form: str = "face_sheet", had: tuple[Draft, ...] = ()) -> dict[str, Draft]:
    paper = Paper(1)
    paper.write(text, x=200, y=300)
    own, layout = FORMS.get(form), index(paper.sheet())
    others = tuple(one for one in find(layout, book(own)) if one.name == "localItem")
    found = unfound(had, own, layout=layout, context=Context(date(2026, 4, 1)), found=others)
    return {one.name: one for one in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [("紹介経路", "route"), ("要介護度申請中", "careLevel"), ("障害者手帳 無", "handbook"), ("年金国民 月", "benefit")],
)
def test_a_printed_label_without_a_value_goes_to_a_person_at_its_place(text: str, name: str) -> None:
    found = asked(text)
    assert set(found) == ALWAYS | {name}
    reading = found[name].reading
    assert (reading.value, reading.state, reading.reasons) == (None, FieldState.ILLEGIBLE, ("expected_not_found",))
    assert reading.box.y == 300


def test_what_the_page_does_not_print_is_not_asked_for() -> None:
    assert set(asked("経済的困窮")) == ALWAYS


def test_a_field_that_was_read_is_not_asked_for_again() -> None:
    had = tuple(asked("紹介経路").values())
    assert not asked("紹介経路", had=had)


def test_in_a_log_only_the_name_is_asked_for() -> None:
    assert not asked("紹介経路", form="support_log")


@pytest.mark.parametrize(
    ("text", "name"), [("携帶", "mobilePhone"), ("桐談経路：", "route"), ("障書者手帳", "handbook")]
)
def test_a_misread_label_is_asked_about(text: str, name: str) -> None:
    assert set(asked(text)) == ALWAYS | {name}


def test_another_label_of_the_form_is_no_misread_one() -> None:
    assert set(asked("年齢")) == ALWAYS


@pytest.mark.parametrize(
    ("text", "name", "value"), [("長女", "route", "2"), ("要介護3", "careLevel", "23"), ("訪問", "method", "30")]
)
def test_writing_of_a_fields_shape_without_a_label_is_offered(text: str, name: str, value: str) -> None:
    asked_for = asked(text)
    reading = asked_for[name].reading
    assert reading.value is None
    assert [one.value for one in reading.alternatives] == [value]


def test_a_postal_sign_without_a_code_is_asked_about() -> None:
    assert "postcode" in asked("〒2 9-")


def test_a_label_inside_another_fields_writing_is_asked_about() -> None:
    case = next(iter(asked("ケース番号", form="face_sheet").values())).changed(
        name="caseNumber", raw="く第208号・氏名山田敏江"
    )
    assert set(asked("支援経過記録", form="support_log", had=(case,))) == {"fullName"}


def test_a_letters_birth_date_is_asked_about() -> None:
    assert set(asked("生年月日 昭和", form="letter")) == {"dateOfBirth"}


def test_a_value_under_a_label_but_for_a_letter_is_read_for_a_person_to_confirm() -> None:
    paper = Paper(1)
    paper.row(300, [300, 900], texts=["氏名", "髙橋 キヨ"])
    paper.row(400, [300, 900], texts=["受付H", "令和2年8月14日"])
    own, layout = FORMS.get("face_sheet"), index(paper.sheet())
    placed = find(layout, book(own))
    asked_for = unfound((), own, layout=layout, context=Context(date(2026, 4, 1)), found=placed)
    found = next(one.reading for one in asked_for if one.name == "receivedDate")
    assert (found.value, found.state) == ("2020-08-14", FieldState.READ)
    assert "label_unread" in found.reasons


@pytest.mark.parametrize("text", ["ケース番 基第37号", "ケース番号。2010-00258"])
def test_a_logs_case_number_is_asked_about(text: str) -> None:
    assert set(asked(text, form="support_log")) == {"caseNumber"}


def test_a_pages_number_is_no_case_number() -> None:
    assert not asked("No.1", form="consent_form")
