"""What goes wrong at a desk every day, in a real Chromium: a lost lease, markup on paper. Nothing is lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from domain.field import Origin
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"
HOSTILE = "<script>document.title='broken'</script><b>髙橋</b>"


def open_at(page: Page, office: Office, target: str) -> None:
    page.goto(f"{office.url}/?screen=case&case={CASE}&target={target}")
    expect(page.locator(".keying")).to_have_attribute("data-target", target)


def test_a_lease_that_ran_out_and_went_to_another(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    with closing(sqlite3.connect(office.home / "archive.db", timeout=30)) as database:
        database.execute("UPDATE tasks SET lease_until = 0")
        database.commit()
    other = office.desk("早川")
    assert other.open_case(CASE).is_mine
    page.keyboard.press("1")
    expect(page.locator(".told")).to_contain_text("ほかの人が開いています")
    with office.archive() as archive:
        assert "髙橋 キヨ" in archive.drafts(CASE, "木村").values()
        kept = archive.case(CASE)
        assert kept is not None and kept.revision == 1
    other.release(CASE)
    open_at(page, office, "p1.fullName.0")
    expect(page.locator(".line")).to_have_value("髙橋 キヨ")
    page.keyboard.press("Enter")
    expect(page.locator(".keying")).to_have_attribute("data-target", "p1.dateOfBirth.0")
    with office.archive() as archive:
        found = archive.case(CASE)
        assert found is not None
        assert [one.value for one in found.fields if one.name == "fullName" and one.origin is Origin.HUMAN]


def test_markup_on_the_paper_is_text(page: Page, office: Office) -> None:
    with office.archive() as archive:
        record = archive.case(CASE)
        assert record is not None
        fields = tuple(
            replace(one, raw=HOSTILE, value=HOSTILE) if one.key == "p1.fullName.0" else one for one in record.fields
        )
        archive.save_case(record.next(fields=fields, title=HOSTILE), (), who="tsuzuri", why="first reading")
    page.goto(office.url)
    expect(page.locator(".rows tbody tr").first).to_contain_text(HOSTILE)
    open_at(page, office, "p1.fullName.0")
    expect(page.locator(".raw")).to_have_text(HOSTILE)
    expect(page.locator(".tz-name")).to_contain_text(HOSTILE)
    assert page.title() == "綴り"
