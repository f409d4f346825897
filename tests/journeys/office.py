"""What the journeys know of the running desk (`conftest.Office`), and one key with the answer to it."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page, expect

from pipeline.desk import Desk
from storage.archive import Archive


class Office(Protocol):
    """A running desk: its address, its folder, whose it is; its archive for looking behind the screen."""

    home: Path
    operator: str

    @property
    def url(self) -> str: ...
    def archive(self) -> Archive: ...
    def desk(self, who: str) -> Desk: ...
    def start(self) -> None: ...
    def kill(self) -> None: ...


def press(page: Page, key: str, *, part: str = ".keying") -> None:
    """One key, and the answer to it in that part of the screen."""
    place = page.locator(part)
    before = place.get_attribute("data-seq")
    page.keyboard.press(key)
    expect(place).not_to_have_attribute("data-seq", before or "")


def write(page: Page, label: str, text: str) -> None:
    """Text into a field, taken over by the desk: until it has drawn anew, old fields and buttons stand beside new ones.

    A click in that moment would meet a button that is just being replaced.
    """
    calm(page)
    field = page.get_by_label(label, exact=True)
    expect(field).to_have_count(1)
    field.fill(text)
    field.press("Tab")
    page.wait_for_timeout(150)
    calm(page)


def look_for(page: Page, words: str) -> None:
    """The search screen asked for these words. Its box is named: while a screen changes, an old one may stand first."""
    box = page.get_by_placeholder("氏名・かな・電話")
    expect(box).to_have_count(1)
    calm(page)
    box.fill(words)
    box.press("Enter")
    page.wait_for_timeout(150)
    calm(page)


def calm(page: Page) -> None:
    """Waits until the desk's script has run to its end."""
    expect(page.locator("[data-testid='stApp']")).to_have_attribute("data-test-script-state", "notRunning")
