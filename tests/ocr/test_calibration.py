"""Confidence: measured, rising with the evidence, no promise about a reader that was not asked."""

import pytest

from domain.geometry import Box
from domain.page import Direction
from ocr.calibration import Signals, of_char, of_line, scales
from ocr.consensus import Others, settle
from ocr.engine import RawChar, RawLine, Region

REGION = Region.around(Box(0, 0, 200, 40), Direction.HORIZONTAL)


def line(text: str, *, chance: float) -> RawLine:
    return RawLine(tuple(RawChar(sign, chance, n / len(text), (n + 1) / len(text)) for n, sign in enumerate(text)))


def test_confidence_rises_with_the_posterior_and_with_agreement() -> None:
    levels = [
        of_line(Signals(chance, chance, chance**4, agrees, length=4))
        for chance, agrees in ((0.4, False), (0.9, False), (0.9, True), (0.999, True))
    ]
    assert levels == sorted(levels) and levels[0] < 0.5 < 0.95 < levels[-1] < 1


def test_a_character_is_no_surer_than_what_was_measured() -> None:
    assert 0.99 < of_char(Signals(1.0, 1.0, 1.0, True)) < 1


@pytest.mark.parametrize("name", ["line", "char"])
def test_the_scale_never_falls(name: str) -> None:
    shares = [share for _, share in scales()[name].knots]
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] < 1


def test_a_reader_not_asked_is_told_apart_from_one_that_saw_nothing() -> None:
    read = line("氏名", chance=0.99)
    unasked = settle(REGION, read, others=Others())
    silent = settle(REGION, read, others=Others(RawLine()))
    agreed = settle(REGION, read, others=Others(line("氏名", chance=0.9)))
    assert unasked is not None and silent is not None and agreed is not None
    assert unasked.second is None and "one_reader_only" not in unasked.reasons
    assert silent.second == "" and "one_reader_only" in silent.reasons
    assert agreed.confidence > unasked.confidence
