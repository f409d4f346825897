"""Every screen of a protected case in a real Chromium: what goes over the wire, into pages, pictures, log and index.

All bytes that the desk sent are looked through for the refuge, the telephone, the school, the workplace, whoever
reported, and an individual number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket, expect

from pipeline.settings import load
from pipeline.workbench import scoped_archive
from review_ui.bar import IN_A_CASE
from review_ui.screens import SHOW
from storage.access import EVERYTHING
from tests.journeys import conftest
from tests.journeys.office import look_for
from tests.pipeline import sheltered

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

SCREENS = tuple(one for one in SHOW if one in IN_A_CASE)
OTHERS = tuple(one for one in SHOW if one not in IN_A_CASE)


@dataclass
class Wire:
    """Everything the desk sent to the browser."""

    sent: list[bytes] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    def on_socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda one: self.sent.append(one.encode() if isinstance(one, str) else one))

    def on_response(self, answer: Response) -> None:
        if "/media/" in answer.url:
            self.pictures.append(answer.body())

    def leaks(self) -> list[str]:
        whole = b"\0".join(self.sent)
        return [one for one in sheltered.SECRETS if one.encode() in whole]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[object]:
    settings = load(home=tmp_path)
    with scoped_archive(settings, EVERYTHING) as archive:
        archive.migrate()
        sheltered.take_in(archive, tmp_path)
    with conftest.served(tmp_path) as opened:
        yield opened


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def seen(browser: Browser, wire: Wire) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    opened = context.new_page()
    opened.on("websocket", wire.on_socket)
    opened.on("response", wire.on_response)
    yield opened
    context.close()


def look(page: Page, url: str) -> str:
    """The screen once it stands, as the browser holds it, shadow roots included."""
    page.goto(url)
    expect(page.locator(".bar")).to_be_visible()
    page.wait_for_timeout(2500)
    words: str = page.evaluate(ALL_TEXT)
    return words + page.content()


ALL_TEXT = """() => {
  const parts = [];
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) { parts.push(one.shadowRoot.innerHTML); walk(one.shadowRoot); }
      if (one.value) parts.push(String(one.value));
    }
  };
  walk(document);
  return parts.join("\\n");
}"""


def test_no_screen_of_a_protected_case_sends_where_she_is(desk: object, seen: Page, wire: Wire, tmp_path: Path) -> None:
    url = desk.url  # type: ignore[attr-defined]
    for screen in SCREENS:
        words = look(seen, f"{url}/?screen={screen}&case=case-s")
        assert [one for one in sheltered.SECRETS if one in words] == [], screen
        expect(seen.locator(".tz-veil")).to_contain_text("伏せています")
        keep(seen, f"veil_{screen}")
    for screen in OTHERS:
        words = look(seen, f"{url}/?screen={screen}")
        assert [one for one in sheltered.SECRETS if one in words] == [], screen
    for target in ("p1.address.0", "p1.phone.0", "p1.localItem.380", "p1.entry.1"):
        look(seen, f"{url}/?screen=case&case=case-s&target={target}")
    assert wire.leaks() == []
    assert len(b"".join(wire.sent)) > 10_000
    assert "南 早苗".encode() in b"\0".join(wire.sent)
    whole = [one for one in wire.pictures if sheltered.size(one) == (1000, 1400)]
    assert whole
    assert all(sheltered.is_black(one, y) for one in whole for y in (200, 260, 320, 380, 440))
    assert sheltered.STREET.encode() not in (tmp_path / "desk.log").read_bytes()


def test_a_search_by_the_refuge_finds_nobody(desk: object, seen: Page, wire: Wire) -> None:
    url = desk.url  # type: ignore[attr-defined]
    seen.goto(f"{url}/?screen=search")
    for secret in ("さくら台", sheltered.SCHOOL):
        look_for(seen, secret)
        seen.wait_for_timeout(1000)
        assert "case-s" not in seen.evaluate(ALL_TEXT)


def test_a_reason_takes_the_veil_off_for_this_person(desk: object, seen: Page) -> None:
    url = desk.url  # type: ignore[attr-defined]
    look(seen, f"{url}/?screen=history&case=case-s")
    seen.get_by_role("combobox").first.click()
    seen.get_by_role("option", name="本人の安全を確かめる").click()
    seen.get_by_role("button", name="理由を記録して表示").click()
    expect(seen.locator(".tz-veil")).to_contain_text("30 分表示します")
    words = look(seen, f"{url}/?screen=case&case=case-s&target=p1.address.0")
    assert sheltered.STREET in words
    keep(seen, "unveiled")


def keep(page: Page, name: str) -> None:
    conftest.SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=conftest.SCREENS / f"{name}.png")
