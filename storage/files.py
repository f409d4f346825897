"""The page store: bytes kept under their own sha256, in a folder or on S3, through fsspec.

A file is either there whole or not at all, is never overwritten and never changed. Refuses bytes that do not hash to
their name.
"""

import errno
import hashlib
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

import fsspec
from botocore.exceptions import BotoCoreError
from fsspec.implementations.local import LocalFileSystem

from domain.errors import ArchiveAway, ConfigError, NoSpace, StorageError

CHUNK_BYTES = 1 << 20
CACHE_BYTES = 8 << 30
READ_ONLY = 0o440
PARTS, STALE_PART_S = ".parts", 3600
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class Kept(Protocol):
    """What this room needs of an fsspec file system."""

    def exists(self, path: str) -> bool: ...
    def open(self, path: str, mode: str) -> IO[bytes]: ...
    def rm_file(self, path: str) -> None: ...


class FileStore:
    """`url`: a folder, or an fsspec URL such as s3://bucket/prefix. Remote files are cached under `cache`."""

    def __init__(self, url: str, *, cache: Path | None = None) -> None:
        try:
            system, root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise ConfigError(f"the files URL cannot be used: {error}") from error
        self._system: Kept = system
        self._root = root.rstrip("/")
        self._is_local = isinstance(system, LocalFileSystem)
        self._cache = cache or Path(tempfile.gettempdir()) / f"tsuzuri-files-{os.getuid()}"
        self._seen: dict[str, tuple[int, int] | None] = {}  # copies hashed once, unchanged since
        if self._is_local:
            _sweep(Path(self._root) / PARTS)

    def put(self, path: Path, sha256: str) -> None:
        """Keeps a copy of `path`. Raises StorageError when its bytes are not those of `sha256` (it changed)."""
        with _told("keep", sha256), path.open("rb") as source:
            self._write(source, sha256)

    def put_bytes(self, data: bytes) -> str:
        """Keeps `data` and gives its sha256."""
        sha256 = hashlib.sha256(data).hexdigest()
        with _told("keep", sha256), tempfile.SpooledTemporaryFile(max_size=len(data) + 1) as source:
            source.write(data)
            source.seek(0)
            self._write(source, sha256)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Raises StorageError when the file is missing or damaged."""
        with _told("read", sha256), self._system.open(self._place(sha256), "rb") as kept:
            data = kept.read()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StorageError(f"the kept file {sha256} is damaged")
        return data

    def local(self, sha256: str) -> Path:
        """A byte-identical file on this computer, read-only. Its name is the hash: read the bytes, not the suffix."""
        if self._is_local:
            path = Path(self._place(sha256))
            if not path.is_file():
                raise StorageError(f"the kept file {sha256} is missing")
            return path
        copy = self._cache / sha256
        stamp = _stamp(copy)
        if stamp is None or self._seen.get(sha256) != stamp:
            if not copy.is_file() or _hash_of(copy) != sha256:
                _make_room(self._cache, CACHE_BYTES)
                _write_local(copy, self.get(sha256))
            self._seen[sha256] = _stamp(copy)
        return copy

    def is_whole(self, sha256: str) -> bool:
        """Fixity: the file is there and still hashes to its name."""
        try:
            with _told("read", sha256), self._system.open(self._place(sha256), "rb") as kept:
                return hashlib.file_digest(kept, "sha256").hexdigest() == sha256  # type: ignore[arg-type]  # any binary file
        except StorageError:
            return False

    def drop(self, sha256: str) -> None:
        """Forgets a file; nothing happens when it is not there. For disposal only, never to replace."""
        with _told("drop", sha256):
            if self._system.exists(self._place(sha256)):
                self._system.rm_file(self._place(sha256))
            (self._cache / sha256).unlink(missing_ok=True)

    def _place(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _write(self, source: IO[bytes], sha256: str) -> None:
        place = self._place(sha256)
        if self._system.exists(place):
            return
        if self._is_local:
            _copy_local(source, Path(place), parts=Path(self._root) / PARTS, sha256=sha256)
            return
        found = hashlib.sha256()
        with self._system.open(place, "wb") as kept:  # an object store shows the object only when it is complete
            for chunk in iter(lambda: source.read(CHUNK_BYTES), b""):
                found.update(chunk)
                kept.write(chunk)
        if found.hexdigest() != sha256:
            self._system.rm_file(place)
            raise StorageError(f"the file changed while it was taken in: wanted {sha256}, found {found.hexdigest()}")


@contextmanager
def _told(verb: str, sha256: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        away = isinstance(error, (ConnectionError, TimeoutError))
        kind = NoSpace if error.errno in NO_SPACE else ArchiveAway if away else StorageError
        raise kind(f"cannot {verb} file {sha256}: {error.strerror or error}") from error
    except BotoCoreError as error:  # an object store that does not answer
        raise ArchiveAway(f"cannot {verb} file {sha256}: {type(error).__name__}") from error


def _copy_local(source: IO[bytes], place: Path, *, parts: Path, sha256: str) -> None:
    """Written elsewhere on the same disk, flushed, then renamed: a kill leaves at most a part, swept an hour later."""
    for folder in (place.parent, parts):
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    part = parts / uuid.uuid4().hex
    found = hashlib.sha256()
    try:
        with part.open("wb") as kept:
            for chunk in iter(lambda: source.read(CHUNK_BYTES), b""):
                found.update(chunk)
                kept.write(chunk)
            kept.flush()
            os.fsync(kept.fileno())
        if found.hexdigest() != sha256:
            raise StorageError(f"the file changed while it was taken in: wanted {sha256}, found {found.hexdigest()}")
        part.chmod(READ_ONLY)
        part.replace(place)
        _flush_folder(place.parent)
    finally:
        part.unlink(missing_ok=True)


def _write_local(copy: Path, data: bytes) -> None:
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if copy.parent.stat().st_uid != os.getuid():
        raise StorageError(f"{copy.parent} belongs to another user; copies of papers are not put there")
    part = copy.with_name(f".part-{uuid.uuid4().hex}")
    part.write_bytes(data)
    part.chmod(READ_ONLY)
    part.replace(copy)


def _stamp(copy: Path) -> tuple[int, int] | None:
    try:
        found = copy.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _make_room(cache: Path, most_bytes: int) -> None:
    """Forgets the copies that were fetched first once they take more than `most_bytes`; the page store keeps them."""
    copies = sorted((one for one in cache.glob("*") if one.is_file()), key=lambda one: one.stat().st_mtime)
    held = sum(one.stat().st_size for one in copies)
    for copy in copies:
        if held <= most_bytes:
            return
        with suppress(OSError):
            held -= copy.stat().st_size
            copy.unlink()


def _sweep(parts: Path) -> None:
    """Removes what killed writers left."""
    for part in parts.glob("*"):
        with suppress(OSError):
            if part.stat().st_mtime < time.time() - STALE_PART_S:
                part.unlink()


def _hash_of(path: Path) -> str:
    with path.open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
