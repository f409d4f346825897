"""Sheets add up or are named one by one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.batch import FileState, PageState, ScanFile
from ingest.ledger import Announced, balance


def file(name: str, *, state: FileState = FileState.UNPACKED, pages: int = 2) -> ScanFile:
    return ScanFile(name, "0" * 64, f"box/{name}.pdf", 100, "case", state, page_count=pages)


def codes(ledger: object) -> list[str]:
    return [one.code for one in ledger.discrepancies]


READ_TWO = {PageState.READ: 2}


def test_everything_read_balances() -> None:
    ledger = balance([file("a"), file("b")], {"a": READ_TWO, "b": {PageState.READ: 1, PageState.QUARANTINED: 1}})
    assert ledger.balanced
    assert (ledger.claimed, ledger.unpacked, ledger.pages, ledger.pages_ended) == (2, 2, 4, 4)
    assert ledger.announced is None


def test_a_quarantined_file_and_a_twin_are_closed_without_pages() -> None:
    files = [file("a", state=FileState.QUARANTINED, pages=0), file("b", state=FileState.DUPLICATE, pages=0)]
    ledger = balance(files, {})
    assert ledger.balanced
    assert (ledger.quarantined, ledger.twins, ledger.pages) == (1, 1, 0)


def test_a_file_that_never_came_is_named() -> None:
    announced = [Announced("box/a.pdf"), Announced("box/b.pdf")]
    ledger = balance([file("a")], {"a": READ_TWO}, announced=announced)
    assert codes(ledger) == ["not_claimed"]
    assert ledger.discrepancies[0].source == "box/b.pdf"
    assert "box/b.pdf" in ledger.discrepancies[0].sentence()
    assert "announced 1, taken in 0" in ledger.discrepancies[0].sentence(lang="en")


def test_a_file_nobody_announced_is_named() -> None:
    assert codes(balance([file("a")], {"a": READ_TWO}, announced=[])) == ["not_announced"]


def test_fewer_pages_than_announced_is_named() -> None:
    ledger = balance([file("a")], {"a": READ_TWO}, announced=[Announced("box/a.pdf", 3)])
    assert [(one.code, one.wanted, one.found) for one in ledger.discrepancies] == [("pages_differ", 3, 2)]


@pytest.mark.parametrize(
    ("counts", "code", "open_work"),
    [
        ({PageState.READ: 1}, "pages_lost", False),
        ({}, "pages_lost", False),
        ({PageState.READ: 3}, "pages_surplus", False),
        ({PageState.READ: 1, PageState.WAITING: 1}, "pages_waiting", True),
    ],
)
def test_pages_that_do_not_add_up_are_named(counts: dict[PageState, int], code: str, open_work: bool) -> None:
    ledger = balance([file("a")], {"a": counts})
    assert codes(ledger) == [code]
    assert ledger.discrepancies[0].open_work is open_work
    assert not ledger.balanced


def test_a_file_not_yet_opened_is_open_work() -> None:
    ledger = balance([file("a", state=FileState.CLAIMED, pages=0)], {})
    assert codes(ledger) == ["not_unpacked"]
    assert ledger.discrepancies[0].open_work


def test_pages_of_a_quarantined_file_are_a_surplus() -> None:
    assert codes(balance([file("a", state=FileState.QUARANTINED)], {"a": READ_TWO})) == ["pages_surplus"]


@given(st.lists(st.integers(1, 50), max_size=8), st.data())
def test_losing_any_one_page_is_always_noticed(page_counts: list[int], data: st.DataObject) -> None:
    files = [file(str(number), pages=count) for number, count in enumerate(page_counts)]
    pages = {one.file_id: {PageState.READ: one.page_count} for one in files}
    announced = [Announced(one.source, one.page_count) for one in files]
    assert balance(files, pages, announced=announced).balanced
    if not files:
        return
    victim = data.draw(st.sampled_from(files))
    fewer = {**pages, victim.file_id: {PageState.READ: victim.page_count - 1}}
    assert not balance(files, fewer, announced=announced).balanced
    shorter = [replace(one, page_count=one.page_count - 1) if one is victim else one for one in files]
    assert not balance(shorter, fewer, announced=announced).balanced
    assert not balance([one for one in files if one is not victim], pages, announced=announced).balanced
