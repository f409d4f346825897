"""The figures of `make accuracy`: intervals, the curve, what counts as silent, and what the note must say."""

import pytest

from extract.trust.calibration import ENTRY
from tools.measuring.figures import Share, calibration, curve, expected_error, of_group, row_of, wilson
from tools.measuring.items import Item
from tools.measuring.names import F1, names_of
from tools.measuring.note import TARGETS
from tools.measuring.plots import drawn


def item(outcome: str = "right", **given: object) -> Item:
    values: dict[str, object] = {
        "file": "r1-00000", "page_no": 1, "name": "phone", "group": "S", "outcome": outcome,
        "within": outcome == "right", "auto": False, "chance": 0.9, "unopposed": True, "read": True,
        "form": "face_sheet", "traits": {"ageing": "scan"}, "wanted": "1", "got": "1",
    }  # fmt: skip
    return Item(**{**values, **given})  # type: ignore[arg-type]


def test_the_wilson_interval_of_nothing_wrong() -> None:
    low, high = wilson(0, 100)
    assert low == 0.0
    assert high == pytest.approx(0.037, abs=1e-3)
    assert Share(0, 0).interval is None


def test_only_what_passed_and_is_not_so_is_silent() -> None:
    items = [item(auto=True), item("wrong", auto=True), item("wrong"), item("spurious", auto=True), item("absent")]
    found = of_group(items)
    assert (found["silent"].hits, found["silent"].tried) == (2, 3)
    assert found["absent"].hits == 1
    assert row_of(items) == {
        "total": 5, "right": 1, "wrong": 2, "absent": 1, "spurious": 1, "auto": 3, "review": 2, "silent": 2,
    }  # fmt: skip


def test_contacts_are_measured_apart_from_fields() -> None:
    items = [item(), item(name=ENTRY, group=ENTRY, date_right=True, edits=3, letters=100), item("absent", group=ENTRY)]
    found = of_group(items)
    assert found["field_right"].tried == 1
    assert (found["entries_found"].hits, found["entries_found"].tried) == (1, 2)
    assert (found["text_errors"].hits, found["text_errors"].tried) == (3, 100)


def test_the_curve_lets_less_pass_as_the_threshold_rises() -> None:
    items = [item(chance=0.5), item("wrong", chance=0.6), item(chance=0.99), item(chance=0.99, unopposed=False)]
    points = curve(items)
    reviewed = [one["reviewed"] for one in points]
    assert reviewed == sorted(reviewed)
    assert points[0]["silent"]["hits"] == 1
    assert points[0]["reviewed"] == 0.25


def test_the_expected_error_weighs_every_bin_by_its_items() -> None:
    bins = calibration([item(chance=0.92), item("wrong", chance=0.92), item(chance=0.99, read=False)])
    assert expected_error(bins) == pytest.approx(0.42)


def test_names_count_by_letters_and_place() -> None:
    people = [{"name": "石原", "role": "Cm", "span": [2, 4]}]
    entries = [{"text": "Cm石原へ報告。", "date": "2024-04-09", "people": people}]
    found = names_of([{"entries": entries, "fields": [], "members": []}])
    assert found.own == F1(1, 1, 1)
    assert found.own.value == 1.0
    assert found.texts == 1


def test_every_target_names_a_measure() -> None:
    measures = set(of_group([item()])) | {"neither_read_nor_flagged"}
    assert {name for name, *_ in TARGETS} <= measures


def test_the_drawings_are_whole() -> None:
    items = [item(chance=0.92), item("wrong", chance=0.7)]
    picture = drawn(calibration(items), curve(items), target_error=0.001)
    assert picture.startswith("<svg") and picture.rstrip().endswith("</svg>")
