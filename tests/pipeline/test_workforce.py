"""The crew begins although its servers are still coming up, and tells at once what waiting cannot mend."""

import threading
import time
from pathlib import Path

import pytest

from domain.errors import ArchiveAway, ConfigError, QueueAway
from pipeline.jobs_rq import Feeder, connect
from pipeline.settings import Settings
from pipeline.workbench import Workbench
from pipeline.workforce import patiently
from tools.bulk.servers import Server, free_port


@pytest.mark.servers
def test_a_queue_that_comes_up_late_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    redis, bench = Server(words, port, tmp_path), Workbench(Settings(home=tmp_path / "data"))
    late = threading.Timer(2.0, redis.start)
    late.start()
    try:
        found = patiently(lambda: Feeder(bench, connect(f"redis://127.0.0.1:{port}/0")), threading.Event())
        assert found.server.ping()
    finally:
        late.join()
        redis.kill()


@pytest.mark.parametrize("away", [ArchiveAway("gone"), QueueAway("gone")])
def test_what_stays_away_is_told_in_the_end(away: Exception) -> None:
    asked: list[float] = []

    def look() -> Feeder:
        asked.append(time.monotonic())
        raise away

    with pytest.raises(type(away)):
        patiently(look, threading.Event(), longest_s=1.2)
    assert len(asked) > 1


def test_what_waiting_cannot_mend_is_told_at_once() -> None:
    asked: list[int] = []

    def look() -> Feeder:
        asked.append(1)
        raise ConfigError("the database is newer than this program")

    with pytest.raises(ConfigError):
        patiently(look, threading.Event())
    assert len(asked) == 1


def test_a_crew_told_to_end_waits_no_longer() -> None:
    ending = threading.Event()
    ending.set()

    def look() -> Feeder:
        raise ArchiveAway("gone")

    with pytest.raises(ArchiveAway):
        patiently(look, ending, longest_s=600)
