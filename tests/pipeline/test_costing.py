"""The cost report: figures by hand, prices, what is not known yet, HTML and CSV without a person in them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.case import CaseRecord
from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from pipeline.cli import build
from pipeline.cost_report import Report, as_csv, as_html
from pipeline.costing import Measured, Prices, costed, forecast, measured
from pipeline.desk.measures import Rate
from pipeline.intake import Intake, take_in
from pipeline.settings import load
from pipeline.workbench import Workbench
from storage.costs import LookTime
from storage.quality import Keying, Look
from tests.pipeline.papers import tiff

FIELDS = (LookTime("fullName", 4, 2, 20.0), LookTime("phone", 2, 0, 0.0))
FOUND = Measured(100, 50, 200.0, 20, 4, FIELDS, Rate(3, 4), Rate(1, 10), Rate(0, 0))


def test_looks_without_a_time_stand_with_a_mean_and_are_counted() -> None:
    cost = costed(FOUND, Prices(3600.0, 1800.0, 1000.0))
    assert (cost.clerk_s, cost.untimed) == (60.0, 4)
    assert (cost.machine_s_page, cost.clerk_s_page) == (4.0, 3.0)
    assert (cost.machine_yen_page, cost.clerk_yen_page, cost.yen_page) == (2.0, 3.0, 5.0)
    assert cost.yen_case == 25.0


def test_a_whole_archive_against_the_budget() -> None:
    prices = Prices(3600.0, 1800.0, 1000.0)
    ahead = forecast(costed(FOUND, prices), 3600, prices=prices)
    assert ahead is not None
    assert (ahead.machine_h, ahead.clerk_h, ahead.yen) == (4.0, 3.0, 18_000.0)
    assert (ahead.years_of_budget, ahead.budget_pages) == (18.0, 200)


@pytest.mark.parametrize(
    "found",
    [
        Measured(9, 0, 0.0, 9, 1, FIELDS, Rate(0, 0), Rate(0, 0), Rate(0, 0)),
        Measured(9, 9, 9.0, 0, 0, (), Rate(0, 0), Rate(0, 0), Rate(0, 0)),
        Measured(9, 9, 9.0, 9, 1, FIELDS[1:], Rate(0, 0), Rate(0, 0), Rate(0, 0)),
    ],
)
def test_nothing_is_foretold_from_half_a_cost(found: Measured) -> None:
    cost = costed(found, Prices())
    assert cost.yen_page is None
    assert forecast(cost, 1000, prices=Prices()) is None
    report = Report(found, cost, None, Prices(), 1000)
    assert "まだ測れていません" in as_html(report, "ja")
    assert "not measured yet" in as_csv(report, "en").decode("utf-8-sig")


def test_a_field_name_is_text_in_html_and_no_formula_in_csv() -> None:
    found = Measured(9, 9, 9.0, 9, 1, (LookTime("=<b>1", 1, 1, 2.0),), Rate(0, 0), Rate(0, 0), Rate(0, 0))
    report = Report(found, costed(found, Prices()), None, Prices(), 9)
    assert "<b>" not in as_html(report, "ja")
    written = as_csv(report, "ja")
    assert written.startswith(b"\xef\xbb\xbf")
    assert b"'=<b>1" in written


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    archive = Workbench(load()).archive
    (tmp_path / "box").mkdir()
    scan = tiff(tmp_path / "box" / "a.tif", "A", pages=1)
    (taken,) = take_in(archive, [scan.parent], by=Intake("box", "x"), tell=lambda _: None)
    assert taken.state == "claimed"
    case_id = archive.files()[0].case_id
    one = FieldReading(
        "phone", "0470-00-1234", "0470-00-1234", confidence(0.98), Route.AUTO, FieldState.READ, 1, Box(0, 0, 9, 9)
    )
    archive.save_case(CaseRecord(case_id, "office", 1, "K-0013", 1, (), (one,)), (), who="x", why="x", task=None)
    archive.quality.looked(Look("木村", case_id, "p1.phone.0", "phone", "correct", 999_000, "single", False, 0.9))
    return tmp_path


def test_the_command_writes_page_table_and_json_without_a_person(home: Path) -> None:
    given = ["cost", "--pages", "1000", "--budget", "500", "--html", "c.html", "--csv", "c.csv", "--json"]
    said = CliRunner().invoke(build("ja"), given)
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)
    assert (found["pages"], found["prices"]["budget_yen"], found["prices"]["wage_yen"]) == (1000, 500.0, 2000.0)
    assert found["found"]["auto"] == {"hits": 1, "tried": 1}
    for text in (said.stdout, (home / "c.html").read_text(), (home / "c.csv").read_text()):
        assert not any(secret in text for secret in ("木村", "0470-00-1234", "K-0013"))


def test_a_clerk_who_left_the_desk_does_not_count_for_longer_than_a_look(home: Path) -> None:
    archive = Workbench(load()).archive
    done = archive.costs.done()
    assert [(one.name, one.looks, one.timed, one.seconds) for one in done.fields] == [("phone", 1, 1, 300.0)]


def test_errors_are_counted_over_all_looks_and_samples_planted_values_left_out(home: Path) -> None:
    archive = Workbench(load()).archive
    case_id = archive.files()[0].case_id
    for action, right, way, outcome in [
        ("accept", True, "single", ""),
        ("accept", False, "single", "missed"),
        ("hold", False, "single", ""),
        ("accept", False, "second", ""),
    ]:
        archive.quality.looked(Look("x", case_id, "p1.a.0", "a", action, 5, way, right, 0.9, outcome))
    for target, agrees in (("p1.b.0", True), ("p1.c.0", False)):
        archive.quality.keyed(Keying(case_id, target, "x", "sample", "1", agrees))
    found = measured(archive)
    assert (found.machine_wrong, found.auto_wrong, found.auto) == (Rate(1, 2), Rate(1, 2), Rate(1, 1))
