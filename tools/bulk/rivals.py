"""Two workers on a queue against the local pool of two: same papers, database and page store, the real readers.

Pages a second from the first page's end to the last, so that opening the models is left out on both sides.
"""

import os
import signal
import subprocess
from datetime import datetime
from pathlib import Path

from tools.bulk.chaos import PROGRAM, rows, run
from tools.bulk.servers import Servers, servers

SAMPLES = Path(__file__).parents[2] / "samples"
LONGEST_S = 900.0


def rivals(papers: int = 6) -> dict[str, object]:
    """Pool, queue, queue, pool: what the machine does besides falls on both."""
    found: dict[str, list[float]] = {"pool": [], "queue": []}
    for name in ("pool", "queue", "queue", "pool"):
        with servers() as made:
            found[name].append(_pages_a_minute(made, through_queue=name == "queue", papers=papers))
    pool, queue = (sum(found[one]) / len(found[one]) for one in ("pool", "queue"))
    return {**found, "queue_against_pool": round(queue / pool, 3)}


def _pages_a_minute(made: Servers, *, through_queue: bool, papers: int) -> float:
    env = {**os.environ, **made.environment, "TSUZURI_READER": "onnx", "TSUZURI_SECOND_READER": "tesseract"}
    if not through_queue:
        del env["TSUZURI_QUEUE"]
    run(["ingest", *(str(one) for one in sorted(SAMPLES.rglob("*.pdf"))[:papers])], env)
    crew = None
    if through_queue:
        crew = subprocess.Popen([*PROGRAM, "worker", "--count", "2"], env=env, stderr=subprocess.DEVNULL)
    try:
        words = [*PROGRAM, "work", *(() if through_queue else ("--workers", "2"))]
        subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL, timeout=LONGEST_S)
    finally:
        if crew is not None:
            crew.send_signal(signal.SIGTERM)
            crew.wait(90)
    return _rate(made)


def _rate(made: Servers) -> float:
    ends = sorted(str(row[0]) for row in rows(made, "SELECT ended_at FROM pages WHERE state = 'read'"))
    first, last = (datetime.fromisoformat(ends[place]) for place in (0, -1))
    return round(60 * (len(ends) - 1) / (last - first).total_seconds(), 2)
