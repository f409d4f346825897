"""A pool of reading processes that die with their parent. Spawned, so that no native library is forked half-way."""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

PARENT_LOOK_S = 1.0
# One thread a process: the pool spreads pages over the cores, and readers' own threads would fight over them.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def make_pool(workers: int, prepare: Callable[..., None], *, args: tuple[object, ...] = ()) -> ProcessPoolExecutor:
    """`prepare(*args)` runs once in each process."""
    os.environ.update(ONE_THREAD)
    return ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=partial(_start, parent=os.getpid(), prepare=prepare, args=args),
    )


def _start(*, parent: int, prepare: Callable[..., None], args: tuple[object, ...]) -> None:
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    prepare(*args)


def _leave_with(parent: int) -> None:
    """A killed parent cannot tell its children: they look for themselves."""
    while os.getppid() == parent:
        time.sleep(PARENT_LOOK_S)
    os._exit(1)
