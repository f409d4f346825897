"""Sealed files opened for programs that want a path: their bytes lie in memory under a path of this process.

Nothing of them is on a disk, and a killed process leaves nothing. Refuses to hold more than a few at a time: whoever
asked opens the path at once; what is open stays readable.
"""

import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from domain.errors import StorageError

MOST_BYTES = 512 << 20
MOST_FILES = 4
GRACE_S = 30.0  # a path given is good for so long at least


@dataclass(slots=True)
class _Held:
    descriptor: int
    size: int
    given: float


class MemoryFiles:
    """The files of one process, by name. Threads may ask side by side."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def find(self, name: str) -> Path | None:
        with self._lock:
            found = self._held.pop(name, None) if self._owner == os.getpid() else None
            if found is None:
                return None
            found.given = time.monotonic()
            self._held[name] = found  # the one asked for last goes last
            return _path(found.descriptor)

    def hold(self, name: str, pieces: Iterable[bytes]) -> Path:
        """Raises StorageError where the system has no files in memory."""
        if not hasattr(os, "memfd_create"):
            raise StorageError("sealed papers are opened in memory, which this system cannot do (Linux can)")
        descriptor = os.memfd_create("paper", os.MFD_CLOEXEC)
        size = 0
        try:
            for piece in pieces:
                size += len(piece)
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
        except BaseException:
            os.close(descriptor)
            raise
        with self._lock:
            if self._owner != os.getpid():  # a child holds nothing of its parent's
                self._held, self._owner = {}, os.getpid()
            self._drop(self._held.pop(name, None))
            self._held[name] = _Held(descriptor, size, time.monotonic())
            self._make_room()
        return _path(descriptor)

    def close(self) -> None:
        with self._lock:
            while self._held:
                self._drop(self._held.popitem()[1])

    def _make_room(self) -> None:
        for name in list(self._held)[:-1]:
            one, held = self._held[name], sum(each.size for each in self._held.values())
            if len(self._held) <= MOST_FILES and held <= MOST_BYTES:
                return
            if time.monotonic() - one.given > GRACE_S:
                self._drop(self._held.pop(name))

    def _drop(self, one: _Held | None) -> None:
        if one is not None:
            with suppress(OSError):
                os.close(one.descriptor)


def _path(descriptor: int) -> Path:
    return Path(f"/proc/{os.getpid()}/fd/{descriptor}")
