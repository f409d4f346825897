"""axe-core finds no serious fault on any screen; at 1366×768 nothing needs scrolling sideways."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from domain.access import Operator, Role
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"
# What must be there before the screen is judged.
SCREENS = {
    "work": ".rows tbody tr",
    f"case&case={CASE}&target=p1.fullName.0": ".keying .choices",
    f"log&case={CASE}": ".log tr",
    f"course&case={CASE}": ".course tbody tr",
    f"end&case={CASE}": ".tz-h1",
    f"history&case={CASE}": ".tz-history",
    f"pages&case={CASE}": ".paper",
    f"household&case={CASE}": ".keying .head",
    "rescans": ".stApp .bar",
    "boxes": ".stApp .bar",
    "guide": ".st-key-guide h1",
    "search": ".stTextInput",
    "grid": ".stApp .bar",
    "second": ".stApp .bar",
    "supervisor": ".tz-persons",
    "guarded": ".tz-h1",
    "rights": ".tz-h1",
    "retention": ".tz-h1",
}
GRAVE = ("serious", "critical")


def faults(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.seeded(cases=3)
def test_every_screen(page: Page, office: Office) -> None:
    """One server for all screens: starting it is what takes the time."""
    told: dict[str, list[str]] = {}
    for name, there in SCREENS.items():
        page.goto(f"{office.url}/?screen={name}")
        expect(page.locator(there).first).to_be_visible()
        page.wait_for_timeout(500)
        told[name] = faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 1366:
            told[name].append(f"{wide} px wide")
    assert told == {name: [] for name in SCREENS}


def test_the_way_in_and_the_menu_of_other_screens(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/?screen=pages&case={CASE}")
    expect(page.locator(".paper")).to_be_visible()
    page.get_by_role("button", name="ほかの画面").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="箱と枚数", exact=True)).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="箱と枚数", exact=True)).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="まとめて確認", exact=True).click()
    expect(page.get_by_role("button", name="まとめて確認", exact=True)).to_have_attribute("aria-current", "page")
    with office.archive() as archive:
        archive.accounts.add(Operator("x", Role.ALONE), "kimura", role=Role.ADMINISTRATOR)
    page.goto(office.url)
    expect(page.get_by_role("heading", name="サインイン")).to_be_visible()
    assert faults(page) == []
