"""Worker processes: each keeps its models open from job to job; a small foreman starts them again when they die.

No fork per job: opening the readers costs seconds, a job one or two. What a crash of a process costs is its page's try.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from domain.errors import ArchiveAway, ConfigError, QueueAway
from pipeline.jobs_rq import Feeder, connect
from pipeline.logs import note, open_log
from pipeline.pool import ONE_THREAD
from pipeline.settings import Settings, load
from pipeline.tasks import prepare
from pipeline.workbench import Workbench

IDLE_S = 20  # then the worker signs on anew: a queue server that forgot everything knows it again
AGAIN_S, LONGEST_AGAIN_S = 0.5, 30.0
ENDING_S = 60.0
COMING_UP_S = 60.0  # a server that restarts needs seconds; one that was named wrongly must be told within a minute
EXIT_CONFIG = 78


def work_for_queue(url: str, *, queues: tuple[str, ...] = ("fast", "ocr"), burst: bool = False) -> None:
    """One worker process, in this process, until SIGTERM or SIGINT. `burst`: until the queues are empty."""
    settings = load()
    prepare(settings)
    server = connect(url)
    note("worker_up", worker=str(os.getpid()))
    told_to_stop = threading.Event()
    while not told_to_stop.is_set():
        try:
            worker = SimpleWorker(list(queues), connection=server, serializer=JSONSerializer)
            # The worker puts its own handlers in place of these for as long as it works.
            worker.work(burst=burst, logging_level="CRITICAL", max_idle_time=None if burst else IDLE_S)
            if burst or worker._shutdown_requested_date is not None or worker._stop_requested:
                told_to_stop.set()
        except RedisError as error:
            note("waiting", code=type(error).__name__)
            time.sleep(1.0)
    note("worker_down", worker=str(os.getpid()))


@dataclass
class Place:
    """One of the foreman's places: its process, and how long to wait before filling it again."""

    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    wait_s: float = AGAIN_S


@dataclass
class Foreman:
    """`count` workers under this process, fed by it, until SIGTERM or SIGINT: then each finishes its page."""

    count: int
    queues: tuple[str, ...] = ("fast", "ocr")
    feeds: bool = True
    ending: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Waits for an archive and a queue that are coming up themselves.

        Raises ConfigError when a worker says that the installation must be mended.
        """
        settings = load()
        open_log(settings.log)
        places = [Place() for _ in range(self.count)]
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: self.ending.set())
        if self.feeds:
            feeder = patiently(lambda: _feeder(settings), self.ending)
            threading.Thread(target=feeder.keep_feeding, args=(self.ending.is_set,), daemon=True).start()
        try:
            while not self.ending.wait(0.2):
                for place in places:
                    self._fill(place)
        finally:
            self._end(places)

    def _fill(self, place: Place) -> None:
        now = time.monotonic()
        if place.process is not None and place.process.poll() is None:
            return
        if place.process is not None:
            if place.process.returncode == EXIT_CONFIG:
                raise ConfigError("a worker found the installation in need of mending: `tsuzuri doctor` says what")
            if now - place.started < place.wait_s:
                return
            place.wait_s = AGAIN_S if now - place.started > LONGEST_AGAIN_S else min(2 * place.wait_s, LONGEST_AGAIN_S)
            note("worker_down", worker=str(place.process.pid), code=str(place.process.returncode))
        words = [sys.executable, "-c", f"from pipeline.workforce import _child; _child({','.join(self.queues)!r})"]
        place.process = subprocess.Popen(words, env={**os.environ, **ONE_THREAD})
        place.started = now

    def _end(self, places: list[Place]) -> None:
        alive = [one.process for one in places if one.process is not None and one.process.poll() is None]
        for process in alive:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + ENDING_S
        for process in alive:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def _child(queues: str) -> None:
    """A worker under a foreman: leaves when the foreman is gone."""
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    try:
        work_for_queue(load().queue, queues=tuple(queues.split(",")))
    except ConfigError as error:
        # A queue that is not up yet is waited for by the foreman; anything else it must hear of.
        sys.exit(1 if isinstance(error, QueueAway) else EXIT_CONFIG)


def patiently(look: Callable[[], Feeder], ending: threading.Event, *, longest_s: float = COMING_UP_S) -> Feeder:
    """What `look` opens. An archive or a queue that is away (restarting, booting beside us) is asked again.

    Raises what it met last after `longest_s` or when `ending` is set; what waiting cannot mend, at once.
    """
    until = time.monotonic() + longest_s
    while True:
        try:
            return look()
        except (ArchiveAway, QueueAway) as error:
            note("waiting", code=error.code)
            if time.monotonic() > until or ending.wait(AGAIN_S):
                raise


def _feeder(settings: Settings) -> Feeder:
    bench = Workbench(settings)
    bench.archive.line.mode()  # migrates before the workers look
    return Feeder(bench, connect(settings.queue))


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)
