"""The local runner: this computer's cores work off what the archive says is due. Needs no queue server."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from pipeline.flow import Job, due
from pipeline.logs import open_log
from pipeline.pool import make_pool
from pipeline.stages import Outcome, added
from pipeline.tasks import prepare, run_stage
from pipeline.workbench import Workbench


class LocalRunner:
    """Runs until nothing is due. Killed at any moment and started again, it goes on where the archive stands."""

    def __init__(self, bench: Workbench, *, on_progress: Callable[[Outcome], None]) -> None:
        self.bench, self.tell = bench, on_progress
        self.workers = bench.settings.worker_count
        self.under_way: dict[Future[dict[str, int]], Job] = {}
        self.pool: ProcessPoolExecutor | None = None
        self.careful = 0
        self.total = Outcome()

    def run(self) -> Outcome:
        open_log(self.bench.settings.log)
        self.bench.archive.release_claims_of_the_dead(self.bench.name, forgive=True)
        try:
            while self._fill():
                self._collect()
        finally:
            if self.pool:
                self.pool.shutdown(cancel_futures=True)
        return self.total

    def _fill(self) -> bool:
        """Submits what is due and not yet under way, two jobs ahead a process. False when all is done."""
        most = 1 if self.careful else 2 * self.workers
        if len(self.under_way) < most:
            known = set(self.under_way.values())
            for job in due(self.bench.archive, most + len(known)):
                if job not in known and len(self.under_way) < most:
                    self._submit(job)
        return bool(self.under_way)

    def _submit(self, job: Job) -> None:
        if self.pool is None:
            self.pool = make_pool(self.workers, prepare, args=(self.bench.settings,))
        self.under_way[self.pool.submit(run_stage, job.stage, job.key)] = job

    def _collect(self) -> None:
        for done in wait(self.under_way, return_when=FIRST_COMPLETED).done:
            try:
                numbers = done.result()
            except BrokenProcessPool:
                self._start_again()
                return
            del self.under_way[done]
            self.careful = max(0, self.careful - 1)
            self.total = added(self.total, Outcome(**numbers))
            self.tell(self.total)

    def _start_again(self) -> None:
        """A process died and took the pool with it. What was under way is tried again one by one, so that only the
        page or file that kills its process is claimed in vain until the archive quarantines it.
        """
        self.careful = max(self.careful, len(self.under_way))
        if self.pool:
            self.pool.shutdown(cancel_futures=True)  # until its processes are gone, their claims cannot be freed
        self.under_way, self.pool = {}, None
        self.bench.archive.release_claims_of_the_dead(self.bench.name)
