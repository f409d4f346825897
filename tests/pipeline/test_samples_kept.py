"""The three case files of the samples through the real line: right or before a person, never silently wrong.

Each file is read once. A field that is absent counts as a silent error, too: nobody would look for it.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract.reading import extract
from extract.trust.routing import Policy
from ocr.reader import Reader
from pipeline.contract_out import Source, reading_out
from tools.case_files import read_file, stem_of
from tools.score_reading import FACE, Score, is_same

PAPERS = Path(__file__).resolve().parents[2] / "samples" / "papers"
FILES = ("demo/case-a.pdf", "demo/case-b.tif", "demo/case-c")
TODAY = date(2026, 4, 1)
Found = dict[str, Any]

pytestmark = pytest.mark.slow


@cache
def reader() -> Reader:
    return Reader(threads=1, budget_s=120.0)


@pytest.fixture(scope="module", params=FILES)
def both(request: pytest.FixtureRequest) -> tuple[Found, Found]:
    """(truth, reading) of one file."""
    path = PAPERS / request.param
    sheets = read_file(path, reader())
    found = extract(sheets, policy=Policy(), today=TODAY)
    reading = reading_out(Source(request.param, ""), sheets, found=found, seconds={})
    truth = (PAPERS / "truth" / f"{stem_of(path)}.truth.json").read_text(encoding="utf-8")
    return json.loads(truth), reading.model_dump(mode="json", by_alias=True)


def wanted(truth: Found) -> Iterator[Found]:
    return (one for one in truth["fields"] if one["name"] in FACE and one["value"] is not None)


def test_every_field_is_right_or_before_a_person(both: tuple[Found, Found]) -> None:
    truth, reading = both
    missed = []
    for want in wanted(truth):
        got = [one for one in reading["fields"] if (one["name"], one["page_no"]) == (want["name"], want["page_no"])]
        good = any(is_same(want, one) or one["route"] == "review" for one in got)
        missed += [] if good else [(want["name"], want["page_no"], want["value"], got)]
    assert not missed


def test_every_contact_is_there_in_order_with_its_date(both: tuple[Found, Found]) -> None:
    truth, reading = both
    rows = [(one["date"], one["page_no"]) for one in reading["entries"]]
    assert rows == [(one["date"], one["page_no"]) for one in truth["entries"]]


def test_nothing_wrong_passes_by_itself(both: tuple[Found, Found]) -> None:
    truth, reading = both
    score = Score()
    score.add(truth, reading)
    assert not [case for case in score.cases if "SILENT" in case]
    assert score.entries.silent == score.members["silent"] == 0
    assert sum(one.silent + one.absent for one in score.fields.values()) == 0


def test_every_notice_of_the_truth_is_given(both: tuple[Found, Found]) -> None:
    truth, reading = both
    given = {(one["code"], one["page_no"]) for one in reading["warnings"]}
    assert {(one["code"], one["page_no"]) for one in truth["warnings"]} <= given
