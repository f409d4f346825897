"""`tsuzuri rules`: what is ordered is kept with who ordered it, and a share outside 0 to 1 is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import build


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path))
    return CliRunner()


def test_rules_are_kept(office: CliRunner) -> None:
    said = office.invoke(build("ja"), ["rules", "--double-entry", "yes", "--plant-share", "0.02"])
    assert said.exit_code == 0 and "二人で入力する: yes" in said.output
    found = json.loads(office.invoke(build("ja"), ["rules", "--json"]).output)
    assert found == {"plant_share": 0.02, "sample_share": 0.0, "double_entry": True}
    assert office.invoke(build("ja"), ["rules", "--double-entry", "no"]).exit_code == 0
    assert not json.loads(office.invoke(build("ja"), ["rules", "--json"]).output)["double_entry"]


@pytest.mark.parametrize("share", ["1.5", "-0.1", "半分"])
def test_a_share_beyond_all_is_refused(office: CliRunner, share: str) -> None:
    assert office.invoke(build("ja"), ["rules", "--sample-share", share]).exit_code == 2
    assert json.loads(office.invoke(build("ja"), ["rules", "--json"]).output)["sample_share"] == 0.0
