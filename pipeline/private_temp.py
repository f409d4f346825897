"""Temporary files: one folder a process, under the archive and for nobody else, gone when the process is.

What a killed process left is removed by the next one that starts; a lock on the folder tells the dead from the
living. Refuses to move those of a program that never asked for it (`begin`), such as a test or a library user.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from domain.errors import StorageError

FOLDER, LOCK = "tmp", ".lock"
OTHERS = 0o027


@dataclass
class _State:
    begun: bool = False
    place: Path | None = None
    owner: int = 0


_state = _State()


def begin() -> None:
    """This process is Tsuzuri's own: from its first archive on, its temporary files lie there. Others read nothing."""
    os.umask(os.umask(OTHERS) | OTHERS)
    _state.begun = True


def settle(home: Path) -> None:
    """Once a process; later calls change nothing. Raises StorageError where no folder can be made."""
    if not _state.begun or _state.owner == os.getpid():
        return
    try:
        place = made(home / FOLDER)
    except OSError as error:
        raise StorageError(f"no private folder for temporary files under {home}: {error.strerror}") from error
    _state.place, _state.owner = place, os.getpid()
    tempfile.tempdir = str(place)
    os.environ["TMPDIR"] = str(place)
    atexit.register(_leave, place, os.getpid())


def cache() -> Path | None:
    """Where copies of remote papers may lie; None for the place that the system gives."""
    return _state.place / "files" if _state.place else None


def made(root: Path) -> Path:
    """A new folder under `root`, held by this process; what dead processes left there is removed first."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    root.chmod(0o700)
    with _alone(root):
        sweep(root)
        place = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))
        fcntl.flock(os.open(place, os.O_RDONLY | os.O_CLOEXEC), fcntl.LOCK_EX)  # held until the process ends
    return place


def sweep(root: Path) -> None:
    """Removes the folders that nobody holds."""
    for place in root.iterdir():
        if place.is_symlink() or not place.is_dir():
            continue
        descriptor = os.open(place, os.O_RDONLY)
        try:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place, ignore_errors=True)
        finally:
            os.close(descriptor)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    with (root / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _leave(place: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(place, ignore_errors=True)
