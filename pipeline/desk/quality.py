"""Planted wrong values, the pace of a clerk, and what the supervisor has ordered. Pure but for the archive's measures.

A planted value is shown and never stored: whoever accepts it is asked again with the machine's own value.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.case import CaseRecord
from domain.field import FieldReading, FieldState
from domain.review import Action, Decision, Doubt, DoubtKind
from pipeline.desk.shape import swapped
from pipeline.desk.variants import palette
from pipeline.doubts import items
from storage.archive import Archive
from storage.quality import Look, Plant

IDENTITY = ("fullName", "fullNameKana", "dateOfBirth")
SWAPS = {"0": "6", "1": "7", "2": "3", "3": "8", "5": "6", "6": "8", "7": "1", "8": "3", "9": "4"}
DIGITS = ("phone", "mobilePhone", "emergencyPhone", "postcode", "caseNumber")


@dataclass(frozen=True, slots=True)
class Rules:
    """Shares 0..1. `double_entry`: identity fields are typed by a second person who sees no value."""

    plant_share: float = 0.0
    sample_share: float = 0.0
    double_entry: bool = False


def rules_of(archive: Archive) -> Rules:
    found = archive.quality.rules()
    return Rules(
        plant_share=float(found.get("plant_share", 0)),
        sample_share=float(found.get("sample_share", 0)),
        double_entry=found.get("double_entry") == "yes",
    )


def chosen(share: float, *names: str) -> bool:
    """The same answer for the same names, and spread evenly."""
    digest = hashlib.sha256("\x1f".join(names).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4]) < share * 2**32


def wrong_value(one: FieldReading) -> str | None:
    """A slip as readers and people make it; None where no believable one is known."""
    value = one.value
    if value is None:
        return None
    if one.name == "fullName":
        return next((other.value for other in palette(one.name, value)), None)
    if one.name == "dateOfBirth":
        return next((day for day in _slips(value) if _is_day(day)), None)
    return next(iter(_slips(value)), None) if one.name in DIGITS else None


def _slips(value: str) -> list[str]:
    places = [place for place, sign in enumerate(value) if sign in SWAPS]
    return [value[:place] + SWAPS[value[place]] + value[place + 1 :] for place in reversed(places)]


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value) <= date.today()
    except ValueError:
        return False


def plants_for(
    record: CaseRecord, found: Sequence[Doubt], *, who: str, share: float, known: dict[str, Plant]
) -> list[Plant]:
    """New plants among the open doubts; a target is planted at most once for a clerk."""
    keys = {doubt.target for doubt in found if doubt.kind is DoubtKind.FIELD} - known.keys()
    made = []
    for one in record.fields:
        if one.key in keys and chosen(share, record.case_id, one.key, who):
            shown = wrong_value(one)
            if shown is not None:
                made.append(Plant(record.case_id, one.key, who, shown))
    return made


def overlaid(record: CaseRecord, planted: dict[str, Plant], *, found: Sequence[Doubt]) -> CaseRecord:
    """What the clerk sees: the same revision, with planted values where one was not met yet."""
    fields = record.fields
    open_keys = {doubt.target for doubt in found}
    for one in record.fields:
        plant = planted.get(one.key)
        if plant and not plant.outcome and one.key in open_keys:
            others = tuple(other for other in one.alternatives if other.value != plant.shown)
            shown = replace(one, value=plant.shown, state=FieldState.READ, alternatives=others)
            fields = swapped(fields, one.key, new=shown)
    return replace(record, fields=fields)


def outcome_of(plant: Plant, decision: Decision) -> str:
    """missed, caught, or "" where nothing was said of the value."""
    if decision.action is Action.ACCEPT or (decision.action is Action.CORRECT and decision.value == plant.shown):
        return "missed"
    return "" if decision.action in (Action.HOLD, Action.RESCAN, Action.MISFILED) else "caught"


def look_at(record: CaseRecord, decision: Decision, *, way: str, outcome: str) -> Look:
    item = next((one for one in items(record) if one.key == decision.target), None)
    name = item.name if isinstance(item, FieldReading) else decision.target.split(".")[1]
    return Look(
        who=decision.who,
        case_id=decision.case_id,
        target=decision.target,
        name=name,
        action=decision.action.value,
        ms=max(0, min(decision.ms, 600_000)),
        way=way,
        right=decision.action is Action.ACCEPT,
        confidence=float(item.confidence) if item else 0.0,
        outcome=outcome,
    )
