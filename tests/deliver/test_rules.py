from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from deliver.rules import Rules, barriers, cleared, is_verified, withheld_pages
from domain.batch import HoldBack
from domain.case import ImportStatus
from domain.field import FieldState, Origin, Route
from domain.reading import Notice, PageForm


def why(record: Any, rules: Rules | None = None) -> list[tuple[str, str]]:
    return [(one.reason, one.item) for one in barriers(record, rules or Rules())]


def test_a_vouched_for_case_may_leave_whole(make: SimpleNamespace) -> None:
    record = make.case()
    assert why(record) == []
    assert cleared(record) == (record, ())
    assert withheld_pages(record) == {}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (ImportStatus.ARCHIVE_ONLY, "not_approved"),
        (ImportStatus.CANDIDATE, "not_approved"),
        (ImportStatus.IMPORTED, "not_approved"),
        (ImportStatus.EXCLUDED, "excluded"),
    ],
)
def test_only_approved_cases_leave(make: SimpleNamespace, status: ImportStatus, reason: str) -> None:
    assert why(make.case(import_status=status)) == [(reason, "")]


def test_an_unverified_name_or_birth_date_keeps_the_whole_case(make: SimpleNamespace) -> None:
    for name in ("fullName", "dateOfBirth"):
        fields = tuple(replace(one, origin=Origin.MACHINE) if one.name == name else one for one in make.case().fields)
        assert why(make.case(fields=fields)) == [("not_verified", f"p1.{name}.0")]
        without = tuple(one for one in fields if one.name != name)
        assert why(make.case(fields=without)) == [("not_verified", name)]


def test_a_second_unverified_reading_of_the_name_keeps_the_case(make: SimpleNamespace) -> None:
    second = make.field("fullName", "高橋 キヨ", origin=Origin.MACHINE, page_no=2)
    assert why(make.case(fields=(*make.case().fields, second))) == [("not_verified", "p2.fullName.0")]


def test_two_birth_dates_keep_the_case(make: SimpleNamespace) -> None:
    other = make.field("dateOfBirth", "S13.3.4", "1938-03-04", page_no=3)
    assert why(make.case(fields=(*make.case().fields, other))) == [("open_doubts", "p1.dateOfBirth.0")]


def test_a_birth_date_that_a_person_found_blank_is_settled(make: SimpleNamespace) -> None:
    fields = tuple(
        replace(one, raw="", value=None, state=FieldState.BLANK_ON_PAPER) if one.name == "dateOfBirth" else one
        for one in make.case().fields
    )
    assert why(make.case(fields=fields)) == []


def test_no_consent_no_import(make: SimpleNamespace) -> None:
    assert why(make.case(consent=None)) == [("no_consent", "")]
    assert why(make.case(consent=make.consent(signedOn=None))) == [("no_consent", "p3.consent.0")]
    assert why(make.case(consent=make.consent(origin=Origin.MACHINE))) == [("not_verified", "p3.consent.0")]
    assert why(make.case(consent=None), Rules(needs_consent=False)) == []


def test_an_expired_consent_is_none(make: SimpleNamespace) -> None:
    record = make.case(consent=make.consent(validUntil="2025-03-31"))
    assert why(record, Rules(today="2025-03-31")) == []
    assert why(record, Rules(today="2025-04-01")) == [("no_consent", "p3.consent.0")]


def test_what_is_not_verified_stays_and_is_listed(make: SimpleNamespace) -> None:
    fields = (*make.case().fields, make.field("careLevel", "要介2", "22", origin=Origin.MACHINE))
    entries = (*make.case().entries, make.entry(3, "2024-05-01", "機械の読み", origin=Origin.MACHINE))
    left, held = cleared(make.case(fields=fields, entries=entries))
    assert left == make.case()
    assert held == (HoldBack("c1", "not_verified", "p1.careLevel.0"), HoldBack("c1", "not_verified", "p2.entry.3"))


def test_what_the_policy_passed_leaves_but_never_an_entry_without_a_date(make: SimpleNamespace) -> None:
    passed = make.entry(3, "2024-05-01", "曜日が合う", origin=Origin.MACHINE, route=Route.AUTO)
    undated = make.entry(4, None, "日付なし", origin=Origin.MACHINE, route=Route.AUTO)
    assert is_verified(passed)
    left, held = cleared(make.case(entries=(passed, undated)))
    assert left.entries == (passed,)
    assert held == (HoldBack("c1", "entry_date_missing", "p2.entry.4"),)


def test_a_protected_person_is_not_to_be_found(make: SimpleNamespace) -> None:
    left, held = cleared(make.protected(make.case()))
    assert {one.name for one in left.fields}.isdisjoint({"address", "phone"})
    assert [(one.item, one.reason) for one in held] == [
        ("p1.address.0", "protection_word"),
        ("p1.phone.0", "protection_word"),
    ]
    assert withheld_pages(make.protected(make.case())) == dict.fromkeys((1, 2, 3), "protection_word")


def test_pictures_of_other_people_stay(make: SimpleNamespace) -> None:
    forms = (*make.case().forms[:2], replace(make.case().forms[2], set_aside=True))
    warnings = (Notice("individual_number", 1, "12桁"),)
    assert isinstance(forms[2], PageForm)
    assert withheld_pages(make.case(forms=forms, warnings=warnings)) == {3: "page_set_aside", 1: "number_withheld"}
