"""`tsuzuri read` as others build on it: shape, order, quarantine lines, sameness, and values against the truth."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tools.publish_reading_schema import PLACE, schema_text

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "samples" / "papers"


def read(*paths: Path, workers: int = 1) -> list[dict[str, Any]]:
    program = [sys.executable, "-c", "from pipeline.cli import main; main()", "read", "--workers", str(workers)]
    env = {**os.environ, "TSUZURI_LANG": "en"}
    done = subprocess.run([*program, *map(str, paths)], env=env, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_published_schema_is_the_types() -> None:
    assert PLACE.read_text(encoding="utf-8") == schema_text()


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("odd")
    empty, text = folder / "empty.pdf", folder / "note.txt"
    empty.write_bytes(b"")
    text.write_text("not a scan", encoding="utf-8")
    return read(empty, PAPERS / "demo" / "case-c" / "002.jpg", text, folder / "gone.pdf")


@pytest.mark.slow
def test_one_line_a_file_in_the_order_given(readings: list[dict[str, Any]]) -> None:
    assert [Path(one["source"]).name for one in readings] == ["empty.pdf", "002.jpg", "note.txt", "gone.pdf"]
    assert [one["status"] for one in readings] == ["quarantined", "read", "quarantined", "quarantined"]
    codes = [one["reason"].split()[0] for one in readings if one["reason"]]
    assert codes == ["PAPER-004", "PAPER-001", "PAPER-007"]


@pytest.mark.slow
def test_real_output_keeps_the_schema(readings: list[dict[str, Any]]) -> None:
    schema = json.loads(PLACE.read_text(encoding="utf-8"))
    for one in readings:
        jsonschema.validate(one, schema)


@pytest.mark.slow
def test_boxes_and_spans_point_at_something(readings: list[dict[str, Any]]) -> None:
    page = readings[1]["pages"][0]
    for item in (*page["lines"], *readings[1]["fields"], *readings[1]["entries"]):
        x, y, width, height = item["box"]
        assert 0 <= x <= x + width <= page["width_px"]
        assert 0 <= y <= y + height <= page["height_px"]
    for entry in readings[1]["entries"]:
        for mention in (*entry["people"], *entry["organisations"]):
            start, end = mention["span"]
            assert entry["text"][start:end] == mention["name"]
        for date in entry["dates"]:
            assert entry["text"][slice(*date["span"])] == date["raw"]


@pytest.mark.slow
def test_the_same_file_reads_the_same(readings: list[dict[str, Any]]) -> None:
    (again,) = read(PAPERS / "demo" / "case-c" / "002.jpg")
    assert {**again, "seconds": None} == {**readings[1], "seconds": None}
