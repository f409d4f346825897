"""支援経緯年表 at the desk in a real Chromium: rows beside their paper, by keys; three prints, numbered."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"


def test_each_row_stands_beside_its_paper_and_opens_in_the_log(
    page: Page, office: Office, shoot: Callable[[str], None]
) -> None:
    page.goto(f"{office.url}/?screen=course&case={CASE}")
    rows = page.locator(".course tbody tr")
    expect(rows.first).to_contain_text("R6.4.9")
    expect(rows.first).to_contain_text("86歳")
    picture = page.locator(".course .paper img")
    expect(picture).to_be_visible()
    first = picture.get_attribute("src")
    expect(page.locator(".course figcaption b")).to_contain_text("p.2-1")
    page.locator(".course").focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".course figcaption b")).to_contain_text("p.2-2")
    expect(picture).not_to_have_attribute("src", str(first))
    page.wait_for_timeout(1500)
    assert picture.evaluate("one => one.naturalWidth") > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert page.locator(".bar").evaluate("one => one.scrollWidth") <= 1366
    shoot("60-course")
    page.keyboard.press("Enter")
    expect(page.locator(".log tr[aria-selected=true]")).to_contain_text("2024-04-11")


def test_prints_have_a_number_each_and_stand_in_the_log(page: Page, office: Office, tmp_path: Path) -> None:
    page.goto(f"{office.url}/?screen=course&case={CASE}")
    numbers = set()
    for name in ("年表を印刷用に", "引き継ぎ資料", "世帯票"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        waiting.value.save_as(tmp_path / "print.pdf")
        done = subprocess.run(
            ["pdftotext", str(tmp_path / "print.pdf"), "-"], check=True, capture_output=True, text=True
        )
        numbers.add(next(line for line in done.stdout.splitlines() if line.startswith("写し番号")))
        assert "髙橋 キヨ" in done.stdout or "高橋 キヨ" in done.stdout
    assert numbers == {"写し番号 1", "写し番号 2", "写し番号 3"}
