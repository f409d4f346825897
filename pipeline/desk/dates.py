"""A corrected date carries on to the rows that leaned on it: 〃, `4/11`, a blank cell.

Refuses to touch a row whose own words do not explain its date, and puts a row that a person had vouched for back in
doubt when its date moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.entry import Check, EntryChecks, SupportEntry
from domain.field import Origin, Precision, Route
from extract.values import wareki_sequence
from extract.values.parsed import Context, Parsed
from extract.values.weekday import weekday_evidence

# Reasons that spoke of the old date and say nothing about the new one.
DATE_REASONS = frozenset(
    {
        "date_invalid",
        "date_partial",
        "date_in_future",
        "date_inferred_without_second_signal",
        "entry_date_missing",
        "era_boundary",
        "era_inferred",
        "era_overrun",
        "era_overrun_future_ok",
        "late_note",
        "lookalike",
        "order_contradicts",
        "several_dates",
        "weekday_contradicts",
        "year_inferred",
        "continued_from_missing_page",
        "date_followed",
    }
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A row whose date followed, with the date it had."""

    before: SupportEntry
    after: SupportEntry


def redated(entry: SupportEntry, value: str, *, today: date) -> SupportEntry:
    """The row with a date that a person typed; `value` is YYYY, YYYY-MM or YYYY-MM-DD."""
    changed = replace(
        entry,
        date=value,
        date_precision=precision_of(value),
        date_inferred=False,
        reasons=tuple(code for code in entry.reasons if code not in DATE_REASONS),
    )
    return replace(changed, checks=replace(changed.checks, weekday=weekday_check(changed, today)))


def follow(entries: Sequence[SupportEntry], place: int, *, was: str | None, today: date) -> tuple[Moved, ...]:
    """Rows below `place` that leaned on its old date `was`, moved along. Ends at the first own date."""
    moved: list[Moved] = []
    old_above, new_above = _day(was), _day(entries[place].date)
    for entry in entries[place + 1 :]:
        if not entry.date_inferred or old_above is None or new_above is None:
            break
        if entry.date is None or _leaning(entry, old_above, today=today).value != entry.date:
            break
        found = _leaning(entry, new_above, today=today)
        if found.value == entry.date:
            break
        moved.append(Moved(entry, _moved(entry, found, today=today)))
        old_above, new_above = _day(entry.date), _day(found.value)
    return tuple(moved)


def lean_again(
    before: Sequence[SupportEntry], after: Sequence[SupportEntry], *, today: date
) -> tuple[tuple[SupportEntry, ...], tuple[Moved, ...]]:
    """`after`, rows of `before` in another order: what leaned on the row above now leans on the new one.

    Only a row whose words explained its date under the old row above takes a new one.
    """
    above_of = _days_above(before)
    rows: list[SupportEntry] = []
    moved: list[Moved] = []
    above: date | None = None
    for entry in after:
        one = _under(entry, above, was=above_of.get(entry.key), today=today)
        moved += [one] if one else []
        rows.append(one.after if one else entry)
        above = _day(rows[-1].date) or above
    return tuple(rows), tuple(moved)


def _under(entry: SupportEntry, above: date | None, *, was: date | None, today: date) -> Moved | None:
    """The row with the date it takes under `above`; None when it keeps the one it had under `was`."""
    if not entry.date_inferred or above is None or was is None or above == was:
        return None
    found = _leaning(entry, above, today=today)
    if _leaning(entry, was, today=today).value != entry.date or found.value == entry.date:
        return None
    return Moved(entry, _moved(entry, found, today=today))


def _days_above(entries: Sequence[SupportEntry]) -> dict[str, date]:
    found: dict[str, date] = {}
    above: date | None = None
    for entry in entries:
        if above:
            found[entry.key] = above
        above = _day(entry.date) or above
    return found


def dated_like(raw: str, above: date | None, *, today: date) -> Parsed:
    """What `raw` in the date column says under a row of the day `above`."""
    return wareki_sequence.parse(raw, Context(today=today, previous_date=above))


def with_order(entries: Sequence[SupportEntry]) -> tuple[SupportEntry, ...]:
    """The rows with their order check made anew."""
    checks = wareki_sequence.order_checks(tuple(_day(entry.date) for entry in entries))
    pairs = zip(entries, checks, strict=True)
    return tuple(replace(entry, checks=EntryChecks(entry.checks.weekday, order)) for entry, order in pairs)


def weekday_check(entry: SupportEntry, today: date) -> Check:
    """Whether the weekday written beside the date fits the date."""
    day = _day(entry.date)
    printed = _leaning(entry, day or today, today=today).part("weekday")
    if day is None or printed is None:
        return Check.ABSENT
    return Check.AGREES if weekday_evidence(day, int(printed)).agrees else Check.CONTRADICTS


def precision_of(value: str | None) -> Precision | None:
    """By the shape of a canonical date: YYYY-MM-DD, YYYY-MM, YYYY."""
    shapes = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}
    return shapes.get(len(value)) if value else None


def _moved(entry: SupportEntry, found: Parsed, *, today: date) -> SupportEntry:
    kept = tuple(code for code in entry.reasons if code not in DATE_REASONS)
    after = replace(
        entry,
        date=found.value,
        date_precision=found.precision,
        reasons=(*kept, *found.reasons, "date_followed"),
        route=Route.REVIEW,
        origin=Origin.MACHINE,
    )
    return replace(after, checks=replace(after.checks, weekday=weekday_check(after, today)))


def _leaning(entry: SupportEntry, above: date, *, today: date) -> Parsed:
    return wareki_sequence.parse(entry.date_raw, Context(today=today, previous_date=above))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 else None
