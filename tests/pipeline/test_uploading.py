"""Scans through the browser: into the same archive, with one answer for each."""

from pathlib import Path

import pytest

from pipeline.uploading import Upload, complaint, take_uploads
from storage.archive import Archive
from tests.pipeline.papers import sheet, tiff


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(f"sqlite:///{tmp_path / 'home' / 'archive.db'}", str(tmp_path / "home" / "files"))
    made.migrate()
    return made


def scan(folder: Path, words: str) -> bytes:
    return tiff(folder / "scan.tif", words, pages=2).read_bytes()


def picture(folder: Path, words: str) -> bytes:
    sheet(words).save(folder / "one.png")
    return (folder / "one.png").read_bytes()


def test_each_upload_gets_its_answer(archive: Archive, tmp_path: Path) -> None:
    given = [
        Upload("空.pdf", b""),
        Upload("../../etc/a.tif", scan(tmp_path, "a")),
        Upload("手紙.docx", b"PK\3\4"),
        Upload("同じ.tif", scan(tmp_path, "a")),
    ]
    taken = take_uploads(archive, given, box="R8-9", who="木村")
    assert [(one.source, one.state, one.reason) for one in taken] == [
        ("空.pdf", "refused", "empty"),
        ("../../etc/a.tif", "claimed", ""),
        ("手紙.docx", "refused", "kind"),
        ("同じ.tif", "duplicate", ""),
    ]
    (file,) = archive.files()
    assert file.source == "R8-9/a.tif"
    assert archive.original(file.file_id).read_bytes() == given[1].data
    assert archive.boxes.names() == ("R8-9",)
    assert archive.unfinished_batches() == ()


def test_pictures_given_together_are_one_case_and_files_their_own(archive: Archive, tmp_path: Path) -> None:
    given = [Upload(f"{name}.png", picture(tmp_path, name)) for name in ("one", "two")]
    given.append(Upload("three.tif", scan(tmp_path, "three")))
    take_uploads(archive, given, box="R8-9", who="木村")
    first, second, third = (one.case_id for one in archive.files())
    assert first == second != third


def test_the_same_upload_again_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    given = [Upload("a.tif", scan(tmp_path, "a"))]
    take_uploads(archive, given, box="R8-9", who="木村")
    assert [one.state for one in take_uploads(archive, given, box="R8-9", who="早川")] == ["claimed"]
    assert dict(archive.counts().files) == {"claimed": 1}


def test_what_is_too_large_or_no_scan_is_named() -> None:
    assert complaint(Upload("a.pdf", b"%PDF-1.7"), limit_mb=1) == ""
    assert complaint(Upload("a.pdf", b"\n\n%PDF-1.7")) == ""
    assert complaint(Upload("a.pdf", b"%PDF" + b"x" * (1 << 20)), limit_mb=1) == "big"
    assert complaint(Upload("a.pdf", b"<html>")) == "kind"
