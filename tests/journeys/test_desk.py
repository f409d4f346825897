"""The desk in a real Chromium, by keyboard: from the work list to an approved, findable case."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.case import ImportStatus
from domain.field import Origin
from domain.review import Action, Decision
from tests.journeys.office import Office, look_for, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"
Shoot = Callable[[str], None]


def keying(page: Page) -> Locator:
    return page.locator(".keying")


def at(page: Page) -> str:
    return keying(page).get_attribute("data-target") or ""


def wait_at(page: Page, target: str) -> None:
    expect(keying(page)).to_have_attribute("data-target", target)


def open_first_case(page: Page, office: Office) -> None:
    page.goto(office.url)
    expect(page.locator(".rows tbody tr").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(keying(page)).to_be_visible()


def open_at(page: Page, office: Office, target: str, screen: str = "case") -> None:
    page.goto(f"{office.url}/?screen={screen}&case={CASE}&target={target}")
    wait_at(page, target)


def is_drawn(page: Page) -> bool:
    """The crop shows ink, not an empty canvas."""
    return bool(
        page.locator(".crop canvas").evaluate(
            """canvas => {
                const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                let ink = 0;
                for (let at = 0; at < data.length; at += 4) if (data[at + 3] && data[at] < 128) ink += 1;
                return ink > 200;
            }"""
        )
    )


def test_a_case_from_the_list_to_its_history(page: Page, office: Office, shoot: Shoot) -> None:
    page.goto(office.url)
    expect(page.locator(".rows tbody tr")).to_have_count(1)
    shoot("1-work-list")
    page.keyboard.press("Enter")
    wait_at(page, "p2.page.0")
    shoot("2-page")
    press(page, "1")  # the word of protection is only a word here
    while at(page) != "p1.fullName.0":
        press(page, "Enter")
    expect(page.locator(".crop .nowhere")).to_be_hidden()
    assert is_drawn(page)
    expect(page.locator(".raw")).to_have_text("高橋 キヨ")
    shoot("3-name")
    press(page, "1")
    wait_at(page, "p1.dateOfBirth.0")
    page.keyboard.press("e")
    page.keyboard.type("S13.3.9")
    expect(page.locator(".note")).to_contain_text("昭和13年3月9日（水）86歳")
    shoot("4-typing")
    press(page, "Enter")
    wait_at(page, "p1.postcode.0")
    while at(page) != "p1.emergencyPhone.0":
        press(page, "Enter")
    press(page, "Enter")
    expect(page.locator(".told")).to_contain_text("値がありません")
    shoot("5-told-at-the-field")
    press(page, "1")
    while at(page) != "p2.entry.3":
        press(page, "Enter")
    shoot("6-row")
    while at(page):
        press(page, "Enter")
    expect(page.locator(".done h2")).to_have_text("すべて確かめました")
    shoot("7-all-done")
    page.keyboard.press("Enter")
    expect(page.locator(".tz-h1")).to_have_text("承認しました")
    shoot("8-approved")

    page.get_by_role("button", name="履歴", exact=True).click()
    row = page.locator(".tz-history tr.changed", has_text="高橋 キヨ")
    expect(row).to_contain_text("木村")
    expect(row).to_contain_text("高橋 キヨ")
    expect(row.locator("td").nth(4)).to_have_text("髙橋 キヨ")
    expect(row.locator("td").first).to_have_text(re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"))
    shoot("9-history")

    page.get_by_role("button", name="ほかの画面").click()
    page.get_by_role("button", name="検索", exact=True).click()
    look_for(page, "髙橋キヨ")
    first = page.locator(".hit").first
    expect(first).to_contain_text("髙橋 キヨ")
    expect(first).to_contain_text("人が確認")
    shoot("10-search")

    delivered = deliver(office)
    assert [(one["case_id"], one["status"]) for one in delivered["receipts"]] == [(CASE, "filed")]
    with office.archive() as archive:
        record = archive.case(CASE)
        assert record.import_status is ImportStatus.IMPORTED
        assert record.value("fullName") == "髙橋 キヨ"
        assert archive.verify_history().is_whole


def deliver(office: Office) -> dict[str, list[dict[str, str]]]:
    """As a clerk would, on the command line."""
    tsuzuri = str(Path(sys.executable).with_name("tsuzuri"))
    env = {**os.environ, "TSUZURI_HOME": str(office.home), "TSUZURI_OPERATOR": office.operator}
    done = subprocess.run([tsuzuri, "deliver", "--json"], env=env, check=True, capture_output=True)
    found: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return found


def test_every_key(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    press(page, "ArrowDown")
    wait_at(page, "p1.dateOfBirth.0")
    press(page, "ArrowUp")
    wait_at(page, "p1.fullName.0")
    for key, told in (
        ("f", "読めない"),
        ("b", "紙が空白"),
        ("h", "保留"),
        ("r", "再スキャン"),
        ("s", "束から外しました"),
    ):
        open_target = at(page)
        press(page, key)
        expect(page.locator(".items .last")).to_contain_text(told)
        press(page, "u")
        wait_at(page, open_target)
    page.keyboard.press("F2")
    expect(page.locator(".line")).to_be_focused()
    page.keyboard.type("別の名")
    press(page, "Escape")
    expect(page.locator(".keying .value")).to_have_text("高橋 キヨ")
    press(page, "Enter")
    press(page, "Control+z")
    wait_at(page, "p1.fullName.0")
    with office.archive() as archive:
        assert archive.case(CASE).field("fullName").origin is Origin.MACHINE


def test_letters_typed_into_the_line_are_no_shortcuts(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.press("e")
    page.locator(".line").fill("")
    page.keyboard.type("crfbshu 12")
    expect(page.locator(".line")).to_have_value("crfbshu 12")
    wait_at(page, "p1.fullName.0")


def test_enter_that_ends_a_composition_decides_nothing(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.press("e")
    line = page.locator(".line")
    line.fill("")
    wire = page.context.new_cdp_session(page)
    wire.send("Input.imeSetComposition", {"text": "たかはし", "selectionStart": 4, "selectionEnd": 4})
    composing = {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    wire.send("Input.dispatchKeyEvent", composing)
    wire.send("Input.insertText", {"text": "髙橋 キヨ"})
    expect(line).to_have_value("髙橋 キヨ")
    wait_at(page, "p1.fullName.0")
    with office.archive() as archive:
        assert archive.case(CASE).revision == 1
    press(page, "Enter")
    with office.archive() as archive:
        assert archive.case(CASE).value("fullName") == "髙橋 キヨ"


def test_a_held_down_enter_accepts_one_field(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.down("Enter")
    for _ in range(10):
        page.keyboard.down("Enter")  # repeats of the same press
    page.keyboard.up("Enter")
    wait_at(page, "p1.dateOfBirth.0")
    with office.archive() as archive:
        assert archive.case(CASE).revision == 2


def test_f5_loses_no_word(page: Page, office: Office) -> None:
    open_at(page, office, "p1.address.0")
    page.keyboard.press("e")
    page.locator(".line").fill("千葉県潮見ヶ丘市北浜二丁目３番地の５　はなれ")
    expect(page.locator(".note")).not_to_be_empty()
    page.reload()
    wait_at(page, "p1.address.0")
    expect(page.locator(".line")).to_have_value("千葉県潮見ヶ丘市北浜二丁目３番地の５　はなれ")


HOSTILE = "<img src=x onerror=document.title='broken'><b>髙橋</b>"


def test_markup_is_shown_as_text(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.press("e")
    page.locator(".line").fill(HOSTILE)
    press(page, "Enter")
    wait_at(page, "p1.dateOfBirth.0")
    expect(page.locator(".tz-name")).to_contain_text(HOSTILE)
    page.get_by_role("button", name="履歴", exact=True).click()
    expect(page.locator(".tz-history tr.changed")).to_contain_text(HOSTILE)
    assert page.title() == "綴り"


@pytest.mark.parametrize("words", ["😀\u200d🔥", "ﾀｶﾊｼ ｷﾖ", "𠮷田 﨑"])
def test_odd_words_are_taken_as_they_are(page: Page, office: Office, words: str) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.press("e")
    page.locator(".line").fill(words)
    press(page, "Enter")
    wait_at(page, "p1.dateOfBirth.0")
    with office.archive() as archive:
        assert archive.case(CASE).value("fullName") == words


def test_somebody_elses_case_is_for_reading(page: Page, office: Office) -> None:
    assert office.desk("早川").open_case(CASE).is_mine
    open_at(page, office, "p1.fullName.0")
    expect(page.locator(".told")).to_contain_text("早川 さんが開いています")
    expect(page.get_by_role("button", name="Enter 確認")).to_be_disabled()
    page.keyboard.press("Enter")
    page.keyboard.press("f")
    with office.archive() as archive:
        assert archive.case(CASE).revision == 1


def test_a_stale_save_shows_both_values(page: Page, office: Office, shoot: Shoot) -> None:
    open_at(page, office, "p1.fullName.0")
    with office.archive() as archive:
        archive.release(CASE, office.operator)
    other = office.desk("早川")
    seen = other.open_case(CASE)
    word = Decision(CASE, seen.record.revision, "p1.fullName.0", Action.CORRECT, "早川", "", value="高橋 きよ")
    assert not other.decide(word).trouble
    other.release(CASE)
    press(page, "1")
    expect(page.locator(".told")).to_contain_text("ほかの人が先に保存しました")
    expect(page.locator(".choices li").nth(0)).to_contain_text("早川")
    expect(page.locator(".choices li").nth(1)).to_contain_text("髙橋 キヨ")
    shoot("13-both-values")
    press(page, "2")
    with office.archive() as archive:
        assert archive.case(CASE).value("fullName") == "髙橋 キヨ"
        rows = archive.history(CASE, "p1.fullName.0")
    assert [(row.who, row.after) for row in rows] == [("早川", "高橋 きよ"), ("木村", "髙橋 キヨ")]


def test_an_archive_that_does_not_answer_costs_no_word(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.press("e")
    page.locator(".line").fill("髙橋 キヨ")
    with closing(sqlite3.connect(office.home / "archive.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_contain_text("保存先が応答しません", timeout=100_000)  # SQLite waits a minute
        expect(page.locator(".line")).to_have_value("髙橋 キヨ")
        other.execute("ROLLBACK")
    press(page, "Enter")
    wait_at(page, "p1.dateOfBirth.0")
    with office.archive() as archive:
        assert archive.case(CASE).value("fullName") == "髙橋 キヨ"


def test_a_server_that_dies_and_comes_back_costs_no_word(page: Page, office: Office) -> None:
    open_at(page, office, "p1.address.0")
    page.keyboard.press("e")
    page.locator(".line").fill("千葉県潮見ヶ丘市北浜二丁目３番地の５　はなれ")
    expect(page.locator(".note")).not_to_be_empty()
    before = keying(page).get_attribute("data-seq")
    office.kill()
    office.start()
    expect(keying(page)).not_to_have_attribute("data-seq", before or "", timeout=60_000)
    expect(page.locator(".line")).to_have_value("千葉県潮見ヶ丘市北浜二丁目３番地の５　はなれ")
    press(page, "Enter")
    wait_at(page, "p1.phone.0")
    with office.archive() as archive:
        assert archive.case(CASE).value("address") == "千葉県潮見ヶ丘市北浜二丁目３番地の５　はなれ"


def test_the_support_log_follows_a_fixed_date(page: Page, office: Office, shoot: Shoot) -> None:
    open_at(page, office, "p2.entry.2", screen="log")
    expect(page.locator(".log tbody tr")).to_have_count(11)
    page.keyboard.press("e")
    page.locator(".line").fill("R6.4.18")
    expect(page.locator(".note")).to_contain_text("令和6年4月18日（木）")
    shoot("11-support-log")
    press(page, "Enter")
    dates = page.locator(".log td.date > span:first-child")
    expect(dates.nth(1)).to_have_text("2024-04-18")
    expect(dates.nth(2)).to_have_text("2024-04-18")
    page.locator(".log tbody tr").nth(4).click()
    wait_at(page, "p2.entry.5")
    expect(page.locator(".log tr[aria-selected=true] td.date")).to_contain_text("2024-05-14")


def test_the_page_is_zoomed_turned_and_leafed_through(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    leaf = page.locator(".leaf")
    expect(page.locator(".leaf .lit")).to_be_visible()
    whole = leaf.get_attribute("style")
    page.keyboard.press("o")
    expect(leaf).not_to_have_attribute("style", whole or "")
    close = leaf.get_attribute("style")
    page.keyboard.press("t")
    expect(leaf).not_to_have_attribute("style", close or "")
    page.keyboard.press("]")
    expect(page.locator(".tools .name b")).to_have_text("2 / 4")
    expect(page.locator(".leaf .lit")).to_have_count(0)


def test_english_on_one_click(page: Page, office: Office, shoot: Shoot) -> None:
    open_at(page, office, "p1.fullName.0")
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.locator(".head h2")).to_have_text("Full name")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    shoot("12-english")
