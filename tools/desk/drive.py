"""Drives the desk in a real Chromium and takes times inside the page: from a key to the next field drawn.

One clerk goes from case to case with Enter alone; ten clerks each have a browser context and cases of their own.
"""

import asyncio
import shutil
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from tools.desk.archive import name_of

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000
BROKEN = "build/bench/desk-broke-off.png"
# In the page: from the key event, heard before anybody else, to the frame after the next field shows.
FIRST = """
window.tzTimes = [];
window.addEventListener('keydown', () => { window.tzSince = performance.now(); }, true);
window.tzFind = () => {
    const roots = [...document.querySelectorAll('*')].map((one) => one.shadowRoot);
    return roots.map((root) => root?.querySelector('.keying')).find(Boolean);
};
window.tzWatch = () => {
    const keying = window.tzFind();
    if (!keying || keying.tzWatched) return;
    keying.tzWatched = true;
    new MutationObserver(() => {
        if (!window.tzSince) return;
        const start = window.tzSince;
        window.tzSince = 0;
        requestAnimationFrame(() => setTimeout(() => window.tzTimes.push(performance.now() - start), 0));
    }).observe(keying, { attributes: true, attributeFilter: ['data-target'] });
};
"""
MOVED = "(seq) => { const found = window.tzFind(); return !found || found.dataset.seq !== seq; }"
READY = "(last) => { const found = window.tzFind(); return found && found.dataset.seq && found.dataset.seq !== last; }"


@dataclass
class Run:
    """What one clerk did. `keys_over`: keys beyond the number of doubts, a case."""

    times: list[float] = field(default_factory=list)
    keys_over: list[int] = field(default_factory=list)
    to_next_case_s: list[float] = field(default_factory=list)
    first_screen_s: float = 0.0
    cases: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)
    broke_off: str = ""


def wait_for(url: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):  # noqa: S310 - this computer
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the desk did not start")


async def opened(browser: Browser) -> Page:
    page = await (await browser.new_context(viewport={"width": 1366, "height": 768})).new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.add_init_script(FIRST)
    return page


async def one_clerk(url: str, cases: int, *, ends_at: float, after: Callable[[Run], None]) -> Run:
    """From the list through `cases` cases by keyboard: doubts, Enter to approve, Enter for the next case.

    `after` hears of every case; a case that would begin past `ends_at` (time.monotonic) is left, what was measured
    stays, and so it does when the desk or the browser breaks off.
    """
    run = Run()
    try:
        await walk(url, cases, run=run, ends_at=ends_at, after=after)
    except PlaywrightError as error:
        run.broke_off = str(error).splitlines()[0]
    return run


async def walk(url: str, cases: int, *, run: Run, ends_at: float, after: Callable[[Run], None]) -> None:
    async with async_playwright() as found:
        browser = await found.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        page = await opened(browser)
        start = time.monotonic()
        try:
            await page.goto(url)
            await page.locator(".rows tbody tr").first.wait_for()
            run.first_screen_s = time.monotonic() - start
            await through(page, cases, run=run, until=ends_at, after=after)
        except PlaywrightError:
            await page.screenshot(path=BROKEN)
            raise
        await browser.close()


async def through(page: Page, cases: int, *, run: Run, until: float, after: Callable[[Run], None]) -> None:
    await page.keyboard.press("Enter")
    last = ""
    for number in range(cases):
        await page.wait_for_function(READY, arg=last, polling=20)
        last = await settle(page, run)
        after(run)
        if time.monotonic() > until:
            break
        start = time.monotonic()
        await page.keyboard.press("Enter")
        await page.locator(".tz-h1").wait_for()
        if number + 1 < cases:
            await page.get_by_role("button", name="次のケースを開く").wait_for()
            await page.keyboard.press("Enter")
            await page.wait_for_function(READY, arg=last, polling=20)
            run.to_next_case_s.append(time.monotonic() - start)


async def settle(page: Page, run: Run, *, pause_s: float = 0.0) -> str:
    """Enter down to the last doubt; how many keys that took beyond the doubts is kept (2 more end the case)."""
    await page.locator(".keying .crop canvas").wait_for()
    await page.evaluate("window.tzWatch()")
    doubts = int(await (await page.wait_for_function(LEFT, polling=20)).json_value())
    keys, seq = 0, ""
    while await page.evaluate("window.tzFind().dataset.target"):
        seq = await page.evaluate("window.tzFind().dataset.seq")
        await asyncio.sleep(pause_s)
        await page.keyboard.press("Enter")
        await page.wait_for_function(MOVED, arg=seq, polling=20)
        keys += 1
    run.times += await page.evaluate("window.tzTimes.splice(0)")
    run.keys_over.append(keys + 2 - doubts)
    run.cases += 1
    return str(await page.evaluate("window.tzFind().dataset.seq"))


LEFT = """() => {
    const host = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.items'));
    return host?.shadowRoot.querySelectorAll('.items button.row').length;
}"""


async def many_clerks(url: str, clerks: int, *, cases: int, first: int, pause_s: float) -> list[Run]:
    """At the same time, each with their own cases from number `first` on; a look of `pause_s` before every key.

    Nobody begins before the last one's first case is drawn: ten browsers that start are not what is measured.
    """
    all_there = asyncio.Barrier(clerks)
    async with async_playwright() as found:
        browser = await found.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        runs = await asyncio.gather(
            *(
                clerk(
                    browser,
                    url,
                    numbers=range(first + cases * one, first + cases * (one + 1)),
                    all_there=all_there,
                    pause_s=pause_s,
                )
                for one in range(clerks)
            )
        )
        await browser.close()
    return runs


async def clerk(browser: Browser, url: str, *, numbers: range, all_there: asyncio.Barrier, pause_s: float) -> Run:
    run, page = Run(), await opened(browser)
    for number in numbers:
        await page.goto(f"{url}/?screen=case&case={name_of(number)}")
        await page.locator(".keying .crop canvas").wait_for()
        if number == numbers.start:
            await all_there.wait()
        await settle(page, run, pause_s=pause_s)
    await page.context.close()
    return run
