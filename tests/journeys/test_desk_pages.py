"""The pages of a case in a real Chromium: marked, named, turned, ordered, moved, with 付箋, by keys, and taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.case import CaseRecord
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"


def record_of(office: Office, case_id: str = CASE) -> CaseRecord:
    with office.archive() as archive:
        record = archive.case(case_id)
    assert record is not None
    return record


def press(page: Page, key: str) -> None:
    """One key, and the answer to it."""
    paper = page.locator(".paper")
    before = paper.get_attribute("data-seq")
    page.keyboard.press(key)
    expect(paper).not_to_have_attribute("data-seq", before or "")


def chosen(page: Page) -> str:
    return page.locator(".strip [aria-current=true] b").inner_text()


@pytest.mark.seeded(cases=2)
def test_pages_by_keyboard(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    before = record_of(office)
    page.goto(f"{office.url}/?screen=pages&case={CASE}&page=2")
    paper = page.locator(".paper")
    expect(paper).to_have_attribute("data-page", "2")
    expect(page.locator(".strip img").first).to_be_visible()
    shoot("40-pages")
    press(page, "2")
    expect(page.locator(".flag")).to_have_text("裏紙")
    shoot("41-backside")
    assert not [one for one in record_of(office).entries if one.page_no == 2]
    press(page, "u")
    assert record_of(office).entries == before.entries

    page.keyboard.press("p")
    page.keyboard.type("原本は金庫にあります")
    shoot("42-note")
    press(page, "Enter")
    expect(page.locator(".slip")).to_have_text("原本は金庫にあります")
    page.keyboard.press("n")
    page.keyboard.type("民生委員連絡票")
    shoot("43-form")
    press(page, "Enter")
    expect(paper.locator("header .form")).to_have_text("民生委員連絡票")
    press(page, "g")
    assert [one.turn_deg for one in record_of(office).forms if one.page_no == 2] == [90]
    shoot("44-turned")
    press(page, "Shift+ArrowUp")
    expect(page.locator(".strip [data-page] b").first).to_have_text("1")
    assert record_of(office).page_order[:2] == (2, 1)
    press(page, "r")
    expect(page.locator(".notices")).to_contain_text("再スキャン")
    with office.archive() as archive:
        assert [one.page_no for one in archive.rescans.wanted()] == [2]
    page.keyboard.press("l")
    expect(page.locator(".tz-plain tbody tr")).to_contain_text("北-R6-0013")
    expect(page.get_by_role("button", name="印刷用の PDF")).to_be_visible()
    shoot("47-rescans")
    with page.expect_download() as given:
        page.get_by_role("button", name="印刷用の PDF").click()
    assert given.value.path().read_bytes().startswith(b"%PDF")
    page.go_back()
    expect(paper).to_have_attribute("data-page", "2")
    for _ in range(5):
        press(page, "u")
    after = record_of(office)
    assert (after.forms, after.entries, after.order) == (before.forms, before.entries, before.order)


@pytest.mark.seeded(cases=2)
def test_a_page_goes_to_its_person_and_comes_back(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    page.goto(f"{office.url}/?screen=pages&case={CASE}&page=3")
    expect(page.locator(".paper")).to_have_attribute("data-page", "3")
    page.keyboard.press("m")
    page.keyboard.type("試験 2番")
    expect(page.locator(".option")).to_have_count(1)
    shoot("45-move")
    press(page, "Enter")
    expect(page.locator(".paper")).to_contain_text("別のケースへ移してあります", timeout=60_000)
    shoot("46-moved")
    assert not [one for one in record_of(office).fields if one.page_no == 3]
    there = record_of(office, "case-101")
    assert there.page_count == 2
    assert all("page_reread" in one.reasons for one in there.fields if one.page_no == 2 and one.raw)
    press(page, "u")
    expect(page.locator(".strip [aria-current=true] .frame img")).to_be_visible()
    assert not [one for one in record_of(office, "case-101").fields if one.page_no == 2]


def test_a_page_of_nobodys_begins_a_case(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    before = record_of(office)
    page.goto(f"{office.url}/?screen=pages&case={CASE}&page=3")
    paper = page.locator(".paper")
    expect(paper).to_have_attribute("data-page", "3")
    page.keyboard.press("k")
    expect(page.locator(".option")).to_have_text(
        ["このページだけ1 頁", f"このページから最後まで{before.page_count - 2} 頁"]
    )
    shoot("48-begin")
    page.keyboard.press("Escape")
    expect(page.locator(".option")).to_have_count(0)
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    press(page, "Enter")
    expect(paper).to_contain_text("別のケースへ移してあります", timeout=60_000)
    moved = [one for one in record_of(office).forms if one.mark == "moved"]
    assert [one.page_no for one in moved] == list(range(3, before.page_count + 1))
    (new_id,) = {one.other_case for one in moved}
    assert record_of(office, new_id).page_count == before.page_count - 2
    press(page, "u")
    after = record_of(office)
    assert (after.forms, after.entries, after.fields) == (before.forms, before.entries, before.fields)
    page.keyboard.press("k")
    press(page, "Enter")
    expect(paper).to_contain_text("別のケースへ移してあります", timeout=60_000)
    page.keyboard.press("o")
    expect(paper).to_have_attribute("data-page", "1")
    expect(paper.locator(".notices")).to_contain_text("この人の書類か確かめてください")
    shoot("49-begun")


def test_the_source_page_is_one_key_away_and_one_back(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/?screen=case&case={CASE}&target=p1.address.0")
    expect(page.locator(".keying")).to_have_attribute("data-target", "p1.address.0")
    page.keyboard.press("p")
    expect(page.locator(".paper")).to_have_attribute("data-page", "1")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".paper")).to_have_attribute("data-page", "2")
    page.keyboard.press("c")
    expect(page.locator(".keying")).to_be_visible()


def test_the_page_for_clerks_is_at_the_desk(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    page.goto(office.url)
    page.get_by_role("button", name="検証のしかた", exact=True).click()
    guide = page.locator(".st-key-guide")
    expect(guide.get_by_role("heading", name="検証のしかた")).to_be_visible()
    expect(guide).to_contain_text("再スキャンを頼む")
    shoot("60-guide")
