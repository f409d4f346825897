"""Decisions about one row of the 支援経過. Refuses to vouch for a row whose date nobody has settled."""

import re
from dataclasses import replace
from datetime import date
from typing import TypeVar

from domain.case import CaseRecord
from domain.contract import METHOD_LABEL_JA
from domain.entry import DateMention, Mention, SupportEntry
from domain.field import Origin, Route
from domain.review import Action, Decision
from pipeline.desk.dates import DATE_REASONS, Moved, follow, redated, with_order
from pipeline.desk.parts import day, words
from pipeline.desk.shape import Change, Revised, closing, listed, marked, put, swapped
from pipeline.desk.views import Refused

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
Named = TypeVar("Named", Mention, DateMention)


def revise_entry(record: CaseRecord, entry: SupportEntry, *, decision: Decision, today: date) -> Revised:
    """Accepted whole, corrected part by part; BLANK of the whole row: there is no such row on the paper."""
    about_date = decision.part == "date"
    if decision.action is Action.CORRECT and about_date:
        return _redated(record, entry, value=day(decision.value or ""), today=today)
    after: SupportEntry | None
    match decision.action:
        case Action.ACCEPT:
            after = _vouched(entry)
        case Action.CORRECT:
            after = _corrected(entry, decision)
        case Action.BLANK | Action.ILLEGIBLE if about_date:
            after = _undated(entry)
        case Action.BLANK:
            after = None
        case Action.ILLEGIBLE:
            reasons = (*closing(entry.reasons), "illegible")
            after = replace(_retold(entry, ""), origin=Origin.HUMAN, reasons=reasons)
        case _:
            reasons = marked(entry.reasons, decision.action)
            after = replace(entry, origin=Origin.MACHINE, route=Route.REVIEW, reasons=reasons)
    return put(record, entry, after=after, part=decision.part)


def _vouched(entry: SupportEntry) -> SupportEntry:
    if entry.date is None and "undated" not in entry.reasons:
        raise Refused("date_needed")
    return replace(entry, origin=Origin.HUMAN, reasons=closing(entry.reasons))


def _redated(record: CaseRecord, entry: SupportEntry, *, value: str, today: date) -> Revised:
    """The row takes its date and the rows that leaned on the old one follow; all order checks are made anew."""
    first = put(record, entry, after=redated(entry, value, today=today), part="date")
    entries = first.record.entries
    place = next(index for index, one in enumerate(entries) if one.key == entry.key)
    moved = follow(entries, place, was=entry.date, today=today)
    for one in moved:
        entries = swapped(entries, one.before.key, new=one.after)
    changes: tuple[Change, ...] = (*first.changes, *map(_told, moved))
    return Revised(replace(first.record, entries=with_order(entries)), changes)


def _told(one: Moved) -> Change:
    return f"{one.before.key}.date", one.before.date, one.after.date


def _undated(entry: SupportEntry) -> SupportEntry:
    kept = tuple(code for code in entry.reasons if code not in DATE_REASONS)
    return replace(entry, date=None, date_precision=None, date_inferred=False, reasons=(*kept, "undated"))


def _corrected(entry: SupportEntry, decision: Decision) -> SupportEntry:
    """One part set right; the row stays a doubt until it is accepted as a whole."""
    value = decision.value or ""
    match decision.part:
        case "text":
            return _retold(entry, words(value))
        case "method":
            if value not in METHOD_LABEL_JA:
                raise Refused("value_wrong")
            return replace(entry, method=value)
        case "staff":
            return replace(entry, staff=listed(value))
        case "time":
            if value and not CLOCK.fullmatch(value):
                raise Refused("value_wrong")
            return replace(entry, time=value or None)
        case "date_end":
            return replace(entry, date_end=day(value) if value else None)
        case _:
            raise Refused("not_for_this")


def _retold(entry: SupportEntry, text: str) -> SupportEntry:
    """Names and dates found in the old text stay only where the new text still holds them."""
    return replace(
        entry,
        text=text,
        people=_still_named(entry.people, entry.text, now=text),
        organisations=_still_named(entry.organisations, entry.text, now=text),
        dates=_still_named(entry.dates, entry.text, now=text),
    )


def _still_named(found: tuple[Named, ...], was: str, *, now: str) -> tuple[Named, ...]:
    kept: list[Named] = []
    for one in found:
        word = was[slice(*one.span)]
        start = now.find(word)
        if word and start >= 0:
            kept.append(replace(one, span=(start, start + len(word))))
    return tuple(kept)
