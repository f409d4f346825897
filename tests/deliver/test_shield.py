"""Where somebody hides is told in many ways; none of them leaves, and what is no place stays as it is written."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from deliver.folding import fold
from deliver.packing import pack
from deliver.rules import cleared
from deliver.shield import BLOT, Shield, blot, moved, shield_of
from deliver.shielding import leaks
from domain.entry import DateMention, Mention

OPEN = Shield(is_protected=True)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("北浜二丁目３番地の５へ訪問", "北浜二丁目３番地の５"),
        ("南台１－４－２０３で面接", "南台１－４－２０３"),
        ("南 台 1 ー 4 ー 203", "南 台 1 ー 4 ー 203"),
        ("TEL 0470-00-1234", "0470-00-1234"),
        ("TEL ０４７０（００）１２３４", "０４７０（００）１２３４"),
        ("携帯09000005577", "09000005577"),
        ("O90-0000-5577", "O90-0000-5577"),
        ("〒299-0000", "〒299-0000"),
        ("柏ノ原市へ", "柏ノ原市"),
        ("コ一ポさくら203号室", "コ一ポさくら203号室"),
        ("若葉荘", "若葉荘"),
        ("南台小の保護者会", "南台小"),
        ("みどりが丘小学校", "みどりが丘小学校"),
        ("(株)つばめ清掃", "(株)つばめ清掃"),
        ("a.sakiyama@example.jp", "a.sakiyama@example.jp"),
        ("大字北浜125", "大字北浜125"),
    ],
)
def test_a_place_or_number_is_blotted(text: str, gone: str) -> None:
    assert gone not in OPEN.blotted(text) and BLOT in OPEN.blotted(text)


@pytest.mark.parametrize(
    "text",
    [
        "玄関先で面接。BP 168/92。",
        "令和5年11月13日(月) 15:20 来所",
        "R6.4.9-4.11の経過",
        "生保の説明。区分変更の申請。",
        "市役所へ報告。市民課と共有。",
        "小学校へ一時欠席の連絡。",
        "月1-2回の訪問。",
        "入院中の様子。最小の支援。",
        "一時保護を婦相へ協議。",
        "市営住宅の申込。",
        "木村・大森が同席。",
        "昨夜の暴力で110番。",
        "2番目の子。",
    ],
)
def test_what_is_no_place_stays(text: str) -> None:
    assert OPEN.blotted(text) == text


def test_a_sentence_about_a_refuge_goes_whole() -> None:
    assert OPEN.blotted("面接。避難先は妹の家。次回は金曜。") == f"面接。{BLOT}。次回は金曜。"


def test_nobody_elses_text_is_touched_but_for_an_individual_number(make: SimpleNamespace) -> None:
    shield = shield_of(make.case())
    assert shield.blotted("北浜二丁目３番地の５、0470-00-1234、1234 5678 9013。") == (
        f"北浜二丁目３番地の５、0470-00-1234、{BLOT}。"
    )


def test_a_withheld_value_is_found_in_any_writing(make: SimpleNamespace) -> None:
    shield = shield_of(make.protected(make.case()))
    for text in ("北浜の家", "北 浜 2-3-5", "二丁目３－５", "00-1234"):
        assert BLOT in shield.blotted(text), text


def test_boxes_stay_and_texts_are_blotted_and_both_are_listed(make: SimpleNamespace) -> None:
    box = replace(make.field("localItem", "みどり園"), label="保育園・学校", index=7)
    other = replace(make.field("localItem", "連絡は 090-0000-5577"), label="備考", index=8)
    entry = make.entry(1, "2024-04-09", "北浜で面接。小田氏と5月10日。")
    entry = replace(
        entry,
        people=(Mention("小田", "民生委員", (6, 8)),),
        dates=(DateMention("5月10日", "2024-05-10", "next_contact", (10, 15)),),
        organisations=(Mention("北浜", "", (0, 2)),),
    )
    record = make.protected(make.case(fields=(*make.case().fields, box, other), entries=(entry,)))
    left, held = cleared(record)
    reasons = {one.item: one.reason for one in held}
    assert reasons["p1.localItem.7"] == reasons["p1.localItem.8"] == reasons["p2.entry.1"] == "protected_place"
    (kept,) = left.entries
    assert kept.text == f"{BLOT}で面接。小田氏と5月10日。"
    assert [kept.text[slice(*one.span)] for one in (*kept.people, *kept.dates)] == ["小田", "5月10日"]
    assert kept.organisations == ()


def test_an_individual_number_in_a_box_stays_for_everybody(make: SimpleNamespace) -> None:
    box = replace(make.field("localItem", "1234 5678 9013"), label="番号", index=9)
    left, held = cleared(make.case(fields=(*make.case().fields, box)))
    assert left == make.case() and [one.item for one in held] == ["p1.localItem.9"]


def test_what_is_left_open_keeps_the_whole_case(make: SimpleNamespace) -> None:
    record = make.protected(make.case())
    assert [*leaks({"a": [{"text": "北浜の家", "sha256": "0470001234"}]}, shield_of(record))] == ["a.0.text"]
    sex = make.field("receivedDate", "2024-04-09", "0470-00-1234")
    packed = pack([replace(record, fields=(*record.fields, sex))], make.picture)
    assert all("0470" not in one.line.decode() for one in packed.parcels)


def test_a_word_of_protection_in_a_linked_case_protects_this_one(make: SimpleNamespace) -> None:
    hidden = make.protected(make.case("c2", fields=(make.field("address", "千葉県柏ノ原市若葉町2-8-11"),)))
    entry = make.entry(1, "2024-04-09", "若葉町で会う。")
    packed = pack([make.case(entries=(entry,))], make.picture, kin=lambda _: [hidden])
    (parcel,) = packed.parcels
    said = parcel.line.decode()
    assert "若葉町" not in said and "北浜" not in said and '"type":"suspected"' in said
    assert all(page.file is None for page in parcel.record.common.pages)


def test_spans_move_with_what_is_blotted() -> None:
    text, spans = "abcdefgh", ((1, 3), (5, 6))
    assert blot(text, spans) == f"a{BLOT}de{BLOT}gh"
    new = moved((6, 8), spans)
    assert new is not None and blot(text, spans)[slice(*new)] == "gh"
    assert moved((2, 4), spans) is None


def test_a_fold_knows_where_it_came_from() -> None:
    text = "南台 二丁目３番地の５号"
    whole = fold(text)
    assert whole.text == "南台2-3-5号"
    at = whole.text.index("2-3-5")
    assert text[slice(*whole.span(at, at + 5))] == "二丁目３番地の５"
