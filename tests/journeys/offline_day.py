"""A day at an office whose computer has no way out: `offline_day.py FOLDER`, run inside a namespace of its own.

Reads a sample, opens the desk in a browser, searches, exports. Ends with an error at the first thing that fails, and
when any Python process asked for an address that is not this computer's (`watch/sitecustomize.py` writes those down).
"""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.journeys.conftest import QUIET, chromium
from tests.journeys.handshake import knocked

ROOT = Path(__file__).parents[2]
PROGRAM = str(Path(sys.executable).with_name("tsuzuri"))
UP, SET_FLAGS = 0x1, 0x8914
WATCH = """
import os, sys
HERE = ("127.", "::1", "localhost", "0.0.0.0")
def look(event, given):
    if event == "socket.connect":
        address = given[1]
        asked = str(address[0]) if isinstance(address, tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        asked = str(given[0] or "")
    else:
        return
    if asked and not asked.startswith(HERE):
        with open(os.environ["TSUZURI_TEST_ASKED"], "a") as told:
            print(event, asked, sys.argv[:3], file=told)
sys.addaudithook(look)
"""


def main(folder: Path) -> None:
    loopback_up()
    assert not gets_out(), "this namespace has a route"
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    asked = folder / "asked"
    env = {
        **os.environ,
        "TSUZURI_HOME": str(folder / "home"),
        "TSUZURI_OPERATOR": "木村",
        "TSUZURI_LANG": "ja",
        "TSUZURI_TEST_ASKED": str(asked),
        "PYTHONPATH": str(folder / "watch"),
    }
    probe = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect_ex(('192.0.2.7', 9))"
    subprocess.run([sys.executable, "-c", probe], env=env, check=True)
    assert "192.0.2.7" in asked.read_text(), "nobody watches"
    asked.unlink()
    (folder / "out").mkdir()
    said(env, "keys", "init")
    said(env, "ingest", str(ROOT / "samples" / "papers" / "demo" / "case-c-namesake.pdf"))
    said(env, "work")
    case_id = json.loads(said(env, "search", "斎藤", "--json"))["hits"][0]["case_id"]
    at_the_desk(folder, env, case_id)
    for kind in ("json", "pdf"):
        said(env, "export", case_id, "--kind", kind, "--out", str(folder / "out" / kind))
    said(env, "audit", "verify")
    said(env, "status")
    assert not asked.exists(), asked.read_text()
    print("the day ended")


def loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


def gets_out() -> bool:
    try:
        with socket.create_connection(("192.0.2.1", 80), timeout=2):
            return True
    except TimeoutError:
        return True  # it left, and nobody answered
    except OSError:
        return False


def said(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([PROGRAM, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def at_the_desk(folder: Path, env: dict[str, str], case_id: str) -> None:
    port = 8501
    with (folder / "desk.log").open("wb") as log:
        desk = subprocess.Popen([PROGRAM, "review"], env=env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        waited(f"http://localhost:{port}/_stcore/health", desk)
        assert knocked(port, origin="https://elsewhere.example") == 403
        assert knocked(port, origin=f"http://localhost:{port}") == 101
        looked_at(f"http://localhost:{port}/?screen=case&case={case_id}")
    finally:
        children = subprocess.run(["pgrep", "-P", str(desk.pid)], capture_output=True, text=True, check=False)
        for pid in (*map(int, children.stdout.split()), desk.pid):
            os.kill(pid, 9)
        desk.wait()


def waited(url: str, desk: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert desk.poll() is None, "the desk ended"
            time.sleep(0.3)
    raise AssertionError("the desk did not start")


def looked_at(url: str) -> None:
    outside: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP").new_page()
        page.on("request", lambda one: None if "//localhost:" in one.url else outside.append(one.url))
        page.goto(url)
        expect(page.locator(".bar")).to_be_visible(timeout=60_000)
        expect(page.locator(".keying")).to_be_visible(timeout=60_000)
        browser.close()
    assert [one for one in outside if not one.startswith("data:")] == []


if __name__ == "__main__":
    main(Path(sys.argv[1]))
