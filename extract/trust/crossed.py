"""The fit that wastes nothing: every case file is counted by a model that has never seen it.

Files are dealt into parts; each part is scored by weights from all other parts but one and corrected by that one. The
model given back learns from everything. Refuses what `fitting.fit` refuses; rows of one file must lie in one part.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.trust.calibration import Model, score
from extract.trust.fitting import MIN_SAMPLES, Row, corrected, counted, isotonic, weighed

PARTS = 5


def fit_crossed(parts: Sequence[Sequence[Row]]) -> Model:
    """Raises ValueError with fewer than three parts, too few rows, or outcomes that are all alike."""
    rows = [row for part in parts for row in part]
    if len(parts) < 3 or len(rows) < 2 * MIN_SAMPLES:
        raise ValueError(f"too few samples: {len(rows)} in {len(parts)} parts, at least {2 * MIN_SAMPLES} in three")
    plain = weighed(rows)
    raw: list[tuple[float, bool]] = []
    held: list[tuple[float, Row]] = []
    for place, part in enumerate(parts):
        beside = (place + 1) % len(parts)
        others = [row for number, other in enumerate(parts) if number not in (place, beside) for row in other]
        unseen = weighed(others)
        raw += [(float(score(unseen, row.features)), row.right) for row in part]
        judged = corrected(unseen, parts[beside])
        held += [(float(score(judged, row.features)), row) for row in part]
    return replace(plain, knots=isotonic(raw), counts=counted(held))
