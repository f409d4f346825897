"""All log pages of a file become one run of entries: pages that go on from one another lean on each other's dates.

Refuses to chain two different logs: an old record filed behind a newer one starts its own run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from domain.entry import SupportEntry
from extract.entries.building import build
from extract.entries.dating import DatedRow, date_rows
from extract.entries.pages import PageLog
from extract.entries.raw import RawEntry
from extract.entries.titles import DATE, METHOD, STAFF, TEXT
from extract.entries.variant_names import families_of, with_variants
from extract.finders.entity import find_entities
from extract.layout import Layout
from extract.values.date_text import scan
from extract.values.parsed import Context


class LogPage(Protocol):
    """A page that may hold a part of the log."""

    @property
    def layout(self) -> Layout: ...
    @property
    def log(self) -> PageLog | None: ...


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows that lean on one another."""

    rows: tuple[RawEntry, ...]
    log: PageLog
    layout: Layout


def read_log(
    pages: Sequence[LogPage], *, today: date, known: tuple[str, ...], opened: date | None = None
) -> tuple[SupportEntry, ...]:
    """Entries in paper order with whom and what they name. `known`: names of the file's people; `opened`: the day on
    its face sheet."""
    return _named(chained(pages, today=today, opened=opened), today=today, known=known)


def chained(pages: Sequence[LogPage], *, today: date, opened: date | None = None) -> tuple[SupportEntry, ...]:
    """Entries in paper order, dated, `seq` from 1 through the file."""
    held = [(page.layout, page.log) for page in pages if page.log is not None and page.log.rows]
    if not held:
        return ()
    layouts = {layout.page_no: layout for layout, _ in held}
    em = held[0][0].em_px
    dated: list[DatedRow] = []
    for run in _runs(held):
        last = next((one.day for one in reversed(dated) if one.day), opened)
        dated += date_rows(run.rows, Context(today), em_px=em, near=last)
    return build(dated, layouts)


def _runs(held: Sequence[tuple[Layout, PageLog]]) -> list[_Run]:
    runs: list[_Run] = []
    for layout, log in held:
        rows = log.rows
        if runs and _goes_on(runs[-1], log, layout=layout):
            before, rows = _rest_of_last(runs[-1].rows, rows)
            runs[-1] = _Run((*before, *rows), log, layout)
        else:
            runs.append(_Run(rows, log, layout))
    return runs


def _goes_on(run: _Run, log: PageLog, *, layout: Layout) -> bool:
    """The same direction and columns, and no step back in time said outright in its first row."""
    if run.layout.frame.vertical != layout.frame.vertical:
        return False
    if run.log.titled and log.titled and _kinds(run.log) != _kinds(log):
        return False
    first = next((row for row in log.rows if row.holds(DATE)), None)
    return first is None or not _steps_back(run, first)


def _kinds(log: PageLog) -> frozenset[str]:
    return frozenset(column.kind for column in log.columns)


def _steps_back(run: _Run, first: RawEntry) -> bool:
    """The page's first date names a year, and it lies before the run's last named year."""
    own = scan(str(first.text(DATE)))
    if own is None or own.year is None or own.era is None:
        return False
    years = [
        found.era.offset + found.year
        for row in run.rows
        if (found := scan(str(row.text(DATE)))) and found.year is not None and found.era is not None
    ]
    return bool(years) and own.era.offset + own.year < max(years)


def _rest_of_last(
    before: tuple[RawEntry, ...], rows: tuple[RawEntry, ...]
) -> tuple[tuple[RawEntry, ...], tuple[RawEntry, ...]]:
    """A page that begins with nothing but text goes on with the last entry of the page before."""
    first = rows[0]
    if first.holds(DATE) or first.holds(METHOD) or first.holds(STAFF) or not first.holds(TEXT):
        return before, rows
    last = before[-1]
    # Their lines belong to another page than the entry's own.
    joined = last.text(TEXT) + first.text(TEXT).untied()
    return (*before[:-1], replace(last, cells={**last.cells, TEXT: joined})), rows[1:]


def _named(entries: tuple[SupportEntry, ...], *, today: date, known: tuple[str, ...]) -> tuple[SupportEntry, ...]:
    """People, organisations and dates of every text, found in one go."""
    days = [date.fromisoformat(one.date) if one.date and len(one.date) == 10 else None for one in entries]
    found = find_entities([one.text for one in entries], days, today=today, known=known)
    families = families_of(known)
    named = (
        replace(one, people=seen.people, organisations=seen.organisations, dates=seen.dates)
        for one, seen in zip(entries, found, strict=True)
    )
    return tuple(with_variants(one, families=families) for one in named)
