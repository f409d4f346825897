"""保存と廃棄 in a real Chromium: proposed by one person, approved by another, gone; no word of a case on the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.access import Operator, Role
from storage.accounts import Proof
from tests.journeys.office import Office, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

NEW = "harbour-lantern-42"
BOSS = Operator("admin", Role.ADMINISTRATOR)


def sign_in(page: Page, name: str) -> None:
    write(page, "利用者名", name)
    write(page, "合言葉", NEW)
    page.get_by_role("button", name="入る").click()
    expect(page.locator(".bar .clerk")).to_contain_text(name)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="終了").click()
    expect(page.get_by_label("利用者名", exact=True)).to_be_visible()


def test_two_people_let_a_case_go(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    with office.archive() as archive:
        place = archive.case_line("case-a").office
        secrets = {"admin": archive.accounts.add(Operator("x", Role.ALONE), "admin", role=Role.ADMINISTRATOR)}
        secrets["sato"] = archive.accounts.add(BOSS, "sato", role=Role.SUPERVISOR, office=place)
        for name, first in secrets.items():
            archive.accounts.change_secret(Proof(name, first), NEW)
    page.goto(f"{office.url}/?screen=end&case=case-a")
    sign_in(page, "sato")
    write(page, "終結の日", "2015-05-20")
    page.get_by_label("終結の日", exact=True).press("Tab")
    page.get_by_role("button", name="終結を記す").click()
    expect(page.locator(".tz-quiet").first).to_contain_text("終結の日を記しました")
    sign_out(page)
    page.goto(office.url)
    sign_in(page, "admin")
    expect(page.get_by_role("heading", name="保存と廃棄")).to_be_visible()  # where an administrator begins
    write(page, "根拠（条例・規程）", "文書管理規程 別表第2")
    page.get_by_role("button", name="規則を置く").click()
    expect(page.locator("table").first).to_contain_text("case-a")
    expect(page.locator("table").first).to_contain_text("2021-03-31")
    assert "髙橋" not in page.content()
    page.get_by_role("combobox", name="ケースを選ぶ").click()
    page.get_by_role("option", name="case-a").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="廃棄を起案").click()
    expect(page.locator(".tz-quiet").filter(has_text="起案した本人は決裁できません")).to_be_visible()
    shoot("retention_proposed")
    sign_out(page)
    page.goto(f"{office.url}/?screen=retention")
    sign_in(page, "sato")
    page.get_by_text("取り消せないことを確かめた").click()
    page.get_by_role("button", name="決裁して廃棄").click()
    expect(page.get_by_role("button", name="廃棄証明書（PDF）")).to_be_visible(timeout=60_000)
    shoot("retention_done")
    with office.archive() as archive:
        assert archive.case("case-a") is None
        assert archive.verify_history().is_whole
        assert archive.audit.verify().is_whole
