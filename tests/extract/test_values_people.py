"""Names and furigana: every spelling that values.md names, and what must not be guessed."""

import pytest

from extract.values import (
    kana,
    person_name,
    staff,
)
from extract.values.variants import folded, shapes_of
from tests.extract.values_shown import CONTEXT, offered, signals


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("髙橋 キヨ", "髙橋 キヨ"),
        ("髙橋　キヨ様", "髙橋 キヨ"),
        ("髙橋キヨ", "髙橋 キヨ"),
        ("髙橋 キヨ ㊞", "髙橋 キヨ"),
        ("林 一", "林 一"),
        ("小田", "小田"),
        ("木村氏", "木村"),
        ("ひより", "ひより"),
        ("田中 花子さん", "田中 花子"),
        ("本人", None),
        ("同上", None),
        ("090-0000-1111", None),
    ],
)
def test_names(raw, value):
    assert person_name.parse(raw, CONTEXT).value == value


def test_what_stands_beside_a_name_is_kept_apart():
    found = person_name.parse("﨑山 美咲 (旧姓 渡邉)", CONTEXT)
    assert (found.value, found.part("former_family")) == ("﨑山 美咲", "渡邉")
    also = person_name.parse("齋藤 勝 (斉藤と書くこともある)", CONTEXT)
    assert (also.value, also.part("also_written")) == ("齋藤 勝", "斉藤")


def test_a_cut_by_guess_says_so_and_one_by_furigana_does_not():
    guessed = person_name.parse("長谷川一夫", CONTEXT)
    assert (guessed.value, guessed.inferred) == ("長谷川 一夫", True)
    assert "name_divided_by_guess" in guessed.reasons
    told = person_name.parse("長谷川一夫", CONTEXT.now(kana="はせがわ かずお"))
    assert told.value == "長谷川 一夫"
    assert "name_divided_by_guess" not in told.reasons


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("髙橋 キヨ", "高橋 キヨ"),
        ("高橋 キヨ", "髙橋 キヨ"),
        ("渡辺 花子", "渡邉 花子"),
        ("𠮷田 茂", "吉田 茂"),
        ("齋藤 勝", "斎藤 勝"),
        ("神田 昇", "\ufa19田 昇"),
    ],
)
def test_a_variant_name_carries_its_palette(name, shape):
    found = person_name.parse(name, CONTEXT)
    assert found.value == name
    assert "variant_name" in found.reasons
    assert shape in offered(found)


def test_a_plain_name_needs_no_palette():
    assert person_name.parse("木村 花子", CONTEXT).reasons == ()


@pytest.mark.parametrize(
    ("name", "reading", "agrees"),
    [
        ("髙橋 キヨ", "タカハシ キヨ", True),
        ("齋藤 勝", "さいとう まさる", True),
        ("佐藤 良枝", "ｻﾄｳ ﾖｼｴ", True),
        ("中島 健一", "ナカジマ ケンイチ", True),
        ("大野 悠真", "オオノ ユウマ", True),
        ("渡辺 花子", "スズキ ハナコ", False),
        ("木村 花子", "キムフ ハナコ", False),
    ],
)
def test_furigana_and_name(name, reading, agrees):
    assert signals(kana.parse(reading, CONTEXT.now(name=name))).get("kana") is agrees
    assert signals(person_name.parse(name, CONTEXT.now(kana=reading))).get("kana") is agrees


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("ヒ□セ トシエ", "ヒロセ トシエ"),
        ("ﾀｶﾊｼ ｷﾖ", "タカハシ キヨ"),
        ("たかはし　きよ", "タカハシ キヨ"),
        ("タ力八シ キヨ", "タカハシ キヨ"),
        ("サトウ ヨシエ", "サトウ ヨシエ"),
        ("コンドウ マッ", "コンドウ マツ"),
        ("ハッタ ショウコ", "ハッタ ショウコ"),
        ("カャマ ュキ", "カヤマ ユキ"),
        ("髙橋", None),
        ("不明", None),
    ],
)
def test_furigana_becomes_katakana(raw, value):
    assert kana.parse(raw, CONTEXT).value == value


def test_a_small_kana_where_none_can_stand_is_mended_and_said():
    assert "lookalike" in kana.parse("コンドウ マッ", CONTEXT).reasons
    assert kana.parse("ハッタ ショウコ", CONTEXT).reasons == ()


def test_variant_shapes_fold_for_matching_only():
    assert folded("髙﨑渡邊𠮷濵澤") == "高崎渡辺吉浜沢"
    assert "斎" in shapes_of("齋")
    assert shapes_of("木") == ()


def test_a_seal_read_as_writing_does_not_double_the_name():
    found = staff.parse("大森大森", CONTEXT)
    assert (found.value, found.reasons) == ("大森", ("stamp_over_text",))
    assert staff.names("片山 片") == ("片山",)
    assert staff.parse("佐々木", CONTEXT).reasons == ()
    named = person_name.parse("齋藤 勝 齋藤", CONTEXT)
    assert named.value == "齋藤 勝"
    assert "stamp_over_text" in named.reasons
    assert person_name.parse("林 林太郎", CONTEXT).value == "林 林太郎"
    assert person_name.parse("清水 清", CONTEXT).value == "清水 清"
    assert "清水 清" in offered(staff.parse("清水 清", CONTEXT))


def test_a_family_name_no_dictionary_knows_is_shown_to_a_person():
    assert "name_unknown" in staff.parse("大枺", CONTEXT).reasons
    assert "name_unknown" in person_name.parse("大枺 花子", CONTEXT).reasons
    assert "name_unknown" not in person_name.parse("木村 花子", CONTEXT).reasons


@pytest.mark.parametrize(
    ("name", "heard", "agrees"),
    [
        ("佐藤 楓", "サトウ カエデ", True),
        ("佐藤 楓", "サトウ カエテ", None),
        ("石田 正彦", "イシダ マサヒコ", True),
        ("石田 正彦", "イシタ マサヒコ", None),
        ("中島 キヨ", "ナカシマ キヨ", True),
        ("中島 キヨ", "ナカジマ キヨ", True),
        ("島田 正彦", "ヤマダ マサヒコ", False),
    ],
)
def test_a_dot_that_a_fax_may_have_lost_is_no_witness(name, heard, agrees):
    assert kana.kana_agrees(name, heard) is agrees
