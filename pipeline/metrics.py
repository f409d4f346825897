"""Numbers of the line for Prometheus (`/metrics`) and a health answer (`/health`): counts, queues, disk.

Every look asks the archive anew. Refuses to give more than numbers and names of states: no ids, no words from papers.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from domain.errors import TsuzuriError
from pipeline.health import LEAST_FREE_BYTES
from pipeline.jobs_rq import QUEUES, connect
from pipeline.workbench import Workbench
from storage.line import Mode

OK, NONE = "ok", "none"


class Line(Collector):
    """What Prometheus reads. An archive or queue that is away is the number 0 of its `up`, never a failed scrape."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        found: list[Metric] = []
        try:
            found = list(self._archive())
            up = 1
        except TsuzuriError:
            up = 0
        yield _one("tsuzuri_archive_up", "1 when the archive answers", value=up)
        yield from found
        yield from self._queue()
        yield _one("tsuzuri_disk_free_bytes", "free bytes where the archive's home lies", value=free_bytes(self.bench))

    def _archive(self) -> Iterator[Metric]:
        counts, mode = self.bench.archive.counts(), self.bench.archive.line.mode()
        for name, by_state in (("files", counts.files), ("pages", counts.pages), ("cases", counts.cases)):
            yield _by(f"tsuzuri_{name}", f"{name} of the archive by state", label="state", numbers=dict(by_state))
        yield _one("tsuzuri_tasks", "cases that wait for a person", value=counts.tasks)
        yield _one("tsuzuri_doubts", "single doubts that wait for a person", value=counts.doubts)
        yield _one("tsuzuri_adds_up", "1 when every file and page is in an end state", value=int(counts.adds_up))
        modes = {one.value: int(one is mode) for one in Mode}
        yield _by("tsuzuri_line_mode", "1 for the mode the line is in", label="mode", numbers=modes)

    def _queue(self) -> Iterator[Metric]:
        if not self.bench.settings.queue:
            return
        try:
            with connect(self.bench.settings.queue) as server:
                names = sorted(set(QUEUES.values()))
                jobs = {one: Queue(one, connection=server, serializer=JSONSerializer).count for one in names}
                workers, up = Worker.count(connection=server), 1
        except (TsuzuriError, RedisError):
            jobs, workers, up = {}, 0, 0
        yield _one("tsuzuri_queue_up", "1 when the queue server answers", value=up)
        yield _one("tsuzuri_workers", "workers known to the queue", value=workers)
        yield _by("tsuzuri_queue_jobs", "jobs that wait in a queue", label="queue", numbers=jobs)


def _one(name: str, says: str, *, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)


def _by(name: str, says: str, *, label: str, numbers: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[label])
    for key, value in sorted(numbers.items()):
        family.add_metric([key], value)
    return family


def free_bytes(bench: Workbench) -> int:
    place = bench.settings.home.absolute()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def health(bench: Workbench) -> dict[str, str]:
    """What the installation needs, each "ok", "none" (not set up) or the code of what is wrong."""
    found = {"archive": OK, "queue": NONE, "disk": OK if free_bytes(bench) >= LEAST_FREE_BYTES else "low"}
    try:
        bench.archive.line.mode()
    except TsuzuriError as error:
        found["archive"] = error.code
    if bench.settings.queue:
        try:
            connect(bench.settings.queue).close()
            found["queue"] = OK
        except TsuzuriError as error:
            found["queue"] = error.code
    return found


def app(bench: Workbench) -> WSGIApplication:
    """`/metrics`, `/health` (200, or 503 when something is wrong); nothing else is there."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Line(bench))
    metrics = make_wsgi_app(registry)

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            written: Iterable[bytes] = metrics(environ, start)
            return written
        if path != "/health":
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"/metrics or /health\n"]
        found = health(bench)
        well = all(said in (OK, NONE) for said in found.values())
        start("200 OK" if well else "503 Service Unavailable", [("Content-Type", "application/json")])
        return [json.dumps({"ok": well, **found}).encode() + b"\n"]

    return answer


class _Quiet(WSGIRequestHandler):
    """A look every few seconds is no news."""

    def log_message(self, *_: object) -> None:
        return


def server(bench: Workbench, *, host: str, port: int) -> WSGIServer:
    """Bound and not yet serving. Raises OSError when the port is taken."""
    return make_server(host, port, app(bench), handler_class=_Quiet)
