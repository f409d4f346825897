"""Every role of both offices on every screen of sample file B, in a real Chromium: its own, and her refuge never.

Then whoever may gives a reason and sees it; nobody else does. A new role or screen is walked without being named here.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.access import ACCOUNT_ROLES, Operator, Role
from domain.auditing import Action
from pipeline.settings import load
from pipeline.workbench import scoped_archive
from review_ui.screens import SHOW, may_see
from storage.access import EVERYTHING
from storage.archive import Archive
from tests.journeys import bytewise
from tests.journeys.conftest import SCREENS, Office, free_port
from tests.journeys.office import calm
from tests.journeys.test_entrance import NEW, accounts, settle, sign_in
from tests.journeys.test_leaks import ALL_TEXT, Wire
from tests.journeys.test_sample_b import PLACE, SECRETS, approve, home  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

OF_A_CASE = "こ-R5-0147", "﨑山"  # what only somebody of her office may meet
SOUTH = "南部"
WITHOUT_OFFICE = (Role.ADMINISTRATOR, Role.AUDITOR)


def everybody(hers: str) -> list[tuple[str, Role, str]]:
    some = [(f"k-{role}", role, "" if role in WITHOUT_OFFICE else hers) for role in ACCOUNT_ROLES]
    return [*some, *((f"m-{role}", role, SOUTH) for role in ACCOUNT_ROLES if role not in WITHOUT_OFFICE)]


def hired(archive: Archive) -> str:
    """Her office, once everybody has an account."""
    hers = archive.case_line("case-b").office
    for name, first in accounts(archive, *everybody(hers)).items():
        settle(archive, name, first)
    return hers


def told(data: bytes) -> list[str]:
    return bytewise.found(data, SECRETS)


def walk(page: Page, url: str, who: Operator, *, is_hers: bool) -> bytes:
    """All that the screens hold, each looked through by itself."""
    whole = b""
    for screen in SHOW:
        page.goto(f"{url}/?screen={screen}&case=case-b")
        expect(page.locator(".bar")).to_be_visible()
        if may_see(who, screen):
            page.wait_for_timeout(300)
            calm(page)
        else:
            expect(page.locator(".tz-quiet").first).to_contain_text("この役割では、この画面を使いません")
        seen = (page.evaluate(ALL_TEXT) + page.content()).encode()
        assert told(seen) == [], (who, screen)
        if not may_see(who, screen) or not is_hers:
            assert [one for one in OF_A_CASE if one.encode() in seen] == [], (who, screen)
        whole += seen
    return whole


@pytest.mark.parametrize("is_approved", [False, True], ids=["unconfirmed", "approved"])
def test_no_role_of_either_office_meets_her_refuge(
    home: Path,  # noqa: F811 - a fixture
    browser: Browser,
    is_approved: bool,
) -> None:
    if is_approved:
        approve()
    with scoped_archive(load(), EVERYTHING) as archive:
        hers = hired(archive)
    people = [one for one in everybody(hers) if not is_approved or one[1] is Role.SUPERVISOR]  # who has all screens
    desk = Office(home, free_port())
    desk.start()
    try:
        for name, role, place in people:
            wire, context = Wire(), browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
            page = context.new_page()
            page.on("websocket", wire.on_socket)
            page.goto(desk.url)
            sign_in(page, name, NEW)
            expect(page.locator(".bar .clerk")).to_contain_text(name)
            is_hers = place == hers and role is not Role.SCAN
            seen = walk(page, desk.url, Operator(name, role, place), is_hers=is_hers)
            context.close()
            sent = b"\0".join(wire.sent)
            assert told(sent) == [], name
            assert (OF_A_CASE[0].encode() in sent + seen) == is_hers, name
    finally:
        desk.kill()


def test_whoever_gave_a_reason_sees_it_and_nobody_else_does(home: Path, browser: Browser) -> None:  # noqa: F811
    with scoped_archive(load(), EVERYTHING) as archive:
        hired(archive)
    SCREENS.mkdir(parents=True, exist_ok=True)
    desk = Office(home, free_port())
    desk.start()
    try:
        pages = {}
        for name in ("k-supervisor", "k-clerk"):
            page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP").new_page()
            page.goto(f"{desk.url}/?screen=case&case=case-b")
            sign_in(page, name, NEW)
            expect(page.locator(".tz-veil")).to_contain_text("伏せています")
            pages[name] = page
        page = pages["k-supervisor"]
        page.get_by_role("combobox").first.click()
        page.get_by_role("option", name="本人の安全を確かめる").click()
        page.get_by_role("button", name="理由を記録して表示").click()
        expect(page.locator(".tz-veil")).to_contain_text("30 分表示します")
        for name, page in pages.items():
            page.goto(f"{desk.url}/?screen=case&case=case-b&target=p1.address.0")
            expect(page.locator(".tz-veil")).to_be_visible()
            page.wait_for_timeout(1500)
            calm(page)
            seen = page.evaluate(ALL_TEXT) + page.content()
            assert (PLACE in seen) == (name == "k-supervisor"), name
            page.screenshot(path=SCREENS / f"role_{name}.png")
            page.context.close()
    finally:
        desk.kill()
    with scoped_archive(load(), EVERYTHING) as archive:
        rows = archive.audit.rows(Operator("k-auditor", Role.AUDITOR), subject="case-b", limit=1000)
    mine = [one for one in rows if one.who.startswith("k-")]  # the papers came with looks of other people
    assert [(one.who, one.deed.why) for one in mine if one.deed.action is Action.UNMASK] == [("k-supervisor", "safety")]
    assert {one.who for one in mine if one.deed.action is Action.VIEW} == {"k-supervisor", "k-clerk"}
