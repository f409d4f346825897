"""One clerk, one case, two tabs, in a real Chromium: the later word never goes over the earlier one unseen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"
SCREENS = Path(__file__).parents[2] / "build" / "screens"
NAME = "p1.fullName.0"


def open_at(page: Page, office: Office, target: str) -> None:
    page.goto(f"{office.url}/?screen=case&case={CASE}&target={target}")
    expect(page.locator(".keying")).to_have_attribute("data-target", target)


def test_the_second_tab_shows_both_words(page: Page, office: Office) -> None:
    open_at(page, office, NAME)
    second = page.context.new_page()
    open_at(second, office, NAME)
    second.keyboard.press("e")
    second.locator(".line").fill("高橋 きよ子")
    page.keyboard.press("1")
    expect(page.locator(".keying")).to_have_attribute("data-target", "p1.dateOfBirth.0")
    second.keyboard.press("Enter")
    expect(second.locator(".told")).to_contain_text("別の画面で先に保存")
    expect(second.locator(".choices li").nth(0)).to_contain_text("髙橋 キヨ")
    expect(second.locator(".choices li").nth(1)).to_contain_text("高橋 きよ子")
    with office.archive() as archive:
        kept = archive.case(CASE)
        assert kept is not None and (kept.revision, kept.value("fullName")) == (2, "髙橋 キヨ")
        assert "高橋 きよ子" in archive.drafts(CASE, office.operator).values()
    second.screenshot(path=SCREENS / "14-two-tabs.png")
    second.keyboard.press("2")
    expect(second.locator(".keying")).to_have_attribute("data-target", "p1.dateOfBirth.0")
    with office.archive() as archive:
        rows = archive.history(CASE, NAME)
    assert [row.after for row in rows] == ["髙橋 キヨ", "高橋 きよ子"]
    # and back: the first tab, which knows nothing of it, decides another field
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("別の画面で先に保存")
    expect(page.locator(".tz-name")).to_contain_text("高橋 きよ子")
    page.keyboard.press("Enter")
    expect(page.locator(".keying")).not_to_have_attribute("data-target", "p1.dateOfBirth.0")
    second.close()
