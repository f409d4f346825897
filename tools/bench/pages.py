"""Draws the pages of a benchmark: every ageing in every direction, random pages of random case files, one PDF each.

Seeds from 7000 on are kept for measuring; no threshold may be tuned on them.
"""

import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random

import numpy as np
from reading_score import Line, plain

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples"))

from drawing import containers
from drawing.export import Drawn
from drawing.fiction import casefile
from drawing.truth import Mark

AGEINGS = ("clean", "scan", "worn", "fax", "faded")
DIRECTIONS = ("upright", "turned", "vertical")
LEAST_TEXT = 60  # characters; a blank sheet measures nothing
WRITTEN_DOWN = 0.5  # share of a page's letters in columns from which on it counts as vertical

SPREAD = 7  # shares no divisor with the 15 kinds: the first few pages of a small run are already mixed

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class BenchPage:
    """One page on disk and its truth; boxes in px of the straight sheet (300 dpi), `to_sheet` leads scan px there."""

    path: Path
    ageing: str
    direction: str
    dpi: int
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    seals: tuple[tuple[int, int, int, int], ...]
    to_sheet: Matrix
    sheet_px: tuple[int, int]

    def at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.to_sheet
        return a * x + b * y + c, d * x + e * y + f


def drawn(count_wanted: int, seed: int, *, folder: Path) -> list[BenchPage]:
    """The pages of a seed; drawn once, then found again in `folder`."""
    kept = folder / f"pages-{seed}-{count_wanted}.pickle"
    if kept.is_file():
        held: list[BenchPage] = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this file
        return held
    folder.mkdir(parents=True, exist_ok=True)
    pages = list(_draw(count_wanted, seed, folder=folder))
    kept.write_bytes(pickle.dumps(pages))
    return pages


def drawn_marked(count_wanted: int, seed: int, *, folder: Path) -> list[BenchPage]:
    """Pages that hold marks, every such page of each file of the seed; drawn once, then found again in `folder`."""
    kept = folder / f"marked-{seed}-{count_wanted}.pickle"
    if kept.is_file():
        held: list[BenchPage] = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this file
        return held
    folder.mkdir(parents=True, exist_ok=True)
    pages = list(islice(_draw_marked(seed, folder=folder), count_wanted))
    kept.write_bytes(pickle.dumps(pages))
    return pages


def _draw_marked(seed: int, *, folder: Path) -> Iterator[BenchPage]:
    kinds = [(ageing, direction) for direction in DIRECTIONS for ageing in AGEINGS]
    for number in count():
        kind = kinds[number * SPREAD % len(kinds)]
        pages = casefile.draw(seed, number, wish=casefile.Wish(*kind)).pages
        for place, page in enumerate(pages):
            if page.sheet.seen.marks:
                yield _saved(page, f"m{seed}-{number:03d}-{place}-{kind[0]}-{kind[1]}", folder=folder, kind=kind)


def _draw(count_wanted: int, seed: int, *, folder: Path) -> Iterator[BenchPage]:
    kinds = [(ageing, direction) for direction in DIRECTIONS for ageing in AGEINGS]
    numbers = count()
    for place in range(count_wanted):
        ageing, direction = kinds[place * SPREAD % len(kinds)]
        page = None
        while page is None:
            number = next(numbers)
            page = _page(seed, number, wish=casefile.Wish(ageing, direction))
        name = f"s{seed}-{place:03d}-{ageing}-{direction}"
        yield _saved(page, name, folder=folder, kind=(ageing, direction))


def _page(seed: int, number: int, *, wish: casefile.Wish) -> Drawn | None:
    """A random page of a case file that has writing enough, and runs the way it should."""
    pages = casefile.draw(seed, number, wish=wish).pages
    vertical = wish.direction == "vertical"
    fitting = [page for page in pages if _letters(page) >= LEAST_TEXT and (_is_vertical(page) or not vertical)]
    return Random(f"{seed}/{number}/bench").choice(fitting) if fitting else None  # noqa: S311 - drawn, not secret


def _letters(page: Drawn) -> int:
    return sum(len(plain(line.text)) for line in page.sheet.seen.lines)


def _is_vertical(page: Drawn) -> bool:
    down = sum(len(plain(line.text)) for line in page.sheet.seen.lines if line.direction == "vertical")
    return down >= WRITTEN_DOWN * _letters(page)


def _saved(page: Drawn, name: str, *, folder: Path, kind: tuple[str, str]) -> BenchPage:
    path = containers.save([page.scan], folder / name, kind="pdf", quality=78)
    seen = page.sheet.seen
    back = np.linalg.inv(np.vstack([np.asarray(page.scan.matrix), [0, 0, 1]]))[:2].ravel()
    a, b, c, d, e, f = (float(value) for value in back)
    height, width = np.asarray(page.sheet.image).shape[:2]
    return BenchPage(
        path,
        *kind,
        page.scan.dpi,
        tuple(Line(line.text, line.box, line.direction == "vertical") for line in seen.lines),
        tuple(seen.marks),
        tuple(stamp.box for stamp in seen.stamps),
        (a, b, c, d, e, f),
        (width, height),
    )
