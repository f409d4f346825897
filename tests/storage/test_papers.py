from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.batch import FileState, ScanBatch
from domain.errors import StaleRecord, StorageError
from storage.archive import Archive


def test_a_file_is_kept_byte_for_byte(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = make.take_in(archive, tmp_path, "髙橋.pdf")
    assert archive.file(file.file_id) == file
    assert archive.original(file.file_id).read_bytes() == "髙橋.pdf".encode()
    assert archive.files_due() == (file.file_id,)
    assert archive.damaged_files() == ()


def test_a_twin_is_refused_and_counted_once_a_batch(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = make.take_in(archive, tmp_path, "a.pdf")
    twin = replace(file, file_id="f-other", case_id="c2", source="box2/copy.pdf")
    for _ in range(2):
        assert not archive.take_in(twin, "b2", path=tmp_path / "a.pdf")
    assert not archive.take_in(twin, "b3", path=tmp_path / "a.pdf")
    assert dict(archive.counts().files) == {"claimed": 1, "duplicate": 2}
    assert archive.counts().announced == 3
    assert [line.case_id for line in archive.cases()] == ["c1"]


def test_a_file_that_changed_while_it_was_copied_is_refused(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    file = make.take_in(archive, tmp_path, "a.pdf")
    changed = replace(file, file_id="f2", sha256="0" * 64)
    with pytest.raises(StorageError, match="changed while it was taken in"):
        archive.take_in(changed, "b1", path=tmp_path / "a.pdf")
    assert archive.counts().announced == 1


def test_unpacking_twice_makes_the_pages_once(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = make.take_in(archive, tmp_path, "a.pdf")
    assert archive.unpacked(file.file_id, 3)
    assert not archive.unpacked(file.file_id, 3)
    assert not archive.quarantine_file(file.file_id, "too late")
    assert archive.pages_due() == tuple(f"{file.file_id}-0000{at}" for at in (1, 2, 3))
    assert archive.file(file.file_id).page_count == 3
    with pytest.raises(StorageError, match="0 pages"):
        archive.unpacked(file.file_id, 0)


def test_a_quarantined_file_keeps_its_reason_and_its_bytes(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    file = make.take_in(archive, tmp_path, "a.pdf")
    assert archive.quarantine_file(file.file_id, "PAPER-003 password needed")
    assert not archive.unpacked(file.file_id, 2)
    found = archive.files(state=FileState.QUARANTINED)
    assert [one.reason for one in found] == ["PAPER-003 password needed"]
    assert archive.original(file.file_id).read_bytes() == b"a.pdf"
    assert archive.counts().adds_up


def test_a_case_is_not_due_before_its_batch_is_closed(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    archive.open_batch(ScanBatch("b1", "箱1", "operator", "2026-04-09T00:00:00", ()))
    make.read_file(archive, tmp_path, "a.jpg")
    assert archive.cases_due() == ()
    assert archive.unfinished_batches() == ("箱1",)
    archive.close_batch("b1")
    assert archive.cases_due() == ("c1",)
    assert [one.file_ids for one in archive.scan_batches()] == [("f-a",)]


def test_a_sheet_that_comes_after_its_case_was_read_is_refused(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    make.read_file(archive, tmp_path, "a.jpg")
    archive.save_case(make.record("c1"), (), who="tsuzuri", why="first reading", task=None)
    with pytest.raises(StaleRecord, match="case of its own"):
        make.take_in(archive, tmp_path, "b.jpg")
    assert archive.counts().announced == 1


def test_unknown_papers_are_told(archive: Archive) -> None:
    with pytest.raises(StorageError, match="no file f-none"):
        archive.file("f-none")
    with pytest.raises(StorageError, match="no case"):
        archive.case_title("c-none")
