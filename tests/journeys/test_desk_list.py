"""The work list by keyboard: this one now (Q), across the lanes (← →), filters, and the other language."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.mark.seeded(cases=3)
def test_lanes_filters_and_language(page: Page, office: Office) -> None:
    """One server for all of it."""
    page.goto(office.url)
    rows, lane = page.locator(".rows tbody tr"), page.locator(".rows .lane li")
    expect(rows.first).to_be_visible()
    whole, hurried = rows.count(), lane.count()
    if hurried:
        page.keyboard.press("ArrowRight")
    expect(page.locator(".rows tbody tr.now")).to_have_count(1)
    page.keyboard.press("q")
    expect(lane).to_have_count(hurried + 1)
    expect(rows).to_have_count(whole - 1)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".rows .lane li.now")).to_have_count(1)
    expect(page.locator(".rows tbody tr.now")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".rows tbody tr.now")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("q")
    expect(lane).to_have_count(hurried)
    find = page.locator(".st-key-find_case input")
    find.fill("そのような人はいない")
    find.press("Enter")
    expect(rows).to_have_count(0)
    find.fill("")
    find.press("Enter")
    expect(rows).to_have_count(whole)
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.get_by_role("button", name="日本語", exact=True)).to_be_visible()
    expect(page.get_by_role("tab", name="To review")).to_be_visible()


@pytest.mark.seeded(cases=1)
def test_two_enters_at_once_settle_one_field(page: Page, office: Office) -> None:
    """The second Enter falls on a field nobody has seen yet: it decides nothing."""
    page.goto(f"{office.url}/?screen=case&case=case-a")
    keying = page.locator(".keying")
    expect(keying.locator(".choices, .reading").first).to_be_visible()
    before, seq = office.desk("木村").view_of("case-a").doubts, keying.get_attribute("data-seq")
    page.evaluate(
        "for (let i = 0; i < 2; i++)"
        " document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', code: 'Enter', bubbles: true}))"
    )
    expect(keying).not_to_have_attribute("data-seq", seq or "")
    page.wait_for_timeout(1_000)
    assert len(office.desk("木村").view_of("case-a").doubts) == len(before) - 1
