"""Fits the calibration model to (features, right) rows: ridge logistic regression, then isotonic correction.

Pure Python so that an office can refit where the product runs. Refuses to fit on one class of outcome only.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.trust.calibration import ENTRY, FIELDS, Count, Features, Model, score

_RIDGE, _STEPS = 1.0, 25
_THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9965, 0.998, 0.999, 0.9995)
MIN_SAMPLES = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One reading and its truth; `group`: its risk class, or `entry`. `unopposed`: nothing but the count of samples
    kept it from passing by itself, so it is one that the error share among `auto` is about."""

    features: Features
    right: bool
    group: str = "all"
    unopposed: bool = True


def fit(rows: Sequence[Row], held_out: Sequence[Row]) -> Model:
    """Weights from `rows`; correction and counts from `held_out`, which must come from other case files.

    Raises ValueError with fewer than MIN_SAMPLES rows on either side or when all outcomes are alike.
    """
    for part, name in ((rows, "to fit on"), (held_out, "held out")):
        if len(part) < MIN_SAMPLES:
            raise ValueError(f"too few samples {name}: {len(part)}, at least {MIN_SAMPLES}")
    half = len(held_out) // 2
    model = corrected(weighed(rows), held_out[:half])
    scored = [(float(score(model, row.features)), row) for row in held_out[half:]]
    return replace(model, counts=counted(scored), samples=len(rows) + len(held_out))


def weighed(rows: Sequence[Row]) -> Model:
    """Weights alone. Raises ValueError when all outcomes are alike."""
    if len({row.right for row in rows}) < 2:
        raise ValueError("all outcomes are alike: nothing to learn from")
    names = sorted({name for row in rows for name in row.features})
    weights = _logistic([[row.features.get(name, 0.0) for name in names] for row in rows], [row.right for row in rows])
    return Model(weights[-1], tuple(zip(names, weights[:-1], strict=True)), samples=len(rows))


def corrected(plain: Model, rows: Sequence[Row]) -> Model:
    """The same model with its correction from rows it has not seen."""
    return replace(plain, knots=isotonic([(score(plain, row.features), row.right) for row in rows]))


def counted(scored: Sequence[tuple[float, Row]]) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """What was tried and wrong at every threshold, of rows with their probabilities: all, all fields, and by group."""
    groups = ["all", FIELDS, *sorted({row.group for _, row in scored} - {"all"})]
    return tuple(
        (group, tuple(_count(scored, threshold, group=group) for threshold in _THRESHOLDS)) for group in groups
    )


def _count(scored: Iterable[tuple[float, Row]], threshold: float, *, group: str) -> Count:
    kept = [row for value, row in scored if value >= threshold and row.unopposed and _belongs(row, group)]
    return Count(threshold, len(kept), sum(not row.right for row in kept))


def _belongs(row: Row, group: str) -> bool:
    return group in ("all", row.group) or (group == FIELDS and row.group != ENTRY)


def isotonic(pairs: Iterable[tuple[float, bool]], *, shrink: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Pool-adjacent-violators over (score, right); each block's share is drawn in by `shrink` pseudo-counts."""
    blocks: list[list[float]] = []  # sum of scores, right, tried
    for value, right in sorted(pairs):
        blocks.append([value, float(right), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    knots: list[tuple[float, float]] = []
    for total, hits, tried in blocks:
        share = (hits + shrink / 2) / (tried + shrink)
        place = total / tried
        if not knots or place > knots[-1][0]:
            knots.append((place, max(share, knots[-1][1] if knots else 0.0)))
    return tuple(knots)


def _logistic(table: list[list[float]], outcomes: list[bool]) -> list[float]:
    """Newton steps with a ridge on all but the intercept, which is the last weight."""
    rows = [[*row, 1.0] for row in table]
    width = len(rows[0])
    weights = [0.0] * width
    for _ in range(_STEPS):
        gradient = [-_RIDGE * weight for weight in weights[:-1]] + [0.0]
        curvature = [[_RIDGE * (i == j and i < width - 1) for j in range(width)] for i in range(width)]
        for row, right in zip(rows, outcomes, strict=True):
            _add(row, right, weights=weights, gradient=gradient, curvature=curvature)
        step = _solve(curvature, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(abs(change) for change in step) < 1e-6:
            break
    return weights


def _add(
    row: list[float], right: bool, *, weights: list[float], gradient: list[float], curvature: list[list[float]]
) -> None:
    odds = sum(weight * value for weight, value in zip(weights, row, strict=True))
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
    pull, bend = float(right) - chance, max(chance * (1 - chance), 1e-6)
    present = [place for place, value in enumerate(row) if value]
    for i in present:
        gradient[i] += pull * row[i]
        for j in present:
            curvature[i][j] += bend * row[i] * row[j]


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting; the ridge keeps the matrix regular."""
    size = len(vector)
    rows = [[*matrix[i], vector[i]] for i in range(size)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        lead = rows[i][i] or 1e-12
        for k in range(i + 1, size):
            factor = rows[k][i] / lead
            if factor:
                rows[k] = [value - factor * other for value, other in zip(rows[k], rows[i], strict=True)]
    solution = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (rows[i][size] - known) / (rows[i][i] or 1e-12)
    return solution
