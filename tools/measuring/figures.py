"""Counts and their Wilson intervals, by slice and as the curve of what is reviewed against what passes silently wrong.

Pure. Refuses a share without the number it rests on.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extract.trust.calibration import ENTRY
from tools.measuring.items import Item

Z = 1.96  # two-sided 95 %
EASY = ("clean", "scan")
SLICES: dict[str, Callable[[Item], str]] = {
    "field": lambda one: one.name,
    "form": lambda one: one.form,
    "ageing": lambda one: one.traits.get("ageing", ""),
    "hand": lambda one: one.traits.get("hand", ""),
    "layout": lambda one: one.traits.get("layout", ""),
    "direction": lambda one: one.traits.get("direction", ""),
}
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
STEPS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9965, 0.998, 0.999)


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `tried` with the ends of the Wilson interval; None where nothing was tried."""

    hits: int
    tried: int

    @property
    def value(self) -> float | None:
        return self.hits / self.tried if self.tried else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.hits, self.tried) if self.tried else None

    def as_json(self) -> dict[str, Any]:
        low, high = self.interval or (None, None)
        return {"hits": self.hits, "tried": self.tried, "share": self.value, "low": low, "high": high}


def wilson(hits: int, tried: int) -> tuple[float, float]:
    share, spread = hits / tried, Z * Z / tried
    centre, margin = share + spread / 2, Z * math.sqrt(share * (1 - share) / tried + spread / (4 * tried))
    return max(0.0, (centre - margin) / (1 + spread)), min(1.0, (centre + margin) / (1 + spread))


def share(items: Iterable[Item], holds: Callable[[Item], bool]) -> Share:
    found = [holds(one) for one in items]
    return Share(sum(found), len(found))


def of_group(items: Sequence[Item]) -> dict[str, Share]:
    """The measures that the targets name, of one group of files."""
    fields = [one for one in items if one.group != ENTRY]
    own = [one for one in fields if one.outcome != "spurious"]
    contacts = [one for one in items if one.group == ENTRY]
    true = [one for one in contacts if one.outcome != "spurious"]
    found = [one for one in true if one.outcome != "absent"]
    passed = [one for one in items if one.auto]
    counted = [one for one in items if one.outcome != "absent"]
    return {
        "field_right": share(own, lambda one: one.is_right),
        "field_within": share(own, lambda one: one.within),
        "entries_found": share(true, lambda one: one.outcome != "absent"),
        "entries_spurious": share(contacts, lambda one: one.outcome == "spurious"),
        "entry_date_right": share(found, lambda one: one.date_right),
        "entry_date_within": share(found, lambda one: one.within),
        "entry_right": share(found, lambda one: one.is_right),
        "text_errors": Share(sum(one.edits for one in found), sum(one.letters for one in found)),
        "silent": share(passed, lambda one: one.is_silent),
        "reviewed": share(counted, lambda one: not one.auto),
        "reviewed_once": share(counted, lambda one: not one.passes),
        "silent_once": share([one for one in items if one.passes], lambda one: one.is_silent_once),
        "unopposed": share(counted, lambda one: one.unopposed),
        "unopposed_wrong": share([one for one in items if one.unopposed], lambda one: not one.is_right),
        "absent": share(own, lambda one: one.outcome == "absent"),
    }


def by(items: Iterable[Item], slice_of: Callable[[Item], str]) -> dict[str, list[Item]]:
    parts: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        parts[slice_of(one)].append(one)
    return dict(sorted(parts.items()))


def row_of(items: Sequence[Item]) -> dict[str, int]:
    """Counts of one slice: every outcome, and what became of it."""
    found = {name: sum(one.outcome == name for one in items) for name in ("right", "wrong", "absent", "spurious")}
    auto = sum(one.auto for one in items)
    silent = sum(one.is_silent for one in items)
    return {"total": len(items), **found, "auto": auto, "review": len(items) - auto, "silent": silent}


def curve(items: Sequence[Item]) -> list[dict[str, Any]]:
    """What would pass if only doubts and the threshold decided, not the number of samples behind the threshold."""
    counted = [one for one in items if one.outcome != "absent"]
    points = []
    for step in STEPS:
        passed = [one for one in counted if one.unopposed and one.chance >= step]
        wrong = Share(sum(not one.is_right for one in passed), len(passed))
        reviewed = 1 - len(passed) / len(counted) if counted else 1.0
        points.append({"threshold": step, "reviewed": reviewed, "silent": wrong.as_json()})
    return points


def why(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Every reason that sends items to a person, largest first: its share of all items, and its share alone."""
    counted = [one for one in items if one.outcome != "absent"]
    found: Counter[tuple[str, str]] = Counter()
    for one in counted:
        kind = ENTRY if one.group == ENTRY else "field"
        codes = set() if one.passes else set(one.reasons)
        found.update((code, kind) for code in codes)
        found.update((code, f"{kind}_alone") for code in codes if len(codes) == 1)
    kinds = ("field", "field_alone", ENTRY, f"{ENTRY}_alone")
    codes = sorted({code for code, _ in found}, key=lambda code: (-found[code, "field"] - found[code, ENTRY], code))
    return [{"reason": code, **{kind: found[code, kind] / len(counted) for kind in kinds}} for code in codes]


def calibration(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Said probability against the share that is right, bin by bin, over everything that was read."""
    seen = [one for one in items if one.read]
    bins = []
    for low, high in pairwise(BINS):
        inside = [one for one in seen if low <= one.chance < high or (high == BINS[-1] and one.chance == high)]
        if inside:
            said = sum(one.chance for one in inside) / len(inside)
            bins.append({"low": low, "high": high, "said": said, **share(inside, lambda one: one.is_right).as_json()})
    return bins


def expected_error(bins: Sequence[dict[str, Any]]) -> float:
    """Expected calibration error: distance of said and found, weighted by how many there are."""
    total = sum(one["tried"] for one in bins)
    return sum(abs(one["said"] - one["share"]) * one["tried"] for one in bins) / total if total else 0.0
