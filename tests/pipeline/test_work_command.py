"""What `work` says while it reads: the doubts of its bar are those that `status` and the desk count."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.report import next_step
from tests.pipeline.papers import tiff

PROGRAM = str(Path(sys.executable).with_name("tsuzuri"))


def said(home: Path, *words: str) -> tuple[str, str]:
    given = {"TSUZURI_HOME": str(home), "TSUZURI_READER": "blank", "TSUZURI_SECOND_READER": "", "TSUZURI_LANG": "ja"}
    env = os.environ | given | {"TSUZURI_WORKERS": "1", "COLUMNS": "200"}
    done = subprocess.run([PROGRAM, *words], env=env, check=True, capture_output=True, text=True)
    return done.stdout, done.stderr


def test_the_bar_and_status_say_the_same_number(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name, pages in (("a", 2), ("b", 3)):
        said(home, "ingest", str(tiff(tmp_path / f"{name}.tif", name, pages=pages)))
        shown = re.findall(r"要確認 (\d+)", said(home, "work")[1])
        counted = json.loads(said(home, "status", "--json")[0])["doubts"]
        assert counted > 0
        assert int(shown[-1]) == counted


@pytest.mark.parametrize(("queued", "wanted"), [(False, "tsuzuri work reads"), (True, "tsuzuri worker")])
def test_where_workers_read_nobody_is_told_to_start(queued: bool, wanted: str) -> None:
    assert wanted in next_step({"files": {"unpacked": 1}, "adds_up": False}, "en", queued=queued)
