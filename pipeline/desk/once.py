"""One question per file: where a person decided how a name is written, or which era a log leaves unsaid, rows follow;
where a person vouched for a value that says who it is, further pages that say exactly the same follow.

Pure, and made anew with every revision, so that undo and a changed decision bring the questions back. Refuses to change
a letter or a date, to let an item follow that has any other doubt, and to take one decided shape for another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.case import CaseRecord
from domain.contract import FIELD_LABEL_JA
from domain.entry import Check, SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.household import Member
from extract.entries.variant_names import DOUBT, families_of, is_decided, spellings, variant_names
from extract.values.eras import era_on
from extract.values.variants import folded
from pipeline.desk.shape import Change, Revised
from pipeline.doubts import Item, set_aside

ERA = "era_inferred"
# Doubt -> what stands in its place once it was decided elsewhere in the file.
FOLLOWS = {DOUBT: "name_decided", ERA: "era_decided"}
_ASKED = {after: before for before, after in FOLLOWS.items()}
_NAMES = frozenset(("fullName", "staff"))
# Values with so much in them that a misreading hits another page's value by no chance; never a choice of a few.
TELLING = frozenset(
    ("fullName", "fullNameKana", "dateOfBirth", "caseNumber", "address", "registeredAddress", "postcode", "phone")
) | frozenset(("mobilePhone", "emergencyPhone"))
SAME = "value_decided"
# What the very same value on another page answers: how well these signs were seen, and what policy asks of their class.
_OF_INK = frozenset(
    ("readers_disagree", "lookalike", "one_reader_only", "low_confidence", "variant_name", "name_divided_by_guess")
) | frozenset(("risk_class_S", "risk_class_A", "too_small_sample"))
Asked = SupportEntry | FieldReading


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of a file so far: names as spelled, days of rows whose unsaid era they confirmed, and the
    values of fields by name, of which `follow_field` compares the whole."""

    names: frozenset[str] = frozenset()
    families: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    values: Collection[tuple[str, str]] = ()

    def follow(self, entry: SupportEntry) -> SupportEntry:
        """The row as it stands by what was decided; the very same object where nothing changes."""
        asked = [_ASKED.get(code, code) for code in entry.reasons]
        if entry.origin is not Origin.MACHINE or not asked or not set(asked) <= FOLLOWS.keys():
            return entry
        settled = {DOUBT: self._names_settled(entry), ERA: self._era_settled(entry)}
        reasons = tuple(FOLLOWS[code] if settled[code] else code for code in asked)
        if reasons == entry.reasons:
            return entry
        follows = all(settled[code] for code in asked)
        return replace(entry, route=Route.AUTO if follows else Route.REVIEW, reasons=reasons)

    def follow_field(self, field: FieldReading) -> FieldReading:
        """The same for a field: who was in charge by the shape of the name, a telling value by being just the same."""
        asked = tuple(_ASKED.get(code, code) for code in field.reasons if code != SAME)
        if field.origin is not Origin.MACHINE or not field.value or not asked:
            return field
        if self._is_same(field, asked):
            reasons, way = (*asked, SAME), Route.AUTO
        elif field.name == "staff" and asked == (DOUBT,) and is_decided("".join(field.value.split()), self.names):
            reasons, way = (FOLLOWS[DOUBT],), Route.AUTO
        else:
            reasons, way = asked, Route.REVIEW
        return field if reasons == field.reasons else replace(field, route=way, reasons=reasons)

    def _is_same(self, field: FieldReading, asked: tuple[str, ...]) -> bool:
        if field.name not in TELLING or (field.route is Route.AUTO and SAME not in field.reasons):
            return False
        return set(asked) <= _OF_INK and (field.name, field.value) in self.values

    def _names_settled(self, entry: SupportEntry) -> bool:
        names = variant_names(entry, self.families)
        return bool(names) and all(is_decided(name, self.names) for name in names)

    def _era_settled(self, entry: SupportEntry) -> bool:
        """A row in order behind one whose era was confirmed, in that same era."""
        day = _day(entry)
        if day is None or entry.checks.order is not Check.AGREES:
            return False
        return any(before <= day and era_on(before) == era_on(day) for before in self.days)


def vouched_values(fields: Iterable[FieldReading]) -> Mapping[tuple[str, str], FieldReading]:
    """(name, value) of the telling fields that people vouched for, with the last of them; of a name of which two shapes
    were decided, none."""
    vouched = [one for one in fields if one.name in TELLING and one.origin is Origin.HUMAN]
    found = {(one.name, one.value): one for one in vouched if one.value}
    shapes = Counter((name, folded(value)) for name, value in found)
    return {key: one for key, one in found.items() if shapes[key[0], folded(key[1])] == 1}


def confirmed_days(entries: Iterable[SupportEntry]) -> Iterator[date]:
    """Days of rows that were vouched for with the era that was inferred for them."""
    kept = (_day(one) for one in entries if one.origin is Origin.HUMAN and ERA in one.reasons)
    return (day for day in kept if day is not None)


def with_decided(revised: Revised) -> Revised:
    """The revision with the questions settled, or asked again, of rows and names; a line of history for each."""
    record = revised.record
    given = dict(_given(record))
    families = _families(record)
    aside = set_aside(record)
    own = [one for one in record.entries if one.page_no not in aside]
    fields_of_file = [one for one in record.fields if one.page_no not in aside]
    days, values = tuple(confirmed_days(own)), vouched_values(fields_of_file)
    decided = Decided(spellings(given), families, days, frozenset(values))
    entries = tuple(decided.follow(entry) for entry in record.entries)
    fields = tuple(decided.follow_field(field) for field in record.fields)
    before: tuple[Asked, ...] = (*record.entries, *record.fields)
    after: tuple[Asked, ...] = (*entries, *fields)
    pairs = zip(before, after, strict=True)
    told = _Told(families, given, values)
    changes = [told(now) for was, now in pairs if now is not was]
    if not changes:
        return revised
    return Revised(replace(record, entries=entries, fields=fields), (*revised.changes, *changes))


def _given(record: CaseRecord) -> Iterator[tuple[str, Item]]:
    """Names as people left them, with the item each was decided at; the file's own fields have the last word."""
    aside = set_aside(record)
    families = _families(record)
    for entry in record.entries:
        if entry.origin is Origin.HUMAN and entry.page_no not in aside:
            yield from ((name, entry) for name in variant_names(entry, families))
    for member in record.members:
        if member.origin is Origin.HUMAN and member.name and member.page_no not in aside:
            yield member.name, member
    for field in record.fields:
        if field.name in _NAMES and field.origin is Origin.HUMAN and field.value and field.page_no not in aside:
            yield field.value, field


def _families(record: CaseRecord) -> tuple[str, ...]:
    own = [one.value for one in record.fields if one.name == "fullName" and one.value]
    return families_of((*own, *(one.name for one in record.members)))


def _day(entry: SupportEntry) -> date | None:
    return date.fromisoformat(entry.date) if entry.date and len(entry.date) == 10 else None


@dataclass(frozen=True, slots=True)
class _Told:
    """Where an item's questions were decided, in words and never with the names themselves; None: asked again."""

    families: tuple[str, ...]
    given: Mapping[str, Item]
    values: Mapping[tuple[str, str], FieldReading]

    def __call__(self, after: Asked) -> Change:
        if after.route is Route.REVIEW:
            return f"{after.key}.decided", None, None
        places = [*map(_place, self._deciding(after)), *(["元号"] if FOLLOWS[ERA] in after.reasons else [])]
        return f"{after.key}.decided", None, "、".join(dict.fromkeys(places))

    def _deciding(self, after: Asked) -> list[Item]:
        if isinstance(after, FieldReading) and SAME in after.reasons:
            return [self.values[after.name, after.value or ""]]
        if isinstance(after, FieldReading):
            names: tuple[str, ...] = ("".join((after.value or "").split()),)
        else:
            names = variant_names(after, self.families)
        return [item for name, item in self.given.items() if any(is_decided(one, spellings((name,))) for one in names)]


def _place(item: Item) -> str:
    if isinstance(item, FieldReading):
        return f"{item.page_no}ページの{FIELD_LABEL_JA[item.name]}"
    if isinstance(item, Member):
        return f"{item.page_no}ページの世帯"
    return f"支援経過 {item.seq}" if isinstance(item, SupportEntry) else "同意書"
