"""From signals to a measured probability: logistic weights, a monotone correction, and what was counted.

The committed `calibration.json` is data. Refuses to name a threshold that its counts do not bear out.
"""

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from domain.errors import ConfigError
from domain.field import Evidence, FieldReading
from domain.geometry import Confidence, confidence
from extract.trust.evidence import combined, log_odds
from extract.trust.measures import INFERRED, INK, LENGTH, MARGIN, MARKS, QUALITY, SAID, read

Features = Mapping[str, float]
# One-sided 95 %: what an error share may still be when it was not seen.
_Z = 1.645
_RARE = 0.05
# With fewer items of its own a class is not carried by the others: it may be of another kind altogether.
LEAST_OWN = 100
# Contacts of a log are such another kind: what they are made of, and what goes wrong with them, no field shares.
ENTRY, FIELDS = "entry", "fields"


@dataclass(frozen=True, slots=True)
class Count:
    """At or above `threshold`: how many readings were tried and how many of them were wrong."""

    threshold: float
    tried: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` by feature name; `knots` (score, probability) rising; `counts` by group: a risk class, `entry`,
    `fields` (all classes) or `all`."""

    intercept: float = 0.0
    weights: tuple[tuple[str, float], ...] = ()
    knots: tuple[tuple[float, float], ...] = ()
    counts: tuple[tuple[str, tuple[Count, ...]], ...] = ()
    samples: int = 0

    @property
    def is_fitted(self) -> bool:
        return self.samples > 0

    def counts_of(self, group: str) -> tuple[Count, ...]:
        return next((counts for name, counts in self.counts if name == group), ())


def features_of(name: str, evidence: Iterable[Evidence]) -> dict[str, float]:
    """What the model looks at: the signals and measures of `extract.trust.measures`, and what kind of item it is."""
    evidence = tuple(evidence)
    told = read(evidence)
    found = {
        "ink": log_odds(confidence(told.get(INK, 0.5))),
        "quality": told.get(QUALITY, 1.0),
        "length": math.log1p(told.get(LENGTH, 0.0)),
        f"kind {name}": 1.0,
    }
    found |= {key: told[key] for key in (MARKS, MARGIN, INFERRED) if key in told}
    found |= {key: 1.0 for key in told if key.startswith(SAID)}
    return found | signal_features(evidence)


def signal_features(evidence: Iterable[Evidence]) -> dict[str, float]:
    """`+weekday`, `-weekday`: one for each signal that was there to ask."""
    return {f"{'+' if one.agrees else '-'}{one.signal}": 1.0 for one in evidence if one.agrees is not None}


def probability(model: Model, reading: FieldReading) -> Confidence:
    """The probability that `reading.value` is right; before any fit the capped sum of the evidence."""
    if reading.value is None:
        return confidence(0.0)
    return chance_of(model, reading.name, evidence=reading.evidence)


def chance_of(model: Model, name: str, *, evidence: tuple[Evidence, ...]) -> Confidence:
    """As `probability`, for any item with measures."""
    if not model.is_fitted:
        return combined(confidence(read(evidence).get(INK, 0.5)), evidence)
    return score(model, features_of(name, evidence))


def score(model: Model, features: Features) -> Confidence:
    """Logistic score through the monotone correction; unknown features weigh nothing."""
    weights = dict(model.weights)
    odds = model.intercept + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return _corrected(model.knots, 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))


def _corrected(knots: tuple[tuple[float, float], ...], raw: float) -> Confidence:
    """Straight lines between the knots, flat beyond them."""
    if not knots:
        return confidence(raw)
    place = bisect_left([x for x, _ in knots], raw)
    if place == 0:
        return confidence(knots[0][1])
    if place == len(knots):
        return confidence(knots[-1][1])
    (left, low), (right, high) = knots[place - 1], knots[place]
    share = (raw - left) / (right - left) if right > left else 0.0
    return confidence(low + share * (high - low))


def upper_error(tried: int, wrong: int) -> float:
    """Upper end of the one-sided 95 % Wilson interval of an error share; 1 when nothing was tried."""
    if tried == 0:
        return 1.0
    share, spread = wrong / tried, _Z * _Z / tried
    centre = share + spread / 2
    margin = _Z * math.sqrt(share * (1 - share) / tried + spread / (4 * tried))
    return min(1.0, (centre + margin) / (1 + spread))


def threshold_for(model: Model, group: str, *, target_error: float) -> float | None:
    """The lowest threshold whose upper error bound is within the target; None: too few samples to say.

    A group's own counts prove it. So do, for a class of fields, the counts of all fields together, since the target is
    a share of everything that passes; then the class's own errors must fit it, over at least `LEAST_OWN` items.
    """
    own = {one.threshold: one for one in model.counts_of(group)}
    proven = [one.threshold for one in own.values() if upper_error(one.tried, one.wrong) <= target_error]
    together = [
        one.threshold
        for one in (model.counts_of(FIELDS) if group != ENTRY else ())
        if upper_error(one.tried, one.wrong) <= target_error
        and is_consistent(own.get(one.threshold, Count(one.threshold, 0, 0)), target_error=target_error)
    ]
    return min((*proven, *together), default=None)


def is_consistent(own: Count, *, target_error: float) -> bool:
    """Whether so many errors or more would still be seen once in twenty times, were the target true of the group."""
    if own.tried < LEAST_OWN:
        return False
    fewer = sum(
        math.comb(own.tried, hits) * target_error**hits * (1 - target_error) ** (own.tried - hits)
        for hits in range(own.wrong)
    )
    return 1 - fewer >= _RARE


def enough_for(target_error: float) -> int:
    """How many readings without a single error bear the target out."""
    return math.ceil(_Z * _Z * (1 / target_error - 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a group stands. `state`: unfitted | too_few_samples | proven | refuted (enough tried, too many wrong)."""

    group: str
    state: str
    threshold: float | None
    tried: int
    wrong: int
    bound: float
    needed: int


def standing(model: Model, group: str, *, target_error: float) -> Standing:
    """For a person who asks why everything still goes to the desk."""
    counts, needed = model.counts_of(group), enough_for(target_error)
    threshold = threshold_for(model, group, target_error=target_error)
    best = next((one for one in counts if one.threshold == threshold), counts[0] if counts else Count(0.0, 0, 0))
    state = "proven" if threshold is not None else "refuted" if best.tried >= needed else "too_few_samples"
    state = state if model.is_fitted else "unfitted"
    return Standing(group, state, threshold, best.tried, best.wrong, upper_error(best.tried, best.wrong), needed)


def to_json(model: Model) -> str:
    """Stable text: the same model gives the same bytes."""
    return json.dumps(
        {
            "samples": model.samples,
            "intercept": round(model.intercept, 6),
            "weights": {name: round(weight, 6) for name, weight in model.weights},
            "knots": [[round(x, 6), round(y, 6)] for x, y in model.knots],
            "counts": {
                name: [[one.threshold, one.tried, one.wrong] for one in counts] for name, counts in model.counts
            },
        },
        ensure_ascii=False,
        indent=1,
    )


def from_json(text: str) -> Model:
    """Raises ConfigError for anything that is not a model."""
    try:
        data = json.loads(text)
        return Model(
            float(data["intercept"]),
            tuple((str(name), float(weight)) for name, weight in data["weights"].items()),
            tuple((float(x), float(y)) for x, y in data["knots"]),
            tuple((name, tuple(Count(*row) for row in counts)) for name, counts in data["counts"].items()),
            int(data["samples"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"this is not a trust calibration: {error}") from error


@lru_cache(maxsize=4)
def load_model(path: str | None = None) -> Model:
    """The committed model, or one refitted by the office at `path`. Raises ConfigError."""
    place = Path(path) if path else files("extract.trust").joinpath("calibration.json")
    try:
        return from_json(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"no trust calibration at {place}") from error
