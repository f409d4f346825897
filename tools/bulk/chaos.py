"""Pages through RQ, PostgreSQL and S3 while a worker, Redis or PostgreSQL is killed every few seconds.

Then the ledger is added up from the rows themselves, not from the program's own word.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from PIL import Image, ImageDraw

from tools.bulk.servers import Servers

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
LONGEST_S = 900.0


@dataclass(frozen=True)
class Result:
    pages: int
    kills: dict[str, int]
    seconds: float
    ended: int
    read: int
    readings: int
    cases: int
    first_revisions: int
    pages_with_tries_over_one: int
    holds: bool


def papers(folder: Path, *, files: int, pages: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        sheets = [_sheet(f"{number}-{page}") for page in range(pages)]
        sheets[0].save(folder / f"file{number:04d}.tif", save_all=True, append_images=sheets[1:], dpi=(100, 100))
    return folder


def _sheet(words: str) -> Image.Image:
    page = Image.new("L", (240, 320), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((20, 20, 220, 300), outline=0, width=2)
    pen.text((40, 60), words, fill=0, font_size=24)
    return page.convert("1")


def run(words: list[str], env: dict[str, str]) -> None:
    done = subprocess.run([*PROGRAM, *words], env=env, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        raise SystemExit(f"{words}: {done.stderr}")


def chaos(made: Servers, *, files: int, pages: int, every_s: float, least_kills: int = 1) -> Result:
    env = {**os.environ, **made.environment, "TSUZURI_LEASE_S": "15"}
    run(["ingest", str(papers(made.home / "box", files=files, pages=pages))], env)
    start = time.monotonic()
    crew = subprocess.Popen([*PROGRAM, "worker", "--count", "2"], env=env, stderr=subprocess.DEVNULL)
    try:
        kills = _kill_until_done(made, crew, every_s=every_s, least_kills=least_kills)
    finally:
        crew.terminate()
        crew.wait(90)
    return _ledger(made, files * pages, kills=kills, seconds=time.monotonic() - start)


def _kill_until_done(
    made: Servers, crew: "subprocess.Popen[bytes]", *, every_s: float, least_kills: int
) -> dict[str, int]:
    kills = {"worker": 0, "redis": 0, "postgres": 0}
    dice, start, last = random.Random(20261125), time.monotonic(), time.monotonic()  # noqa: S311 - the same moments again
    while time.monotonic() - start < LONGEST_S:
        time.sleep(0.5)
        if not _open_items(made):
            break
        if crew.poll() is not None:
            raise SystemExit(f"the crew itself ended ({crew.returncode}) while work was open")
        if time.monotonic() - last < every_s:
            continue
        rare = min(kills, key=lambda name: (kills[name], dice.random()))
        kills[rare] += _kill(made, crew.pid, what=rare)
        last = time.monotonic()
    if sum(kills.values()) < least_kills:
        print(f"only {sum(kills.values())} kills: more pages would be needed for more")
    return kills


def _kill(made: Servers, crew: int, *, what: str) -> int:
    if what == "worker":
        children = Path(f"/proc/{crew}/task/{crew}/children").read_text().split()
        if not children:
            return 0
        os.kill(int(children[0]), signal.SIGKILL)
        return 1
    server = made.redis if what == "redis" else made.postgres
    server.kill()
    time.sleep(1.0)
    server.start()
    return 1


def rows(made: Servers, query: str) -> list[tuple[int, ...]]:
    for _ in range(60):
        try:
            with psycopg.connect(made.environment["TSUZURI_ARCHIVE"]) as connection:
                return connection.execute(query.encode()).fetchall()
        except psycopg.OperationalError:
            time.sleep(0.5)
    raise SystemExit("PostgreSQL did not come back")


def _open_items(made: Servers) -> int:
    return rows(
        made,
        "SELECT (SELECT count(*) FROM pages WHERE state = 'waiting') + (SELECT count(*) FROM files WHERE state ="
        " 'claimed') + (SELECT count(*) FROM cases WHERE state = 'reading')",
    )[0][0]


def _ledger(made: Servers, wanted: int, *, kills: dict[str, int], seconds: float) -> Result:
    counted = rows(
        made,
        "SELECT (SELECT count(*) FROM pages WHERE state <> 'waiting'), (SELECT count(*) FROM pages WHERE state ="
        " 'read'), (SELECT count(*) FROM readings), (SELECT count(*) FROM cases), (SELECT count(*) FROM revisions),"
        " (SELECT count(*) FROM pages WHERE tries > 1), (SELECT count(*) FROM pages)",
    )[0]
    ended, read, readings, cases, revisions, again, every = counted
    holds = every == ended == read == readings == wanted and cases == revisions
    return Result(wanted, kills, round(seconds, 1), ended, read, readings, cases, revisions, again, holds)


def as_row(result: Result) -> dict[str, object]:
    return asdict(result)
