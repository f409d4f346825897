"""From readings to figures with stable names: what `build/bench/reading.json` holds."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from reading_score import Score, score, total

from bench.judge import MarksJudged, calibration_error, judged, marks_judged
from bench.outcome import Outcome, PageOutcome
from bench.pages import AGEINGS, DIRECTIONS, BenchPage
from bench.pen import PenFigures

ENGINES = ("detect", "recognise", "second reader")
Figures = dict[str, Any]


def scores(outcome: Outcome, pages: Sequence[BenchPage]) -> list[Score]:
    return [score(page.lines, done.lines, seals=page.seals) for page, done in zip(pages, outcome.pages, strict=True)]


def program(outcome: Outcome, pages: Sequence[BenchPage]) -> Figures:
    found = scores(outcome, pages)
    kinds: dict[str, list[Score]] = {}
    for page, one in zip(pages, found, strict=True):
        for kind in (page.ageing, page.direction, f"{page.direction}/{page.ageing}"):
            kinds.setdefault(kind, []).append(one)
    seconds = sum(page.seconds for page in outcome.pages) / len(pages)
    order = [*DIRECTIONS, *AGEINGS, *(f"{direction}/{ageing}" for direction in DIRECTIONS for ageing in AGEINGS)]
    return {
        **accuracy(found),
        "seconds_a_page": round(seconds, 3),
        "pages_a_minute": round(60 / seconds, 1) if seconds else 0.0,
        "peak_mb": round(outcome.peak_mb),
        "by": {kind: accuracy(kinds[kind]) for kind in order if kind in kinds},
    }


def accuracy(found: Sequence[Score]) -> Figures:
    whole = total(found)
    return {
        "pages": whole.pages,
        "characters": whole.truth,
        "recall": round(whole.recall, 4),
        "precision": round(whole.precision, 4),
        "f1": round(whole.f1, 4),
        "cer": round(whole.cer, 4),
        "order": round(whole.order, 4),
        "lines_right": round(whole.lines_right / whole.lines, 4) if whole.lines else 0.0,
    }


def time_shares(pages: Sequence[PageOutcome]) -> Figures:
    """Core-seconds a page by part, and the share spent outside the engines' own inference."""
    names = sorted({name for page in pages for name in page.parts})
    parts = {name: sum(page.parts.get(name, 0.0) for page in pages) / len(pages) for name in names}
    whole = sum(parts.values())
    inside = sum(parts.get(name, 0.0) for name in ENGINES)
    return {
        "seconds_a_page": {name: round(value, 4) for name, value in parts.items()},
        "outside_engines": round(1 - inside / whole, 4) if whole else 0.0,
    }


def trust(outcome: Outcome, pages: Sequence[BenchPage]) -> Figures:
    lines = [one for done, page in zip(outcome.pages, pages, strict=True) for one in judged(done, page)]
    marks = MarksJudged()
    for done, page in zip(outcome.pages, pages, strict=True):
        marks = marks + marks_judged(done, page)
    right = sum(line.right for line in lines)
    return {
        "lines": {
            "read": len(lines),
            "right": round(right / len(lines), 4) if lines else 0.0,
            "mean_confidence": round(sum(line.confidence for line in lines) / len(lines), 4) if lines else 0.0,
            "calibration_error": round(calibration_error(lines), 4),
        },
        "marks": {**asdict(marks), "share_right": round(marks.right / marks.truth, 4) if marks.truth else 1.0},
    }


def workers(one_s: float, two_s: float, *, pages: int) -> Figures:
    return {
        "one": {"seconds": round(one_s, 1), "pages_a_minute": round(60 * pages / one_s, 1)},
        "two": {"seconds": round(two_s, 1), "pages_a_minute": round(60 * pages / two_s, 1)},
        "gain": round(one_s / two_s, 2),
    }


def machine() -> Figures:
    """What it ran on; `load` is the system's average over the last minutes, other programs included."""
    return {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "load": [round(value, 2) for value in os.getloadavg()],
    }


def pen_figures(found: PenFigures) -> Figures:
    return {
        "characters": found.characters,
        "lines_cer": round(found.lines_cer, 4),
        "page_cer": round(found.page_cer, 4),
    }
