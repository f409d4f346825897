import itertools
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contract import Risk
from domain.errors import ConfigError
from domain.field import Evidence, FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.page import Quality
from extract.trust.calibration import (
    ENTRY,
    Count,
    Model,
    enough_for,
    features_of,
    from_json,
    load_model,
    probability,
    score,
    standing,
    threshold_for,
    to_json,
    upper_error,
)
from extract.trust.crossed import fit_crossed
from extract.trust.evidence import UNFITTED_CEILING, combined, contradictions, readers_evidence, witnesses
from extract.trust.fitting import MIN_SAMPLES, Row, counted, fit, isotonic
from extract.trust.measures import of_field, read, stood_unopposed
from extract.trust.routing import Policy, settle


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


def counts(**groups: tuple[int, int]) -> Model:
    return Model(samples=9000, counts=tuple((name, (Count(0.9, *one),)) for name, one in groups.items()))


@pytest.mark.parametrize(
    ("every", "own", "passes"),
    [
        ((6000, 0), (400, 0), True),
        ((6000, 0), (99, 0), False),  # too few of its own: nothing says that it is like the others
        ((6000, 2), (400, 0), False),  # together not within the target
        ((20000, 9), (400, 3), False),  # its own errors refute the target, whatever the others do
        ((20000, 9), (1000, 1), True),
        ((2600, 0), (2600, 0), False),
    ],
)
def test_all_fields_together_prove_a_class_that_fits_them(every, own, passes):
    found = threshold_for(counts(fields=every, S=own), "S", target_error=0.001)
    assert (found == 0.9) is passes


def test_contacts_are_not_carried_by_fields():
    assert threshold_for(counts(fields=(6000, 0), all=(7000, 0), entry=(400, 0)), ENTRY, target_error=0.001) is None
    assert threshold_for(counts(entry=(6000, 0)), ENTRY, target_error=0.001) == 0.9


def test_fields_are_counted_without_contacts():
    rows = [(0.95, Row({}, group != "entry", group)) for group in ("S", "B", "entry")]
    found = dict(counted(rows))
    told = {name: next((one.tried, one.wrong) for one in found[name] if one.threshold == 0.9) for name in found}
    assert (told["all"], told["fields"], told["entry"]) == ((3, 1), (2, 0), (1, 1))


def test_every_part_is_counted_by_a_model_that_has_not_seen_it():
    parts = [drawn(400, seed) for seed in range(20, 25)]
    # A mark that tells the truth inside one part only: a model that had seen the part would follow it.
    marked = [
        [replace(row, features={**row.features, f"kind {n}": float(row.right)}) for row in part]
        for n, part in enumerate(parts)
    ]
    plain, tempted = fit_crossed(parts), fit_crossed(marked)
    honest, fooled = plain.counts_of("S")[2], tempted.counts_of("S")[2]
    assert honest.tried and fooled.wrong / fooled.tried > 0.5 * honest.wrong / honest.tried
    assert plain.samples == 2000


def test_a_crossed_fit_refuses_two_parts_and_few_rows():
    with pytest.raises(ValueError, match="too few"):
        fit_crossed([drawn(500, 1), drawn(500, 2)])
    with pytest.raises(ValueError, match="too few"):
        fit_crossed([drawn(50, seed) for seed in range(5)])


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


QUALITY = Quality(0.9, 0.8, rescan=False)


def reading(*evidence: Evidence, value: str | None = "1938-03-09", reasons: tuple[str, ...] = ()) -> FieldReading:
    """A birth date read with an ink of 0.9, measured."""
    box = Box(0, 0, 1, 1)
    one = FieldReading("dateOfBirth", "S13.3.9", value, confidence(0.9), Route.REVIEW, FieldState.READ, 1, box)
    return of_field(replace(one, evidence=evidence, reasons=reasons), ink=0.9, quality=QUALITY)


def test_before_the_fit_evidence_moves_the_ink_but_stays_below_the_ceiling():
    alone = probability(Model(), reading())
    backed = probability(Model(), reading(Evidence("age", True, 4.6)))
    doubted = probability(Model(), reading(Evidence("weekday", False, 1.95)))
    assert doubted < alone < backed <= UNFITTED_CEILING
    assert probability(Model(), reading(value=None)) == 0.0
    assert 0 < probability(MODEL, reading()) < 1


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
    one = reading(Evidence("age", True, 4.6), Evidence("weekday", None), reasons=("lookalike", "risk_class_S"))
    found = features_of(one.name, one.evidence)
    assert found["+age"] == found["said lookalike"] == 1.0
    assert "+weekday" not in found
    assert "said risk_class_S" not in found
    assert "kind dateOfBirth" in found
    assert found["quality"] == 0.8


def test_a_measure_is_no_witness() -> None:
    one = reading(Evidence("posterior", True, 5.5))
    assert witnesses(one.evidence) == {"first reader"}
    assert set(read(one.evidence)) == {"ink", "quality", "length", "margin"}


def test_an_item_that_only_waits_for_samples_stood_unopposed() -> None:
    agreeing = (Evidence("age", True, 4.6), Evidence("readers", True, 2.4))
    waiting = settle(reading(*agreeing), Risk.S, policy=Policy(model=Model(), sample_share=0.0))
    assert waiting.reasons == ("too_small_sample",)
    assert stood_unopposed(waiting.evidence, waiting.reasons)
    assert not stood_unopposed(waiting.evidence, (*waiting.reasons, "fields_disagree"))
    doubted = settle(reading(*agreeing, reasons=("era_boundary",)), Risk.S, policy=Policy(model=Model()))
    assert not stood_unopposed(doubted.evidence, doubted.reasons)


def test_only_items_that_stood_unopposed_are_counted() -> None:
    rows = drawn(1000, 6)
    opposed = [replace(row, unopposed=False) for row in rows]
    assert all(one.tried == 0 for one in fit(drawn(1500, 1), opposed).counts_of("S"))


@pytest.mark.parametrize(
    ("tried", "wrong", "state"), [(500, 0, "too_few_samples"), (9000, 90, "refuted"), (9000, 0, "proven")]
)
def test_where_a_class_stands(tried: int, wrong: int, state: str) -> None:
    model = Model(samples=9000, counts=(("S", (Count(0.5, tried, wrong),)),))
    assert standing(model, "S", target_error=0.001).state == state
    assert standing(Model(), "S", target_error=0.001).state == "unfitted"


def test_how_many_samples_a_target_needs() -> None:
    needed = enough_for(0.001)
    assert upper_error(needed, 0) <= 0.001 < upper_error(needed - 1, 0)


def test_a_class_with_enough_samples_and_too_many_errors_never_passes() -> None:
    refuted = Model(samples=9000, counts=(("B", (Count(0.5, 9000, 90),)),))
    one = reading(Evidence("weekday", True, 1.95), Evidence("readers", True, 2.4))
    settled = settle(one, Risk.B, policy=Policy(model=refuted, sample_share=0.0))
    assert settled.route is Route.REVIEW


@pytest.mark.parametrize("unopposed", [True, False])
def test_the_tool_fits_rows_from_a_file(tmp_path, unopposed):
    rows = tmp_path / "rows.jsonl"
    lines = [
        {
            "features": dict(row.features),
            "right": row.right,
            "group": row.group,
            "held_out": side,
            "unopposed": unopposed,
        }
        for side, part in ((False, drawn(300, 4)), (True, drawn(300, 5)))
        for row in part
    ]
    rows.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    tool, out = Path(__file__).parents[2] / "tools" / "fit_trust.py", tmp_path / "model.json"
    done = subprocess.run([sys.executable, tool, rows, "--out", out], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    model = load_model(str(out))
    assert model.samples == 600
    assert any(one.tried for _, counts in model.counts for one in counts) is unopposed
    rows.write_text("", encoding="utf-8")
    assert subprocess.run([sys.executable, tool, rows, "--out", out], capture_output=True, check=False).returncode == 1
