"""Telephone numbers, postcodes, addresses: every spelling that values.md names, and what must not be guessed."""

import pytest

from domain.field import FieldState
from extract.values import (
    address,
    phone,
    postcode,
)
from extract.values.gazetteer import code_with_check_digit, municipalities
from tests.extract.values_shown import CONTEXT, offered, signals


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0470-00-1234", "0470-00-1234"),
        ("(0470)00-1234", "0470-00-1234"),
        ("０４７０（００）１２３４", "0470-00-1234"),
        ("0470001234", "0470-00-1234"),
        ("090-0000-2233", "090-0000-2233"),
        ("09000002233", "090-0000-2233"),
        ("043ー000ー1234", "043-000-1234"),
        ("O47O-OO-1234", "0470-00-1234"),
        ("+81 90-0000-2233", "090-0000-2233"),
        ("0120-000-111", "0120-000-111"),
        ("0470-00-123", None),
        ("090-0000-223", None),
        ("1234567890", None),
        ("なし", None),
    ],
)
def test_phones(raw, value):
    assert phone.parse(raw, CONTEXT).value == value


def test_beside_a_phone_number():
    found = phone.parse("090-0000-1111(長女 携帯) 内線312", CONTEXT)
    assert (found.part("kind"), found.part("extension"), found.part("remark")) == ("mobile", "312", "長女 携帯")
    two = phone.parse("0470-00-1234 / 090-0000-2233", CONTEXT)
    assert (two.value, two.part("also")) == ("0470-00-1234", "090-0000-2233")
    assert "phone_invalid" in phone.parse("0470-00-123", CONTEXT).reasons
    assert phone.parse("自宅(　　)", CONTEXT).state is FieldState.BLANK_ON_PAPER


def test_postcodes_and_their_table():
    found = postcode.parse("〒277-0003", CONTEXT.now(address="千葉県柏市柏下66"))
    assert (found.value, signals(found)) == ("2770003", {"postcode_table": True, "postcode_address": True})
    assert "postcode_contradicts" in postcode.parse("2770003", CONTEXT.now(address="千葉県野田市1")).reasons
    assert "postcode_unknown" in postcode.parse("〒000-0000", CONTEXT).reasons
    assert postcode.parse("〒　　-　　", CONTEXT).state is FieldState.BLANK_ON_PAPER
    assert postcode.parse("29-0000", CONTEXT).value is None


def test_an_address_as_written_with_its_pieces():
    raw = "〒299-0000 千葉県潮見ヶ丘市北浜二丁目３番地の５   (昭和の頃は浜野辺町大字北浜125)"
    found = address.parse(raw, CONTEXT)
    assert found.value == "千葉県潮見ヶ丘市北浜二丁目３番地の５"
    pieces = {
        "postcode": "2990000",
        "city": "潮見ケ丘市",
        "municipality_code": "129992",
        "town": "北浜",
        "lot": "二丁目３番地の５",
    }
    assert {name: found.part(name) for name in pieces} == pieces
    assert found.part("remark") == "昭和の頃は浜野辺町大字北浜125"
    assert signals(found) == {"municipality": True, "town": True, "postcode_address": True}


@pytest.mark.parametrize("raw", ["〒299-0000 ～以下、非開示～ (支援措置申出済)", "秘匿", "非 開 示"])
def test_a_withheld_address_has_no_value(raw):
    found = address.parse(raw, CONTEXT)
    assert (found.value, found.part("placeholder")) == (None, "withheld")
    assert "protection_word" in found.reasons


def test_an_address_left_behind_carries_the_warning():
    found = address.parse("千葉県潮見ケ丘市南台1-4-203 ←(避難前/相手方居住)", CONTEXT)
    assert found.value == "千葉県潮見ケ丘市南台1-4-203"
    assert "protection_word" in found.reasons


@pytest.mark.parametrize("raw", ["同上", "住所不定", "本人に同じ", "不明"])
def test_placeholders_are_no_addresses(raw):
    found = address.parse(raw, CONTEXT)
    assert found.value is None
    assert found.part("placeholder")


def test_old_names_and_misread_names_of_municipalities():
    old = address.parse("千葉県東葛飾郡沼南町大井12", CONTEXT)
    assert (old.part("old_place"), old.part("city")) == ("沼南町", "柏市")
    misread = address.parse("千葉県潮見ヶ立市北浜1", CONTEXT)
    assert "address_unknown" in misread.reasons
    assert "千葉県潮見ケ丘市北浜1" in offered(misread)


def test_municipality_codes_carry_their_check_digit():
    assert code_with_check_digit("12999") == "129992"
    assert code_with_check_digit("12217") == "122173"
    assert len(municipalities()) > 1700


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("千葉県潮見ケ丘市みぎわ町5丁H23-8", "千葉県潮見ケ丘市みぎわ町5丁目23-8"),
        ("千葉県潮見ヶ丘巾南台6-28", "千葉県潮見ヶ丘市南台6-28"),
    ],
)
def test_a_letter_that_readers_mistake_is_offered_set_right_and_never_taken(raw: str, wanted: str) -> None:
    found = address.parse(raw, CONTEXT)
    assert found.value == raw
    assert wanted in offered(found)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("千葉県潮見ケ丘市北浜275番地11", False),
        ("千葉県潮見ヶ丘市北浜275番地11", True),
        ("神奈川県茅ヶ崎市中海岸1-1", False),
        ("千葉県鎌ヶ谷市中央1", True),
        ("旭ケ丘1-2", True),
        ("千葉県潮見ケ丘市旭ヶ台3", True),
        ("千葉県潮見ケ丘市北浜275 グリーンケア103", False),
    ],
)
def test_a_small_or_large_ke_is_asked_unless_the_tables_spell_it_so(written: str, asked: bool) -> None:
    found = address.parse(written, CONTEXT)
    assert found.value == written
    assert ("lookalike" in found.reasons) is asked
