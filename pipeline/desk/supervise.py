"""The supervisor's view of the desk: how fast, how right, how long still, and who must slow down.

Refuses everybody whose role does not order how the desk checks: figures of persons are for the supervisor alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.access import Operator, Right
from domain.contract import FIELD_RISK, Risk
from extract.trust.routing import Policy, threshold_of
from pipeline.desk.list import numbers_of_today
from pipeline.desk.measures import (
    Clerk,
    Forecast,
    Pace,
    Point,
    Rate,
    agreement,
    clerks,
    curve,
    daily,
    forecast,
    machine_errors,
    paces,
    sample_errors,
)
from pipeline.desk.quality import Rules, rules_of
from storage.archive import Archive
from storage.quality import Look

DAYS = 30


@dataclass(frozen=True, slots=True)
class Overview:
    """Of the last `days` days; planted values and second keyings of all time."""

    days: int
    looks: int
    rules: Rules
    paces: tuple[Pace, ...]
    all_pace: Pace | None
    each_day: tuple[tuple[date, int], ...]
    forecast: Forecast
    machine: Rate
    sample: Rate
    agreement: Rate
    caught: Rate
    clerks: tuple[Clerk, ...]
    curve: tuple[Point, ...]
    threshold: float | None

    @property
    def too_fast(self) -> tuple[Clerk, ...]:
        return tuple(one for one in self.clerks if one.is_too_fast)


class Supervision:
    def __init__(self, archive: Archive, by: Operator, *, policy: Policy, clock: Callable[[], datetime]) -> None:
        self.archive, self.by, self.policy, self._clock = archive, by, policy, clock

    def overview(self, *, days: int = DAYS) -> Overview:
        """Raises AccessRefused for any other role."""
        self.by.need(Right.RULE, what="the supervisor's page")
        now = self._clock()
        since = (now - timedelta(days=days)).astimezone(UTC).isoformat(timespec="microseconds")
        stamped = self.archive.quality.looks(since=since)
        looks, keyings, rules = [one for one, _ in stamped], self.archive.quality.keyings(), rules_of(self.archive)
        persons = clerks(looks, self.archive.quality.outcomes())
        each_day = daily(stamped, today=now.astimezone().date(), days=days)
        whole = paces(_as_one(looks))
        return Overview(
            days=days,
            looks=len(looks),
            rules=rules,
            paces=paces(looks),
            all_pace=whole[0] if whole else None,
            each_day=each_day,
            forecast=forecast(numbers_of_today(self.archive, self.by.name, now=now).doubts, each_day),
            machine=machine_errors(looks),
            sample=sample_errors(keyings),
            agreement=agreement(keyings),
            caught=Rate(sum(one.caught.hits for one in persons), sum(one.caught.tried for one in persons)),
            clerks=persons,
            curve=curve([one for one in looks if _is_thresholded(one)], sample_share=rules.sample_share),
            threshold=threshold_of(Risk.C, policy=self.policy),
        )

    def order(self, name: str, value: str) -> None:
        """A rule of the desk. Raises AccessRefused for any other role, ValueError for a share outside 0 to 1."""
        self.by.need(Right.RULE, what="rules of the desk")
        if name.endswith("_share") and not 0 <= float(value) <= 1:
            raise ValueError(f"{name} is a share from 0 to 1, found {value}")
        self.archive.quality.set_rule(name, value, who=self.by.name)


def _as_one(looks: list[Look]) -> list[Look]:
    return [Look("", "", "", "", one.action, one.ms, one.way, one.right, one.confidence) for one in looks]


def _is_thresholded(one: Look) -> bool:
    """Fields whose class lets a confidence decide; S and A go to a person whatever it is."""
    return FIELD_RISK.get(one.name, Risk.C) not in (Risk.S, Risk.A)
