"""What the looks of a desk say: pace, errors with their interval, the curve of share reviewed against error. Pure.

Refuses a figure without its number of cases: a rate always comes with how many it was counted from.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from storage.quality import Keying, Look

Z = 1.959964  # two-sided 95 %
# Faster than this nobody compares a value with its picture; a share above the second figure is told.
FAST_MS = 700
FAST_SHARE = 0.2
FEWEST_LOOKS = 20
WEEK = 7


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `tried`; `low` and `high`: the 95 % interval after Wilson. `share` None: nothing was tried."""

    hits: int
    tried: int

    @property
    def share(self) -> float | None:
        return self.hits / self.tried if self.tried else None

    @property
    def low(self) -> float:
        return self._bounds()[0]

    @property
    def high(self) -> float:
        return self._bounds()[1]

    def _bounds(self) -> tuple[float, float]:
        if not self.tried:
            return 0.0, 1.0
        share, room = self.hits / self.tried, Z * Z / self.tried
        middle = (share + room / 2) / (1 + room)
        half = Z * math.sqrt(share * (1 - share) / self.tried + room / (4 * self.tried)) / (1 + room)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from a field shown to its key, by kind of field."""

    name: str
    looks: int
    median_s: float
    p90_s: float


@dataclass(frozen=True, slots=True)
class Clerk:
    """One person's figures, for the supervisor alone. `fast`: accepts quicker than anyone can compare."""

    who: str
    looks: int
    fast: Rate
    caught: Rate

    @property
    def is_too_fast(self) -> bool:
        return self.fast.tried >= FEWEST_LOOKS and (self.fast.share or 0.0) > FAST_SHARE


@dataclass(frozen=True, slots=True)
class Point:
    """If everything under `threshold` were reviewed: the share reviewed, and the share of all that stays wrong."""

    threshold: float
    reviewed: float
    error: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """`a_day`: decisions on a day that had any, of the last week; `days` None: no pace to speak of yet."""

    open_doubts: int
    a_day: float
    days: int | None


def paces(looks: Iterable[Look]) -> tuple[Pace, ...]:
    """Most looked at first. Only looks at one item at a time are times of one item."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for one in looks:
        if one.ms and one.way == "single":
            by_name[one.name].append(one.ms)
    made = [
        Pace(name, len(found), median(found) / 1000, sorted(found)[int(0.9 * (len(found) - 1))] / 1000)
        for name, found in by_name.items()
    ]
    return tuple(sorted(made, key=lambda pace: (-pace.looks, pace.name)))


def machine_errors(looks: Iterable[Look]) -> Rate:
    """Of values a person judged one by one, planted ones left out: how many the machine had wrong."""
    judged = [one for one in looks if one.way in OPENLY and not one.outcome and one.action in JUDGED]
    return Rate(sum(not one.right for one in judged), len(judged))


# Ways in which a person saw the machine's value, and what they did that says whether it was right.
OPENLY = ("single", "grid")
JUDGED = ("accept", "correct", "illegible", "blank")


def sample_errors(keyings: Iterable[Keying]) -> Rate:
    """Of fields that passed by themselves and were typed blind: how many came out otherwise."""
    found = [one for one in keyings if one.role == "sample"]
    return Rate(sum(not one.agrees for one in found), len(found))


def agreement(keyings: Iterable[Keying]) -> Rate:
    """Of identity fields typed by a second person: how many agreed with the first."""
    found = [one for one in keyings if one.role == "second"]
    return Rate(sum(one.agrees for one in found), len(found))


def clerks(looks: Sequence[Look], outcomes: Iterable[tuple[str, str, int]]) -> tuple[Clerk, ...]:
    """By name, never by rank."""
    met: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for who, outcome, count in outcomes:
        met[who][outcome] += count
    by_clerk: dict[str, list[Look]] = defaultdict(list)
    for one in looks:
        by_clerk[one.who].append(one)
    return tuple(_clerk(who, by_clerk[who], met=met[who]) for who in sorted(by_clerk.keys() | met.keys()))


def _clerk(who: str, looks: Sequence[Look], *, met: dict[str, int]) -> Clerk:
    timed = [one.ms for one in looks if one.way == "single" and one.action == "accept" and one.ms]
    caught = Rate(met.get("caught", 0), met.get("caught", 0) + met.get("missed", 0))
    return Clerk(who, len(looks), Rate(sum(ms < FAST_MS for ms in timed), len(timed)), caught)


def curve(looks: Iterable[Look], *, sample_share: float, steps: int = 40) -> tuple[Point, ...]:
    """From the least reviewing to the most. What was sampled from the fields that passed stands for all of those."""
    weighed = [
        (one.confidence, 1 / sample_share if one.way == "sample" and sample_share else 1.0, one.right)
        for one in looks
        if one.way in ("single", "grid", "sample") and not one.outcome and one.confidence and _is_judged(one)
    ]
    whole = sum(weight for _, weight, _ in weighed)
    if not whole:
        return ()
    points = []
    for step in range(steps + 1):
        threshold = 0.5 + 0.5 * step / steps
        reviewed = sum(weight for chance, weight, _ in weighed if chance < threshold)
        wrong = sum(weight for chance, weight, right in weighed if chance >= threshold and not right)
        points.append(Point(round(threshold, 4), reviewed / whole, wrong / whole))
    return tuple(points)


def _is_judged(one: Look) -> bool:
    return one.way == "sample" or one.action in JUDGED


def daily(stamped: Iterable[tuple[Look, str]], *, today: date, days: int) -> tuple[tuple[date, int], ...]:
    """Decisions a local day, days without any included."""
    found: dict[date, int] = defaultdict(int)
    for _, made_at in stamped:
        found[datetime.fromisoformat(made_at).astimezone().date()] += 1
    return tuple((day, found[day]) for day in (today - timedelta(days=back) for back in reversed(range(days))))


def forecast(open_doubts: int, each_day: Sequence[tuple[date, int]]) -> Forecast:
    """With the pace of the last week's working days."""
    worked = [count for _, count in each_day[-WEEK:] if count]
    a_day = sum(worked) / len(worked) if worked else 0.0
    return Forecast(open_doubts, a_day, math.ceil(open_doubts / a_day) if a_day else None)
