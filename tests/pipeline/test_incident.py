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
from tools.hostile.house import house


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


@pytest.mark.parametrize(("path", "action"), [("/v1/search", "search"), ("/v1/search.csv", "export")])
def test_whom_a_search_over_http_showed_is_answered_too(tmp_path: Path, path: str, action: str) -> None:
    with house(tmp_path) as place:
        token = {"authorization": f"Bearer {place.tokens['kimura']}"}
        assert "case-s" in place.ask("GET", f"{path}?q=早苗", headers=token).text
        auditor = Operator("kansa", Role.AUDITOR)
        assert [one.case_id for one in place.archive.audit.looks(auditor, by="kimura")] == ["case-s"]
        row = place.archive.audit.rows(auditor, subject="case-s")[1]  # behind this reading of the log
        assert (row.who, row.deed.action.value, row.deed.why) == ("kimura", action, "http")


def test_hits_that_leave_as_a_file_are_an_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    with open_archive(load()) as archive:
        sheltered.take_in(archive, tmp_path)
    for line in (["search", "早苗"], ["search", "早苗", "--csv", "hits.csv"]):
        assert CliRunner().invoke(build("ja"), line).exit_code == 0
    with open_archive(load()) as archive:
        rows = archive.audit.rows(Operator("x", Role.ALONE), subject="case-s")
    assert [one.deed.action.value for one in rows] == ["audit_read", "export", "search"]
