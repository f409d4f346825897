"""A backup opens as an archive, is restored into either database, and tells every damaged file."""

import errno
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.errors import NoSpace, StorageError
from storage.archive import Archive
from storage.asked import Query
from storage.backup import folder_named


@pytest.fixture
def full(archive: Archive, tmp_path: Path, make: SimpleNamespace) -> Archive:
    make.read_file(archive, tmp_path, "a.tif", lines=("髙橋さん",))
    archive.save_case(make.record("c1", make.field("fullName", "髙橋")), (), who="t", why="first", task=make.task("c1"))
    return archive


def test_there_and_back(full: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    copied = full.copies.backup(tmp_path / "copy")
    assert copied.damaged == ()
    with Archive(f"sqlite:///{tmp_path / 'new.db'}", str(tmp_path / "new")) as new:
        new.migrate()
        assert new.copies.restore(tmp_path / "copy") == copied
        assert new.counts() == full.counts()
        assert new.case("c1") == full.case("c1")
        assert new.verify_history() == full.verify_history()
        assert new.search(Query("高橋")).total == full.search(Query("高橋")).total > 0
        assert new.picture("c1", 1) == full.picture("c1", 1)
        make.read_file(new, tmp_path, "b.tif", case_id="c2")
        with pytest.raises(StorageError, match="empty"):
            new.copies.restore(tmp_path / "copy")


def test_again_copies_only_what_is_new(full: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    assert full.copies.backup(tmp_path / "copy").files == 2
    make.read_file(full, tmp_path, "b.tif", case_id="c2")
    assert full.copies.backup(tmp_path / "copy").files == 2


def test_into_the_archive_of_the_other_kind(archive: Archive, tmp_path: Path, make: SimpleNamespace) -> None:
    with Archive(f"sqlite:///{tmp_path / 'pc.db'}", str(tmp_path / "pc")) as small:
        small.migrate()
        make.read_file(small, tmp_path, "a.tif")
        small.save_case(make.record("c1"), (), who="t", why="first", task=None)
        small.copies.backup(tmp_path / "copy")
    archive.copies.restore(tmp_path / "copy")
    assert archive.verify_history().is_whole
    make.read_file(archive, tmp_path, "b.tif", case_id="c2")
    assert archive.counts().pages_total == 2


def test_a_damaged_file_is_named(full: Archive, tmp_path: Path) -> None:
    full.copies.backup(tmp_path / "copy")
    kept = next(path for path in (tmp_path / "copy" / "files").rglob("*") if path.is_file() and len(path.name) == 64)
    kept.chmod(0o600)
    kept.write_bytes(b"flipped")
    with Archive(f"sqlite:///{tmp_path / 'new.db'}", str(tmp_path / "new")) as new:
        new.migrate()
        assert new.copies.restore(tmp_path / "copy").damaged == (kept.name,)


def test_no_backup_there(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no backup"):
        archive.copies.restore(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, NoSpace), (errno.EROFS, NoSpace), (errno.EACCES, StorageError)]
)
def test_what_the_disk_refuses_is_said_with_its_folder(number: int, kind: type[StorageError], tmp_path: Path) -> None:
    with pytest.raises(kind, match=str(tmp_path)) as said, folder_named(tmp_path):
        raise OSError(number, "refused")
    assert type(said.value) is kind
