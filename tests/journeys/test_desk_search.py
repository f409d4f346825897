"""The search screen in a real Chromium: filters, the place on the paper, keys, a search kept and run again, CSV."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.office import Office, look_for, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_hits_beside_the_paper_and_a_search_that_is_kept(
    page: Page, office: Office, shoot: Callable[[str], None]
) -> None:
    page.goto(f"{office.url}/?screen=search")
    expect(page.get_by_text("氏名（異体字・かなでも）")).to_be_visible()
    look_for(page, "訪看")
    hits = page.locator(".hit")
    expect(hits.first).to_contain_text("訪看週1")
    expect(hits.first.locator(".tag")).to_have_text("未検証")
    expect(page.locator(".paper img")).to_be_visible()
    shoot("50-search")

    page.locator(".found").focus()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_have_attribute("aria-selected", "true")
    write(page, "この日から", "平成3年")
    page.keyboard.press("Enter")
    write(page, "この日から", "きのう")
    page.keyboard.press("Enter")
    expect(page.get_by_text("日付が読めません：きのう")).to_be_visible()
    write(page, "この日から", "令和6年")
    page.keyboard.press("Enter")
    expect(hits.first).to_be_visible()

    page.get_by_role("button", name="残した検索").click()
    write(page, "名前", "看護の件")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="この検索を残す").click()
    with office.archive() as archive:
        expect(page.get_by_role("button", name="看護の件")).to_be_visible()
        kept = archive.finding.saved("木村")["看護の件"]
        assert (kept.words, kept.since) == ("訪看", "2024-01-01")
    shoot("51-kept")

    page.goto(f"{office.url}/?screen=search")
    page.get_by_role("button", name="残した検索").click()
    page.get_by_role("button", name="看護の件").click()
    expect(hits.first).to_contain_text("訪看週1")
    page.keyboard.press("Escape")
    shoot("52-run-again")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="表に書き出す（CSV）").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")

    page.locator(".found").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tz-person")).to_contain_text("キヨ")
