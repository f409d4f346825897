"""The page store: bytes kept under their own sha256, in a folder or on S3, through fsspec; sealed where there is a key.

A file is either there whole or not at all, is never overwritten and never changed. The name is that of the bytes in
the clear, whether they are sealed or not. Refuses bytes that do not hash to their name.
"""

import errno
import hashlib
import io
import os
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

import fsspec
from botocore.exceptions import BotoCoreError
from fsspec.implementations.local import LocalFileSystem

from domain.errors import ArchiveAway, ConfigError, KeyMissing, NoSpace, StorageError
from storage.keyring import FILE, KeySource, Ring
from storage.memory_files import MemoryFiles

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
    def pipe_file(self, path: str, value: bytes) -> None: ...


class FileStore:
    """`url`: a folder, or an fsspec URL such as s3://bucket/prefix. Remote files in the clear are cached under `cache`.

    `keys`: the keys that files are sealed with and opened by.
    """

    def __init__(self, url: str, *, cache: Path | None = None, keys: Callable[[], Ring] | None = None) -> None:
        try:
            system, root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise ConfigError(f"the files URL cannot be used: {error}") from error
        self._system: Kept = system
        self._root = root.rstrip("/")
        self._is_local = isinstance(system, LocalFileSystem)
        self._keys = keys or _no_keys
        self._memory = MemoryFiles()
        self.cache = cache or Path(tempfile.gettempdir()) / f"tsuzuri-files-{os.getuid()}"
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
        with _told("keep", sha256), io.BytesIO(data) as source:
            if self._is_local:
                self._write(source, sha256)
            else:  # one request; whether it is there already takes three, and what is there are the same bytes
                kept = io.BytesIO()
                self._pour(source, kept, sha256=sha256)
                self._system.pipe_file(self._place(sha256), kept.getvalue())
        return sha256

    def get(self, sha256: str) -> bytes:
        """Raises StorageError when the file is missing or damaged."""
        with _told("read", sha256), self._system.open(self._place(sha256), "rb") as kept:
            data = b"".join(self._pieces(kept, sha256))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StorageError(f"the kept file {sha256} is damaged")
        return data

    def _pieces(self, kept: IO[bytes], sha256: str) -> Iterator[bytes]:
        """In the clear. An original that only looks like a sealed file is given as it is."""
        if kept.read(len(FILE)) == FILE:
            sealed = self._keys().pieces(kept, sha256)
            try:
                first = next(sealed)
            except (StorageError, KeyMissing):
                if not _is_named(kept, sha256):
                    raise
            else:
                yield first
                yield from sealed
                return
        kept.seek(0)
        yield from iter(lambda: kept.read(CHUNK_BYTES), b"")

    def is_sealed(self, sha256: str) -> bool:
        """By its first bytes, whether or not the key is at hand. Raises StorageError for one that is missing."""
        with _told("read", sha256), self._system.open(self._place(sha256), "rb") as kept:
            return kept.read(len(FILE)) == FILE

    def local(self, sha256: str) -> Path:
        """A byte-identical file on this computer, read-only; open it soon. Read the bytes, not the suffix."""
        held = self._memory.find(sha256)
        if held is not None:
            return held
        if self._seen_copy(sha256):
            return self.cache / sha256
        if self._is_local and not Path(self._place(sha256)).is_file():
            raise StorageError(f"the kept file {sha256} is missing")
        if self.is_sealed(sha256):
            return self._memory.hold(sha256, [self.get(sha256)])
        if self._is_local:
            return Path(self._place(sha256))
        return self._copy(sha256)

    def _seen_copy(self, sha256: str) -> bool:
        stamp = _stamp(self.cache / sha256) if sha256 in self._seen else None
        return stamp is not None and self._seen[sha256] == stamp

    def _copy(self, sha256: str) -> Path:
        copy = self.cache / sha256
        if not copy.is_file() or _hash_of(copy) != sha256:
            _make_room(self.cache, CACHE_BYTES)
            _write_local(copy, self.get(sha256))
        self._seen[sha256] = _stamp(copy)
        return copy

    def is_whole(self, sha256: str) -> bool:
        """Fixity: the file is there and still hashes to its name. Raises KeyMissing for one that cannot be opened."""
        try:
            with _told("read", sha256), self._system.open(self._place(sha256), "rb") as kept:
                found = hashlib.sha256()
                for piece in self._pieces(kept, sha256):
                    found.update(piece)
                return found.hexdigest() == sha256
        except StorageError:
            return False

    def drop(self, sha256: str) -> None:
        """Forgets a file; nothing happens when it is not there. For disposal only, never to replace."""
        with _told("drop", sha256):
            if self._system.exists(self._place(sha256)):
                self._system.rm_file(self._place(sha256))
            (self.cache / sha256).unlink(missing_ok=True)

    def _place(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _write(self, source: IO[bytes], sha256: str) -> None:
        place = self._place(sha256)
        if self._system.exists(place):
            return
        if self._is_local:
            with _part(Path(place), parts=Path(self._root) / PARTS) as kept:
                _check(self._pour(source, kept, sha256=sha256), sha256)
            return
        with self._system.open(place, "wb") as kept:  # an object store shows the object only when it is complete
            found = self._pour(source, kept, sha256=sha256)
        if found != sha256:
            self._system.rm_file(place)
            _check(found, sha256)

    def _pour(self, source: IO[bytes], kept: IO[bytes], *, sha256: str) -> str:
        """Writes all of it, sealed where there is a key, and gives the hash of what was read."""
        found, keys = hashlib.sha256(), self._keys()
        sealer = keys.sealer(kept, sha256) if keys.is_on else None
        for chunk in iter(lambda: source.read(CHUNK_BYTES), b""):
            found.update(chunk)
            (sealer or kept).write(chunk)
        if sealer is not None:
            sealer.finish()
        return found.hexdigest()

    def close(self) -> None:
        self._memory.close()


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


def _no_keys() -> Ring:
    return Ring(KeySource(), tuple)


def _check(found: str, wanted: str) -> None:
    if found != wanted:
        raise StorageError(f"the file changed while it was taken in: wanted {wanted}, found {found}")


def _is_named(kept: IO[bytes], sha256: str) -> bool:
    """Whether the bytes as they lie there hash to the name."""
    kept.seek(0)
    found = hashlib.sha256()
    for chunk in iter(lambda: kept.read(CHUNK_BYTES), b""):
        found.update(chunk)
    return found.hexdigest() == sha256


@contextmanager
def _part(place: Path, *, parts: Path) -> Iterator[IO[bytes]]:
    """Written elsewhere on the same disk, flushed, then renamed: a kill leaves at most a part, swept an hour later."""
    for folder in (place.parent, parts):
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    part = parts / uuid.uuid4().hex
    try:
        with part.open("wb") as kept:
            yield kept
            kept.flush()
            os.fsync(kept.fileno())
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
