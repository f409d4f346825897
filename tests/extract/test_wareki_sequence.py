from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.entry import Check
from extract.values import wareki_sequence
from extract.values.eras import age_on
from extract.values.parsed import Context

TODAY = date(2026, 11, 1)
BELOW = Context(TODAY, previous_date=date(2024, 4, 5))

# The three practice logs (sample cases A-2, B-2, C-2): an oracle for weekdays and year changes.
LOGS = {
    "A": [
        ("R6.4.9(火)", "2024-04-09"),
        ("4/11(木) 10:00", "2024-04-11"),
        ("〃", "2024-04-11"),
        ("4/23(火)", "2024-04-23"),
        ("5/14(火)", "2024-05-14"),
        ("5/20(月)", "2024-05-20"),
        ("6.3(月)", "2024-06-03"),
        ("6/27(木)", "2024-06-27"),
        ("7/10(水) 14:00～15:40", "2024-07-10"),
        ("8/6(火)", "2024-08-06"),
        ("9.2", "2024-09-02"),
    ],
    "B": [
        ("R5.11.13(月) 15:20", "2023-11-13"),
        ("〃 17:00", "2023-11-13"),
        ("11/14(火)", "2023-11-14"),
        ("11.17(金)", "2023-11-17"),
        ("11/28(火)", "2023-11-28"),
        ("12/5(火)", "2023-12-05"),
        ("12/22(金)", "2023-12-22"),
        ("1/15(月)", "2024-01-15"),
        ("1/16(火)", "2024-01-16"),
        ("2/9(金)", "2024-02-09"),
    ],
    "C": [
        ("H30.12.10(月)", "2018-12-10"),
        ("12/17(月)", "2018-12-17"),
        ("〃", "2018-12-17"),
        ("H31.1.8(火)", "2019-01-08"),
        ("1.21(月)", "2019-01-21"),
        ("2/19(火)", "2019-02-19"),
        ("3/12(火)", "2019-03-12"),
        ("H31.4.26(金)", "2019-04-26"),
        ("平成31年5月10日(金)", "2019-05-10"),
        ("R元.6.3(月)", "2019-06-03"),
    ],
}


@pytest.mark.parametrize("case", LOGS)
def test_a_whole_log(case):
    above = None
    for raw, wanted in LOGS[case]:
        found = wareki_sequence.parse(raw, Context(TODAY, previous_date=above))
        assert found.value == wanted, raw
        assert "weekday_contradicts" not in found.reasons
        assert ("(" not in raw) or any(one.signal == "weekday" and one.agrees for one in found.evidence), raw
        above = date.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("1938-03-09", "2024-04-09", 86), ("1969-11-02", "2024-04-09", 54), ("1986-07-15", "2023-11-13", 37),
        ("2011-05-30", "2023-11-13", 12), ("2018-02-08", "2023-11-13", 5), ("1962-08-21", "2018-12-10", 56),
    ],
)  # fmt: skip
def test_ages_of_the_practice_cases(birth, on, age):
    assert age_on(date.fromisoformat(birth), date.fromisoformat(on)) == age


@pytest.mark.parametrize("raw", ["〃", "″", '"', "同上", "同日", "仝", "々", "↓", "", "  "])
def test_a_ditto_carries_the_day_and_says_so(raw):
    found = wareki_sequence.parse(raw, BELOW)
    assert (found.value, found.inferred) == ("2024-04-05", True)
    assert "date_inferred_without_second_signal" in found.reasons


def test_a_ditto_on_the_first_row_has_nothing_to_carry():
    found = wareki_sequence.parse("〃", Context(TODAY))
    assert found.value is None
    assert "entry_date_missing" in found.reasons


def test_a_ditto_keeps_its_own_time():
    assert wareki_sequence.parse("〃 17:00", BELOW).part("time") == "17:00"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("9日", "2024-04-09"),
        ("3日", "2024-05-03"),
        ("11", "2024-04-11"),
        ("4/9,11,16 TEL", "2024-04-09"),
        ("１２／５", "2024-12-05"),
    ],
)
def test_what_is_dropped_is_carried(raw, wanted):
    found = wareki_sequence.parse(raw, BELOW)
    assert (found.value, found.inferred) == (wanted, True)


def test_several_days_in_one_cell_are_named():
    assert "several_dates" in wareki_sequence.parse("4/9,11,16 TEL", BELOW).reasons


def test_a_range_leans_on_its_start():
    found = wareki_sequence.parse("6/3~6/7", BELOW)
    assert (found.value, found.part("end")) == ("2024-06-03", "2024-06-07")


@pytest.mark.parametrize("raw", ["(4/12追記)", "後日記入", "※5/7 TEL済"])
def test_a_late_note_is_no_entry_date(raw):
    found = wareki_sequence.parse(raw, BELOW)
    assert found.value is None
    assert found.reasons == ("late_note",)


def test_going_back_in_time_is_named():
    found = wareki_sequence.parse("2/28", BELOW)
    assert "order_contradicts" in found.reasons


def test_the_weekday_chooses_the_year():
    found = wareki_sequence.parse("4/1(火)", Context(TODAY, previous_date=date(2024, 4, 5)))
    assert found.value == "2025-04-01"


def test_without_a_row_above_the_weekday_only_proposes():
    found = wareki_sequence.parse("9.2(月)", Context(TODAY, record_date=date(2024, 9, 1)))
    assert found.value is None
    assert "2024-09-02" in [one.value for one in found.alternatives]


def test_order_of_a_column():
    days = (date(2024, 4, 9), None, date(2024, 3, 1), date(2024, 5, 1))
    assert wareki_sequence.order_checks(days) == (Check.CONTRADICTS, Check.ABSENT, Check.CONTRADICTS, Check.AGREES)
    assert wareki_sequence.order_checks((None, date(2024, 1, 1))) == (Check.ABSENT, Check.ABSENT)


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2025, 12, 31)), st.integers(0, 150))
def test_a_dropped_year_is_right_within_five_months(above, gap):
    day = date.fromordinal(above.toordinal() + gap)
    found = wareki_sequence.parse(f"{day.month}/{day.day}", Context(date(2027, 1, 1), previous_date=above))
    shown = [found.value, *(one.value for one in found.alternatives)]
    assert day.isoformat() in shown
    if (day.month, day.day) == (2, 29) or above.month - day.month >= 6 or day.year == above.year:
        assert found.value == day.isoformat()


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_cell_is_too_strange(raw):
    wareki_sequence.parse(raw, BELOW)
    wareki_sequence.parse(raw, Context(TODAY))


def test_a_speck_inside_the_day_is_left_out_and_told():
    found = wareki_sequence.parse("5/1.4(火)", Context(TODAY, previous_date=date(2024, 4, 23)))
    assert found.value == "2024-05-14"
    assert "lookalike" in found.reasons
    assert wareki_sequence.parse("4/9,11,16 TEL", BELOW).value == "2024-04-09"
