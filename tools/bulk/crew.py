"""Many workers on one PostgreSQL and one Redis, each page's reading replaced by a sleep: what the line itself costs.

The workers are forked from one process that has everything imported, so that fifty fit on a small machine. Everything
else is the real line: feeder, queue, claim, the original from the store, clean-up of a small page, one save a page.
"""

import os
import signal
import statistics
import threading
import time
from dataclasses import dataclass
from datetime import datetime

import psycopg
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from domain.geometry import confidence
from domain.page import OcrPage, Page
from ocr.orientation import Turn
from ocr.pixels import Image
from pipeline import tasks
from pipeline.jobs_rq import Feeder, connect
from pipeline.settings import load
from pipeline.workbench import Workbench
from tools.bulk.chaos import papers, run
from tools.bulk.servers import Servers

CREW, SLEEP_S, PAGES_A_FILE = 50, 5.0, 20
LONGEST_S = 480.0


@dataclass(frozen=True)
class SleepingReader:
    """Takes its time and sees nothing."""

    sleep_s: float

    def turn_of(self, _image: Image) -> Turn:
        return Turn(0, confidence(1.0))

    def read(self, page: Page, _image: Image) -> OcrPage:
        time.sleep(self.sleep_s)
        return OcrPage(page.page_no, ())


def crew(made: Servers, *, workers: int, pages: int, sleep_s: float) -> dict[str, float]:
    """Pages a second from the first save to the last, and milliseconds a page outside the sleep, of all workers."""
    os.environ.update(made.environment)
    run(["ingest", str(papers(made.home / f"box{workers}", files=pages // PAGES_A_FILE, pages=PAGES_A_FILE))],
        dict(os.environ))  # fmt: skip
    stop = threading.Event()
    children = [_forked(made, sleep_s) for _ in range(workers)]
    bench = Workbench(load())
    feeder = threading.Thread(target=Feeder(bench, connect(load().queue)).keep_feeding, args=(stop.is_set,))
    start = time.monotonic()
    feeder.start()
    try:
        _wait(made, start)
    finally:
        stop.set()
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        feeder.join()
    return _figures(made, workers=workers, sleep_s=sleep_s)


def _forked(made: Servers, sleep_s: float) -> int:
    child = os.fork()
    if child == 0:
        try:
            tasks.prepare(load())
            bench = tasks._Process.bench
            assert bench is not None
            bench.__dict__["reader"] = SleepingReader(sleep_s)
            server = Redis.from_url(made.environment["TSUZURI_QUEUE"])
            SimpleWorker(["fast", "ocr"], connection=server, serializer=JSONSerializer).work(logging_level="CRITICAL")
        finally:
            os._exit(0)
    return child


def _asked(made: Servers, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(made.environment["TSUZURI_ARCHIVE"]) as connection:
        return connection.execute(query.encode()).fetchall()


def _wait(made: Servers, start: float) -> None:
    while time.monotonic() - start < LONGEST_S:
        time.sleep(1.0)
        if _asked(made, "SELECT count(*) FROM files WHERE state = 'claimed'")[0][0] == 0 and not _left(made):
            return
    raise SystemExit(f"{_left(made)} pages are left after {LONGEST_S:g} s")


def _left(made: Servers) -> object:
    return _asked(made, "SELECT count(*) FROM pages WHERE state = 'waiting'")[0][0]


def _figures(made: Servers, *, workers: int, sleep_s: float) -> dict[str, float]:
    """Of the middle half of the pages: neither the start of the workers nor the last stragglers are the line."""
    rows = _asked(
        made, "SELECT ended_at, seconds FROM pages WHERE state = 'read' AND length(key) > 16 ORDER BY ended_at"
    )
    ends = [datetime.fromisoformat(str(at)).timestamp() for at, _ in rows]
    first, last = len(ends) // 4, 3 * len(ends) // 4
    a_second = (last - first) / (ends[last] - ends[first])
    read_s = statistics.mean(float(str(seconds)) for _, seconds in rows[first:last])
    return {
        "workers": workers,
        "pages": len(rows),
        "sleep_s": sleep_s,
        "pages_a_second": round(a_second, 3),
        "read_s_a_page": round(read_s, 3),
        "outside_read_ms_a_page": round(1000 * (workers / a_second - read_s), 1),
    }
