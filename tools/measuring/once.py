"""What asks nobody once names and unsaid eras of its file were decided: the desk's own rule, played through.

The clerk is taken to write names and dates as the truth does, in reading order. Refuses to let a name that was read in
another shape follow.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.entry import SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.reading import Extraction
from extract.entries.variant_names import families_of, spellings, variant_names
from extract.values.variants import folded
from pipeline.desk.once import ERA, Decided, vouched_values

Found = Mapping[str, Any]
_NAMES = frozenset(("fullName", "staff"))


def asked_once(truth: Found, found: Extraction, *, pairs: Mapping[int, Found]) -> frozenset[int]:
    """`seq` of the contacts that follow. `pairs`: seq of a contact as read to its truth; others are nobody's."""
    names = [*_decided_on_forms(truth, found)[1], *_decided_of_members(truth, found)]
    families = families_of(names)
    days: list[date] = []
    following: set[int] = set()
    for entry in found.entries:
        if entry.route is not Route.REVIEW:
            continue
        if Decided(spellings(names), families, tuple(days)).follow(entry).route is Route.AUTO:
            following.add(entry.seq)
        elif entry.seq in pairs:
            names += _spelled(entry, pairs[entry.seq], families=families)
            days += _confirmed(entry, pairs[entry.seq])
    return frozenset(following)


def _confirmed(entry: SupportEntry, wanted: Found) -> Iterator[date]:
    """The day of a contact whose inferred era was right; a corrected date settles nothing."""
    if ERA in entry.reasons and entry.date and len(entry.date) == 10 and entry.date == wanted["date"]:
        yield date.fromisoformat(entry.date)


def fields_asked_once(truth: Found, found: Extraction) -> frozenset[str]:
    """Keys of the fields that follow."""
    return _decided_on_forms(truth, found)[0]


def _decided_on_forms(truth: Found, found: Extraction) -> tuple[frozenset[str], list[str]]:
    """Keys of the fields that follow, and names that a person decides: what passes or follows decides nothing."""
    wanted = {(one["name"], one["page_no"]): one["value"] for one in truth["fields"] if one["value"]}
    following: set[str] = set()
    vouched: list[FieldReading] = []
    for field in found.fields:
        place = (field.name, field.page_no)
        if field.route is not Route.REVIEW or not field.value or place not in wanted:
            continue
        names = [one.value or "" for one in vouched if one.name in _NAMES]
        decided = Decided(spellings(names), families_of(names), values=frozenset(vouched_values(vouched)))
        if decided.follow_field(field).route is Route.AUTO:
            following.add(field.key)
        else:
            vouched.append(replace(field, value=wanted[place], origin=Origin.HUMAN))
    return frozenset(following), [one.value or "" for one in vouched if one.name in _NAMES]


def _decided_of_members(truth: Found, found: Extraction) -> Iterator[str]:
    shown = {folded("".join(one.name.split())) for one in found.members if one.route is Route.REVIEW}
    yield from (one["name"] for one in truth["members"] if folded("".join(one["name"].split())) in shown)


def _spelled(entry: SupportEntry, wanted: Found, *, families: tuple[str, ...]) -> Iterator[str]:
    """The names of the contact as its paper spells them."""
    text = wanted["text"]
    shape = folded(text)
    for name in variant_names(entry, families):
        start = shape.find(folded(name))
        if start >= 0:
            yield text[start : start + len(name)]
    yield from variant_names(replace(entry, text="", people=(), staff=tuple(wanted["staff"])), ())
