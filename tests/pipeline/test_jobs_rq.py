"""The queue runner: the same line, the same end, also when the queue forgets everything half-way."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoAnswer

from domain.errors import ConfigError
from pipeline.flow import STAGES
from pipeline.intake import Intake, take_in
from pipeline.jobs_rq import QUEUES, RqRunner, connect
from pipeline.settings import load
from pipeline.workbench import Workbench
from storage.line import Mode
from tests.pipeline.papers import tiff

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("redis")]


@pytest.fixture
def queue_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    assert program, "redis-server is missing: make setup-test installs it"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    for _ in range(100):
        try:
            Redis.from_url(url).ping()
            break
        except NoAnswer:
            time.sleep(0.05)
    yield url
    server.terminate()
    server.wait()


@pytest.fixture
def bench(tmp_path: Path, queue_url: str, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    for name, value in {
        "HOME": str(tmp_path / "home"),
        "QUEUE": queue_url,
        "READER": "blank",
        "SECOND_READER": "",
    }.items():
        monkeypatch.setenv(f"TSUZURI_{name}", value)
    made = Workbench(load())
    paths = [tiff(tmp_path / f"{name}.tif", name, pages=3) for name in ("a", "b")]
    take_in(made.archive, paths, by=Intake("box", "test"), tell=lambda _: None)
    return made


def worker() -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-c", "from pipeline.cli import main; main(['worker'])"]
    return subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_worked_off_by_a_worker_although_the_queue_is_emptied(bench: Workbench, queue_url: str) -> None:
    taking = worker()
    try:
        wait_for_worker(queue_url)
        emptied: list[int] = []

        def empty_once(_: object) -> None:
            if not emptied:
                emptied.append(1)
                for key in Redis.from_url(queue_url).scan_iter("rq:queue:*"):
                    Redis.from_url(queue_url).delete(key)

        RqRunner(bench, on_progress=empty_once).run()
    finally:
        taking.terminate()
        taking.wait()
    counts = bench.archive.counts()
    assert dict(counts.pages) == {"read": 6}
    assert counts.adds_up
    assert sum(counts.cases.values()) == 2


def test_a_file_that_a_worker_is_opening_is_under_way(bench: Workbench) -> None:
    """Its pages are not known yet and nothing else is due: whoever left now would leave the pages unread."""
    runner = RqRunner(bench, on_progress=lambda _: None)
    runner.seen_worker = time.monotonic()
    opened = bench.archive.files_due(9)
    for file_id in opened:
        assert bench.archive.line.claim_file(file_id, "elsewhere:1", lease_s=60)
    assert runner.feeder.feed() == 0
    assert runner._under_way()
    assert bench.archive.line.held() == 2
    bench.archive.line.set_mode(Mode.PAUSED)
    for file_id in opened:
        assert bench.archive.line.give_back_file(file_id, "elsewhere:1")
    assert not runner._under_way()


def wait_for_worker(url: str) -> None:
    for _ in range(300):
        if Redis.from_url(url).smembers("rq:workers"):
            return
        time.sleep(0.1)
    pytest.fail("the worker did not come up")


def test_work_without_a_worker_is_told(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.jobs_rq.COMING_UP_S", 0.5)
    with pytest.raises(ConfigError, match="tsuzuri worker"):
        RqRunner(bench, on_progress=lambda _: None).run()


def test_no_server_is_told() -> None:
    with pytest.raises(ConfigError, match="no queue server"):
        connect("redis://127.0.0.1:1/0")


def test_every_stage_has_a_queue() -> None:
    assert set(QUEUES) == set(STAGES)
