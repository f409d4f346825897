"""Which stage does what, and what the archive says is due: the sweep that makes a lost queue harmless."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.stages import Outcome, extract_case, read_one_page, unpack
from pipeline.turning import reread_turned
from pipeline.workbench import Workbench
from storage.archive import Archive
from storage.line import Mode

Stage = Callable[[Workbench, str], Outcome]

STAGES: dict[str, Stage] = {"unpack": unpack, "read": read_one_page, "extract": extract_case, "reread": reread_turned}


@dataclass(frozen=True, slots=True)
class Job:
    """Two strings; everything else is in the archive."""

    stage: str
    key: str

    @property
    def job_id(self) -> str:
        """Letters, digits, `_` and `-` only, as the queue wants it."""
        return f"{self.stage}_{self.key}"


def due(archive: Archive, limit: int) -> tuple[Job, ...]:
    """At most `limit` jobs that could be done now, finishing first: cases, turned pages, pages, files."""
    return tuple(islice(_due(archive, limit), limit))


def _due(archive: Archive, limit: int) -> Iterator[Job]:
    mode = archive.line.mode()
    if mode is Mode.PAUSED:
        return
    for case_id in archive.cases_due(limit):
        yield Job("extract", case_id)
    for key in archive.rereading.due(limit):
        yield Job("reread", key)
    for key in archive.pages_due(limit):
        yield Job("read", key)
    if mode is Mode.RUNNING:
        for file_id in archive.files_due(limit):
            yield Job("unpack", file_id)
