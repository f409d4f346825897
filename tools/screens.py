"""Pictures of every screen of the desk in a real Chromium, for people to look at: build/screens/<width>/<name>.png.

A fresh archive of fictional people is made for it. A state that a key leads to is a line of `SCREENS` with its keys.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from domain.access import Operator, Role
from pipeline.desk import Desk
from storage.archive import Archive
from tools.bench_desk import free_port
from tools.desk.drive import wait_for

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "screens"
SIZES = ((1366, 768), (1920, 1080))
Sizes = tuple[tuple[int, int], ...]
CASE = "case-a"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@dataclass(frozen=True, slots=True)
class Shot:
    """An address, what has to be there, the keys to press, and whether the veil is drawn."""

    name: str
    address: str
    there: str
    keys: tuple[str, ...] = ()
    veiled: bool = False


SCREENS = (
    Shot("work", "screen=work", ".rows tbody tr"),
    Shot("case-name", f"screen=case&case={CASE}&target=p1.fullName.0", ".keying .choices"),
    Shot("case-veiled", f"screen=case&case={CASE}&target=p1.fullName.0", ".keying .choices", veiled=True),
    Shot("case-date", f"screen=case&case={CASE}&target=p1.dateOfBirth.0", ".keying .choices"),
    Shot("case-edit", f"screen=case&case={CASE}&target=p1.dateOfBirth.0", ".keying .choices", ("e", "S13.13.9")),
    Shot("case-row", f"screen=case&case={CASE}&target=p2.entry.2", ".keying .parts"),
    Shot("case-member", f"screen=case&case={CASE}&target=p1.member.0", ".keying .parts"),
    Shot("case-page", f"screen=case&case={CASE}&target=p2.page.0", ".keying .card"),
    Shot("log", f"screen=log&case={CASE}", ".log tr"),
    Shot("log-split", f"screen=log&case={CASE}&target=p2.entry.3", ".log tr", ("x",)),
    Shot("household", f"screen=household&case={CASE}", ".keying .head"),
    Shot("course", f"screen=course&case={CASE}", ".course tbody tr"),
    Shot("pages", f"screen=pages&case={CASE}&page=2", ".paper"),
    Shot("pages-name", f"screen=pages&case={CASE}&page=2", ".paper", ("n",)),
    Shot("pages-begin", f"screen=pages&case={CASE}&page=2", ".paper", ("k",)),
    Shot("end", f"screen=end&case={CASE}", ".tz-h1"),
    Shot("history", f"screen=history&case={CASE}", ".tz-history"),
    Shot("grid", "screen=grid", ".stApp .bar"),
    Shot("second", "screen=second", ".stApp .bar"),
    Shot("bar", f"screen=case&case={CASE}&target=p1.fullName.0", ".keying .choices", (".more",)),
    Shot("boxes", "screen=boxes", ".stApp .bar"),
    Shot("boxes-open", "screen=boxes", ".stApp .bar", ("summary",)),
    Shot("search", "screen=search&q=髙橋", ".stTextInput"),
    Shot("rescans", "screen=rescans", ".stApp .bar"),
    Shot("supervisor", "screen=supervisor", ".tz-persons"),
    Shot("retention", "screen=retention", ".stApp .bar"),
    Shot("guide", "screen=guide", ".st-key-guide h1"),
    Shot("nothing", "screen=case&case=nobody", ".tz-quiet"),
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", default="", help="names that begin so; several with commas")
    asked.add_argument("--width", type=int, default=0, help="1366 or 1920 alone")
    given = asked.parse_args()
    only = tuple(given.only.split(","))
    wanted = [one for one in SCREENS if one.name.startswith(only)]
    sizes = tuple(one for one in SIZES if given.width in (0, one[0]))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        home = Path(folder) / "open"
        seeded(home)
        for who, veiled in (("木村", False), ("松田", True)):  # the first of them gave a reason for looking
            some = [one for one in wanted if one.veiled == veiled]
            if some:
                with served(home, who) as url:
                    for one in some:
                        shoot(browser, url, one=one, sizes=sizes)
        if "entrance".startswith(only):
            closed = Path(folder) / "closed"
            seeded(closed)
            with opened(closed) as archive:
                archive.accounts.add(Operator("x", Role.ALONE), "kimura", role=Role.ADMINISTRATOR)
            with served(closed, "木村") as url:
                shoot(browser, url, one=Shot("entrance", "", ".stTextInput"), sizes=sizes)
        browser.close()


def seeded(home: Path) -> None:
    argv = [sys.executable, "tests/journeys/seed.py", "samples/papers", str(home), "4"]
    subprocess.run(argv, check=True, cwd=ROOT)
    with opened(home) as archive:
        desk = Desk(archive, "早川")
        desk.hold("case-103", "家族に確認中")


@contextmanager
def opened(home: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{home / 'archive.db'}", str(home / "files")) as archive:
        yield archive


@contextmanager
def served(home: Path, who: str) -> Iterator[str]:
    port = free_port()
    env = {**os.environ, "TSUZURI_HOME": str(home), "TSUZURI_OPERATOR": who, "TSUZURI_LANG": "ja"}
    with (home / "desk.log").open("ab") as log:
        argv = [sys.executable, "-m", "review_ui.start", str(port)]
        server = subprocess.Popen(argv, env=env, cwd=ROOT, stdout=log, stderr=log)
    url = f"http://localhost:{port}"
    try:
        wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def shoot(browser: Browser, url: str, *, one: Shot, sizes: Sizes) -> None:
    for width, height in sizes:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP")
        page = context.new_page()
        page.goto(f"{url}/?{one.address}")
        page.locator(one.there).first.wait_for(timeout=60_000)
        page.wait_for_timeout(900)
        press(page, one.keys)
        place = OUT / str(width)
        place.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=place / f"{one.name}.png")
        context.close()
    print(one.name, flush=True)


def press(page: Page, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in (".more", "summary"):
            page.locator(key).first.click()
        elif len(key) > 1:
            page.locator(".line").fill(key)
        else:
            page.keyboard.press(key)
        page.wait_for_timeout(700)


if __name__ == "__main__":
    main()
