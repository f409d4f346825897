"""A file that kills whatever process opens it is given up after three tries; its neighbours are read."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.batch import FileState
from pipeline.intake import Intake, take_in
from pipeline.jobs_rq import Feeder, connect
from pipeline.settings import load
from pipeline.workbench import Workbench
from tests.faults.deadly import MARK
from tests.pipeline.papers import tiff
from tests.pipeline.test_jobs_rq import queue_url

__all__ = ["queue_url"]  # the fixture

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, str(ROOT / "tests/faults/deadly.py")]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    chosen = {"TSUZURI_HOME": str(tmp_path / "home"), "TSUZURI_READER": "blank", "TSUZURI_SECOND_READER": ""}
    for name, value in {**chosen, "TSUZURI_WORKERS": "2", "PYTHONPATH": str(ROOT)}.items():
        monkeypatch.setenv(name, value)
    paths = [tiff(tmp_path / f"{name}.tif", name, pages=2) for name in ("a", "b", "c", "d", "e")]
    for path in paths[1:3]:
        path.write_bytes(path.read_bytes() + MARK)
    made = Workbench(load())
    take_in(made.archive, paths, by=Intake("box", "test"), tell=lambda _: None)
    return made


def all_ended(bench: Workbench) -> None:
    counts = bench.archive.counts()
    assert dict(counts.files) == {"unpacked": 3, "quarantined": 2}
    assert dict(counts.pages) == {"read": 6}
    assert counts.adds_up
    aside = bench.archive.files(state=FileState.QUARANTINED)
    assert {Path(one.source).name for one in aside} == {"b.tif", "c.tif"}
    assert all("broke off 3 times" in one.reason for one in aside)
    assert bench.archive.damaged_files() == ()


@pytest.mark.slow
def test_in_the_local_pool(bench: Workbench) -> None:
    done = subprocess.run([*PROGRAM, "work"], capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    all_ended(bench)


@pytest.mark.slow
@pytest.mark.servers
@pytest.mark.xdist_group("redis")
def test_with_workers_of_the_queue(bench: Workbench, queue_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUZURI_QUEUE", queue_url)
    server, deaths = connect(queue_url), 0
    for _ in range(12):
        if not bench.archive.line.open_items():
            break
        Feeder(bench, server).feed()
        done = subprocess.run([*PROGRAM, "worker", "--burst"], capture_output=True, check=False, timeout=120)
        deaths += done.returncode == -signal.SIGKILL
    assert deaths == 6
    all_ended(bench)
