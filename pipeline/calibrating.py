"""From people's decisions to rows for the fit: what the machine had measured, and whether a person let it stand.

A planted value says nothing of the machine and is left out, as is what was put off. Refuses to call an item right when
any part of it was corrected.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.case import CaseRecord
from domain.contract import FIELD_RISK
from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.review import Action
from extract.trust.calibration import ENTRY, Model, Standing, features_of, standing
from extract.trust.fitting import MIN_SAMPLES, Row, fit
from extract.trust.measures import read, stood_unopposed
from extract.trust.routing import Policy
from storage.archive import Archive
from storage.quality import Look

GROUPS = ("S", "A", "B", "C", ENTRY)
_PUT_OFF = frozenset((Action.HOLD.value, Action.RESCAN.value, Action.MISFILED.value))
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state`: fitted | too_few | alike. `found`: decisions that could be used."""

    state: str
    found: int
    model: Model


def decided(archive: Archive) -> tuple[list[Row], list[Row]]:
    """Rows to fit on and rows held out; all of one case on one side."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    by_case: dict[str, list[Look]] = {}
    for look, _ in archive.quality.looks(limit=_MOST):
        by_case.setdefault(look.case_id, []).append(look)
    for case_id, looks in sorted(by_case.items()):
        record = archive.case(case_id)
        if record is not None:
            sides[_side(case_id)].extend(rows_of(record, looks))
    return sides


def _side(case_id: str) -> int:
    return hashlib.sha256(case_id.encode()).digest()[0] % 2


def rows_of(record: CaseRecord, looks: Iterable[Look]) -> Iterator[Row]:
    """One row an item that people have decided on."""
    every: tuple[FieldReading | SupportEntry, ...] = (*record.fields, *record.entries)
    items = {one.key: one for one in every}
    verdicts: dict[str, bool] = {}
    for look in looks:
        if look.outcome or look.action in _PUT_OFF:
            continue
        verdicts[look.target] = verdicts.get(look.target, True) and look.right
    for target, right in verdicts.items():
        item = items.get(target)
        if item is not None and read(item.evidence):
            yield _row(item, right=right)


def _row(item: FieldReading | SupportEntry, *, right: bool) -> Row:
    name = item.name if isinstance(item, FieldReading) else ENTRY
    group = FIELD_RISK[item.name].value if isinstance(item, FieldReading) else ENTRY
    return Row(features_of(name, item.evidence), right, group, stood_unopposed(item.evidence, item.reasons))


def refitted(rows: Sequence[Row], held_out: Sequence[Row], *, now: Model) -> Outcome:
    """The new model, or the one in force with the reason why there is none."""
    found = len(rows) + len(held_out)
    if min(len(rows), len(held_out)) < MIN_SAMPLES:
        return Outcome("too_few", found, now)
    if len({one.right for one in rows}) < 2:
        return Outcome("alike", found, now)
    return Outcome("fitted", found, fit(rows, held_out))


def standings(policy: Policy) -> tuple[Standing, ...]:
    return tuple(standing(policy.calibration, group, target_error=policy.target_error) for group in GROUPS)
