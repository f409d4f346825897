"""Keeps a claimed page claimed while it is read, so that leases are short and a lost worker's page is soon back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from domain.errors import StorageError
from pipeline.workbench import Workbench


@contextmanager
def held(bench: Workbench, key: str) -> Iterator[None]:
    """Renews the lease every third of its length until the block ends."""
    ended = threading.Event()
    beat = threading.Thread(target=_beat, args=(bench, key), kwargs={"ended": ended}, daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()


def _beat(bench: Workbench, key: str, *, ended: threading.Event) -> None:
    while not ended.wait(bench.lease_s / 3):
        with suppress(StorageError):  # an archive that is away gets the next beat
            bench.archive.heartbeat_page(key, bench.name, lease_s=bench.lease_s)
