"""kill -9 at any moment: run again, every page is in exactly one end state, nothing twice, nothing lost."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pipeline.papers import tiff

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
FILES, PAGES = 8, 6
KILLS = 10


def run(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([*PROGRAM, *words], env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_killed_ten_times(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for number in range(FILES):
        tiff(box / f"file{number}.tif", f"file {number}", pages=PAGES)
    chosen = {"TSUZURI_HOME": str(tmp_path / "home"), "TSUZURI_READER": "blank", "TSUZURI_SECOND_READER": ""}
    env = {**os.environ, **chosen, "TSUZURI_WORKERS": "2", "TSUZURI_LANG": "en"}
    moments = random.Random(20261123)
    for _ in range(KILLS):
        # The moments fall on intake, start-up, reading and extraction alike.
        verb = ["ingest", str(box)] if moments.random() < 0.3 else ["work"]
        killed = subprocess.Popen([*PROGRAM, *verb], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, 5.0))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    run(env, "ingest", str(box))
    run(env, "work")
    report = json.loads(run(env, "status", "--json"))
    assert report["files"]["unpacked"] == FILES
    assert report["pages"] == {"read": FILES * PAGES}
    assert sum(report["cases"].values()) == FILES
    assert "reading" not in report["cases"]
    assert report["adds_up"]
    assert report["unfinished_batches"] == []
