"""The log names pages and jobs and never a person."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.logs import note
from tests.pipeline.papers import tiff

NAMES = ("髙橋", "山﨑", "高橋", "山崎", "昭和", "box", "tif")


def test_nothing_but_ids_codes_and_seconds(tmp_path: Path) -> None:
    box = tmp_path / "山﨑 髙橋"
    tiff(box.parent / "x.tif", "髙橋", pages=1)
    box.mkdir()
    tiff(box / "髙橋 花子.tif", "髙橋", pages=2)
    (box / "山﨑.pdf").write_bytes(b"%PDF-1.7 broken")
    chosen = {"HOME": str(tmp_path / "home"), "READER": "blank", "SECOND_READER": "", "LOG": "json", "WORKERS": "1"}
    env = {**os.environ, **{f"TSUZURI_{name}": value for name, value in chosen.items()}}
    program = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    subprocess.run([*program, "ingest", str(box)], env=env, check=True, capture_output=True)
    done = subprocess.run([*program, "work"], env=env, check=True, capture_output=True, text=True)
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert {one["stage"] for one in events} >= {"unpack", "read", "extract"}
    assert all(one["key"] for one in events)
    written = json.dumps(events, ensure_ascii=False)
    assert not [name for name in NAMES if name in written]


def test_other_words_are_refused() -> None:
    with pytest.raises(ValueError, match="not an event"):
        note("done", reason="髙橋")
    with pytest.raises(ValueError, match="not an event"):
        note("髙橋")
