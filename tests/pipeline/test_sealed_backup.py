"""`tsuzuri backup --sealed` and back, as typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.errors import ConfigError, StorageError
from pipeline.cli import build
from pipeline.settings import load
from pipeline.workbench import open_archive
from tests.pipeline import sheltered


def test_a_sealed_backup_comes_back_and_leaves_nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "first"))
    with open_archive(load()) as archive:
        made = sheltered.take_in(archive, tmp_path)
    key, away = tmp_path / "key", tmp_path / "away"
    key.write_text("harbour lantern umbrella 42\n", encoding="utf-8")
    key.chmod(0o644)
    run = CliRunner()
    refused = run.invoke(build("ja"), ["backup", str(away), "--sealed", str(key)])
    assert isinstance(refused.exception, ConfigError)
    key.chmod(0o600)
    (away / ".open-left").mkdir()
    assert run.invoke(build("ja"), ["backup", str(away), "--sealed", str(key)]).exit_code == 0
    (sealed,) = away.iterdir()
    assert sealed.suffix == ".sealed"
    assert sheltered.STREET.encode() not in sealed.read_bytes()
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "second"))
    assert run.invoke(build("ja"), ["restore", str(sealed), "--sealed", str(key)]).exit_code == 0
    assert not list((tmp_path / "second").glob(".open-*"))
    with open_archive(load()) as archive:
        assert archive.case(made.case_id) == made
    key.write_text("another passphrase altogether", encoding="utf-8")
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "third"))
    wrong = run.invoke(build("ja"), ["restore", str(sealed), "--sealed", str(key)])
    assert isinstance(wrong.exception, StorageError)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_folder_that_cannot_be_made_is_said(sealed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    key = tmp_path / "key"
    key.write_text("harbour lantern umbrella 42\n", encoding="utf-8")
    key.chmod(0o600)
    wanted = tmp_path / "file" / "copy"
    said = CliRunner().invoke(build("ja"), ["backup", str(wanted), *(["--sealed", str(key)] if sealed else [])])
    assert isinstance(said.exception, StorageError)
    assert str(wanted) in str(said.exception)
