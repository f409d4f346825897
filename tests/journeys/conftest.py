"""A desk served as an office would serve it, and a real Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from pipeline.desk import Desk
from storage.archive import Archive

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STARTED_IN_S = 60.0


@dataclass(slots=True)
class Office:
    """A running desk: where it is, whose it is, and its archive for looking behind the screen."""

    home: Path
    port: int
    operator: str = "木村"
    server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def archive(self) -> Archive:
        return Archive(f"sqlite:///{self.home / 'archive.db'}", str(self.home / "files"))

    def desk(self, who: str) -> Desk:
        return Desk(self.archive(), who)

    def start(self) -> None:
        env = {**os.environ, "TSUZURI_HOME": str(self.home), "TSUZURI_OPERATOR": self.operator, "TSUZURI_LANG": "ja"}
        argv = [sys.executable, "-m", "review_ui.start", str(self.port)]
        with (self.home / "desk.log").open("ab") as log:
            self.server = subprocess.Popen(argv, env=env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        until = time.monotonic() + STARTED_IN_S
        while not answers(f"{self.url}/_stcore/health"):
            assert self.server.poll() is None, (self.home / "desk.log").read_text()
            assert time.monotonic() < until, "the desk did not start"
            time.sleep(0.2)

    def kill(self) -> None:
        """As a power cut would: nothing is tidied up."""
        assert self.server is not None
        self.server.kill()
        self.server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def seeded(home: Path, *more: str) -> None:
    papers = ROOT / "samples" / "papers"
    argv = [sys.executable, str(Path(__file__).with_name("seed.py")), str(papers), str(home), *more]
    subprocess.run(argv, check=True, cwd=ROOT)


@contextmanager
def served(home: Path) -> Iterator[Office]:
    """The desk over the archive in `home`, gone afterwards."""
    opened = Office(home, free_port())
    opened.start()
    try:
        yield opened
    finally:
        opened.kill()


@pytest.fixture
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    """A seeded archive and the desk over it, both gone afterwards. `@seeded(cases=n)`: n more cases."""
    wanted = request.node.get_closest_marker("seeded")
    seeded(tmp_path, *([str(wanted.kwargs["cases"])] if wanted else []))
    with served(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=20_000)  # of an element; generous, because the tests share their cores
    with sync_playwright() as found:
        yield found


def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path is not None, "the journeys need Chromium: install the Debian package chromium"
    return path


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """1366×768, as on a clerk's PC. Every request must stay on this computer, and no script may fail."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    outside: list[str] = []
    broken: list[str] = []
    opened.on("request", lambda one: outside.append(one.url) if not one.url.startswith(INSIDE) else None)
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    context.close()
    assert outside == []
    assert broken == []


INSIDE = ("http://localhost:", "ws://localhost:", "blob:http://localhost:", "data:")


@pytest.fixture
def shoot(page: Page) -> Callable[[str], None]:
    """Keeps a picture of the screen as a build artefact."""

    def keep(name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png")

    return keep
