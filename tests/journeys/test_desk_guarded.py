"""秘匿・個人番号 and 請求・共有 in a real Chromium: decided, taken back, confirmed; noted, answered, lent and ended."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.notices import CONFIRMED, NUMBER_KEPT, NUMBER_OPEN
from pipeline.settings import load
from pipeline.workbench import scoped_archive
from storage.access import EVERYTHING
from tests.journeys import conftest
from tests.journeys.conftest import SCREENS, Office
from tests.journeys.office import calm, write
from tests.pipeline import sheltered

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-s"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with scoped_archive(load(home=tmp_path), EVERYTHING) as archive:
        archive.migrate()
        sheltered.take_in(archive, tmp_path)
    with conftest.served(tmp_path) as opened:
        yield opened


@pytest.fixture
def seen(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    yield context.new_page()
    context.close()


def codes(desk: Office) -> set[str]:
    with desk.archive() as archive:
        record = archive.case(CASE)
        assert record is not None
        return {one.code for one in record.warnings}


def keep(page: Page, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.keyboard.press("Tab")  # what was typed is taken over before the click
    page.wait_for_timeout(150)
    calm(page)
    page.get_by_role("button", name=name, exact=True).click()


def test_numbers_are_decided_and_a_suspicion_is_confirmed(desk: Office, seen: Page) -> None:
    seen.goto(f"{desk.url}/?screen=guarded")
    expect(seen.get_by_role("heading", name="個人番号の疑いがあるページ　1")).to_be_visible()
    press(seen, "伏せて残す")
    expect(seen.get_by_role("status")).to_contain_text("記録しました")
    assert NUMBER_KEPT in codes(desk)
    press(seen, "取り消す")
    expect(seen.get_by_role("heading", name="個人番号の疑いがあるページ　1")).to_be_visible()
    assert NUMBER_OPEN in codes(desk)
    write(seen, "または、ケースの番号（c…）", CASE)
    seen.keyboard.press("Enter")
    press(seen, "保護の対象と確定")
    expect(seen.locator("table").last).to_contain_text("確定")
    assert CONFIRMED in codes(desk)
    press(seen, "解除を申し出る")
    expect(seen.get_by_role("button", name="別の人として解除する")).to_be_disabled()
    keep(seen, "guarded")
    assert [one for one in sheltered.SECRETS if one in seen.content()] == []
    assert CONFIRMED in codes(desk)


def test_a_request_is_answered_and_a_case_is_lent(desk: Office, seen: Page, tmp_path: Path) -> None:
    seen.goto(f"{desk.url}/?screen=rights")
    seen.get_by_label("ケースの番号（c…）").first.fill(CASE)
    press(seen, "請求を記す")
    expect(seen.get_by_role("heading", name="開示・訂正・利用停止の請求　1")).to_be_visible()
    press(seen, "回答を記す")
    expect(seen.get_by_text("開いている請求はありません。")).to_be_visible()
    seen.get_by_label("ケースの番号（c…）").last.fill(CASE)
    seen.keyboard.press("Enter")
    write(seen, "見せる事業所", "南部")
    press(seen, "共有を始める")
    expect(seen.get_by_role("alert")).to_be_visible()  # no day, no share
    write(seen, "見せる事業所", "南部")
    write(seen, "最終日", last_day())
    press(seen, "共有を始める")
    expect(seen.locator("table").last).to_contain_text("南部")
    write(seen, "見せる事業所", "南部")
    press(seen, "共有を終える")
    expect(seen.locator("table").last).to_contain_text("終了")
    press(seen, "判断の一覧を作る")
    with seen.expect_download() as given:
        press(seen, "一覧を保存（CSV）")
    listed = tmp_path / "list.csv"
    given.value.save_as(listed)
    copy_of(seen, listed)
    keep(seen, "rights")


def last_day() -> str:
    return (date.today() + timedelta(days=30)).isoformat()


def copy_of(seen: Page, listed: Path) -> None:
    """Undecided it is refused, with the row that is missing; decided it becomes a copy."""
    seen.locator('input[type="file"]').set_input_files(listed)
    press(seen, "写しを作る")
    expect(seen.get_by_role("alert")).to_contain_text("undecided")
    words = listed.read_bytes().decode("utf-8-sig").split("\r\n")
    done = [line.removesuffix(",,") + ",不開示,本人確認が済むまで" if line.endswith(",,") else line for line in words]
    done[0] = words[0]
    decided = listed.with_name("decided.csv")
    decided.write_text("\r\n".join(done), encoding="utf-8-sig", newline="")
    seen.locator('input[type="file"]').set_input_files(decided)
    press(seen, "写しを作る")
    expect(seen.get_by_role("button", name="開示する写し（PDF）")).to_be_visible(timeout=60_000)
