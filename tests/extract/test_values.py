"""Choices, codes, numbers and words: every spelling that values.md names, and what must not be guessed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.values import (
    age,
    benefit,
    care_level,
    code,
    handbook,
    individual_number,
    method,
    protection,
    relationship,
    route,
    sex,
    staff,
    weekday,
)
from extract.values.clock import find_time
from extract.values.numerals import from_kanji, mend_digits
from tests.extract.values_shown import CONTEXT, offered, signals


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("二十三", 23),
        ("廿三", 23),
        ("卅", 30),
        ("十", 10),
        ("二〇二四", 2024),
        ("弐拾参", 23),
        ("百二十", 120),
        ("元", None),
        ("十十", None),
        ("", None),
    ],
)
def test_kanji_numerals(written, number):
    assert from_kanji(written) == number


def test_letters_become_digits_only_beside_digits():
    assert mend_digits("O47O-l2") == ("0470-12", True)
    assert mend_digits("ROOM Oo") == ("ROOM Oo", False)
    assert mend_digits("二〇二四年") == ("二〇二四年", False)


@pytest.mark.parametrize(
    ("raw", "marks", "value"),
    [
        ("男・女", ("女",), "2"),
        ("①男性 2.女性 3.他", (), "1"),
        ("男・(女)", (), "2"),
        ("女", (), "2"),
        ("1.男性 2.女性 3.他(  )", ("3.他",), "9"),
        ("男・女", (), None),
        ("男・女", ("男", "女"), None),
        ("男・", (), None),
        ("1. 男②女 3.その他", (), "2"),  # the circle was read as a circled number
        ("男女その他", (), None),
        ("", (), None),
    ],
)
def test_sex(raw, marks, value):
    assert sex.parse(raw, CONTEXT.now(marks=marks)).value == value


def test_an_open_choice_says_why_and_offers_the_options():
    none = sex.parse("男・女", CONTEXT)
    assert (none.reasons, offered(none)) == (("no_mark",), ["1", "2"])
    two = sex.parse("男・女", CONTEXT.now(marks=("男", "女")))
    assert (two.reasons, offered(two)) == (("two_marks",), ["1", "2"])


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("来所", "10"),
        ("TEL", "20"),
        ("℡", "20"),
        ("ＴＥＬ", "20"),
        ("HV", "30"),
        ("訪問調査", "30"),
        ("訪問・不在", "31"),
        ("同行", "32"),
        ("書面", "42"),
        ("支援会議(市役所2F)", "61"),
        ("要対協", "64"),
        ("サ担", "66"),
        ("会議", "67"),
        ("来所(警察同行)", "10"),
        ("謎", None),
    ],
)
def test_methods(raw, value):
    assert method.parse(raw, CONTEXT).value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("本人", "1"),
        ("長女より", "2"),
        ("民生委員(小田)より電話", "4"),
        ("警察(潮見署 生安)", "10"),
        ("病院MSW", "12"),
        ("匿名", "13"),
    ],
)
def test_routes(raw, value):
    assert route.parse(raw, CONTEXT).value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("要介護3", "23"),
        ("要介3", "23"),
        ("介3", "23"),
        ("要介護３", "23"),
        ("要支援２", "13"),
        ("要支2", "13"),
        ("支1", "12"),
        ("事業対象者", "06"),
        ("非該当", "01"),
        ("申請中", "申請中"),
        ("区変中", "区分変更中"),
        ("介護3(R6.7.1~R8.6.30)", "23"),
        ("2", None),
        ("要介護", None),
    ],
)
def test_care_levels(raw, value):
    assert care_level.parse(raw, CONTEXT).value == value


def test_the_sister_level_is_always_offered():
    assert offered(care_level.parse("要支援2", CONTEXT)) == ["22"]
    assert offered(care_level.parse("要介護2", CONTEXT)) == ["13"]
    assert offered(care_level.parse("2", CONTEXT)) == ["22", "13"]


def test_a_care_level_by_mark_with_its_period():
    row = "非該当・要支1・要支2・要介1・要介2・要介3  認定期間 令和6年4月23日～令和7年4月30日"
    found = care_level.parse(row, CONTEXT.now(marks=("要介2",)))
    assert (found.value, found.part("valid_from"), found.part("valid_to")) == ("22", "2024-04-23", "2025-04-30")
    assert care_level.parse(row, CONTEXT).reasons == ("no_mark",)


def test_a_ring_that_swallowed_its_number_is_read_but_shown():
    found = care_level.parse("非該当・要支1・要支2・要介1・要介②・要介3", CONTEXT)
    assert (found.value, found.reasons) == ("22", ("stray_mark",))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("身障2種4級", "身体4級 第2種"),
        ("身体障害者手帳1級", "身体1級"),
        ("療育 Bの1", "療育 Bの1"),
        ("精神2級(R5.8.31迄)", "精神2級"),
        ("精神2級 (H31.8.31迄)", "精神2級"),
        ("手帳無", "無"),
        ("手帳2級", None),
        ("有・", None),
        ("有・無", None),
    ],
)
def test_handbooks(raw, value):
    assert handbook.parse(raw, CONTEXT).value == value


def test_a_handbook_keeps_its_expiry_and_names_no_kind_by_itself():
    assert handbook.parse("精神2級 (H31.8.31迄)", CONTEXT).part("expires") == "2019-08-31"
    assert offered(handbook.parse("手帳2級", CONTEXT)) == ["精神2級", "身体2級"]
    assert handbook.parse("有・無", CONTEXT.now(marks=("無",))).value == "無"


@pytest.mark.parametrize(
    ("raw", "value", "yen"),
    [
        ("国民年金 月5.2万円", "国民年金 月5.2万円", "52000"),
        ("厚年 2ヶ月 18万", "厚年 2ヶ月 18万", "180000"),
        ("国民 月¥52,000", "国民 月¥52,000", "52000"),
        ("生保 無(相談歴 H28)", "無", None),
        ("受給中", "有", None),
        ("有・無", None, None),
    ],
)
def test_benefits(raw, value, yen):
    found = benefit.parse(raw, CONTEXT)
    assert (found.value, found.part("amount_yen")) == (value, yen)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("長男", "child"),
        ("二女", "child"),
        ("本人(◎)", "self"),
        ("妻", "spouse"),
        ("夫(相手方)", "spouse"),
        ("母", "parent"),
        ("長男の嫁", "child_in_law"),
        ("孫", "grandchild"),
        ("祖母", "grandparent"),
        ("姉", "sibling"),
        ("甥", "relative"),
        ("友人", "friend"),
        ("夫の長男", None),
        ("", None),
    ],
)
def test_relationships(raw, value):
    assert relationship.parse(raw, CONTEXT).value == value


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("木村・保健師 早川", ("木村", "早川")),
        ("石原Cm・田村", ("石原", "田村")),
        ("出席:木村・三浦・野口・社協 田村・民生 小田・保健師 早川", ("木村", "三浦", "野口", "田村", "小田", "早川")),
        ("大森（印）", ("大森",)),
        ("木村 花子", ("木村 花子",)),
        ("髙橋㊞", ("髙橋",)),
    ],
)
def test_staff(raw, names):
    assert staff.names(raw) == names


@pytest.mark.parametrize(
    ("raw", "value"), [("86歳", "86"), ("( 86 )歳", "86"), ("満八十六才", "86"), ("生後3か月", "0"), ("156", None)]
)
def test_ages(raw, value):
    assert age.parse(raw, CONTEXT).value == value


def test_an_age_against_the_birth_date():
    born = CONTEXT.now(birth_date=date(1938, 3, 9))
    assert signals(age.parse("86", born)) == {"age": True}
    assert signals(age.parse("数え87", born)) == {"age": True}
    assert "age_contradicts" in age.parse("85", born).reasons


@pytest.mark.parametrize(
    ("raw", "value"), [("(火)", "2"), ("火", "2"), ("日曜日", "7"), ("［月］", "1"), ("火山", None)]
)
def test_weekdays(raw, value):
    assert weekday.parse(raw, CONTEXT).value == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("北－Ｒ６－００１３", "北-R6-0013"),
        ("社協-30-0099", "社協-30-0099"),
        ("No. 12", "12"),
        ("", None),
    ],
)
def test_case_numbers(raw, value):
    assert code.parse(raw, CONTEXT).value == value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("10:00", {"time": "10:00"}),
        ("14:00～15:40", {"time": "14:00", "time_end": "15:40"}),
        ("13時半", {"time": "13:30"}),
        ("午後2時", {"time": "14:00"}),
        ("午後三時十五分から四時", {"time": "15:15", "time_end": "16:00"}),
        ("PM", {"time_text": "PM"}),
        ("夕方", {"time_text": "夕方"}),
        ("2時間", {}),
        ("", {}),
    ],
)
def test_times(text, parts):
    assert dict(find_time(text)) == parts


def test_the_individual_number_is_found_and_masked():
    (labelled,) = individual_number.find("個人番号 1234 5678 9013")
    assert (labelled.checked, labelled.labelled) == (False, True)
    (right,) = individual_number.find("番号は１２３４５６７８９０１８")
    assert right.checked
    assert individual_number.find("1234 5678 9013") == ()
    assert individual_number.find("1234 5678 9013", label="個人番号")
    assert individual_number.masked("個人番号 1234 5678 9013") == "個人番号 ＊＊＊＊ ＊＊＊＊ ＊＊＊＊"
    assert individual_number.find("被保険者番号 0000000123") == ()


@settings(deadline=None)
@given(st.integers(0, 10**11 - 1))
def test_a_number_with_its_check_digit_is_always_found(base):
    digits = f"{base:011d}"
    ends = [end for end in range(10) if individual_number.check_digit_is_right(digits + str(end))]
    assert len(ends) == 1
    assert individual_number.find(f"〔{digits}{ends[0]}〕")


@pytest.mark.parametrize(
    "text",
    ["支援措置申出済", "夫のＤＶ", "DV/虐待", "避難先", "非 開 示", "接近禁止命令", "一時保護", "居所を知られたくない"],
)
def test_protection_words(text):
    assert protection.find(text)


@pytest.mark.parametrize("text", ["来所。家計表を作成。", "ADVICE", "保護者会"])
def test_no_protection_word(text):
    assert protection.find(text) == ()
