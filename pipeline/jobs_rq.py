"""The same line over RQ: jobs are two strings in Redis, results are in the archive, and losing Redis loses no work.

`result_ttl=0, failure_ttl=0`: otherwise `unique=True` would also refuse ids of ended jobs while they are kept.
The JSON serializer: the default is pickle, and whoever can write to Redis could run code.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

from domain.errors import ConfigError
from pipeline.flow import Job, due
from pipeline.stages import Outcome
from pipeline.workbench import Workbench

QUEUES = {"read": "ocr", "unpack": "fast", "extract": "fast"}
TASK = "pipeline.tasks.run_stage"
JOB_TIMEOUT_S = 600
SWEEP_S = 1.0
AHEAD = 64  # jobs handed to the queue at a time: enough to feed many workers, few enough to stop soon


def connect(url: str) -> "Redis":
    """Raises ConfigError when no queue server answers at `url`."""
    try:
        server = Redis.from_url(url)
        server.ping()
    except (RedisError, ValueError) as error:
        raise ConfigError(f"no queue server answers at the queue URL: {error}") from error
    return server


class RqRunner:
    """Submits what the archive says is due until nothing is; the workers are processes of their own."""

    def __init__(self, bench: Workbench, *, on_progress: Callable[[Outcome], None]) -> None:
        self.bench, self.tell = bench, on_progress
        self.server = connect(bench.settings.queue)
        self.queues = {name: Queue(name, connection=self.server, serializer=JSONSerializer) for name in QUEUES.values()}

    def run(self) -> Outcome:
        """Returns when nothing is left. Raises ConfigError when there is work and no worker to do it."""
        archive = self.bench.archive
        before = archive.counts().pages_ended
        while not archive.counts().adds_up or archive.cases_due(1):
            if not Worker.all(connection=self.server):
                raise ConfigError("no worker takes jobs from the queue: start one or more with `tsuzuri worker`")
            for job in due(archive, AHEAD):
                self._submit(job)
            time.sleep(SWEEP_S)
            self.tell(Outcome(pages=archive.counts().pages_ended - before))
        return Outcome(pages=archive.counts().pages_ended - before)

    def _submit(self, job: Job) -> None:
        """Submitting what is already queued is no error: the archive decides what is done, not the queue."""
        with suppress(DuplicateJobError):
            self.queues[QUEUES[job.stage]].enqueue(
                TASK,
                job.stage,
                job.key,
                job_id=job.job_id,
                unique=True,
                result_ttl=0,
                failure_ttl=0,
                job_timeout=JOB_TIMEOUT_S,
            )


def work_for_queue(url: str, *, burst: bool = False) -> None:
    """One worker process: takes from `fast` first, then `ocr`."""
    server = connect(url)
    Worker(["fast", "ocr"], connection=server, serializer=JSONSerializer).work(burst=burst, logging_level="WARNING")
