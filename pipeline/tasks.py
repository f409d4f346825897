"""`run_stage` is the only dotted path that ever enters a queue. It obeys the remedy of what a stage raises.

RETRY is bounded: the archive counts claims, and an item claimed too often is quarantined. WAIT gives the item back
uncounted: the archive or its disk is to blame, not the paper. Anything that is not an error of the house is a bug: the
item is quarantined with its traceback and the worker lives on.
"""

import time
import traceback
from contextlib import suppress
from dataclasses import asdict

from domain.errors import Remedy, StorageError, TsuzuriError
from pipeline.flow import STAGES, Job
from pipeline.logs import note, open_log
from pipeline.settings import Settings, load
from pipeline.stages import Outcome
from pipeline.workbench import Workbench
from storage.line import Mode

WAITS_S = (0.5, 1.0, 2.0, 4.0, 8.0)


class _Process:
    """The workbench of this process."""

    bench: Workbench | None = None


def prepare(settings: Settings) -> None:
    """Builds the workbench of a pool process; its heavy parts wait until they are needed."""
    open_log(settings.log)
    _Process.bench = Workbench(settings)


def run_stage(stage: str, key: str, *_later: object, **_named: object) -> dict[str, int]:
    """Does one job and says what got done (`Outcome` as numbers). Raises only what stops the installation.

    What a newer program added to the job is let pass, and a stage this program does not know is left to that newer
    program: the archive still says it is due.
    """
    if _Process.bench is None:
        prepare(load())
    bench = _Process.bench
    assert bench is not None
    if stage not in STAGES:
        note("unknown_stage", stage=stage, key=key)
        return asdict(Outcome())
    return asdict(obey(bench, Job(stage, key)))


def obey(bench: Workbench, job: Job) -> Outcome:
    start = time.perf_counter()
    try:
        if bench.settings.queue and bench.archive.line.mode() is Mode.PAUSED:
            return Outcome()
        done = STAGES[job.stage](bench, job.key)
        note("done", stage=job.stage, key=job.key, seconds=time.perf_counter() - start)
    except TsuzuriError as error:
        note("failed", stage=job.stage, key=job.key, code=error.code)
        if error.remedy is Remedy.STOP:
            raise
        if error.remedy is Remedy.WAIT:
            wait_for_archive(bench, job, error=error)
        else:
            for_good = error.remedy is not Remedy.RETRY
            _told(bench, job, reason=str(error), for_good=for_good)
    except Exception as error:  # noqa: BLE001 - the job runner: a bug costs its item, never the worker
        note("bug", stage=job.stage, key=job.key, code=type(error).__name__)
        _told(bench, job, reason="BUG " + traceback.format_exc(limit=-6), for_good=True)
    else:
        return done
    return Outcome()


def wait_for_archive(bench: Workbench, job: Job, *, error: TsuzuriError) -> None:
    """Gives the item back without counting the try, as soon as the archive answers again.

    With a queue the worker waits here for a while and then takes the next job; alone, the run stops with the sentence
    and goes on when it is started again.
    """
    for wait_s in WAITS_S:
        with suppress(StorageError):
            if job.stage == "read":
                bench.archive.line.give_back(job.key, bench.name)
            elif job.stage == "unpack":
                bench.archive.line.give_back_file(job.key, bench.name)
            return
        time.sleep(wait_s)
    if not bench.settings.queue:
        raise error


def _told(bench: Workbench, job: Job, *, reason: str, for_good: bool) -> None:
    """An archive that is away in this very moment is waited for; the claim's lease does the rest."""
    for wait_s in WAITS_S:
        with suppress(StorageError):
            put_aside(bench, job, reason=reason, for_good=for_good)
            return
        time.sleep(wait_s)


def put_aside(bench: Workbench, job: Job, *, reason: str, for_good: bool) -> None:
    """Gives the item back for another try, or quarantines it."""
    archive = bench.archive
    if job.stage == "unpack":
        if for_good:
            archive.quarantine_file(job.key, reason)
        else:
            archive.line.return_file(job.key, reason)
    elif job.stage == "read":
        if for_good:
            archive.quarantine_page(job.key, reason)
        else:
            archive.return_page(job.key, reason)
    else:
        archive.fail_case(job.key, reason)
