"""The whole house on a real scan: paper in, read, corrected at the desk by keyboard, delivered, found again."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Office, served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
NAME = "齋藤 勝"
MOST_KEYS = 200


def tsuzuri(home: Path, *words: str) -> str:
    env = {**os.environ, "TSUZURI_HOME": str(home), "TSUZURI_OPERATOR": "木村", "TSUZURI_LANG": "ja"}
    done = subprocess.run([*PROGRAM, *words], env=env, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An archive with case C as scanned: face sheet, running log, consent."""
    box = tmp_path / "box" / "case-c"
    box.mkdir(parents=True)
    for number in (1, 2, 3):
        paper = ROOT / "samples" / "papers" / "demo" / "case-c" / f"{number:03}.jpg"
        (box / paper.name).write_bytes(paper.read_bytes())
    home = tmp_path / "home"
    tsuzuri(home, "ingest", str(tmp_path / "box"))
    tsuzuri(home, "work")
    with served(home) as office:
        yield office


def at(page: Page) -> str:
    return page.locator(".keying").get_attribute("data-target") or ""


def press(page: Page, key: str) -> None:
    keying = page.locator(".keying")
    before = keying.get_attribute("data-seq")
    page.keyboard.press(key)
    expect(keying).not_to_have_attribute("data-seq", before or "")


def settle(page: Page) -> None:
    """One doubt: the name is typed as it stands on paper, the rest accepted, what has no value called illegible."""
    target = at(page)
    if target.split(".")[1] == "fullName":
        page.keyboard.press("e")
        page.locator(".keying input").fill(NAME)
        press(page, "Enter")
    else:
        press(page, "1" if ".page." in target else "Enter")
    if at(page) == target:
        press(page, "f")


def test_from_paper_to_search(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    page.goto(office.url)
    expect(page.locator(".rows tbody tr")).to_have_count(1)
    shoot("whole-1-work-list")
    page.keyboard.press("Enter")
    expect(page.locator(".keying")).to_be_visible()
    page.wait_for_load_state("networkidle")
    while ".page." in (target := at(page)):  # what concerns a whole page comes first and has no crop
        page.keyboard.press("Enter")
        expect(page.locator(".keying")).not_to_have_attribute("data-target", target)
    expect(page.locator(".crop canvas")).to_be_visible()
    shoot("whole-2-case")
    for _ in range(MOST_KEYS):
        if not at(page):
            break
        settle(page)
    expect(page.locator(".done h2")).to_have_text("すべて確かめました")
    page.keyboard.press("Enter")
    expect(page.locator(".tz-h1")).to_have_text("承認しました")
    shoot("whole-3-approved")
    page.get_by_role("button", name="履歴", exact=True).click()
    expect(page.locator(".tz-history")).to_contain_text(NAME)
    expect(page.locator(".tz-history")).to_contain_text("木村")
    shoot("whole-4-history")

    outbox = office.home.parent / "outbox"
    told = json.loads(tsuzuri(office.home, "deliver", "--to", str(outbox), "--json"))
    assert [one["status"] for one in told["receipts"]] == ["filed"]
    (records,) = outbox.glob("package-*/records.jsonl")
    assert NAME in records.read_text(encoding="utf-8")
    # The name was vouched for; its reading may have passed by itself, and is then marked as read by the machine.
    for words, vouched in ((NAME, True), ("斉藤勝", True), ("さいとう", False)):
        hits = json.loads(tsuzuri(office.home, "search", words, "--json"))["hits"]
        assert any(hit["reviewed"] >= vouched and hit["full_name"] == NAME for hit in hits), words
