"""One question per name and file: where a person decided how a name is written, rows that spell it so follow.

Pure, and made anew with every revision, so that undo and a changed decision bring the questions back. Refuses to change
a letter, to let a row follow that has any other doubt, and to take one decided shape for another.
"""

from collections.abc import Iterator
from dataclasses import replace

from domain.case import CaseRecord
from domain.contract import FIELD_LABEL_JA
from domain.entry import SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.household import Member
from extract.entries.variant_names import DOUBT, families_of, is_decided, spellings, variant_names
from pipeline.desk.shape import Change, Revised
from pipeline.doubts import Item, set_aside

FOLLOWS = "name_decided"
_NAMES = frozenset(("fullName", "staff"))


def with_names(revised: Revised) -> Revised:
    """The revision with its rows' questions about names settled, or asked again, and a line of history for each."""
    record = revised.record
    given = dict(_given(record))
    decided = spellings(given)
    families = _families(record)
    entries: list[SupportEntry] = []
    changes: list[Change] = []
    for entry in record.entries:
        after = _following(entry, decided=decided, families=families)
        entries.append(after)
        if after is not entry:
            told = _told(variant_names(entry, families), given) if after.route is Route.AUTO else None
            changes.append((f"{entry.key}.names", None if told else DOUBT, told))
    if not changes:
        return revised
    return Revised(replace(record, entries=tuple(entries)), (*revised.changes, *changes))


def _following(entry: SupportEntry, *, decided: frozenset[str], families: tuple[str, ...]) -> SupportEntry:
    if entry.origin is not Origin.MACHINE or entry.reasons not in ((DOUBT,), (FOLLOWS,)):
        return entry
    names = variant_names(entry, families)
    follows = bool(names) and all(is_decided(name, decided) for name in names)
    if follows == (entry.reasons == (FOLLOWS,)):
        return entry
    if follows:
        return replace(entry, route=Route.AUTO, reasons=(FOLLOWS,))
    return replace(entry, route=Route.REVIEW, reasons=(DOUBT,))


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


def _told(names: tuple[str, ...], given: dict[str, Item]) -> str:
    """Where the names were decided, in words; never the names themselves."""
    deciding = {name: item for name, item in given.items() if any(is_decided(one, spellings((name,))) for one in names)}
    return "、".join(dict.fromkeys(_place(item) for item in deciding.values())) or FOLLOWS


def _place(item: Item) -> str:
    if isinstance(item, FieldReading):
        return f"{item.page_no}ページの{FIELD_LABEL_JA[item.name]}"
    if isinstance(item, Member):
        return f"{item.page_no}ページの世帯"
    return f"支援経過 {item.seq}" if isinstance(item, SupportEntry) else FOLLOWS
