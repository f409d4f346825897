"""Finds papers in folders and takes their fingerprint. Opens nothing that is not a plain file, follows no link.

Whatever lies in a folder is listed, also what will be refused on opening: a sheet must never vanish without a word.
Left out are only hidden files and the two index files that Windows puts into every folder.
"""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from domain.errors import UnsafePaper
from ingest.formats.tiff import holds_one_page
from ingest.naming import natural_key, shown

_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_LOOSE = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in. Files with the same `bundle` are one case file, in the order found.

    `source`: where it comes from as the office knows it, when that is not its path. `back_of`: the file with the fronts
    of the sheets whose backs these pages are, last back first.
    """

    path: Path
    bundle: str
    source: str = ""
    back_of: Path | None = None


def find(paths: Iterable[Path | str]) -> tuple[Found, ...]:
    """All papers under `paths`, each once, folders walked in natural order.

    A PDF, a TIFF of several pages and anything unreadable is a bundle of its own; loose images of one folder share one.
    Raises UnsafePaper for a path that is not there or a folder that may not be read.
    """
    return tuple(found_at(path) for path in listed(paths))


def listed(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """As `find`, without opening any file: for looking often."""
    files: dict[Path, None] = {}
    for given in map(Path, paths):
        for path in _walk(_there(given)):
            files.setdefault(path)
    return tuple(files)


def found_at(path: Path) -> Found:
    return Found(path, _bundle(path))


def is_left_out(name: str) -> bool:
    """Hidden files, and what Windows puts into every folder."""
    return name.startswith(".") or name.lower() in _LITTER


def _there(path: Path) -> Path:
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links
    try:
        whole.lstat()
    except (OSError, ValueError) as error:
        raise UnsafePaper(f"{shown(path)}: there is no such file or folder ({_why(error)})") from error
    return whole


def _walk(path: Path) -> Iterator[Path]:
    """A folder that was named itself may be a link; links inside a folder are listed, not followed."""
    if not path.is_dir():
        yield path
        return
    try:
        inside = sorted(os.scandir(path), key=lambda entry: natural_key(entry.name))
    except OSError as error:
        raise UnsafePaper(f"{shown(path)}: this folder cannot be read ({_why(error)})") from error
    for entry in inside:
        if is_left_out(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _bundle(path: Path) -> str:
    try:
        with plain_file(path) as file:
            head = file.read(8)
            loose = head.startswith(_LOOSE) or (head.startswith(_TIFF) and holds_one_page(file))
    except (UnsafePaper, OSError):
        loose = False
    return shown(path.parent if loose else path)


@contextmanager
def plain_file(path: Path) -> Iterator[BinaryIO]:
    """Opens `path` for reading if it is a plain file. Raises UnsafePaper for anything else, and for links."""
    held = path.parent == Path(f"/proc/{os.getpid()}/fd")  # what this process itself holds open in memory
    try:
        # O_NONBLOCK: opening a fifo must not wait for a writer.
        handle = os.open(path, os.O_RDONLY | (0 if held else os.O_NOFOLLOW) | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        link = "a link, wanted the file itself" if path.is_symlink() else _why(error)
        raise UnsafePaper(f"{shown(path)}: cannot be opened ({link})") from error
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise UnsafePaper(f"{shown(path)}: {_kind(mode)}, wanted a plain file")
    with os.fdopen(handle, "rb") as file:
        yield file


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes of the untouched file.

    Raises UnsafePaper for anything but a plain file, and for one that changes while it is read.
    """
    with plain_file(path) as file:
        before = os.fstat(file.fileno())
        digest, size_bytes = hashlib.sha256(), 0
        try:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                size_bytes += len(chunk)
        except OSError as error:
            raise UnsafePaper(f"{shown(path)}: cannot be read to its end ({_why(error)})") from error
        after = os.fstat(file.fileno())
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or size_bytes != after.st_size:
        raise UnsafePaper(f"{shown(path)}: it changes while being read; wait until the scanner has finished")
    return digest.hexdigest(), size_bytes


def settled(paths: Sequence[Path], *, wait_s: float = 2.0) -> tuple[Path, ...]:
    """Those of `paths` whose size and time of change stay the same over `wait_s`: their scanner has finished."""
    before = {path: _glimpse(path) for path in paths}
    time.sleep(wait_s)
    return tuple(path for path in paths if before[path] and _glimpse(path) == before[path])


def _glimpse(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = path.lstat()
    except OSError:
        return None
    return seen.st_ino, seen.st_size, seen.st_mtime_ns


def _why(error: Exception) -> str:
    return (os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)) or "no reason given"


def _kind(mode: int) -> str:
    names = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISCHR, "a device"),
    )
    return next((name for test, name in names if test(mode)), "something else")
