"""Grid check, palette and blind entry in a real Chromium, by keyboard."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.field import Origin
from domain.review import Action, Decision
from pipeline.desk import Desk
from storage.archive import Archive
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"
DRAFT_WITHIN_S = 30.0


def test_the_palette_takes_one_key(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    page.goto(f"{office.url}/?screen=case&case={CASE}&target=p1.fullName.0")
    expect(page.locator(".choices.palette .glyph").first).to_have_text("髙")
    shoot("20-palette")
    page.keyboard.press("1")
    expect(page.locator(".keying")).to_have_attribute("data-target", "p1.dateOfBirth.0")
    with office.archive() as archive:
        assert archive.case(CASE).value("fullName") == "髙橋 キヨ"
        (look,) = [look for look, _ in archive.quality.looks()]
        assert look.ms > 0 and not look.right


def test_blind_entry_shows_no_value_and_keeps_a_draft(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    with office.archive() as archive:
        archive.quality.set_rule("double_entry", "yes", who="係長")
    settle(office.desk("早川"))
    page.goto(f"{office.url}/?screen=second")
    line = page.locator(".blind .line")
    expect(line).to_be_focused()
    expect(page.locator(".blind .crop img")).to_be_visible()
    expect(page.locator(".blind h2")).to_have_text("ふりがな")
    expect(page.locator(".blind")).not_to_contain_text("キヨ")
    page.keyboard.type("タカハシ キヨ")
    with office.archive() as archive:
        until = time.monotonic() + DRAFT_WITHIN_S
        while drafted(archive) != "タカハシ キヨ":
            assert time.monotonic() < until, "what was typed never became a draft"
            page.wait_for_timeout(100)
    page.reload()
    expect(line).to_have_value("タカハシ キヨ")
    shoot("21-blind")
    page.keyboard.press("Enter")
    expect(page.locator(".blind .said")).to_have_text("入力を受け取りました")
    expect(page.locator(".blind h2")).to_have_text("氏名")
    with office.archive() as archive:
        (typed,) = archive.quality.keyings(CASE)
        assert (typed.who, typed.value, typed.role) == ("木村", "タカハシ キヨ", "second")
        assert typed.agrees and drafted(archive) == ""
    page.keyboard.press("F9")
    expect(page.locator(".blind h2")).to_have_text("ふりがな")
    with office.archive() as archive:
        assert archive.quality.keyings(CASE) == ()


def drafted(archive: Archive) -> str:
    return archive.drafts(CASE, "木村").get("blind.p1.fullNameKana.0", "")


def settle(desk: Desk) -> None:
    """Somebody else settles the whole case."""
    view = desk.open_case(CASE)
    while view.doubts:
        target = view.doubts[0].target
        item = view.item(target)
        empty = item is not None and getattr(item, "value", "") is None
        action = Action.BLANK if empty else Action.ACCEPT
        view = desk.decide(Decision(CASE, view.record.revision, target, action, desk.who, ""))
        assert not view.trouble
    desk.release(CASE)


@pytest.mark.seeded(cases=6)
def test_a_grid_by_keyboard(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    page.goto(f"{office.url}/?screen=grid")
    cells = page.locator(".grid .cells li")
    expect(cells.first).to_be_visible()
    count = cells.count()
    title = page.locator(".grid h2").inner_text()
    name = {"性別": "sex", "要介護度": "careLevel", "手帳": "handbook"}.get(re.split("「", title)[0], "")
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    expect(cells.nth(1)).to_have_class(re.compile("odd"))
    shoot("22-grid")
    page.keyboard.press("Enter")
    expect(page.locator(".grid .said")).to_contain_text(f"{count - 1} 件を確認しました")
    with office.archive() as archive:
        records = [archive.case(line.case_id) for line in archive.cases()]
        found = [one for record in records for one in record.fields if one.origin is Origin.HUMAN]
    assert len(found) == count - 1
    assert not name or {one.name for one in found} == {name}
    page.keyboard.press("u")
    expect(page.locator(".grid .said")).to_have_text("一つ前に戻しました")
    with office.archive() as archive:
        records = [archive.case(line.case_id) for line in archive.cases()]
    assert all(one.origin is Origin.MACHINE for record in records for one in record.fields)
