"""`tsuzuri audit incident`: what was in a box and who saw it, by identifiers alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.access import Operator, Role
from pipeline.cli import build
from pipeline.desk import Desk
from pipeline.settings import load
from pipeline.workbench import open_archive
from tests.pipeline import sheltered


def test_a_lost_box_is_answered_by_identifiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    with open_archive(load()) as archive:
        sheltered.take_in(archive, tmp_path)
        for name in ("kimura", "kimura", "hayakawa"):
            Desk(archive, Operator(name, Role.CLERK, "office")).open_case("case-s")
    run = CliRunner()
    done = run.invoke(build("ja"), ["audit", "incident", "--box", "b1", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert found["pages"] == {"case-s": ["case-s:1"]}
    assert [(one["who"], one["times"]) for one in found["seen"]] == [("kimura", 2), ("hayakawa", 1)]
    assert "南" not in done.output
    by = run.invoke(build("ja"), ["audit", "incident", "--seen-by", "hayakawa", "--json"])
    assert [one["case_id"] for one in json.loads(by.output)["seen"]] == ["case-s"]
    assert run.invoke(build("ja"), ["audit", "incident"]).exit_code == 2
    assert run.invoke(build("ja"), ["audit", "incident", "--box", "none"]).output == ""
