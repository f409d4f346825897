"""The same line over RQ: jobs are two strings in Redis, results are in the archive, and losing Redis loses no work.

The JSON serializer: the default is pickle, and whoever can write to Redis could run code. Job ids are not `unique`: the
queue would refuse a job whose worker was killed until its own clean-up; the archive's claim decides who works.
"""

import time
from collections.abc import Callable

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from domain.errors import ArchiveAway, ConfigError, NoSpace, QueueAway
from pipeline.flow import Job, due
from pipeline.logs import note, open_log
from pipeline.stages import Outcome
from pipeline.workbench import Workbench

QUEUES = {"read": "ocr", "reread": "ocr", "unpack": "fast", "extract": "fast"}
TASK = "pipeline.tasks.run_stage"
JOB_TIMEOUT_S = 600
SWEEP_S, BUSY_SWEEP_S = 1.0, 0.1
AHEAD = 64  # jobs that wait in a queue at most: enough to feed many workers, few enough to stop or overtake soon
FORGOTTEN_S = 10.0  # a job handed over, in no queue and still due after this long was lost: handed over again
QUIET_S = 2.0  # nothing due, queued or held for this long: a job between queue and claim is seen by then
COMING_UP_S = 15.0  # how long a worker that was started at the same moment may take to show itself
PATIENCE_S = 120.0  # how long Redis or the archive may be away before `work` gives up
FEEDER_KEY, FEEDER_S = "tsuzuri:feeder", 5


def connect(url: str) -> "Redis":
    """Raises QueueAway when no queue server answers at `url`."""
    try:
        server = Redis.from_url(url, retry=Retry(ConstantBackoff(0.2), 3), socket_connect_timeout=5)
        server.ping()
    except (RedisError, ValueError) as error:
        raise QueueAway(f"no queue server answers at the queue URL: {error}") from error
    return server


class Feeder:
    """Hands what the archive says is due to the queues, never more than `AHEAD` waiting in each (back-pressure).

    Any number may run; one at a time holds the turn. It is also the sweep: what was lost between save and submit, or
    with Redis, is simply still due.
    """

    def __init__(self, bench: Workbench, server: "Redis", *, ahead: int = AHEAD) -> None:
        self.bench, self.server, self.ahead = bench, server, ahead
        self.queues = {name: Queue(name, connection=server, serializer=JSONSerializer) for name in QUEUES.values()}
        self.handed: dict[str, float] = {}
        self.looked_for_dead = 0.0

    def feed(self) -> int:
        """How many jobs were handed over. Raises RedisError, or ArchiveAway, when either is away."""
        now, count = time.monotonic(), 0
        self.handed = {job_id: at for job_id, at in self.handed.items() if now - at < FORGOTTEN_S}
        if not self._my_turn():
            return 0
        self._free_the_dead()
        waiting = {name: set(queue.get_job_ids()) for name, queue in self.queues.items()}
        room = {name: self.ahead - len(ids) for name, ids in waiting.items()}
        if max(room.values()) < self.ahead / 4:
            return 0
        for job in due(self.bench.archive, self.ahead + len(self.handed)):
            name = QUEUES[job.stage]
            if room[name] > 0 and job.job_id not in waiting[name] and job.job_id not in self.handed:
                self._submit(job, name)
                self.handed[job.job_id] = now
                room[name] -= 1
                count += 1
        return count

    def _my_turn(self) -> bool:
        mine = self.bench.name
        if self.server.set(FEEDER_KEY, mine, nx=True, ex=FEEDER_S):
            return True
        holder = self.server.get(FEEDER_KEY)
        if isinstance(holder, bytes) and holder.decode() == mine:
            self.server.expire(FEEDER_KEY, FEEDER_S)
            return True
        return False

    def _free_the_dead(self) -> None:
        """Pages held by processes of this computer that are gone; those of other computers come back by lease."""
        if time.monotonic() - self.looked_for_dead > SWEEP_S:
            self.looked_for_dead = time.monotonic()
            self.bench.archive.release_claims_of_the_dead(self.bench.name)

    def _submit(self, job: Job, name: str) -> None:
        self.queues[name].enqueue(
            TASK,
            job.stage,
            job.key,
            job_id=job.job_id,
            result_ttl=0,
            failure_ttl=0,
            job_timeout=JOB_TIMEOUT_S,
        )

    def keep_feeding(self, stopped: Callable[[], bool]) -> None:
        """Until `stopped`. A queue or archive that is away is asked again: nothing is lost meanwhile."""
        while not stopped():
            try:
                count = self.feed()
            except (RedisError, ArchiveAway, NoSpace) as error:
                note("waiting", code=getattr(error, "code", type(error).__name__))
                self.handed.clear()
                count = 0
            time.sleep(BUSY_SWEEP_S if count else SWEEP_S / 4)


class RqRunner:
    """Feeds the queues and watches until nothing is open; the workers are processes of their own."""

    def __init__(self, bench: Workbench, *, on_progress: Callable[[Outcome], None]) -> None:
        self.bench, self.tell = bench, on_progress
        open_log(bench.settings.log)
        self.server = connect(bench.settings.queue)
        self.feeder = Feeder(bench, self.server)

    def run(self) -> Outcome:
        """Returns when nothing is left, or nothing is to be begun. Raises ConfigError when no worker takes the work."""
        line, archive = self.bench.archive.line, self.bench.archive
        self.before, told, well = archive.counts().pages_ended, 0.0, time.monotonic()
        self.seen_worker, busy = well - PATIENCE_S + COMING_UP_S, well
        while True:
            try:
                left = line.open_items()
                if left and (self.feeder.feed() or self._under_way()):
                    busy = time.monotonic()
                elif not left or time.monotonic() - busy > QUIET_S:
                    return self._said()
                if time.monotonic() - told > 2 * SWEEP_S:
                    told = time.monotonic()
                    self._said()
                well = time.monotonic()
            except (RedisError, ArchiveAway, NoSpace) as error:
                self.feeder.handed.clear()
                busy = time.monotonic()
                if busy - well > PATIENCE_S:
                    raise ConfigError(f"queue or archive did not come back: {type(error).__name__}") from error
            time.sleep(BUSY_SWEEP_S)

    def _said(self) -> Outcome:
        done = Outcome(pages=self.bench.archive.counts().pages_ended - self.before)
        self.tell(done)
        return done

    def _under_way(self) -> bool:
        """Something is queued, held or handed over. Raises ConfigError when there is work and no worker to do it."""
        archive = self.bench.archive
        if Worker.all(connection=self.server):
            self.seen_worker = time.monotonic()
        elif time.monotonic() - self.seen_worker > PATIENCE_S:
            raise ConfigError("no worker takes jobs from the queue: start one or more with `tsuzuri worker`")
        queued = any(queue.count for queue in self.feeder.queues.values())
        return queued or bool(self.feeder.handed) or archive.line.held() > 0 or bool(due(archive, 1))
