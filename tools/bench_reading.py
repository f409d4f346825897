"""`make bench`: Tsuzuri beside its peers on the same drawn pages, in one run.

Usage: bench_reading.py [--pages 60] [--seed 7001 …] [--only tsuzuri] [--note]. PAGES and SEEDS in the environment are
the defaults. Writes build/bench/reading.json; with --note also docs/benchmarks.md and its plot.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import figures, note
from bench.outcome import Outcome
from bench.pages import BenchPage, drawn
from bench.pen import pen
from bench.programs import PROGRAMS, run, throughput
from bench.targets import targets

OUT = Path("build/bench/reading.json")
PAGES = Path("build/bench/pages")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=int(os.environ.get("PAGES", "60")), help="pages a seed")
    seeds = [int(seed) for seed in os.environ.get("SEEDS", "7001").split()]
    parser.add_argument("--seed", type=int, nargs="+", default=seeds)
    parser.add_argument("--only", nargs="+", choices=tuple(PROGRAMS), default=list(PROGRAMS))
    parser.add_argument("--no-workers", action="store_true", help="leave out `tsuzuri read` with one and two workers")
    parser.add_argument("--note", action="store_true", help="write the table into docs/benchmarks.md")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


def measured(asked: argparse.Namespace, pages: list[BenchPage]) -> dict[str, Any]:
    found: dict[str, Any] = {"seeds": asked.seed, "pages": len(pages), "machine": figures.machine(), "programs": {}}
    for name in asked.only:
        outcome = run(name, pages)
        found["programs"][name] = one = figures.program(outcome, pages)
        print(f"{name:10} F1 {one['f1']:.4f}  CER {one['cer']:.2%}  {one['seconds_a_page']:.2f} s  {one['peak_mb']} MB")
        if name == "tsuzuri":
            found["time"] = figures.time_shares(outcome.pages)
            found["trust"] = figures.trust(outcome, pages)
            _worst(outcome, pages, count=asked.worst)
    if "tsuzuri" in asked.only:
        found["pen"] = figures.pen_figures(pen())
        if not asked.no_workers:
            one_s, two_s = (throughput(pages, workers) for workers in (1, 2))
            found["workers"] = figures.workers(one_s, two_s, pages=len(pages))
        found["targets"] = targets(found)
    return found


def _worst(outcome: Outcome, pages: list[BenchPage], *, count: int) -> None:
    ranked = sorted(zip(figures.scores(outcome, pages), pages, strict=True), key=lambda pair: -pair[0].edits)
    for score, page in ranked[:count]:
        print(f"  {page.path}  F1 {score.f1:.4f}  CER {score.cer:.2%}  {score.edits} of {score.truth}")


def main() -> int:
    asked = arguments()
    pages = [page for seed in asked.seed for page in drawn(asked.pages, seed, folder=PAGES)]
    found = measured(asked, pages)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if "tsuzuri" in asked.only:
        for kind, one in found["programs"]["tsuzuri"]["by"].items():
            print(f"  {kind:18} F1 {one['f1']:.4f}  CER {one['cer']:.2%}  lines right {one['lines_right']:.1%}")
        print(f"  time: {found['time']}")
        print("\n".join(f"  {line}" for line in found["trust"]["marks"]["said"]))
        for one in found["targets"]:
            print(f"{'met    ' if one['met'] else 'NOT MET'} {one['what']}: {one['measured']} (wanted {one['wanted']})")
    if asked.note:
        note.write(found)
    print(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
