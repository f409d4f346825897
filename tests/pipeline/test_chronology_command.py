"""`tsuzuri chronology`: a numbered page for a case, whole or not at all, readable by its owner only."""

import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.errors import DeliveryError, StorageError
from domain.field import Route
from domain.geometry import Box, confidence
from domain.reading import PageForm
from pipeline.commands.chronology import COMMAND
from storage.archive import Archive


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path))
    archive = Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files"))
    archive.migrate()
    sure = confidence(0.9)
    entry = SupportEntry(1, 1, Box(1, 2, 3, 4), "2024-04-09", "R6.4.9", "玄関先で面接。", sure, Route.REVIEW)
    record = CaseRecord("c1", "北部", 1, "K-1", 1, (PageForm(1, "support_log", sure),), entries=(entry,))
    archive.save_case(record, (), who="x", why="x")
    return tmp_path


def test_each_copy_has_a_number_of_its_own(home: Path) -> None:
    out = home / "年表.pdf"
    numbers = [
        re.findall(r"写し番号 (\d+)", CliRunner().invoke(COMMAND("ja"), ["c1", "--out", str(out)]).output)[0]
        for _ in range(2)
    ]
    assert numbers == ["1", "2"]
    assert out.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [one.name for one in home.glob("*.part")] + [one.name for one in home.glob(".*.part")] == []


def test_no_case_no_page(home: Path) -> None:
    found = CliRunner().invoke(COMMAND("ja"), ["c9", "--out", str(home / "x.pdf")])
    assert isinstance(found.exception, StorageError)
    assert not (home / "x.pdf").exists()


def test_a_folder_that_is_not_there_is_told(home: Path) -> None:
    found = CliRunner().invoke(COMMAND("ja"), ["c1", "--out", str(home / "none" / "x.pdf")])
    assert isinstance(found.exception, DeliveryError)
