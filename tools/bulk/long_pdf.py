"""One PDF of 300 pages (A4, 300 dpi, grey) through the local line: memory by page, and what a kill in the middle costs.

The reader sees nothing, so that what is left is the line: opening, decoding, cleaning, saving.
"""

import os
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from tools.bulk.chaos import PROGRAM, run

A4_300_DPI = (2480, 3508)
SETTLED = 0.2  # the first fifth of the pages: caches fill


def long_pdf(pages: int = 300) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        home, paper = Path(folder) / "home", Path(folder) / "long.pdf"
        _draw(paper, pages)
        env = {**os.environ, "TSUZURI_HOME": str(home), "TSUZURI_READER": "blank", "TSUZURI_SECOND_READER": ""}
        run(["ingest", str(paper)], env)
        seen: list[tuple[int, float]] = []
        killed_at = _watched(env, home, until=pages // 2, seen=seen)
        _watched(env, home, until=pages + 1, seen=seen)
        row = _asked(home, "SELECT count(*), sum(state = 'read'), sum(tries > 1) FROM pages")
        return {
            "pages": row[0],
            "read": row[1],
            "readings": _asked(home, "SELECT count(*) FROM readings")[0],
            "killed_at_page": killed_at,
            "begun_again": row[2],
            "mb_by_tenth": _by_tenth(seen, pages),
            "flat": _is_flat(seen, pages),
        }


def _draw(paper: Path, pages: int) -> None:
    def sheets() -> Iterator[Image.Image]:
        for number in range(1, pages + 1):
            sheet = Image.new("L", A4_300_DPI, 245)
            pen = ImageDraw.Draw(sheet)
            for line in range(40):
                pen.text((200, 200 + 80 * line), f"page {number} line {line} " * 4, fill=30, font_size=40)
            yield sheet

    every = sheets()
    next(every).save(paper, "PDF", save_all=True, append_images=every, resolution=300)


def _watched(env: dict[str, str], home: Path, *, until: int, seen: list[tuple[int, float]]) -> int:
    """Killed with all its children once `until` pages have ended; how many had then."""
    words = [*PROGRAM, "work", "--workers", "1"]
    with subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as work:  # fmt: skip
        while work.poll() is None:
            ended = int(_asked(home, "SELECT count(*) FROM pages WHERE state <> 'waiting'")[0])
            if ended >= until:
                os.killpg(work.pid, signal.SIGKILL)
                work.wait()
                return ended
            seen.append((ended, _group_mb(work.pid)))
            time.sleep(0.2)
        if work.returncode:
            raise SystemExit(f"tsuzuri work ended with {work.returncode}")
    return 0


def _asked(home: Path, query: str) -> tuple[int, ...]:
    with sqlite3.connect(f"file:{home}/archive.db?mode=ro", uri=True, timeout=30) as archive:
        found: tuple[int, ...] = archive.execute(query).fetchone()
    return found


def _group_mb(leader: int) -> float:
    """Resident megabytes of every process of the group."""
    found = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(place.name)) == leader:
                found += int(place.joinpath("statm").read_text().split()[1])
        except (OSError, ValueError):
            continue
    return found * os.sysconf("SC_PAGE_SIZE") / 1e6


def _by_tenth(seen: list[tuple[int, float]], pages: int) -> list[float]:
    """The most met in each tenth of the pages."""
    tenths: list[float] = [0.0] * 10
    for ended, megabytes in seen:
        place = min(9, 10 * ended // pages)
        tenths[place] = max(tenths[place], round(megabytes, 1))
    return tenths


def _is_flat(seen: list[tuple[int, float]], pages: int) -> bool:
    """The second half takes at most five percent more than what was met until the middle, the start left out."""
    first = [mb for ended, mb in seen if SETTLED * pages <= ended < pages / 2]
    second = [mb for ended, mb in seen if ended >= pages / 2]
    return max(second) <= 1.05 * max(first)
