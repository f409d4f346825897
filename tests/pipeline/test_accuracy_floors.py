"""Seven kept readings of drawn case files (`tests/extract/kept`): what is found and right never falls again.

The floors are what was measured when they were set; they may only rise. The files belong to a seed on which rules were
tried out, so the figures say nothing about unseen paper: `make accuracy` does. A change of the domain's values that
can no longer read them asks for new ones: `tools/case_files.py --seed 41`.
"""

from functools import cache
from pathlib import Path

import pytest

from extract.trust.calibration import Model
from extract.trust.routing import Policy
from storage.codec import unpack
from tools.case_files import ReadFile
from tools.measuring.figures import Share, of_group
from tools.measuring.items import Measured, measured
from tools.score_reading import truth_for

KEPT = Path(__file__).resolve().parents[1] / "extract" / "kept"
STEMS = tuple(sorted(place.name.split(".")[0] for place in KEPT.glob("*.sheets")))
FLOORS = {
    "field_right": 110,
    "field_within": 110,
    "entries_found": 59,
    "entry_date_right": 58,
    "entry_right": 53,
}


@cache
def files() -> tuple[Measured, ...]:
    policy = Policy(model=Model(), sample_share=0.0)
    return tuple(_one(stem, policy) for stem in STEMS)


def _one(stem: str, policy: Policy) -> Measured:
    truth = truth_for({"source": stem}, KEPT)
    assert truth is not None
    sheets = unpack(ReadFile, (KEPT / f"{stem}.sheets").read_bytes()).sheets
    return measured(stem, truth, sheets=sheets, policy=policy)


def shares() -> dict[str, Share]:
    return of_group([one for found in files() for one in found.items])


@pytest.mark.parametrize("name", FLOORS)
def test_no_count_falls_below_its_floor(name: str) -> None:
    assert shares()[name].hits >= FLOORS[name]


def test_nothing_wrong_passes_by_itself() -> None:
    assert [one for found in files() for one in found.items if one.is_silent] == []


def test_no_expected_field_is_neither_read_nor_flagged() -> None:
    assert [one for found in files() for one in found.missing] == []


def test_no_contact_is_made_up() -> None:
    assert shares()["entries_spurious"].hits <= 1
