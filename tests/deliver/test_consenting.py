"""Consent scope, exclusions and legal basis decide item by item, and page by page."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from deliver.rules import Rules, barriers, cleared, withheld_pages
from domain.geometry import confidence
from domain.reading import PageForm
from domain.sharing import Share, excluded_shares, shares_in


def held(record) -> dict[str, str]:
    return {one.item: one.reason for one in cleared(record)[1]}


def why(record, **rules: object) -> list[tuple[str, str]]:
    return [(one.reason, one.item) for one in barriers(record, Rules(**rules))]


@pytest.mark.parametrize(
    ("scope", "stays"),
    [
        (("住所", "相談内容", "世帯"), set()),
        (("住所", "相談内容"), {"p1.member.0"}),
        (("相談内容", "世帯"), {"p1.address.0", "p1.phone.0"}),
        (("住所", "世帯"), {"p1.localItem.0", "p2.entry.1", "p2.entry.2"}),
        (("支援に必要な情報すべて",), set()),
        (
            ("氏名・生年月日",),
            {"p1.address.0", "p1.phone.0", "p1.localItem.0", "p2.entry.1", "p2.entry.2", "p1.member.0"},
        ),
    ],
)
def test_what_the_scope_does_not_name_stays(make: SimpleNamespace, scope: tuple[str, ...], stays: set[str]) -> None:
    record = make.case(consent=make.consent(scope=scope))
    assert held(record) == dict.fromkeys(stays, "outside_consent")
    assert {"fullName", "dateOfBirth"} <= {one.name for one in cleared(record)[0].fields}


@pytest.mark.parametrize(
    ("name", "scope"), [("careLevel", "介護情報"), ("handbook", "健康・医療情報"), ("benefit", "家計情報")]
)
def test_care_health_and_money_have_scopes_of_their_own(make: SimpleNamespace, name: str, scope: str) -> None:
    one = make.field(name, "2")
    usual = make.consent().scope
    outside = make.case(fields=(*make.case().fields, one))
    assert held(outside) == {one.key: "outside_consent"}
    assert held(replace(outside, consent=make.consent(scope=(*usual, scope)))) == {}


def test_a_local_item_goes_by_the_words_of_its_label(make: SimpleNamespace) -> None:
    item = replace(make.field("localItem", "糖尿病"), label="既往の病気", index=1)
    assert held(make.case(fields=(*make.case().fields, item))) == {item.key: "outside_consent"}


def test_the_picture_of_a_page_stays_with_what_it_shows(make: SimpleNamespace) -> None:
    assert withheld_pages(make.case(consent=make.consent(scope=("住所", "相談内容")))) == {1: "outside_consent"}
    assert withheld_pages(make.case(consent=make.consent(scope=("住所", "世帯")))) == {
        1: "outside_consent",
        2: "outside_consent",
    }


@pytest.mark.parametrize(
    ("words", "kept_in"),
    [
        ("長男への相談内容の伝達", set()),
        ("夫(相手方)及びその親族", set()),
        ("南台小の保護者会関係者", set()),
        ("借金のこと", {Share.ECONOMY}),
        ("精神科の受診歴", {Share.HEALTH}),
        ("一切", set(Share)),
        ("あの件", set(Share)),
    ],
)
def test_an_exclusion_names_people_or_parts_and_else_keeps_everything(words: str, kept_in: set[Share]) -> None:
    assert excluded_shares(words) == kept_in


def test_what_the_signer_keeps_to_himself_stays_where_it_is_told(make: SimpleNamespace) -> None:
    told = make.entry(3, "2024-05-20", "借金の返済について相談。")
    record = make.case(entries=(*make.case().entries, told), consent=make.consent(exclusions=("借金のこと",)))
    assert held(record) == {told.key: "excluded_by_signer"}
    assert withheld_pages(record) == dict.fromkeys((1, 2), "excluded_by_signer")


def test_a_conference_under_the_law_stays_with_its_members(make: SimpleNamespace) -> None:
    meeting = replace(make.entry(3, "2024-05-20", "支援会議を開催。"), method="61")
    record = make.case(entries=(*make.case().entries, meeting))
    assert held(record) == {meeting.key: "restricted_basis"}
    assert withheld_pages(record) == {2: "restricted_basis"}
    assert held(replace(record, legal_basis=("statute",))) == {}


def test_a_case_of_a_conference_alone_does_not_leave(make: SimpleNamespace) -> None:
    assert why(make.case(legal_basis=("welfare_106_6",))) == [("restricted_basis", "")]
    assert why(make.case(legal_basis=("welfare_106_6", "consent"))) == []


def test_an_emergency_asks_no_consent_but_keeps_to_what_was_excluded(make: SimpleNamespace) -> None:
    urgent = make.case(consent=None, legal_basis=("emergency_69_2",))
    assert why(urgent) == []
    assert held(urgent) == {}
    asked = make.case(consent=make.consent(scope=(), exclusions=("住所",)), legal_basis=("emergency_69_2",))
    assert held(asked) == dict.fromkeys(("p1.address.0", "p1.phone.0"), "excluded_by_signer")


def test_a_receiver_that_the_consent_does_not_name_gets_nothing(make: SimpleNamespace) -> None:
    record, key = make.case(), "p3.consent.0"
    assert why(record, receiver=("市高齢福祉課",)) == [("receiver_not_named", key)]
    assert why(record, receiver=("市高齢福祉課", "社会福祉協議会")) == []
    against = make.case(consent=make.consent(exclusions=("社会福祉協議会",)))
    assert why(against, receiver=("社会福祉協議会",)) == [("excluded_by_signer", key)]


def test_the_basis_travels_with_the_record(make: SimpleNamespace) -> None:
    assert make.packed().parcels[0].record.common.case.legal_basis == ("consent",)
    (parcel,) = make.packed(make.case(legal_basis=("statute",))).parcels
    assert parcel.record.common.case.legal_basis == ("statute",)


def test_a_scope_that_says_all_covers_all() -> None:
    assert shares_in("支援に必要な情報") == frozenset(Share)
    assert shares_in("氏名・生年月日") == frozenset()


def test_what_stands_in_minutes_stays_with_the_conference(make: SimpleNamespace) -> None:
    forms = (*make.case().forms, PageForm(4, "conference_minutes", confidence(1)))
    box = replace(make.field("localItem", "週1訪問", page_no=4), label="決定事項")
    record = make.case(forms=forms, page_count=4, fields=(*make.case().fields, box))
    assert held(record) == {box.key: "restricted_basis"}
    assert held(replace(record, legal_basis=("statute",))) == {}


@pytest.mark.parametrize(
    ("written", "stays"), [("R6.9.1 本人申出", True), ("なし", False), ("", False), ("　年　月　日", False)]
)
def test_a_consent_taken_back_is_none(make: SimpleNamespace, written: str, stays: bool) -> None:
    box = replace(make.field("localItem", written, page_no=3), label="撤回")
    record = make.case(fields=(*make.case().fields, box))
    assert why(record) == ([("consent_withdrawn", box.key)] if stays else [])
    assert why(replace(record, legal_basis=("statute",))) == []
