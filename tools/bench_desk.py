"""`make bench-desk`: how fast the review desk is in a real Chromium, over sample tasks with many more behind them.

Server and browser share this computer; the figures tell its load. Writes build/bench/desk.json and, with --note, the
table of docs/benchmarks.md.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.desk.archive import build
from tools.desk.drive import Run, many_clerks, one_clerk, wait_for
from tools.desk.note import as_table, write

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "bench" / "desk.json"
CASES_A_CLERK = 3
TOLD_EACH = 25
Figures = dict[str, float | int | str]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tasks", type=int, default=500, help="sample tasks that one clerk settles")
    asked.add_argument("--more", type=int, default=10_000, help="cases more in the archive")
    asked.add_argument("--minutes", type=float, default=16.0, help="the one clerk stops then and what is done counts")
    asked.add_argument("--clerks", type=int, default=10)
    asked.add_argument("--pause", type=float, default=1.0, help="seconds each of many clerks looks at a field")
    asked.add_argument("--note", action="store_true", help="write the table into docs/benchmarks.md")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        build(home, tasks=given.tasks + given.clerks * CASES_A_CLERK, more=given.more)
        figures = measured(home, given)
    keep(figures)
    print(as_table(figures))
    if given.note:
        write(figures)


def keep(figures: Figures) -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2) + "\n")


def measured(home: Path, given: argparse.Namespace) -> Figures:
    """Figures of the part that is done are in the file all the while: `whole` says whether that was all."""
    port = free_port()
    env = {**os.environ, "TSUZURI_HOME": str(home), "TSUZURI_OPERATOR": "木村", "TSUZURI_LANG": "ja"}
    argv = [sys.executable, "-m", "review_ui.start", str(port)]
    load = round(os.getloadavg()[0], 2)
    with (home / "desk.log").open("ab") as log:
        server = subprocess.Popen(argv, env=env, cwd=ROOT, stdout=log, stderr=log)
    url = f"http://localhost:{port}"
    try:
        wait_for(url)
        about: Figures = {
            "day": date.today().isoformat(),
            "asked": given.tasks,
            "more": given.more,
            "cores": len(os.sched_getaffinity(0)),
            "load_before": load,
        }

        def after(run: Run) -> None:
            run.memory.append((len(run.times), memory_mb(server.pid)))
            if run.cases % TOLD_EACH == 0:
                keep({**about, "whole": False, "tasks": run.cases, **of_one(run)})
                print(f"{run.cases} tasks, median {statistics.median(run.times):.0f} ms", flush=True)

        ends_at = time.monotonic() + 60 * given.minutes
        alone = asyncio.run(one_clerk(url, given.tasks, ends_at=ends_at, after=after))
        about |= {"tasks": alone.cases, "broke_off": alone.broke_off, **of_one(alone)}
        keep({**about, "whole": False})
        together = asyncio.run(
            many_clerks(url, given.clerks, cases=CASES_A_CLERK, first=given.tasks, pause_s=given.pause)
        )
    finally:
        server.terminate()
        server.wait(timeout=20)
    load_after = round(os.getloadavg()[0], 2)
    return {**about, "load_after": load_after, "whole": True, **of_many(together, pause_s=given.pause)}


def of_one(run: Run) -> dict[str, float | int]:
    warm = run.memory[len(run.memory) // 5 :] or run.memory
    return {
        "keys": len(run.times),
        "key_ms_median": round(statistics.median(run.times), 1),
        "key_ms_p95": percentile(run.times, 0.95),
        "first_screen_s": round(run.first_screen_s, 2),
        "next_case_s_median": round(statistics.median(run.to_next_case_s or [0]), 2),
        "keys_over_doubts_most": max(run.keys_over),
        "server_mb_warm": warm[0][1],
        "server_mb_end": warm[-1][1],
    }


def of_many(runs: list[Run], *, pause_s: float) -> dict[str, float | int]:
    times = [one for run in runs for one in run.times]
    return {
        "clerks": len(runs),
        "clerks_pause_s": pause_s,
        "clerks_keys": len(times),
        "clerks_key_ms_median": round(statistics.median(times), 1) if times else 0.0,
        "clerks_key_ms_p95": percentile(times, 0.95),
    }


def percentile(times: list[float], share: float) -> float:
    return round(sorted(times)[min(len(times) - 1, int(len(times) * share))], 1) if times else 0.0


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main()
