"""Turns what the readers said into a confidence: the measured share of such readings that are right.

The weights come from `confidence.json`, fitted by `tools/fit_reading_confidence.py` on drawn pages that no threshold is
judged on. An engine's own score is never passed on.
"""

import itertools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from domain.errors import ConfigError
from domain.geometry import Confidence, confidence

CEILING = 0.9995  # no reading is certain
LEAST_DOUBT = 1e-6


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about a line or a character. `lowest`, `mean`, `product`: of the characters' probabilities.

    `agrees` None: reader two was not asked, or (`silent`) was asked and saw nothing. `third`: the same of reader three,
    whose weights are 0 until they are fitted with its models.
    """

    lowest: float
    mean: float
    product: float
    agrees: bool | None
    differing_share: float = 0.0
    length: int = 1
    vertical: bool = False
    height_px: float = 48.0
    doubtful: int = 0
    silent: bool = False
    third: bool | None = None

    def numbers(self) -> tuple[float, ...]:
        """The signals as the fitted weights take them; the order is part of the file's format."""
        lowest, mean, product = (
            -math.log10(max(LEAST_DOUBT, 1 - value)) for value in (self.lowest, self.mean, self.product)
        )
        return (
            1.0,
            lowest,
            mean,
            product,
            max(0.0, 1 - self.product) ** 2,
            1 - self.mean,
            float(self.agrees is True),
            float(self.agrees is False),
            self.differing_share,
            math.log10(1 + self.length),
            float(self.vertical),
            min(self.height_px, 60.0) / 60.0,
            min(self.doubtful, 5) / 5.0,
            float(self.silent),
            float(self.third is True),
            float(self.third is False),
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """A weighted sum and the measured share of right readings at rising values of it."""

    weights: tuple[float, ...]
    knots: tuple[tuple[float, float], ...]

    def measure(self, signals: Signals) -> Confidence:
        total = sum(weight * number for weight, number in zip(self.weights, signals.numbers(), strict=True))
        return confidence(min(CEILING, max(0.0, between(total, self.knots))))


def between(value: float, knots: Sequence[tuple[float, float]]) -> float:
    """Straight lines between the knots, flat outside."""
    if value <= knots[0][0]:
        return knots[0][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(knots):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0) if x1 > x0 else y1
    return knots[-1][1]


@lru_cache(maxsize=1)
def scales() -> dict[str, Scale]:
    """`line` and `char`. Raises ConfigError when the table is damaged."""
    try:
        held = json.loads(files("ocr").joinpath("confidence.json").read_text(encoding="utf-8"))
        return {name: _scale(held[name]) for name in ("line", "char")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"ocr/confidence.json is missing or damaged: {error}") from error


def _scale(entry: dict[str, list[object]]) -> Scale:
    weights = tuple(float(str(value)) for value in entry["weights"])
    knots = tuple(_knot(pair) for pair in entry["knots"])
    if len(weights) != len(Signals(1, 1, 1, None).numbers()) or list(knots) != sorted(knots) or not knots:
        raise ValueError("weights or knots do not fit")
    return Scale(weights, knots)


def _knot(pair: object) -> tuple[float, float]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise ValueError(f"a knot is two numbers, found {pair!r}")
    return float(pair[0]), float(pair[1])


def of_line(signals: Signals) -> Confidence:
    """Share of such lines that are right to the letter."""
    return scales()["line"].measure(signals)


def of_char(signals: Signals) -> Confidence:
    """Share of such characters that are right."""
    return scales()["char"].measure(signals)
