"""Keeps a claimed page or file claimed while it is worked on: leases are short, a lost worker's item is soon back."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from domain.errors import StorageError
from pipeline.workbench import Workbench


@contextmanager
def held(bench: Workbench, key: str, *, renew: Callable[..., bool]) -> Iterator[None]:
    """Calls `renew(key, worker, lease_s=…)` every third of a lease until the block ends."""
    ended = threading.Event()
    beat = threading.Thread(target=_beat, args=(bench, key), kwargs={"renew": renew, "ended": ended}, daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()


def _beat(bench: Workbench, key: str, *, renew: Callable[..., bool], ended: threading.Event) -> None:
    while not ended.wait(bench.lease_s / 3):
        with suppress(StorageError):  # an archive that is away gets the next beat
            renew(key, bench.name, lease_s=bench.lease_s)
