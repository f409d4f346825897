"""Settings: defaults that work, the order of sources, and a clear word when one is wrong."""

from pathlib import Path

import pytest

from domain.errors import ConfigError
from pipeline.settings import load


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ARCHIVE", "HOME", "QUEUE", "WORKERS", "LANG", "OPERATOR"):
        monkeypatch.delenv(f"TSUZURI_{name}", raising=False)


def test_defaults_need_nothing(tmp_path: Path) -> None:
    settings = load()
    assert settings.archive_url == f"sqlite:///{tmp_path / 'tsuzuri-data' / 'archive.db'}"
    assert settings.queue == ""
    assert settings.worker_count >= 1
    assert settings.who


def test_environment_wins_over_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tsuzuri.toml").write_text('office = "北部"\nworkers = 3\n', encoding="utf-8")
    monkeypatch.setenv("TSUZURI_WORKERS", "5")
    settings = load()
    assert (settings.office, settings.workers) == ("北部", 5)


def test_call_wins_over_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUZURI_WORKERS", "5")
    assert load(workers=1).worker_count == 1


@pytest.mark.parametrize(("name", "value"), [("WORKERS", "many"), ("PORT", "0"), ("PROFILE", "loose")])
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TSUZURI_{name}", value)
    with pytest.raises(ConfigError, match=name.lower()):
        load()


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "tsuzuri.toml").write_text("offce = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="offce"):
        load()


@pytest.mark.parametrize("written", [b'office = "\xe5\x8c\x97', b"office = \x83\x6b", b"workers 3\n"])
def test_a_settings_file_that_is_no_toml_is_named(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "tsuzuri.toml").write_bytes(written)
    with pytest.raises(ConfigError, match=r"tsuzuri\.toml"):
        load()


@pytest.mark.parametrize(
    ("locale", "wanted"), [("ja_JP.UTF-8", "ja"), ("C.UTF-8", "ja"), ("", "ja"), ("en_US.UTF-8", "en"), ("de_DE", "en")]
)
def test_language_follows_the_locale(monkeypatch: pytest.MonkeyPatch, locale: str, wanted: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert load().language == wanted
