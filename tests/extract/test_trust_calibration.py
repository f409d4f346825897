import itertools
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ConfigError
from domain.field import Evidence, FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from extract.trust.calibration import (
    Count,
    Model,
    features_of,
    from_json,
    load_model,
    probability,
    score,
    threshold_for,
    to_json,
    upper_error,
)
from extract.trust.evidence import UNFITTED_CEILING, combined, contradictions, readers_evidence, witnesses
from extract.trust.fitting import MIN_SAMPLES, Row, fit, isotonic


def drawn(count: int, seed: int) -> list[Row]:
    """Rows whose truth follows a known law: agreement and score make a reading right."""
    dice = random.Random(seed)
    rows = []
    for _ in range(count):
        agree, ink = dice.random() < 0.6, dice.gauss(2, 1.5)
        odds = -1.0 + 3.0 * agree + 1.2 * ink
        right = dice.random() < 1 / (1 + 2.718281828**-odds)
        rows.append(Row({"+readers": float(agree), "-readers": float(not agree), "ink": ink}, right, "S"))
    return rows


MODEL = fit(drawn(1500, 1), drawn(3000, 2))


def test_the_fit_means_what_it_says_on_unseen_rows():
    fresh = drawn(4000, 3)
    for low, high in ((0.5, 0.9), (0.9, 0.99), (0.99, 1.0)):
        band = [(score(MODEL, row.features), row.right) for row in fresh if low <= score(MODEL, row.features) <= high]
        said = sum(chance for chance, _ in band) / len(band)
        found = sum(right for _, right in band) / len(band)
        assert abs(said - found) < 0.05, (low, high, said, found)


def test_a_model_survives_its_json():
    again = from_json(to_json(MODEL))
    assert to_json(again) == to_json(MODEL)
    assert again.is_fitted


def test_broken_json_is_a_broken_installation():
    with pytest.raises(ConfigError):
        from_json("{}")
    with pytest.raises(ConfigError):
        load_model("/nowhere/calibration.json")


def test_the_committed_model_loads():
    assert load_model() is load_model()


def test_a_threshold_needs_its_samples():
    few = Model(samples=500, counts=(("all", (Count(0.99, 500, 0),)),))
    many = Model(samples=9000, counts=(("S", (Count(0.9, 9000, 40), Count(0.99, 6000, 1), Count(0.999, 4000, 0))),))
    assert threshold_for(few, "S", target_error=0.001) is None
    assert threshold_for(many, "S", target_error=0.001) == 0.99
    assert threshold_for(many, "S", target_error=0.0001) is None


def test_the_upper_bound_is_above_the_share():
    assert upper_error(0, 0) == 1.0
    assert 0.0004 < upper_error(6000, 0) < 0.0006
    assert upper_error(100, 3) > 0.03


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_the_correction_never_falls(pairs):
    knots = isotonic(pairs)
    assert all(one[0] < other[0] and one[1] <= other[1] for one, other in itertools.pairwise(knots))
    assert all(0 < share < 1 for _, share in knots)


def test_too_few_or_one_sided_rows_are_refused():
    rows = drawn(MIN_SAMPLES, 1)
    with pytest.raises(ValueError, match="too few"):
        fit(rows[:10], rows)
    with pytest.raises(ValueError, match="alike"):
        fit([Row({"ink": 1.0}, True)] * MIN_SAMPLES, rows)


def reading(*evidence: Evidence, value: str | None = "1938-03-09") -> FieldReading:
    ink = confidence(0.9)
    return FieldReading(
        "dateOfBirth", "S13.3.9", value, ink, Route.REVIEW, FieldState.READ, 1, Box(0, 0, 1, 1), evidence=evidence
    )


def test_before_the_fit_evidence_moves_the_ink_but_stays_below_the_ceiling():
    ink = confidence(0.9)
    alone = probability(Model(), reading(), ink=ink)
    backed = probability(Model(), reading(Evidence("age", True, 4.6)), ink=ink)
    doubted = probability(Model(), reading(Evidence("weekday", False, 1.95)), ink=ink)
    assert doubted < alone < backed <= UNFITTED_CEILING
    assert probability(Model(), reading(value=None), ink=ink) == 0.0
    assert 0 < probability(MODEL, reading(), ink=ink) < 1


def test_one_witness_counts_once():
    twice = (Evidence("municipality", True, 5.0), Evidence("town", True, 3.0), Evidence("kana", None))
    assert witnesses(twice) == {"place table"}
    assert combined(confidence(0.5), twice) == combined(confidence(0.5), twice[:1])
    against = (*twice, Evidence("town", False, 1.0))
    assert witnesses(against) == frozenset()
    assert contradictions(against) == ("town",)


def test_readers_are_compared_without_their_spaces():
    assert readers_evidence("髙橋 キヨ", "髙橋キヨ").agrees is True
    assert readers_evidence("髙橋", "高橋").agrees is False
    assert readers_evidence("髙橋", None).agrees is None


def test_features_name_what_was_there_to_ask():
    found = features_of(reading(Evidence("age", True, 4.6), Evidence("weekday", None)), ink=confidence(0.9))
    assert found["+age"] == 1.0
    assert "+weekday" not in found
    assert "field dateOfBirth" in found


def test_the_tool_fits_rows_from_a_file(tmp_path):
    rows = tmp_path / "rows.jsonl"
    lines = [
        {"features": dict(row.features), "right": row.right, "group": row.group, "held_out": side}
        for side, part in ((False, drawn(300, 4)), (True, drawn(300, 5)))
        for row in part
    ]
    rows.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    tool, out = Path(__file__).parents[2] / "tools" / "fit_trust.py", tmp_path / "model.json"
    done = subprocess.run([sys.executable, tool, rows, "--out", out], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert load_model(str(out)).samples == 600
    rows.write_text("", encoding="utf-8")
    assert subprocess.run([sys.executable, tool, rows, "--out", out], capture_output=True, check=False).returncode == 1
