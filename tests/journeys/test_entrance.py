"""The way in, in a real Chromium: first and wrong secrets, F5, another office, a role without screens, the way out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.access import Operator, Role
from storage.accounts import Proof
from storage.archive import Archive
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

NEW = "harbour-lantern-42"
CASE_SCREENS = (
    "work",
    "case",
    "log",
    "end",
    "history",
    "search",
    "grid",
    "second",
    "pages",
    "household",
    "course",
    "supervisor",
)
BOSS = Operator("admin", Role.ADMINISTRATOR)


def accounts(archive: Archive, *wanted: tuple[str, Role, str]) -> dict[str, str]:
    """The administrator first; everybody's one-time secret."""
    made = {"admin": archive.accounts.add(Operator("x", Role.ALONE), "admin", role=Role.ADMINISTRATOR)}
    return made | {name: archive.accounts.add(BOSS, name, role=role, office=place) for name, role, place in wanted}


def settle(archive: Archive, name: str, first: str) -> None:
    archive.accounts.change_secret(Proof(name, first), NEW)


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def sign_in(page: Page, name: str, secret: str) -> None:
    field(page, "利用者名").fill(name)
    field(page, "合言葉").fill(secret)
    page.get_by_role("button", name="入る").click()


def rows(page: Page) -> Locator:
    return page.locator(".rows tbody tr")


def test_whoever_works_alone_is_told_so_until_there_is_an_account(
    page: Page, office: Office, shoot: Callable[[str], None]
) -> None:
    page.goto(office.url)
    expect(page.locator(".bar .clerk")).to_contain_text("一人運用（このPCだけ）")
    expect(rows(page).first).to_be_visible()
    with office.archive() as archive:
        accounts(archive)
    page.keyboard.press("Enter")  # the very next key finds the door closed
    expect(field(page, "利用者名")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    shoot("entrance")


def test_a_person_comes_in_stays_over_f5_and_leaves(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    with office.archive() as archive:
        place = archive.case_line("case-a").office
        secrets = accounts(archive, ("kimura", Role.CLERK, place))
    page.goto(f"{office.url}/?screen=case&case=case-a")
    sign_in(page, "kimura", "not-my-secret-at-all")
    expect(page.locator(".tz-told")).to_contain_text("利用者名か合言葉が違う")
    sign_in(page, "kimura", secrets["kimura"])
    expect(field(page, "新しい合言葉")).to_be_visible()
    shoot("first_secret")
    field(page, "今の合言葉").fill(secrets["kimura"])
    field(page, "新しい合言葉").fill(NEW)
    field(page, "新しい合言葉（もう一度）").fill(NEW)
    page.get_by_role("button", name="変えて入る").click()
    expect(page.locator(".bar .clerk")).to_contain_text("確認担当　kimura")
    page.reload()
    expect(page.locator(".bar .clerk")).to_contain_text("kimura")
    page.get_by_role("button", name="終了").click()
    expect(page.locator(".tz-quiet").first).to_contain_text("終了しました")
    page.reload()
    expect(field(page, "利用者名")).to_be_visible()
    with office.archive() as archive:
        auditor = Operator("kansa", Role.AUDITOR)
        found = {(one.who, one.deed.action.value) for one in archive.audit.rows(auditor)}
    wanted = {("kimura", "login"), ("kimura", "login_failed"), ("kimura", "logout"), ("kimura", "view")}
    assert wanted <= found


def test_another_office_and_another_role_see_nothing(page: Page, office: Office) -> None:
    with office.archive() as archive:
        secrets = accounts(
            archive, ("minami", Role.SUPERVISOR, "南部"), ("sato", Role.SCAN, archive.case_line("case-a").office)
        )
        for name, first in secrets.items():
            settle(archive, name, first)
    page.goto(office.url)
    sign_in(page, "minami", NEW)
    expect(page.locator(".bar .clerk")).to_contain_text("南部")
    expect(rows(page)).to_have_count(0)
    page.goto(f"{office.url}/?screen=case&case=case-a")
    expect(page.locator(".tz-quiet")).to_contain_text("そのケースは開けません")
    assert "髙橋" not in page.content()
    page.get_by_role("button", name="終了").click()
    page.reload()
    sign_in(page, "sato", NEW)
    expect(page.locator(".bar .clerk")).to_contain_text("スキャン担当　sato")
    for screen in CASE_SCREENS:
        page.goto(f"{office.url}/?screen={screen}&case=case-a")
        expect(page.locator(".tz-quiet")).to_contain_text("この役割では、この画面を使いません")
        assert "髙橋" not in page.content()


def test_a_closed_account_is_out_at_the_next_look(page: Page, office: Office) -> None:
    with office.archive() as archive:
        secrets = accounts(archive, ("kimura", Role.CLERK, archive.case_line("case-a").office))
        settle(archive, "kimura", secrets["kimura"])
        page.goto(office.url)
        sign_in(page, "kimura", NEW)
        expect(rows(page).first).to_be_visible()
        archive.accounts.disable(BOSS, "kimura")
    page.keyboard.press("Enter")
    expect(field(page, "利用者名")).to_be_visible()
