"""`run_stage` is the only dotted path that ever enters a queue. It obeys the remedy of what a stage raises.

RETRY is bounded: the archive counts claims, and an item claimed too often is quarantined. Anything that is not an error
of the house is a bug: the item is quarantined with its traceback and the worker lives on.
"""

import traceback
from dataclasses import asdict

from domain.errors import Remedy, TsuzuriError
from pipeline.flow import STAGES, Job
from pipeline.settings import Settings, load
from pipeline.stages import Outcome
from pipeline.workbench import Workbench


class _Process:
    """The workbench of this process."""

    bench: Workbench | None = None


def prepare(settings: Settings) -> None:
    """Builds the workbench of a pool process; its heavy parts wait until they are needed."""
    _Process.bench = Workbench(settings)


def run_stage(stage: str, key: str) -> dict[str, int]:
    """Does one job and says what got done (`Outcome` as numbers). Raises only what stops the installation."""
    if _Process.bench is None:
        prepare(load())
    bench = _Process.bench
    assert bench is not None
    return asdict(obey(bench, Job(stage, key)))


def obey(bench: Workbench, job: Job) -> Outcome:
    try:
        return STAGES[job.stage](bench, job.key)
    except TsuzuriError as error:
        if error.remedy is Remedy.STOP:
            raise
        put_aside(bench, job, reason=str(error), for_good=error.remedy is not Remedy.RETRY)
    except Exception:  # noqa: BLE001 - the job runner: a bug costs its item, never the worker
        put_aside(bench, job, reason="BUG " + traceback.format_exc(limit=-6), for_good=True)
    return Outcome()


def put_aside(bench: Workbench, job: Job, *, reason: str, for_good: bool) -> None:
    """Gives the item back for another try, or quarantines it."""
    archive = bench.archive
    if job.stage == "unpack":
        archive.quarantine_file(job.key, reason)
    elif job.stage == "read":
        if for_good:
            archive.quarantine_page(job.key, reason)
        else:
            archive.return_page(job.key, reason)
    else:
        archive.fail_case(job.key, reason)
