import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from domain.errors import ConfigError, StorageError
from storage.files import FileStore

DATA = "髙橋の紙".encode() * 1000
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(params=["folder", "object store"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FileStore]:
    if request.param == "folder":
        yield FileStore(str(tmp_path / "files"))
    else:
        yield FileStore("memory://bucket/papers", cache=tmp_path / "cache")
        fsspec.filesystem("memory").store.clear()


def test_what_is_kept_comes_back_byte_for_byte(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(DATA)
    for _ in range(2):
        store.put(source, SHA)
    assert store.put_bytes(DATA) == SHA
    assert store.get(SHA) == DATA
    assert store.local(SHA).read_bytes() == DATA
    assert store.is_whole(SHA)
    store.drop(SHA)
    store.drop(SHA)
    assert not store.is_whole(SHA)
    with pytest.raises(StorageError, match="cannot read"):
        store.get(SHA)


def test_bytes_that_are_not_those_of_the_name_are_not_kept(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(b"changed meanwhile")
    with pytest.raises(StorageError, match="changed while it was taken in"):
        store.put(source, SHA)
    assert not store.is_whole(SHA)


def test_a_kept_file_is_read_only_and_nothing_else_lies_about(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path / "files"))
    store.put_bytes(DATA)
    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [SHA]
    assert not kept[0].stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH | stat.S_IROTH)


def test_what_a_killed_writer_left_is_swept_away(tmp_path: Path) -> None:
    parts = tmp_path / "files" / ".parts"
    parts.mkdir(parents=True)
    for name, age_s in (("old", 7200), ("fresh", 0)):
        (parts / name).write_bytes(b"half a paper")
        os.utime(parts / name, (time.time() - age_s,) * 2)
    FileStore(str(tmp_path / "files"))
    assert [path.name for path in parts.iterdir()] == ["fresh"]


def test_damage_is_noticed(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path / "files"))
    store.put_bytes(DATA)
    kept = store.local(SHA)
    kept.chmod(0o600)
    kept.write_bytes(DATA[:-1])
    assert not store.is_whole(SHA)
    with pytest.raises(StorageError, match="damaged"):
        store.get(SHA)


def test_a_damaged_local_copy_is_fetched_again(tmp_path: Path) -> None:
    store = FileStore("memory://bucket/x", cache=tmp_path / "cache")
    store.put_bytes(DATA)
    copy = store.local(SHA)
    copy.chmod(0o600)
    copy.write_bytes(b"")
    assert store.local(SHA).read_bytes() == DATA
    fsspec.filesystem("memory").store.clear()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="missing"):
        FileStore(str(tmp_path)).local(SHA)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="cannot keep"):
        FileStore(str(tmp_path / "files")).put_bytes(DATA)


def test_an_unknown_kind_of_store_is_told() -> None:
    with pytest.raises(ConfigError, match="files URL"):
        FileStore("nosuchkind://x/y")
