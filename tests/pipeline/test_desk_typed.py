"""What typed words mean for the item they are typed for."""

from datetime import date

import pytest

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.household import Consent, Member
from domain.reading import PageForm
from extract.values.typed import Typed
from pipeline.desk.typed import typed_for

BOX = Box(1, 1, 10, 10)
SURE = confidence(0.9)
TODAY = date(2026, 1, 5)


def field(name: str, value: str) -> FieldReading:
    return FieldReading(name, value, value, SURE, Route.REVIEW, FieldState.READ, 1, BOX)


RECORD = CaseRecord(
    "c",
    "北部包括",
    1,
    "t",
    1,
    (PageForm(1, "face_sheet", SURE),),
    fields=(field("dateOfBirth", "1938-03-09"), field("receivedDate", "2024-04-09"), field("phone", "0470-00-1234")),
    entries=(
        SupportEntry(1, 1, BOX, "2024-12-20", "R6.12.20", "面接", SURE, Route.REVIEW),
        SupportEntry(2, 1, BOX, None, "？", "電話", SURE, Route.REVIEW),
    ),
    members=(Member("髙橋 正彦", "長男", "child", 1, BOX, SURE, Route.REVIEW),),
    consent=Consent(1, BOX, SURE, Route.REVIEW),
)


def typed(target: str, text: str, part: str = "") -> Typed:
    return typed_for(RECORD, target, part=part, text=text, today=TODAY)


def test_wareki_shows_the_day_and_the_age_on_the_day_of_the_sheet() -> None:
    found = typed("p1.dateOfBirth.0", "S13.3.9")
    assert found.ok
    assert found.value == "1938-03-09"
    assert "昭和13年3月9日" in found.note
    assert "86歳" in found.note


def test_a_date_without_year_leans_on_the_row_above() -> None:
    assert typed("p1.entry.2", "1/15", "date").value == "2025-01-15"


@pytest.mark.parametrize(
    ("part", "text", "value"),
    [
        ("time", "午後3時半", "15:30"),
        ("time", "", ""),
        ("staff", "木村・早川", "木村、早川"),
        ("method", "訪問", "30"),
        ("text", "<b>玄関先</b>で面接。", "<b>玄関先</b>で面接。"),
    ],
)
def test_parts_of_a_row(part: str, text: str, value: str) -> None:
    found = typed("p1.entry.1", text, part)
    assert (found.ok, found.value) == (True, value)


@pytest.mark.parametrize(("part", "text", "value"), [("living", "同居", "same_household"), ("age", "54歳", "54")])
def test_parts_of_a_member(part: str, text: str, value: str) -> None:
    assert typed("p1.member.0", text, part).value == value


def test_answers_of_a_consent() -> None:
    assert typed("p1.consent.0", "はい", "untilSupportEnds").value == "yes"
    assert not typed("p1.consent.0", "たぶん", "proxy").ok


@pytest.mark.parametrize(
    ("target", "part", "text"),
    [
        ("p1.phone.0", "", "0470-00-1234 です"),
        ("p1.dateOfBirth.0", "", "S13.13.9"),
        ("p1.entry.1", "time", "そのうち"),
        ("p1.member.0", "age", "たくさん"),
        ("p1.member.0", "living", "どこか"),
    ],
)
def test_words_that_cannot_be_a_value_are_told(target: str, part: str, text: str) -> None:
    found = typed(target, text, part)
    assert (found.ok, found.value) == (False, None)
    assert found.note
