"""`tsuzuri calibrate`: from decisions to rows, what does not count, and that too few loosen nothing."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.case import CaseRecord
from domain.field import Evidence, FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.page import Quality
from extract.trust.calibration import Model, from_json, load_model, standing, to_json
from extract.trust.fitting import Row
from extract.trust.measures import marked_unopposed, of_field
from pipeline.calibrating import refitted, rows_of, standings
from pipeline.cli import build
from pipeline.settings import load
from pipeline.workbench import open_archive, policy_of
from storage.calibrations import Calibration
from storage.quality import Look


def phone(index: int, *, reasons: tuple[str, ...] = ("too_small_sample",)) -> FieldReading:
    one = FieldReading(
        "phone", "0470-00-1234", "0470-00-1234", confidence(0.98), Route.REVIEW, FieldState.READ, 1, Box(0, 0, 9, 9),
        index=index, evidence=(Evidence("readers", True, 2.4),),
    )  # fmt: skip
    measured = of_field(one, ink=0.97, quality=Quality(0.9, 0.8, rescan=False))
    return replace(measured, reasons=reasons, evidence=marked_unopposed(measured.evidence))


def record(*fields: FieldReading) -> CaseRecord:
    return CaseRecord("c1", "office", 2, "K-0013", 1, (), fields)


def look(target: str, *, right: bool = True, **given: str) -> Look:
    action = given.get("action", "accept" if right else "correct")
    return Look("木村", "c1", target, "phone", action, 2000, "single", right, 0.98, given.get("outcome", ""))


def test_a_decision_becomes_a_row_with_what_was_measured() -> None:
    (row,) = rows_of(record(phone(0)), [look("p1.phone.0")])
    assert (row.right, row.group, row.unopposed) == (True, "S", True)
    assert row.features["+readers"] == 1.0
    assert row.features["quality"] == 0.8
    assert "kind phone" in row.features


def test_a_corrected_item_is_wrong_whatever_was_accepted_besides() -> None:
    looks = [look("p1.phone.0"), look("p1.phone.0", right=False)]
    assert [row.right for row in rows_of(record(phone(0)), looks)] == [False]


def test_planted_values_and_what_was_put_off_say_nothing() -> None:
    looks = [look("p1.phone.0", outcome="missed"), look("p1.phone.1", action="hold"), look("p1.phone.9")]
    assert list(rows_of(record(phone(0), phone(1)), looks)) == []


def test_a_doubted_item_is_fitted_on_but_not_counted() -> None:
    (row,) = rows_of(record(phone(0, reasons=("variant_name",))), [look("p1.phone.0")])
    assert not row.unopposed


def drawn(count: int, seed: int) -> list[Row]:
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        agree = dice.random() < 0.6
        right = dice.random() < (0.97 if agree else 0.5)
        found.append(Row({"+readers": float(agree), "-readers": float(not agree)}, right, "S"))
    return found


def test_too_few_decisions_leave_the_calibration_as_it_is() -> None:
    now = Model()
    done = refitted(drawn(150, 1), drawn(900, 2), now=now)
    assert (done.state, done.found) == ("too_few", 1050)
    assert done.model is now


def test_decisions_that_are_all_alike_teach_nothing() -> None:
    rows = [replace(row, right=True) for row in drawn(300, 1)]
    assert refitted(rows, rows, now=Model()).state == "alike"


def test_enough_decisions_give_a_model_that_proves_nothing_it_has_not_counted() -> None:
    done = refitted(drawn(600, 1), drawn(600, 2), now=Model())
    assert done.state == "fitted"
    assert done.model.samples == 1200


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path))
    return CliRunner()


def test_an_empty_archive_says_that_samples_are_too_few(office: CliRunner) -> None:
    said = office.invoke(build("ja"), ["calibrate"])
    assert said.exit_code == 0
    assert "判断が足りません" in said.output
    found = json.loads(office.invoke(build("en"), ["calibrate", "--json"]).output)
    assert found["outcome"] == "too_few"
    assert {one["group"] for one in found["classes"]} == {"S", "A", "B", "C", "entry"}
    # Nothing is loosened and nothing tightened: every class stands where the program's own fit puts it.
    own = {one["group"]: standing(load_model(), one["group"], target_error=0.001).state for one in found["classes"]}
    assert {one["group"]: one["state"] for one in found["classes"]} == own


def test_the_archive_s_own_calibration_is_in_force(office: CliRunner) -> None:
    archive, settings = open_archive(load()), load()
    assert policy_of(archive, settings).calibration is load_model()
    done = refitted(drawn(600, 1), drawn(600, 2), now=Model())
    archive.calibrations.add(Calibration(to_json(done.model), done.model.samples, "係長"))
    policy = policy_of(archive, settings)
    assert to_json(policy.calibration) == to_json(from_json(to_json(done.model)))
    assert standings(policy)[0].state == "too_few_samples"
    assert "件数不足" in office.invoke(build("ja"), ["calibrate", "--show"]).output
