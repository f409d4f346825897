from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RetentionRefused
from domain.retention import OFFERED, Rule, Start, Subject, last_day, term_of


def rule(**given: object) -> Rule:
    return Rule(**{"basis": "文書管理規程 別表", **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "years", "closed", "born", "wanted"),
    [
        (Start.FISCAL, 5, "2019-03-31", "", "2024-03-31"),
        (Start.FISCAL, 5, "2019-04-01", "", "2025-03-31"),
        (Start.CLOSED, 2, "2020-02-29", "", "2022-03-01"),
        (Start.AGE, 25, "2010-06-01", "2000-06-15", "2025-06-14"),
        (Start.AGE, 25, "2030-01-01", "2000-06-15", "2030-01-01"),
        (Start.AGE, 25, "2010-06-01", "", ""),
        (Start.FISCAL, 5, "", "", ""),
    ],
)
def test_the_last_day(start: Start, years: int, closed: str, born: str, wanted: str) -> None:
    assert last_day(rule(years=years, start=start), closed_on=closed, born_on=born) == wanted


def test_the_nearest_rule_holds_and_among_forms_the_longest() -> None:
    rules = (
        rule(years=5),
        rule(years=3, series="北-"),
        rule(years=10, office="北部"),
        rule(years=7, office="北部", form="support_plan"),
    )
    subject = Subject("北部", "北-R2-1", "", ("face_sheet", "support_plan"), "2015-05-01")
    found = term_of(subject, rules)
    assert found is not None
    assert found.rule.years == 10
    other = term_of(Subject("南部", "北-R2-1", "", (), "2015-05-01"), rules)
    assert other is not None
    assert other.rule.years == 3
    assert term_of(subject, ()) is None


def test_an_unknown_birthday_keeps_the_case_whatever_the_other_rules_say() -> None:
    rules = (rule(years=1, form="face_sheet"), rule(years=25, start=Start.AGE, form="memo"))
    found = term_of(Subject("x", "1", "", ("face_sheet", "memo"), "2000-01-01"), rules)
    assert found is not None
    assert found.last_day == ""


@pytest.mark.parametrize("wrong", [{"years": 0}, {"years": 101}, {"basis": "  "}])
def test_a_rule_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(RetentionRefused):
        rule(**wrong)


@given(st.text(max_size=12))
def test_a_day_is_a_day_or_refused(text: str) -> None:
    try:
        found = last_day(rule(years=5), closed_on=text)
    except RetentionRefused:
        return
    assert found == "" or date.fromisoformat(found) > date.fromisoformat(text)


def test_what_is_offered_says_that_it_has_to_be_checked() -> None:
    assert all("確認" in one.basis for one in OFFERED)
