"""The support log in a real Chromium: rows split, joined and moved by keys, a composition that triggers nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.entry import SupportEntry
from tests.journeys.office import Office, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"


def rows(office: Office) -> tuple[SupportEntry, ...]:
    with office.archive() as archive:
        record = archive.case(CASE)
        assert record is not None
        return record.entries


def test_rows_are_split_joined_and_moved_by_keys(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    before = rows(office)
    first = before[0]
    page.goto(f"{office.url}/?screen=log&case={CASE}&target={first.key}")
    lines = page.locator(".log tbody tr")
    expect(lines).to_have_count(len(before))
    page.keyboard.press("x")
    expect(page.locator(".cutting")).to_be_focused()
    shoot("30-log-cut")
    page.keyboard.press("e")  # a letter of the keying line means nothing while the cut is placed
    page.keyboard.press("Escape")
    expect(page.locator(".cutting")).to_have_count(0)
    page.keyboard.press("x")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    press(page, "Enter")
    expect(lines).to_have_count(len(before) + 1)
    shoot("31-log-split")
    upper, lower = rows(office)[:2]
    assert upper.text + lower.text == first.text
    assert upper.text.endswith("。")
    assert lower.box.height < first.box.height
    page.locator(".log tbody tr").nth(1).click()
    expect(page.locator(".keying")).to_have_attribute("data-target", lower.key)
    press(page, "m")
    expect(lines).to_have_count(len(before))
    assert rows(office)[0].text == first.text
    press(page, "u")
    expect(lines).to_have_count(len(before) + 1)
    press(page, "u")
    expect(lines).to_have_count(len(before))
    assert rows(office) == before
    press(page, "Shift+ArrowDown")
    expect(lines.nth(1)).to_have_attribute("data-target", first.key)
    expect(page.locator(".log .wrong").first).to_contain_text("前後の順と合いません")
    shoot("32-log-moved")
    press(page, "u")
    expect(lines.nth(0)).to_have_attribute("data-target", first.key)
    press(page, "Shift+ArrowUp")
    expect(page.locator(".told").first).to_contain_text("その向きに行がありません")


def test_a_composition_triggers_nothing(page: Page, office: Office) -> None:
    first = rows(office)[0]
    page.goto(f"{office.url}/?screen=log&case={CASE}&target={first.key}")
    expect(page.locator(".keying")).to_have_attribute("data-target", first.key)
    for key in ("x", "m", "u", "e", "f", "b", "s", "h", "r", "1", "Enter", "ArrowDown", "t", "o", "]"):
        page.evaluate(
            """key => window.dispatchEvent(new KeyboardEvent("keydown", {
                key, code: key.length === 1 && /[a-z]/.test(key) ? `Key${key.toUpperCase()}` : key,
                isComposing: true, bubbles: true, composed: true,
            }))""",
            key,
        )
    page.wait_for_timeout(300)
    expect(page.locator(".keying")).to_have_attribute("data-target", first.key)
    expect(page.locator(".cutting, .keying .line")).to_have_count(0)
    with office.archive() as archive:
        record = archive.case(CASE)
    assert record is not None
    assert record.revision == 1
