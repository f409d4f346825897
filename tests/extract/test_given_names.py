"""The given name bears a marked sex out or has a person look again; it never chooses one."""

from dataclasses import replace

import pytest

from domain.contract import Risk
from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from extract.drafting import Draft
from extract.given_names import sex_of, with_given_name
from extract.trust.evidence import contradictions, witnesses
from extract.trust.routing import Policy, route


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("木村 智子", "2"),
        ("木村 ふさこ", "2"),
        ("髙橋 正彦", "1"),
        ("髙橋 健一郎", "1"),
        ("木村 直美", None),
        ("木村 薫", None),
        ("金子", None),
        ("金子 修", None),
        ("木村 子", None),
    ],
)
def test_only_endings_that_nearly_every_bearer_shares_tell_a_sex(name: str, code: str | None) -> None:
    assert sex_of(name) == code


def reading(name: str, value: str | None) -> Draft:
    state = FieldState.READ if value else FieldState.NOT_ON_FORM
    made = FieldReading(name, value or "", value, confidence(0.99), Route.REVIEW, state, 1, Box(0, 0, 9, 9))
    return Draft(made, confidence(0.99))


def sexes(*drafts: Draft) -> list[FieldReading]:
    [(_, after)] = with_given_name([(None, drafts)])  # type: ignore[list-item]  # the page itself is not looked at
    return [one.reading for one in after if one.name == "sex"]


def test_the_name_stands_beside_the_mark_or_against_it() -> None:
    [agreed] = sexes(reading("fullName", "木村 智子"), reading("sex", "2"))
    assert "given name" in witnesses(agreed.evidence)
    [against] = sexes(reading("fullName", "木村 智子"), reading("sex", "1"))
    assert contradictions(against.evidence) == ("given_name",)
    assert "given_name_contradicts" in route(against, Risk.S, policy=Policy())[1]


@pytest.mark.parametrize("value", ["9", "0", None])
def test_who_is_neither_or_did_not_say_is_not_argued_with(value: str | None) -> None:
    [silent] = sexes(reading("fullName", "木村 智子"), reading("sex", value))
    assert silent.evidence == ()


def test_two_names_of_one_file_that_tell_two_sexes_tell_none() -> None:
    drafts = (reading("fullName", "木村 智子"), reading("fullName", "木村 正彦"), reading("sex", "2"))
    assert sexes(*drafts)[0].evidence == ()
    assert sexes(*drafts[:1], replace(drafts[2]))[0].evidence != ()
