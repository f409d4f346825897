"""Somebody else is writing: whoever has little patience is told so, and the same call works afterwards."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from domain.errors import ArchiveAway
from storage.archive import Archive
from storage.database import open_engine


def test_a_busy_archive_is_told_and_costs_nothing(
    archive: Archive, url: str, make: SimpleNamespace, tmp_path: Path
) -> None:
    archive.save_case(make.record("c1"), (), who="w", why="first reading")
    archive.patience(0.2)
    engine = open_engine(url)
    with engine.connect().execution_options(tsuzuri_writes=True) as other:
        other.execute(text("UPDATE cases SET title = 'held by another'"))
        for _ in range(2):
            with pytest.raises(ArchiveAway):
                archive.hold_case("c1", on=True, who="木村", why="hold")
        other.rollback()
    engine.dispose()
    archive.hold_case("c1", on=True, who="木村", why="hold")
    assert archive.case_line("c1").state == "on_hold"
