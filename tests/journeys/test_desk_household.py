"""The household in a real Chromium: rows beside the picture they were read from, edited and added by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.field import Origin
from domain.household import Member
from tests.journeys.office import Office, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"


def members(office: Office) -> tuple[Member, ...]:
    with office.archive() as archive:
        record = archive.case(CASE)
    assert record is not None
    return record.members


def test_the_family_by_keyboard(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    before = members(office)
    page.goto(f"{office.url}/?screen=household&case={CASE}")
    rows = page.locator(".log tbody tr")
    expect(rows).to_have_count(len(before))
    keying = page.locator(".keying")
    expect(keying).to_have_attribute("data-target", before[0].key)
    expect(page.locator(".leaf .lit")).to_be_visible()
    expect(page.locator(".leaf .other")).to_have_count(len(before) - 1)
    page.wait_for_timeout(400)
    shoot("50-household")

    press(page, "ArrowRight")
    press(page, "ArrowRight")
    page.keyboard.press("e")
    page.keyboard.type("S44.11.2")
    expect(page.locator(".note")).to_contain_text("昭和44年11月2日")
    expect(page.locator(".note")).to_contain_text("歳")
    press(page, "Enter")
    press(page, "Enter")
    assert members(office)[0].origin is Origin.HUMAN
    assert members(office)[0].dateOfBirth == "1969-11-02"
    expect(keying).to_have_attribute("data-target", before[1].key)

    press(page, "n")
    expect(rows).to_have_count(len(before) + 1)
    expect(page.locator(".keying .line")).to_be_focused()
    page.keyboard.type("髙橋 花")
    shoot("51-household-added")
    press(page, "Enter")
    assert members(office)[-1].name == "髙橋 花"
    assert "row_added" in members(office)[-1].reasons
    for _ in range(4):
        press(page, "u")
    assert members(office) == before


def test_a_place_on_the_picture_finds_its_row(page: Page, office: Office) -> None:
    before = members(office)
    page.goto(f"{office.url}/?screen=household&case={CASE}")
    expect(page.locator(".leaf .other").first).to_be_visible()
    page.locator(".log tbody tr").nth(2).click()
    expect(page.locator(".keying")).to_have_attribute("data-target", before[2].key)
    page.locator(".leaf .other").first.dispatch_event("click")
    expect(page.locator(".keying")).to_have_attribute("data-target", before[0].key)
