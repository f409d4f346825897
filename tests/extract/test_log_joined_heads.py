"""Heads of contacts that were not seen as heads, ways of contact of which a sign is left: a person is asked."""

import pytest

from extract.entries.joined import is_signed_within, seems_joined
from extract.entries.methods import holds_two_ways, is_method_unread

STAFF = ("上田", "松井")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("欠席が続いているとのこと。 411 FAX 上田 年金証書の写しを収受。", True),
        ("次回は10/24に開催。 ● ↓ TEL 記録 松井 長女の連絡先変更を確認。", True),
        ("TEL 松井 本人より。", False),
        ("上田さんより電話。 次回訪問は松井。", False),
        ("受診同行。 FAX 佐藤 宛に送付。", False),
        ("窓口で 印鑑 上田 に渡す。", False),
    ],
)
def test_a_way_of_contact_and_a_name_that_signs_other_rows_begin_another_contact(text: str, joined: bool) -> None:
    assert is_signed_within(text, STAFF) is joined


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("待ち時間が長く疲れた様子。 ：12月8日（火）訪問 長男と口論になったとのこと。", True),
        ("内容を確認し綴る。 8/ 郵送担当：平野 通知文を郵送。", True),
        ("引越し先の鍵の受け取りに同行。 。 郵送記録柴田 本人の委任状を受理。", True),
        ("面談の 記録 柴田 が保管。", False),
        ("担当：平野 通知文を郵送。", False),
        ("担当者会議の日程を調整。", False),
        ("次回は12月8日（火）に訪問予定。", False),
    ],
)
def test_a_day_behind_a_colon_or_the_word_for_who_was_in_charge_begins_another_contact(text: str, joined: bool) -> None:
    assert seems_joined(text) is joined


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("[E]生活保護課へ照会。", True),
        ("【EL】法テラスへ照会。", True),
        ("[訪問]本人在宅。", False),
        ("「うん」と返事。", False),
        ("(写)を送付。", False),
        ("照会。", False),
    ],
)
def test_a_short_head_in_square_brackets_that_is_no_way_of_contact_was_one(text: str, unread: bool) -> None:
    assert is_method_unread(text) is unread


@pytest.mark.parametrize(
    ("cell", "two"),
    [("訪問来所", True), ("TEL\n同行", True), ("訪問", False), ("電話相談", False), ("ケース会議", False), ("", False)],
)
def test_two_ways_of_contact_in_one_cell_are_two_contacts(cell: str, two: bool) -> None:
    assert holds_two_ways(cell) is two
