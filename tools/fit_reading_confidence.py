"""Fits `ocr/confidence.json`: what the readers said of a line or character -> the share of such that are right.

Usage: fit_reading_confidence.py [--seed 5001 …] [--pages 15] [--rows FILE.npz] [--third FOLDER] [--out FILE.json]

Draws the pages of the tuning seeds, reads them as `tsuzuri read` does, weighs the signals by logistic regression and
draws the curve from their sum to the share right on pages each weight was not fitted on; prints the expected error on
unseen pages. Refuses seeds from 7000 on: those are kept for measuring.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench.judge import Judged, calibration_error, verdict
from bench.own import way
from bench.pages import BenchPage, drawn
from reading_score import Line, home_of, mapped, plain

from domain.page import Direction
from extract.stakes import needs_second_reader
from ingest.cleanup import clean
from ingest.unpack import open_scan
from ocr.consensus import Seen, char_box, char_signals, weigh
from ocr.engine import Region
from ocr.layers import peel
from ocr.reader import Reader

KEPT_FROM = 7000
FOLDS = 5
RIDGE, STEPS = 2.0, 40
KNOTS, MOST = 40, 0.9995
LONG_S = 600.0
Table = NDArray[np.float64]


def rows_of(reader: Reader, page: BenchPage) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    """`line` or `char`, its signals, and whether it is right."""
    with open_scan(page.path) as scan:
        raw = scan.page(1)
    cleaned = clean(raw, page_no=1, turned_deg=reader.turn_of(raw.image).deg)
    lead = way(cleaned.page, page)
    for told in reader.readings(peel(cleaned.image, cleaned.page.dpi), time.monotonic() + LONG_S):
        region = told.region
        weighed = weigh(region, told.first, others=told.others)
        if weighed is None:
            continue
        seen, signals = weighed
        text = "".join(one.char.text for one in seen)
        line = mapped(Line(text, region.box.as_tuple(), region.direction is Direction.VERTICAL), lead)
        right = verdict(line, page)
        if right is not None:
            yield "line", signals.numbers(), right
            yield from _chars(seen, region, page=page, lead=lead)


def _chars(
    seen: Sequence[Seen], region: Region, *, page: BenchPage, lead: object
) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    """Characters of a line that lies on one printed line, each held against its own."""
    boxes = [mapped(Line("", char_box(region, one.char).as_tuple()), lead).box for one in seen]  # type: ignore[arg-type]
    homes = {home_of(page.lines, x + wide / 2, y=y + high / 2) for x, y, wide, high in boxes}
    home = homes.pop()
    if homes or home is None:
        return
    solid = [one for one in seen if len(plain(one.char.text)) == 1]
    read, truth = "".join(plain(one.char.text) for one in solid), plain(page.lines[home].text)
    same = {n for op in Levenshtein.opcodes(read, truth) if op.tag == "equal" for n in range(op.src_start, op.src_end)}
    for place, one in enumerate(solid):
        yield "char", char_signals(one).numbers(), place in same


def logistic(signals: Table, right: Table) -> Table:
    """Newton steps with a ridge on all but the first weight, which belongs to the constant."""
    weights = np.zeros(signals.shape[1])
    ridge = np.full(len(weights), RIDGE)
    ridge[0] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(signals @ weights, -30, 30)))
        bend = np.maximum(chance * (1 - chance), 1e-6)
        pull = signals.T @ (right - chance) - ridge * weights
        weights += np.linalg.solve((signals.T * bend) @ signals + np.diag(ridge), pull)
    return weights


def scored_unseen(signals: Table, right: Table, *, page: NDArray[np.int64]) -> Table:
    """Each row's sum by weights fitted on the other pages."""
    sums = np.zeros(len(right))
    for fold in range(FOLDS):
        out = page % FOLDS == fold
        sums[out] = signals[out] @ logistic(signals[~out], right[~out])
    return sums


def knots_of(sums: Table, right: Table) -> list[list[float]]:
    """A logistic curve through (sum, right), as straight pieces; steps learnt freely follow chance on so few pages."""
    start, slope = logistic(np.stack([np.ones_like(sums), sums], axis=1), right)
    at = np.linspace(sums.min() - 2, sums.max(), KNOTS)
    return [[round(float(x), 4), round(float(min(MOST, 1 / (1 + np.exp(-start - slope * x)))), 5)] for x in at]


def table(sums: Table, right: Table, *, knots: list[list[float]]) -> list[Judged]:
    xs, ys = np.array(knots).T
    return [Judged(float(chance), bool(good)) for chance, good in zip(np.interp(sums, xs, ys), right, strict=True)]


def fitted(name: str, rows: Table) -> dict[str, list[object]]:
    """`rows`: page number, right, signals."""
    page, right, signals = rows[:, 0].astype(np.int64), rows[:, 1], rows[:, 2:]
    sums = scored_unseen(signals, right, page=page)
    knots = knots_of(sums, right)
    even, odd = page % 2 == 0, page % 2 == 1
    halves = [
        calibration_error(table(sums[b], right[b], knots=knots_of(sums[a], right[a])))
        for a, b in ((even, odd), (odd, even))
    ]
    print(f"{name}: {len(right)} rows, right {right.mean():.4f}, error on unseen pages {np.mean(halves):.4f}")
    weights = logistic(signals, right)
    return {"weights": [round(float(weight), 4) for weight in weights], "knots": knots}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, nargs="+", default=[5001, 5002, 5003, 5004])
    asked.add_argument("--pages", type=int, default=15, help="pages a seed")
    asked.add_argument("--rows", type=Path, default=Path("build/reading_rows.npz"), help="found there, nothing is read")
    asked.add_argument("--out", type=Path, default=Path("ocr/confidence.json"))
    asked.add_argument("--third", type=Path, default=None, help="folder with reader three's models")
    given = asked.parse_args()
    if max(given.seed) >= KEPT_FROM:
        asked.error(f"seeds from {KEPT_FROM} on are kept for measuring")
    if not given.rows.is_file():
        read(Reader(third=given.third, asks=needs_second_reader), given.seed, pages=given.pages, out=given.rows)
    held = np.load(given.rows)
    model = {name: fitted(name, held[name]) for name in ("line", "char")}
    body = ",\n".join(f' "{name}": {json.dumps(one)}' for name, one in model.items())
    given.out.write_text("{\n" + body + "\n}\n", encoding="utf-8")
    return 0


def read(reader: Reader, seeds: Sequence[int], *, pages: int, out: Path) -> None:
    found: dict[str, list[tuple[float, ...]]] = {"line": [], "char": []}
    every = [page for seed in seeds for page in drawn(pages, seed, folder=Path("build/bench/pages"))]
    for number, page in enumerate(every):
        for name, signals, right in rows_of(reader, page):
            found[name].append((float(number), float(right), *signals))
        print(f"{number + 1}/{len(every)} {page.path.stem}", flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **{name: np.array(rows) for name, rows in found.items()})


if __name__ == "__main__":
    sys.exit(main())
