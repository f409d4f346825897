"""Numbers for Prometheus, the health answer, and a status that keeps looking."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipeline.intake import Intake, take_in
from pipeline.metrics import server
from pipeline.settings import load
from pipeline.workbench import Workbench
from tests.pipeline.papers import tiff

# A shell that runs the tests in the background ignores Ctrl+C for all its children; the program must hear it again.
HEAR = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
HEARING = [sys.executable, "-c", f"{HEAR}; from pipeline.cli import main; main()"]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(load(home=tmp_path / "home", reader="blank", second_reader=""))


@contextmanager
def serve(bench: Workbench) -> Iterator[str]:
    with server(bench, host="127.0.0.1", port=0) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{serving.server_port}"
        finally:
            serving.shutdown()
            thread.join()


@pytest.fixture
def url(bench: Workbench) -> Iterator[str]:
    with serve(bench) as found:
        yield found


def numbers(url: str) -> dict[tuple[str, ...], float]:
    said = httpx.get(f"{url}/metrics", trust_env=False).text
    families = text_string_to_metric_families(said)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_metrics_follow_the_archive(bench: Workbench, url: str, tmp_path: Path) -> None:
    assert numbers(url)["tsuzuri_archive_up",] == 1
    take_in(
        bench.archive, [tiff(tmp_path / "髙橋 花子.tif", "x", pages=3)], by=Intake("box", "test"), tell=lambda _: None
    )
    file_id = bench.archive.files_due()[0]
    bench.archive.unpacked(file_id, 3)
    found = numbers(url)
    assert found["tsuzuri_pages", "waiting"] == 3
    assert found["tsuzuri_files", "unpacked"] == 1
    assert found["tsuzuri_adds_up",] == 0
    assert found["tsuzuri_line_mode", "running"] == 1
    assert "髙橋" not in httpx.get(f"{url}/metrics", trust_env=False).text


def test_health_says_what_is_wrong(url: str) -> None:
    answer = httpx.get(f"{url}/health", trust_env=False)
    assert answer.json()["archive"] == "ok" and answer.json()["queue"] == "none"
    assert httpx.get(f"{url}/", trust_env=False).status_code == 404


def test_a_queue_that_is_away_is_unhealthy_and_no_failed_scrape(tmp_path: Path) -> None:
    bench = Workbench(load(home=tmp_path / "home", queue="redis://127.0.0.1:1/0"))
    with serve(bench) as url:
        answer = httpx.get(f"{url}/health", trust_env=False, timeout=30)
        assert answer.status_code == 503 and answer.json()["queue"] == "TZ-QUEUE"
        assert numbers(url)["tsuzuri_queue_up",] == 0
        assert numbers(url)["tsuzuri_archive_up",] == 1


def test_an_archive_that_is_away_is_told(tmp_path: Path) -> None:
    bench = Workbench(load(home=tmp_path, archive="postgresql://nobody@127.0.0.1:1/none"))
    with serve(bench) as url:
        answer = httpx.get(f"{url}/health", trust_env=False, timeout=30)
        assert answer.status_code == 503 and answer.json()["archive"] not in ("ok", "none")
        assert numbers(url) and numbers(url)["tsuzuri_archive_up",] == 0


def test_status_keeps_looking_until_it_is_told_to_stop(tmp_path: Path) -> None:
    env = {**os.environ, "TSUZURI_HOME": str(tmp_path / "home")}
    words = [*HEARING, "status", "--watch", "--every", "0.1", "--json"]
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        looks = [json.loads(watching.stdout.readline()) for _ in range(3)]
        watching.send_signal(signal.SIGINT)
        watching.stdout.read()
        assert watching.wait(20) == 0
    assert all(one["adds_up"] and one["pages_a_minute"] == 0 for one in looks)
