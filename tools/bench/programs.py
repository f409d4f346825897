"""Runs each program in a process of its own, so that none inherits another's memory, threads or warm files."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import own, peers
from bench.memory import PeakWatch
from bench.outcome import Outcome, PageOutcome
from bench.pages import BenchPage

Program = Callable[[Sequence[BenchPage]], list[PageOutcome]]
PROGRAMS: dict[str, Program] = {
    "tsuzuri": own.tsuzuri,
    "rapidocr": peers.rapidocr,
    "tesseract": peers.tesseract,
    "ocrmypdf": peers.ocrmypdf,
}
ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(name: str, pages: Sequence[BenchPage]) -> Outcome:
    """All pages through one program. Its own threads are its own affair, except Tsuzuri's: one, as its pool sets it."""
    kept = {variable: os.environ.pop(variable, None) for variable in ONE_THREAD}
    if name == "tsuzuri":
        os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(_inside, name, pages).result()
    finally:
        for variable, value in kept.items():
            os.environ.pop(variable, None)
            if value is not None:
                os.environ[variable] = value


def _inside(name: str, pages: Sequence[BenchPage]) -> Outcome:
    start = time.perf_counter()
    with PeakWatch() as memory:
        done = tuple(PROGRAMS[name](pages))
        peak = max(memory.own_mb, memory.largest_child_mb)
    return Outcome(name, done, peak, time.perf_counter() - start)


def throughput(pages: Sequence[BenchPage], workers: int) -> float:
    """Seconds of `tsuzuri read --workers N` over all pages, start of the program included."""
    command = [str(Path(sys.executable).parent / "tsuzuri"), "read", "--workers", str(workers), "--out", os.devnull]
    start = time.perf_counter()
    subprocess.run([*command, *(str(page.path) for page in pages)], check=True, capture_output=True)
    return time.perf_counter() - start
