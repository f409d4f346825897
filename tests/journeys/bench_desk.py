"""How fast the desk is: real Chromium, one key a field, from the key to the next field drawn.

`bench_desk.py [cases]` writes build/bench/desk.json. Server and browser share this computer; the figures tell its load.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "bench" / "desk.json"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Both run in the page: from the key event, heard before anybody else, to the frame after the next target shows.
FIRST = "window.addEventListener('keydown', () => { window.tzSince = performance.now(); }, true);"
WATCH = """() => {
    const host = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.keying'));
    const keying = host.shadowRoot.querySelector('.keying');
    window.tzTimes = [];
    new MutationObserver(() => {
        if (!window.tzSince) return;
        const start = window.tzSince;
        window.tzSince = 0;
        requestAnimationFrame(() => setTimeout(() => window.tzTimes.push(performance.now() - start), 0));
    }).observe(keying, { attributes: true, attributeFilter: ['data-target'] });
}"""


def main(cases: int) -> None:
    with TemporaryDirectory() as folder:
        seed = [
            sys.executable,
            str(Path(__file__).with_name("seed.py")),
            str(ROOT / "samples/papers"),
            folder,
            str(cases),
        ]
        subprocess.run(seed, check=True, cwd=ROOT)
        port = free_port()
        env = {**os.environ, "TSUZURI_HOME": folder, "TSUZURI_OPERATOR": "木村", "TSUZURI_LANG": "ja"}
        server = subprocess.Popen([sys.executable, "-m", "review_ui.start", str(port)], env=env, cwd=ROOT)
        try:
            figures = drive(f"http://localhost:{port}", cases)
        finally:
            figures_memory = memory_mb(server.pid)
            server.terminate()
            server.wait(timeout=20)
    figures |= {
        "server_mb": figures_memory,
        "load_1min": round(os.getloadavg()[0], 2),
        "cores": len(os.sched_getaffinity(0)),
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))


def drive(url: str, cases: int) -> dict[str, float]:
    wait_for(f"{url}/_stcore/health")
    with sync_playwright() as found:
        browser = found.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.add_init_script(FIRST)
        start = time.monotonic()
        page.goto(url)
        page.locator(".rows tbody tr").first.wait_for()
        first_s = time.monotonic() - start
        times: list[float] = []
        for number in range(cases):
            times += one_case(page, f"{url}/?screen=case&case=case-{number + 100}")
        browser.close()
    times.sort()
    return {
        "keys": len(times),
        "key_to_next_field_ms_median": round(statistics.median(times), 1),
        "key_to_next_field_ms_p95": round(times[int(len(times) * 0.95)], 1),
        "first_screen_s": round(first_s, 2),
    }


def one_case(page: Page, url: str) -> list[float]:
    """Accepts down to the last field; what has no value is blank on paper."""
    page.goto(url)
    keying = page.locator(".keying")
    keying.locator(".crop canvas").wait_for()
    page.evaluate(WATCH)
    while target := keying.get_attribute("data-target"):
        seq = keying.get_attribute("data-seq")
        page.keyboard.press("b" if target == "p1.emergencyPhone.0" else "Enter")
        page.wait_for_function(CHANGED, arg=seq, polling=20)
    page.wait_for_timeout(100)
    times: list[float] = page.evaluate("window.tzTimes")
    return times


CHANGED = """(seq) => {
    const host = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.keying'));
    return host && host.shadowRoot.querySelector('.keying').dataset.seq !== seq;
}"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the desk did not start")


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
