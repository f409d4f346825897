"""By how much the writing leans: the angle at which edges of ink fall onto the fewest rows and columns.

Postl's projection idea on edge points, both ways at once, so ruled forms, horizontal and vertical writing all count.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.scan import Pixels

MOST_DEG = 10.0
_POINTS = 30_000
_COARSE_DEG, _FINE_DEG, _FINEST_DEG = 0.5, 0.1, 0.02
_LEAST_POINTS = 150
_PLENTY, _MANY = 2_500, 12_000
_LEAST_EXCESS = 0.12
_HILL = 0.6
_INK = 14  # darker than its surroundings by so much is ink

Places = NDArray[np.float32]
Measures = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Lean:
    """`deg` clockwise lean of the writing; 0 where nothing shows it. `excess`: how clearly, 0 = not at all."""

    deg: float
    excess: float


def measure_lean(grey: Pixels, *, ignored: Pixels | None = None) -> Lean:
    """Of an upright page at about 150 dpi, within 10 degrees either way. `ignored`: mask of what is not page."""
    sets = _edge_points(grey, ignored)
    if all(len(one[0]) < _LEAST_POINTS for one in sets):
        return Lean(0.0, 0.0)
    coarse = np.arange(-MOST_DEG - 1, MOST_DEG + 1 + 1e-9, _COARSE_DEG)
    scores = _scores(sets, coarse, bin_px=4.0)
    base = float(np.median(scores))
    best = float(coarse[int(np.argmax(scores))])
    excess = float(scores.max()) / base - 1 if base > 0 else 0.0
    if excess < _LEAST_EXCESS or abs(best) > MOST_DEG + _COARSE_DEG:
        return Lean(0.0, max(excess, 0.0))
    for step, bin_px in ((_FINE_DEG, 2.0), (_FINEST_DEG, 1.0)):
        near = best + np.arange(-6, 7) * step
        best = _peak(near, _scores(sets, near, bin_px=bin_px))
    return Lean(best, excess)


def _edge_points(grey: Pixels, ignored: Pixels | None) -> tuple[tuple[Places, Places], tuple[Places, Places]]:
    """Lower edges of ink as (along, across) for rows, right edges for columns."""
    around = cv2.blur(grey, (25, 25))
    ink = cv2.subtract(around, grey) > _INK
    if ignored is not None:
        ink &= ignored == 0
    lower = ink[:-1] & ~ink[1:]
    right = ink[:, :-1] & ~ink[:, 1:]
    rows = _thinned(_telling(lower, lower[:, :-2] & lower[:, 1:-1] & lower[:, 2:]))
    columns = _thinned(_telling(right, right[:-2] & right[1:-1] & right[2:]))
    return (rows[1], rows[0]), (columns[0], -columns[1])


def _telling(edges: NDArray[np.bool_], flat: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Edges flat for three pixels, which specks of a fax lack; all edges where a few words are all there is."""
    few_words = np.count_nonzero(flat) < _PLENTY and np.count_nonzero(edges) < _MANY
    return edges if few_words else flat


def _thinned(edges: NDArray[np.bool_]) -> tuple[Places, Places]:
    place = np.flatnonzero(edges)
    if len(place) > _POINTS:
        place = np.random.default_rng(0).choice(place, _POINTS, replace=False)
    y, x = np.divmod(place, edges.shape[1])
    return y.astype(np.float32), x.astype(np.float32)


def _scores(sets: tuple[tuple[Places, Places], ...], angles: Measures, *, bin_px: float) -> Measures:
    """Sum over both directions of how unevenly the points fall into bins, each relative to its own median."""
    total = np.zeros(len(angles))
    for along, across in sets:
        if len(along) < _LEAST_POINTS:
            continue
        each = np.array([_unevenness(along, across, deg=float(deg), bin_px=bin_px) for deg in angles])
        total += each / max(float(np.median(each)), 1e-9)
    return total


def _unevenness(along: Places, across: Places, *, deg: float, bin_px: float) -> float:
    slope = np.radians(deg)
    place = across * np.float32(np.cos(slope) / bin_px) - along * np.float32(np.sin(slope) / bin_px)
    counts = np.bincount((place - place.min()).astype(np.int32))
    return float(np.dot(counts, counts)) / len(along)


def _peak(angles: Measures, scores: Measures) -> float:
    """The middle of the hill rather than its highest stone: rows of writing make broad, ragged hills."""
    lowest, highest = float(scores.min()), float(scores.max())
    weight = np.clip(scores - (lowest + _HILL * (highest - lowest)), 0, None)
    total = float(weight.sum())
    return float((angles * weight).sum() / total) if total > 0 else float(angles[len(angles) // 2])
