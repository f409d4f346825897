"""`tsuzuri keys` as typed: a key file is made once, and everything afterwards lies sealed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from domain.errors import ConfigError, KeyMissing
from pipeline.cli import build
from pipeline.opening import key_source
from pipeline.settings import load
from pipeline.workbench import open_archive


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    for name in ("KEY", "KEY_FILE", "PASSPHRASE_FILE", "SESSION", "SECRET_FILE"):
        monkeypatch.delenv(f"TSUZURI_{name}", raising=False)
    return tmp_path / "home"


def tsuzuri(*words: str) -> Result:
    return CliRunner().invoke(build("en"), words, catch_exceptions=False)


def status() -> dict[str, object]:
    found: dict[str, object] = json.loads(tsuzuri("keys", "status", "--count", "--json").output)
    return found


def test_a_plain_archive_says_so_and_works_without_ceremony() -> None:
    assert "not sealed" in tsuzuri("keys", "status").output
    assert tsuzuri("verify").exit_code == 0


def test_the_key_file_is_its_owners_alone_and_is_never_written_over(home: Path) -> None:
    assert "tsuzuri.key" in tsuzuri("keys", "init").output
    key = home / "tsuzuri.key"
    before = key.read_text()
    assert key.stat().st_mode & 0o777 == 0o600
    assert "already" in tsuzuri("keys", "init").output and key.read_text() == before
    assert status()["opens"] is True


def test_without_its_key_every_look_says_what_is_missing(home: Path) -> None:
    tsuzuri("keys", "init")
    (home / "tsuzuri.key").rename(home.parent / "elsewhere.key")
    for words in (("verify",), ("status",), ("keys", "rotate")):
        with pytest.raises(KeyMissing, match="no key was given"):
            tsuzuri(*words)
    assert status()["opens"] is False and status()["sealed"] is True


def test_a_key_that_others_may_read_is_refused(home: Path) -> None:
    tsuzuri("keys", "init")
    (home / "tsuzuri.key").chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        tsuzuri("verify")


def test_the_master_key_changes_in_two_steps(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tsuzuri("keys", "init")
    words = home.parent / "words"
    words.write_text("harbour lantern umbrella 42")
    words.chmod(0o600)
    assert "1 data keys" in tsuzuri("keys", "rewrap", "--to-passphrase", str(words)).output
    assert status()["opens"] is True
    monkeypatch.setenv("TSUZURI_PASSPHRASE_FILE", str(words))
    assert tsuzuri("verify").exit_code == 0
    tsuzuri("keys", "retire")
    monkeypatch.delenv("TSUZURI_PASSPHRASE_FILE")
    with pytest.raises(KeyMissing, match="another one"):
        tsuzuri("verify")


def test_the_environment_goes_before_a_file_beside_the_archive(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tsuzuri("keys", "init")
    text = (home / "tsuzuri.key").read_text()
    (home / "tsuzuri.key").write_text("tsuzuri-key-1 AAAA")
    monkeypatch.setenv("TSUZURI_KEY", text)
    assert tsuzuri("verify").exit_code == 0
    assert text.split()[-1] not in repr(load()) and text.split()[-1] not in repr(key_source(load()))


def test_a_mistyped_office_rotates_nothing_and_the_right_one_is_named(home: Path) -> None:
    tsuzuri("keys", "init")
    with open_archive(load()) as archive:
        archive.keys.ensure("北部")
        before = archive.keys.status().data_keys
        with pytest.raises(ConfigError, match="北部"):
            tsuzuri("keys", "rotate", "--office", "北郎")
        assert archive.keys.status().data_keys == before
        assert "new data key of 北部: " in tsuzuri("keys", "rotate", "--office", "北部").output
        assert [one[0] for one in archive.keys.status().data_keys].count("北部") == 2
