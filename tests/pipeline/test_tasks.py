"""The job runner: what is the archive's fault costs the paper no try; unknown jobs are left to a newer program."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.errors import ArchiveAway, NoSpace, StorageError, TsuzuriError
from pipeline import tasks
from pipeline.flow import STAGES, Job, due
from pipeline.intake import Intake, take_in
from pipeline.jobs import LocalRunner
from pipeline.settings import load
from pipeline.stages import Outcome
from pipeline.workbench import Workbench
from storage.line import Mode
from tests.pipeline.papers import tiff


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    for name, value in {"HOME": str(tmp_path / "home"), "READER": "blank", "SECOND_READER": ""}.items():
        monkeypatch.setenv(f"TSUZURI_{name}", value)
    made = Workbench(load())
    paths = [tiff(tmp_path / f"{name}.tif", name, pages=2) for name in ("a", "b")]
    take_in(made.archive, paths, by=Intake("box", "test"), tell=lambda _: None)
    return made


def unpacked(bench: Workbench) -> list[Job]:
    for job in due(bench.archive, 10):
        tasks.obey(bench, job)
    return [job for job in due(bench.archive, 10) if job.stage == "read"]


@dataclass
class Failing:
    """A stage that claims its page and then fails, `times` times."""

    error: TsuzuriError
    times: int

    def __call__(self, bench: Workbench, key: str) -> Outcome:
        assert bench.archive.claim_page(key, bench.name, lease_s=60)
        if self.times:
            self.times -= 1
            raise self.error
        return Outcome(pages=1)


@pytest.mark.parametrize("error", [ArchiveAway("gone"), NoSpace("full")], ids=["away", "full"])
def test_an_archive_that_was_away_costs_no_try(
    bench: Workbench, error: TsuzuriError, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = unpacked(bench)[0]
    monkeypatch.setitem(STAGES, "read", Failing(error, 7))
    for _ in range(8):
        done = tasks.obey(bench, page)
    assert done == Outcome(pages=1)
    assert bench.archive.quarantined_pages() == ()


def test_a_page_that_fails_three_times_is_set_aside(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    page, *rest = unpacked(bench)
    monkeypatch.setitem(STAGES, "read", Failing(StorageError("bad place"), 9))
    for _ in range(3):
        tasks.obey(bench, page)
    assert [reason for _, reason in bench.archive.quarantined_pages()] == ["STORE-000 bad place"]
    assert {job.key for job in due(bench.archive, 10)} == {job.key for job in rest}


def test_a_file_that_cannot_be_fetched_is_tried_three_times(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    file = due(bench.archive, 10)[0]

    def failing(bench: Workbench, key: str) -> Outcome:
        assert bench.archive.line.claim_file(key, bench.name, lease_s=60)
        raise StorageError("bad place")

    monkeypatch.setitem(STAGES, "unpack", failing)
    states = []
    for _ in range(3):
        tasks.obey(bench, file)
        states.append(bench.archive.file(file.key).state.value)
    assert states == ["claimed", "claimed", "quarantined"]


def test_an_archive_that_is_away_costs_a_file_no_try(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    file = due(bench.archive, 10)[0]

    def failing(bench: Workbench, key: str) -> Outcome:
        assert bench.archive.line.claim_file(key, bench.name, lease_s=60)
        raise ArchiveAway("gone")

    with monkeypatch.context() as while_away:
        while_away.setitem(STAGES, "unpack", failing)
        for _ in range(5):
            tasks.obey(bench, file)
    tasks.obey(bench, file)
    assert bench.archive.file(file.key).state.value == "unpacked"


def test_a_file_held_by_another_is_left_to_it(bench: Workbench) -> None:
    file = due(bench.archive, 10)[0]
    line = bench.archive.line
    assert line.claim_file(file.key, "elsewhere:7", lease_s=60)
    assert file not in due(bench.archive, 10)
    tasks.obey(bench, file)
    assert bench.archive.file(file.key).state.value == "claimed"
    assert line.heartbeat_file(file.key, "elsewhere:7", lease_s=0)
    assert not line.heartbeat_file(file.key, bench.name, lease_s=60)
    tasks.obey(bench, file)
    assert bench.archive.file(file.key).state.value == "unpacked"


def test_a_stage_or_payload_of_a_newer_program_is_let_pass(bench: Workbench) -> None:
    page = unpacked(bench)[0]
    tasks.prepare(bench.settings)
    assert tasks.run_stage("redact", page.key) == {"pages": 0, "sure": 0}
    assert tasks.run_stage(page.stage, page.key, "more", hint=1)["pages"] == 1


def test_an_urgent_case_goes_first_and_a_paused_line_stands(bench: Workbench) -> None:
    last = bench.archive.file(due(bench.archive, 10)[-1].key)
    bench.archive.line.make_urgent(last.case_id)
    assert due(bench.archive, 10)[0] == Job("unpack", last.file_id)
    assert unpacked(bench)[0].key.startswith(last.file_id)
    bench.archive.line.set_mode(Mode.PAUSED)
    assert due(bench.archive, 10) == ()
    assert LocalRunner(bench, on_progress=lambda _: None).run() == Outcome()
    bench.archive.line.set_mode(Mode.DRAINING)
    assert len(due(bench.archive, 10)) == 4


def test_draining_opens_no_file(bench: Workbench) -> None:
    bench.archive.line.set_mode(Mode.DRAINING)
    assert due(bench.archive, 10) == ()


def test_no_such_case_cannot_be_urgent(bench: Workbench) -> None:
    with pytest.raises(StorageError, match="no case"):
        bench.archive.line.make_urgent("nobody")
