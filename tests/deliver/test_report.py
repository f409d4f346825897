"""report.html: what a clerk reads about a package, without a code of ours in it."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from deliver.beside import Beside, Matched
from deliver.report import item_ja, report


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("p1.emergencyPhone.0", "1ページ　緊急連絡先"),
        ("p1.benefit.1", "1ページ　給付（2）"),
        ("p12.entry.9", "12ページ　支援経過の行（9）"),
        ("p2.entry.9.date", "2ページ　支援経過の行（9）"),
        ("p1.member.0", "1ページ　世帯員（1）"),
        ("p3.page.0", "3ページ　ページの画像"),
        ("p3.consent.0", "3ページ　同意書"),
        ("fullName", "氏名"),
        ("", ""),
        ("pages", "pages"),
    ],
)
def test_an_item_is_named_as_people_name_it(key: str, told: str) -> None:
    assert item_ja(key) == told


def test_a_clerk_reads_words_and_numbers_of_the_office(make: SimpleNamespace) -> None:
    (parcel,) = make.packed(make.protected(make.case())).parcels
    assert parcel.held
    text = report([parcel], created="2026-04-09T01:02:03+00:00", office="北部 <包括>")
    assert "北部 &lt;包括&gt;" in text and "北-R6-0013" in text
    assert re.search(r"作成 2026年4月\d+日 \d\d:\d\d（", text)
    assert not re.search(r"p\d+\.\w+\.\d", text), "no key of an item"
    assert "1ページ　住所" in text


def test_cases_of_whom_nobody_knows_whether_they_are_one(make: SimpleNamespace) -> None:
    (parcel,) = make.packed(make.case()).parcels
    when = "2026-04-02T00:00:00Z"
    known = Beside(
        matches=(
            Matched("c8", "unknown", "木村", when, ("same_kana", "near_address")),
            Matched("c9", "same", "木村", when, ("same_birth",)),
        )
    )
    text = report([replace(parcel, know=lambda _: known)], created="", office="")
    assert "c8" in text and "かなが同じ、住所が近い" in text and "まだ分からない" in text
    assert "c9" not in text
    assert "同じ人か決まっていないケース</h2><p" in report([parcel], created="", office="")


def test_an_office_without_a_name_is_not_printed(make: SimpleNamespace) -> None:
    (parcel,) = make.packed(make.case()).parcels
    assert "<h1>取り込みパッケージ</h1>" in report([parcel], created="2026-04-09T01:02:03+00:00", office="office")
