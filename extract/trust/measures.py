"""What was measured about a value, kept beside its evidence: the calibration can be fitted again from stored readings.

Measures carry a number and no verdict (`agrees` None), so they never count as a witness. Refuses to remember reasons
that only the routing policy gave: those say what a setting was, not how good the reading is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.entry import SupportEntry
from domain.field import Evidence, FieldReading
from domain.page import Mark, Quality

INK, QUALITY, MARKS, MARGIN, INFERRED, LENGTH = "ink", "quality", "mark_clarity", "margin", "inferred", "length"
SAID = "said "
# Nothing spoke against the value and its class allows it: only the count of samples was asked, or kept it back.
UNOPPOSED = "unopposed"
# Given by a setting or a draw, not by the paper.
OF_POLICY = frozenset(("risk_class_S", "risk_class_A", "too_small_sample", "random_check", "blank_sample"))
# Reasons that say nothing about the value: it waits for samples, or was drawn for a check.
GATE = frozenset(("too_small_sample", "random_check"))
_MEASURES = frozenset((INK, QUALITY, MARKS, MARGIN, INFERRED, LENGTH, UNOPPOSED))


def measure(name: str, value: float) -> Evidence:
    return Evidence(name, None, round(value, 4))


def is_measure(one: Evidence) -> bool:
    return one.agrees is None and (one.signal in _MEASURES or one.signal.startswith(SAID))


def worst(quality: Quality) -> float:
    """The worse of sharpness and contrast."""
    return min(quality.sharpness, quality.contrast)


def of_field(reading: FieldReading, *, ink: float, quality: Quality, marks: Sequence[Mark] = ()) -> FieldReading:
    """The same reading with its measures; `reading` is still unrouted."""
    found = [measure(INK, ink), measure(QUALITY, worst(quality)), measure(LENGTH, len(reading.raw))]
    if marks:
        found.append(measure(MARKS, min(float(mark.confidence) for mark in marks)))
    if reading.inferred:
        found.append(measure(INFERRED, 1.0))
    return replace(reading, evidence=(*_signals(reading.evidence), *found, *_said(reading.reasons)))


def of_entry(entry: SupportEntry, *, ink: float, quality: Quality) -> SupportEntry:
    """The same entry with its measures; `entry` is still unrouted."""
    found = [measure(INK, ink), measure(QUALITY, worst(quality)), measure(LENGTH, len(entry.date_raw))]
    if entry.date_inferred:
        found.append(measure(INFERRED, 1.0))
    return replace(entry, evidence=(*_signals(entry.evidence), *found, *_said(entry.reasons)))


def marked_unopposed(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return (*evidence, measure(UNOPPOSED, 1.0))


def stood_unopposed(evidence: Iterable[Evidence], reasons: Iterable[str]) -> bool:
    """True when nothing spoke against the item: neither in routing nor in the checks across the file after it."""
    return any(one.signal == UNOPPOSED for one in evidence) and not set(reasons) - GATE


def read(evidence: Iterable[Evidence]) -> Mapping[str, float]:
    """Measure -> number."""
    return {one.signal: one.strength for one in evidence if is_measure(one)}


def _signals(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Signals that were there to ask; how far the best value stood above the next is a measure of its own."""
    kept = [one for one in evidence if one.agrees is not None]
    margins = [one.strength for one in kept if one.signal == "posterior" and one.agrees]
    return (*kept, *(measure(MARGIN, strength) for strength in margins[:1]))


def _said(reasons: tuple[str, ...]) -> tuple[Evidence, ...]:
    return tuple(measure(f"{SAID}{code}", 1.0) for code in dict.fromkeys(reasons) if code not in OF_POLICY)
