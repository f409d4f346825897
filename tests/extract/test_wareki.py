from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.field import FieldState, Precision
from extract.values import eras, wareki
from extract.values.parsed import Context, DateRole

TODAY = date(2026, 11, 1)
ANY = Context(TODAY)
RECORD = Context(TODAY, role=DateRole.RECORD)
BIRTH = Context(TODAY, record_date=date(2024, 4, 9), role=DateRole.BIRTH)
EXPIRY = Context(TODAY, role=DateRole.EXPIRY)

days_since_1873 = st.dates(date(1873, 1, 1), date(2040, 12, 31))


def values_of(found):
    return [one.value for one in found.alternatives]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("昭和13年3月9日", "1938-03-09"),
        ("昭13.3.9", "1938-03-09"),
        ("S13.3.9", "1938-03-09"),
        ("s13.3.9", "1938-03-09"),
        ("Ｓ１３．３．９", "1938-03-09"),
        ("㍼13年3月9日", "1938-03-09"),
        ("S 13. 3. 9", "1938-03-09"),
        ("S13/3/9", "1938-03-09"),
        ("S13-3-9", "1938-03-09"),
        ("S130309", "1938-03-09"),
        ("昭和十三年三月九日", "1938-03-09"),
        ("昭和一三年〇三月〇九日", "1938-03-09"),
        ("昭和拾参年参月九日", "1938-03-09"),
        ("昭和廿三年三月卅日", "1948-03-30"),
        ("昭和 1 3 年 3 月 9 日", "1938-03-09"),
        ("昭和O3年1O月l日", "1928-10-01"),
        ("令和元年五月七日", "2019-05-07"),
        ("令和1年5月7日", "2019-05-07"),
        ("R元.6.3", "2019-06-03"),
        ("R01.06.03", "2019-06-03"),
        ("㋿6年4月9日", "2024-04-09"),
        ("2024年4月9日", "2024-04-09"),
        ("2024/4/9", "2024-04-09"),
        ("2024-04-09", "2024-04-09"),
        ("20240409", "2024-04-09"),
        ("二〇二四年四月九日", "2024-04-09"),
        ("西暦1938年3月9日", "1938-03-09"),
        ("'24.4.9", "2024-04-09"),
        ("平成23年2月1日", "2011-02-01"),
        ("H23. 2.-1", "2011-02-01"),
        ("大正15年12月24日", "1926-12-24"),
        ("昭和元年12月28日生", "1926-12-28"),
        ("M45.7.29", "1912-07-29"),
        ("R6年4月9日", "2024-04-09"),
        ("S44.11.2", "1969-11-02"),
    ],
)
def test_every_spelling_of_a_full_date(raw, wanted):
    found = wareki.parse(raw, ANY)
    assert (found.value, found.precision, found.inferred) == (wanted, Precision.DAY, False)


@settings(deadline=None)
@given(days_since_1873)
def test_shown_wareki_reads_back(day):
    found = wareki.parse(eras.show(day), ANY.now(today=date(2045, 1, 1)))
    assert found.value == day.isoformat()
    assert not found.reasons


@settings(deadline=None)
@given(days_since_1873)
def test_letter_and_points_read_back(day):
    era = eras.era_on(day)
    found = wareki.parse(f"{era.letter}{day.year - era.offset}.{day.month}.{day.day}", ANY.now(today=date(2045, 1, 1)))
    assert found.value == day.isoformat()


@pytest.mark.parametrize(
    ("raw", "context", "value", "reason"),
    [
        ("S64.1.8", BIRTH, "1989-01-08", "era_boundary"),
        ("H1.1.7", BIRTH, "1989-01-07", "era_boundary"),
        ("R元.4.30", RECORD, "2019-04-30", "era_boundary"),
        ("平成31年5月10日(金)", RECORD, "2019-05-10", "era_overrun"),
        ("平成31年6月", RECORD, "2019-06", "era_overrun"),
        ("平成33年3月31日", EXPIRY, "2021-03-31", "era_overrun_future_ok"),
        ("H31.8.31迄", RECORD.now(record_date=date(2018, 12, 10)), "2019-08-31", "era_overrun_future_ok"),
    ],
)
def test_change_of_era(raw, context, value, reason):
    found = wareki.parse(raw, context)
    assert found.value == value
    assert reason in found.reasons


@pytest.mark.parametrize(
    "raw", ["S64.1.7", "H1.1.8", "H31.4.30", "R1.5.1", "T15.12.25", "M45.7.30", "昭和元年12月25日"]
)
def test_the_last_and_first_days_of_an_era_are_plain(raw):
    assert wareki.parse(raw, ANY).reasons == ()


def test_an_era_outlived_for_years_is_a_misreading_in_a_birth_date():
    found = wareki.parse("昭和70年1月3日", BIRTH)
    assert found.value is None
    assert {"1935-01-03", "1945-01-03"} <= set(values_of(found))


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("S32.1.", "1957-01", Precision.MONTH),
        ("S57生", "1982", Precision.YEAR),
        ("昭和57年", "1982", Precision.YEAR),
        ("昭和32年頃", "1957", Precision.APPROXIMATE),
        ("昭和30年代", "1955/1964", Precision.APPROXIMATE),
        ("R6.3末", "2024-03", Precision.APPROXIMATE),
        ("令和6年3月上旬", "2024-03", Precision.APPROXIMATE),
        ("R5年度", "2023-04-01/2024-03-31", Precision.APPROXIMATE),
        ("平成23年2月", "2011-02", Precision.MONTH),
        ("2011年", "2011", Precision.YEAR),
    ],
)
def test_a_partial_date_never_gets_a_day(raw, value, precision):
    found = wareki.parse(raw, ANY)
    assert (found.value, found.precision) == (value, precision)
    assert "date_partial" in found.reasons


@pytest.mark.parametrize("raw", ["令和　　年　　月　　日", "昭和 年 月 日生", "明・大・昭・平　　年　月　日", "　", ""])
def test_the_printed_frame_alone_is_blank(raw):
    found = wareki.parse(raw, ANY)
    assert (found.value, found.state) == (None, FieldState.BLANK_ON_PAPER)


@pytest.mark.parametrize(
    ("raw", "near"),
    [
        ("昭和13年13月9日", "1938-03-09"),
        ("S13.4.31", "1938-04-03"),
        ("R5.2.29", "2023-02-24"),
        ("H30.6.38", "2018-06-30"),
    ],
)
def test_a_day_the_calendar_lacks_gives_look_alikes_and_no_value(raw, near):
    found = wareki.parse(raw, ANY)
    assert found.value is None
    assert "date_invalid" in found.reasons
    assert found.alternatives
    assert near in values_of(found)


@pytest.mark.parametrize(
    ("raw", "marks"),
    [
        ("M・T・(S)  13年 3月 9日生 ( 86 )歳", ()),
        ("M・T・S 13年 3月 9日生 (86)歳", ("S",)),
        ("1.大正 ②昭和 3.平成 13年3月9日", ()),
        ("明・大・昭・平・令 13年3月9日", ("昭",)),
        ("MTSHR 13年3月9日", ("S",)),
    ],
)
def test_a_circled_era(raw, marks):
    found = wareki.parse(raw, BIRTH.now(marks=marks))
    assert (found.value, found.inferred) == ("1938-03-09", False)
    assert "era_inferred" not in found.reasons


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("M・T・⑤13年3月9日生(86)歳", "1938-03-09"),
        ("M・⑦・S 8年3月9日", "1919-03-09"),
        ("大・昭・◎ 3年5月1日", "1991-05-01"),
    ],
)
def test_a_ring_that_swallowed_its_letter_is_read_but_shown(raw, value):
    found = wareki.parse(raw, BIRTH)
    assert found.value == value
    assert "stray_mark" in found.reasons


def test_a_row_that_lost_a_word_offers_it_all_the_same():
    assert "1919-03-09" in values_of(wareki.parse("M・・S 8年3月9日", BIRTH))
    assert wareki.parse("M・T・ 13年3月9日(86)", BIRTH).value == "1938-03-09"


def test_a_printed_numbering_is_no_choice():
    assert "era_inferred" in wareki.parse("①大正 ②昭和 ③平成 37年8月21日", BIRTH).reasons


def test_a_mark_on_another_era_than_the_one_written_is_settled_by_nobody():
    found = wareki.parse("S 13年3月9日", BIRTH.now(marks=("T",)))
    assert "two_marks" in found.reasons


def test_no_circle_found_is_a_guess_and_says_so():
    found = wareki.parse("大・昭・平 13年3月9日", BIRTH)
    assert found.inferred
    assert "era_inferred" in found.reasons
    assert found.alternatives


def test_two_circles_are_settled_by_age_but_go_to_a_person():
    context = BIRTH.now(record_date=date(2023, 11, 13))
    found = wareki.parse("大・(昭)・(平) 61年 7月15日生 (37歳)", context)
    assert found.value == "1986-07-15"
    assert {"two_marks", "era_inferred"} <= set(found.reasons)


def test_the_age_tells_western_from_wareki():
    found = wareki.parse("38.3.9 (86歳)", BIRTH)
    assert found.value == "1938-03-09"
    assert "era_inferred" in found.reasons
    assert "1963-03-09" in values_of(found)


@pytest.mark.parametrize("raw", ["24.4.9", "6. 4. -9"])
def test_an_open_era_has_candidates_and_no_value(raw):
    found = wareki.parse(raw, RECORD)
    assert found.value is None
    assert "2024-04-09" in values_of(found)
    assert "era_inferred" in found.reasons


def test_a_neighbouring_date_settles_the_stamp():
    found = wareki.parse("6. 4. -9", RECORD.now(record_date=date(2024, 4, 9), era_hint="令和"))
    assert found.value == "2024-04-09"
    assert "era_inferred" in found.reasons


def test_an_age_that_does_not_fit_offers_the_years_that_do():
    found = wareki.parse("S38.3.9 (86)", BIRTH)
    assert found.value == "1963-03-09"
    assert "age_contradicts" in found.reasons
    assert "1938-03-09" in values_of(found)


def test_a_weekday_that_does_not_fit_offers_days_that_do():
    found = wareki.parse("R6.4.4(火)", RECORD)
    assert "weekday_contradicts" in found.reasons
    assert "2024-04-09" in values_of(found)


def test_a_range_has_an_end():
    assert wareki.parse("令和6年4月23日～令和7年4月30日", ANY).part("end") == "2025-04-30"
    assert wareki.parse("R6.4.23~4.30", ANY).part("end") == "2024-04-30"


def test_time_and_weekday_are_parts():
    found = wareki.parse("R6.4.9(火) 14:00～15:40", RECORD)
    assert (found.part("weekday"), found.part("time"), found.part("time_end")) == ("2", "14:00", "15:40")


def test_meiji_before_the_gregorian_calendar_keeps_the_year_only():
    found = wareki.parse("明治4年12月3日", ANY)
    assert (found.value, found.precision) == ("1871", Precision.YEAR)


def test_a_birth_in_the_future_is_refused():
    found = wareki.parse("R9.1.1", BIRTH)
    assert found.value is None


@settings(deadline=None)
@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.integers(1, 6))
def test_a_wrong_weekday_never_passes_unnoticed(day, shift):
    wrong = "月火水木金土日"[(day.isoweekday() - 1 + shift) % 7]
    found = wareki.parse(f"{day.year}/{day.month}/{day.day}({wrong})", ANY)
    assert "weekday_contradicts" in found.reasons


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=40))
def test_no_text_is_too_strange(raw):
    for context in (ANY, RECORD, BIRTH, EXPIRY):
        wareki.parse(raw, context)


@settings(max_examples=600, deadline=None)
@given(
    st.text(alphabet="MTSHR昭和平成令元年月日生歳()（）火・.,/-~ 0123456789〇一二三十廿卅OlI|'頃末旬代度", max_size=24)
)
def test_no_dated_text_is_too_strange(raw):
    for context in (ANY, RECORD, BIRTH.now(marks=("昭", "平")), EXPIRY):
        found = wareki.parse(raw, context)
        if found.value and found.precision is Precision.DAY:
            date.fromisoformat(found.value)


@settings(deadline=None)
@given(days_since_1873)
def test_one_day_is_not_taken_for_the_next(day):
    later = day + timedelta(days=1)
    assert wareki.parse(eras.show(day), ANY.now(today=date(2045, 1, 1))).value != later.isoformat()
