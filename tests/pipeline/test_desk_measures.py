"""Figures of the desk: intervals, pace, the curve, and that only a supervisor sees them."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from domain.access import Operator, Role
from domain.errors import AccessRefused
from extract.trust.routing import Policy
from pipeline.desk.measures import (
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
from pipeline.desk.supervise import Supervision
from storage.archive import Archive
from storage.quality import Keying, Look


def look(**given: object) -> Look:
    values: dict[str, object] = {
        "who": "木村", "case_id": "c1", "target": "p1.phone.0", "name": "phone", "action": "accept", "ms": 2000,
        "way": "single", "right": True, "confidence": 0.9,
    }  # fmt: skip
    return Look(**{**values, **given})  # type: ignore[arg-type]


def keying(role: str, *, agrees: bool) -> Keying:
    return Keying("c1", "p1.fullName.0", "早川", role, "髙橋 キヨ", agrees)


def test_a_rate_has_its_interval() -> None:
    rate = Rate(1, 100)
    assert rate.share == 0.01
    assert rate.low == pytest.approx(0.0018, abs=1e-4) and rate.high == pytest.approx(0.0545, abs=1e-4)
    assert Rate(0, 50).low == 0.0 and Rate(0, 50).high == pytest.approx(0.0713, abs=1e-4)
    assert Rate(0, 0).share is None and (Rate(0, 0).low, Rate(0, 0).high) == (0.0, 1.0)


def test_pace_counts_single_looks_alone() -> None:
    seen = [look(ms=ms) for ms in (1000, 2000, 9000)] + [look(ms=10, way="grid"), look(ms=0)]
    (pace,) = paces(seen)
    assert (pace.name, pace.looks, pace.median_s, pace.p90_s) == ("phone", 3, 2.0, 2.0)


def test_planted_values_are_no_errors_of_the_machine() -> None:
    seen = [look(), look(action="correct", right=False), look(outcome="caught", right=False), look(action="hold")]
    assert machine_errors(seen) == Rate(1, 2)


def test_samples_and_second_entries_are_kept_apart() -> None:
    typed = [keying("sample", agrees=False), keying("sample", agrees=True), keying("second", agrees=True)]
    assert sample_errors(typed) == Rate(1, 2)
    assert agreement(typed) == Rate(1, 1)


@pytest.mark.parametrize(("ms", "looks", "told"), [(300, 30, True), (3000, 30, False), (300, 10, False)])
def test_the_too_fast_alarm_needs_enough_looks(ms: int, looks: int, told: bool) -> None:
    (one,) = clerks([look(ms=ms)] * looks, [("木村", "caught", 3), ("木村", "missed", 1), ("木村", "void", 5)])
    assert one.is_too_fast is told
    assert one.caught == Rate(3, 4)


def test_clerks_stand_by_name_whatever_their_figures() -> None:
    found = clerks([look(who="b"), look(who="c"), look(who="a")], [])
    assert [one.who for one in found] == ["a", "b", "c"]


def test_the_curve_falls_as_more_is_reviewed() -> None:
    seen = [look(confidence=0.6, right=False, action="correct"), look(confidence=0.95), look(confidence=0.8)]
    points = curve(seen, sample_share=0.0)
    assert (points[0].reviewed, points[0].error) == (0.0, pytest.approx(1 / 3))
    assert (points[-1].reviewed, points[-1].error) == (1.0, 0.0)
    assert all(one.error >= two.error and one.reviewed <= two.reviewed for one, two in pairwise(points))
    assert curve([], sample_share=0.1) == ()


def test_a_sampled_field_stands_for_all_that_passed() -> None:
    seen = [look(confidence=0.99, way="sample", action="correct"), look(confidence=0.6)]
    whole = curve(seen, sample_share=0.1)
    assert whole[20].reviewed == pytest.approx(1 / 11)


def test_the_forecast_leans_on_days_that_were_worked() -> None:
    day = date(2026, 11, 20)
    each = daily([(look(), "2026-11-20T01:00:00+00:00")] * 10, today=day, days=7)
    assert sum(count for _, count in each) == 10 and len(each) == 7
    assert forecast(25, each).days == 3
    assert forecast(25, ()).days is None


def supervision(home: Path, role: Role) -> Supervision:
    archive = Archive(f"sqlite:///{home / 'archive.db'}", str(home / "files"))
    archive.migrate()
    return Supervision(
        archive, Operator("木村", role), policy=Policy(), clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)
    )


@pytest.mark.parametrize("role", [Role.CLERK, Role.SCAN, Role.COUNSELLOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_else_sees_or_orders(tmp_path: Path, role: Role) -> None:
    work = supervision(tmp_path, role)
    with pytest.raises(AccessRefused):
        work.overview()
    with pytest.raises(AccessRefused):
        work.order("plant_share", "0.5")
    assert work.archive.quality.rules() == {}


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ALONE])
def test_a_supervisor_sees_and_orders(tmp_path: Path, role: Role) -> None:
    work = supervision(tmp_path, role)
    work.order("plant_share", "0.02")
    found = work.overview()
    assert found.rules.plant_share == 0.02
    assert (found.looks, found.machine.share, found.forecast.days, found.curve) == (0, None, None, ())
    with pytest.raises(ValueError, match="share"):
        work.order("sample_share", "1.5")
