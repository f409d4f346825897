"""Peak memory as the kernel counts it for each process by itself (`VmHWM`); Linux only.

`ru_maxrss` is not used: a process that was started by a large one begins with the large one's figure.
"""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
EVERY_S = 0.25


def megabytes(name: str, *, pid: int | str = "self") -> float:
    """`VmHWM` (the most so far) or `VmRSS` (now) of a process; 0 when it has ended."""
    try:
        lines = (PROC / str(pid) / "status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


def descendants(pid: int) -> Iterator[int]:
    """Processes started by this one, and by those."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            children.setdefault(_parent(entry), []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        found = children.get(waiting.pop(), [])
        waiting += found
        yield from found


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


class PeakWatch:
    """Looks at all processes below this one four times a second; `own_mb` and `largest_child_mb` are peaks."""

    def __init__(self) -> None:
        self.largest_child_mb = 0.0
        self._program = _program(os.getpid())
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "PeakWatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def own_mb(self) -> float:
        return megabytes("VmHWM")

    def _look(self) -> None:
        while not self._done.wait(EVERY_S):
            for child in descendants(os.getpid()):
                if _program(child) != self._program:  # not yet itself: still a copy of this process
                    self.largest_child_mb = max(self.largest_child_mb, megabytes("VmHWM", pid=child))


def _program(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
