"""Keys that no other journey presses: each does what its button says, and U takes back what it decided."""

import pytest
from playwright.sync_api import Page, expect

from domain.case import CaseRecord
from domain.field import FieldReading
from domain.review import Action
from tests.journeys.office import Office, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE, FIELD = "case-a", "p1.dateOfBirth.0"
NO_VALUE = {"f": Action.ILLEGIBLE, "b": Action.BLANK, "s": Action.MISFILED, "h": Action.HOLD, "r": Action.RESCAN}


def record_of(office: Office) -> CaseRecord:
    with office.archive() as archive:
        record = archive.case(CASE)
    assert record is not None
    return record


def birth(office: Office) -> FieldReading | None:
    return record_of(office).field("dateOfBirth")


def last_done(office: Office) -> str:
    with office.archive() as archive:
        return archive.history(CASE)[-1].why


def test_what_is_no_value_is_decided_by_one_key_and_taken_back(page: Page, office: Office) -> None:
    before = birth(office)
    page.goto(f"{office.url}/?screen=case&case={CASE}&target={FIELD}")
    keying = page.locator(".keying")
    for key, action in NO_VALUE.items():
        expect(keying).to_have_attribute("data-target", FIELD)
        press(page, key)
        assert last_done(office) == action.value, key
        expect(keying).not_to_have_attribute("data-target", FIELD)
        press(page, "u")
        expect(keying).to_have_attribute("data-target", FIELD)
        assert birth(office) == before, key


def test_the_paper_is_zoomed_turned_and_paged_by_keys(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/?screen=case&case={CASE}&target={FIELD}")
    leaf, count = page.locator(".sheet .leaf"), page.locator(".sheet .tools b").first
    expect(page.locator(".sheet img")).to_be_visible()
    page.wait_for_timeout(500)
    for key in ("o", "+", "-", "t"):
        before = leaf.get_attribute("style")
        page.keyboard.press(key)
        expect(leaf).not_to_have_attribute("style", before or "")
    expect(count).to_have_text("1 / 4")
    for key, number in (("]", "2 / 4"), ("]", "3 / 4"), ("[", "2 / 4")):
        page.keyboard.press(key)
        expect(count).to_have_text(number)
    expect(page.locator(".keying")).to_have_attribute("data-target", FIELD)


def test_a_page_is_blank_or_a_duplicate_or_put_back_by_a_number(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/?screen=pages&case={CASE}&page=3")
    paper = page.locator(".paper")
    expect(paper).to_have_attribute("data-page", "3")
    before = record_of(office)
    for key, flag in (("1", "白紙"), ("3", "重複")):
        press(page, key, part=".paper")
        expect(page.locator(".flag")).to_have_text(flag)
        press(page, "4", part=".paper")
        expect(page.locator(".flag")).to_be_hidden()
    press(page, "h", part=".paper")
    for _ in range(5):
        press(page, "u", part=".paper")
    assert record_of(office).entries == before.entries
    page.keyboard.press("c")
    expect(page.locator(".keying")).to_be_visible()
