"""The map from the sheet to the scan stays true through every step."""

from random import Random

import numpy as np
import pytest
from drawing import ageing, scan
from drawing.ageing import AGEINGS, LEVELS, Folder
from drawing.paper import Sheet

SPOT = (700, 1900)


def spotted() -> Sheet:
    sheet = Sheet(Random(1))
    sheet.pen.rectangle((SPOT[0] - 12, SPOT[1] - 12, SPOT[0] + 12, SPOT[1] + 12), fill=(0, 0, 0))
    return sheet


def darkness_at_the_spot(found: scan.Scan) -> float:
    x, y = found.matrix @ np.array([*SPOT, 1.0])
    part = found.pixels[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3]
    return 255 - float(part.mean())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_place_on_the_sheet_is_found_on_the_turned_scan(turn: int) -> None:
    found = scan.turned(
        scan.at_dpi(scan.skewed(scan.fresh(ageing.pixels_of(spotted())), 1.7, shift=(9, -6)), 200), turn
    )
    assert darkness_at_the_spot(found) > 200
    assert found.turned_deg == turn


def test_turning_the_scan_clockwise_by_its_turn_makes_it_upright() -> None:
    upright = scan.fresh(ageing.pixels_of(spotted()))
    for turn in (90, 180, 270):
        back = np.rot90(scan.turned(upright, turn).pixels, k=-turn // 90)
        assert np.array_equal(back, upright.pixels)


@pytest.mark.parametrize("name", [*AGEINGS, *LEVELS])
def test_every_ageing_keeps_the_ink_where_the_truth_says(name: str) -> None:
    age = (AGEINGS | LEVELS)[name]
    found = age(spotted(), Random(3), folder=Folder("FAX P.1", spotted()))
    assert darkness_at_the_spot(found) > 90


def test_a_positive_skew_turns_the_page_clockwise() -> None:
    found = scan.skewed(scan.fresh(ageing.pixels_of(Sheet(Random(1)))), 1.0)
    left, right = (found.matrix @ np.array([x, 1754.0, 1.0]) for x in (0.0, 2400.0))
    assert right[1] > left[1]
