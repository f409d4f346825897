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
    """Text into a field, once the screen has been drawn anew: until then the old field may stand beside the new one."""
    field = page.get_by_label(label, exact=True)
    expect(field).to_have_count(1)
    expect(page.locator("[data-stale='true']")).to_have_count(0)
    field.fill(text)
