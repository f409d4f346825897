"""What becomes of a case, in a real Chromium: held with a reason, taken off hold, approved by two people, sent back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading
from domain.review import Action, Decision
from pipeline.desk import Desk
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"


def record_of(office: Office) -> CaseRecord:
    with office.archive() as archive:
        record = archive.case(CASE)
    assert record is not None
    return record


def settle(desk: Desk) -> None:
    """The whole case is settled; the word of protection stays."""
    view = desk.open_case(CASE)
    while view.doubts:
        target = view.doubts[0].target
        item = view.item(target)
        empty = isinstance(item, FieldReading) and item.value is None
        action = Action.BLANK if empty else Action.ACCEPT
        view = desk.decide(Decision(CASE, view.record.revision, target, action, desk.who, ""))
        assert not view.trouble
    desk.release(CASE)


def test_hold_two_people_and_send_back(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    settle(office.desk("早川"))
    page.goto(f"{office.url}/?screen=end&case={CASE}")
    expect(page.locator(".tz-h1")).to_have_text("すべて確かめました")
    reason = page.get_by_role("textbox", name="理由")
    reason.fill("家族に確認しています")
    reason.press("Tab")
    page.get_by_role("button", name="ケースを保留にする").click()
    expect(page.locator(".rows")).to_be_visible()
    page.goto(f"{office.url}/?screen=end&case={CASE}")
    expect(page.locator(".tz-quiet")).to_contain_text("保留中です")
    expect(page.get_by_role("button", name="取り込みを承認")).to_have_count(0)
    shoot("70-on-hold")
    page.get_by_role("button", name="保留を解く").click()
    page.get_by_role("button", name="取り込みを承認").click()
    expect(page.locator(".tz-quiet")).to_contain_text("もう一人の承認が必要です")
    assert record_of(office).import_status is ImportStatus.CANDIDATE
    shoot("71-second-person")
    assert not office.desk("早川").approve(CASE).trouble
    assert record_of(office).import_status is ImportStatus.APPROVED
    page.reload()
    expect(page.locator(".tz-h1")).to_have_text("承認しました")
    reason.fill("生年月日をもう一度見てください")
    reason.press("Tab")
    page.get_by_role("button", name="差し戻す").click()
    expect(page.locator(".tz-h1")).to_contain_text("確かめる項目が 1 件あります")
    assert record_of(office).import_status is ImportStatus.ARCHIVE_ONLY


@pytest.mark.seeded(cases=3)
def test_enter_opens_the_case_that_is_named(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    """Not one that came first meanwhile, not two, and none at all when a button is what Enter is for."""
    settle(office.desk("木村"))
    page.goto(f"{office.url}/?screen=end&case={CASE}")
    first = page.locator(".onward button.first")
    expect(first).to_contain_text("試験 1番")
    shoot("72-next-case")
    assert office.desk("早川").open_case("case-100").is_mine
    page.keyboard.press("Enter")
    expect(page.locator(".tz-quiet")).to_contain_text("いまほかの人が開きました")
    expect(first).to_contain_text("試験 2番")
    shoot("73-next-taken")
    page.locator(".onward button", has_text="取り込みを承認").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tz-quiet")).to_contain_text("もう一人の承認が必要です")
    page.locator(".tz-h1").click()
    assert page.evaluate(TWICE) == 3  # what the row did not take while on its way is left to what is drawn next
    expect(page.locator(".keying")).to_be_visible()
    expect(page).to_have_url(re.compile("case=case-101"))
    with office.archive() as archive:
        assert [record.revision for name in ("case-101", "case-102") if (record := archive.case(name))] == [1, 1]


# Enter as it comes from a key that is held down: one press, then its repeats, all before any answer.
TWICE = """() => {
    let left = 0;
    window.addEventListener("keydown", () => { left += 1; }, true);
    for (const repeat of [false, true, true, false]) {
        const at = { key: "Enter", code: "Enter", bubbles: true, cancelable: true, composed: true, repeat };
        document.body.dispatchEvent(new KeyboardEvent("keydown", at));
    }
    return left;
}"""


def test_the_notice_goes_with_the_suspicion(page: Page, office: Office) -> None:
    """Cleared below, gone above, without leaving the screen; taken back, it stands again."""
    with office.archive() as archive:
        record = archive.case(CASE)
    assert record is not None
    no = next(one.page_no for one in record.warnings if one.code == "protection_word")
    page.goto(f"{office.url}/?screen=case&case={CASE}&target=p{no}.page.0")
    expect(page.locator(".tz-veil")).to_be_visible()
    page.locator(".keying .choices").get_by_text("秘匿").click()
    expect(page.locator(".tz-veil")).to_have_count(0)
    page.locator(".keying").get_by_role("button", name="取り消し").click()
    expect(page.locator(".tz-veil")).to_be_visible()
