"""The shape of a revision: the next record and the lines of history it leaves. Refuses a change without its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.household import Member
from domain.review import Action
from pipeline.doubts import LATER, Item

Change = tuple[str, str | None, str | None]
Keyed = TypeVar("Keyed", FieldReading, SupportEntry, Member)

LIST_MARK = "、"


@dataclass(frozen=True, slots=True)
class Revised:
    """The next revision and its changes: target, value before, value after."""

    record: CaseRecord
    changes: tuple[Change, ...]


def put(record: CaseRecord, before: Item, *, after: Item | None, part: str) -> Revised:
    """`record` with one item changed, or left out when `after` is None; `part` names the attribute that changed."""
    target = f"{before.key}.{part}" if part else before.key
    change = (target, read_aloud(before, part), read_aloud(after, part) if after else None)
    if isinstance(before, FieldReading):
        assert after is None or isinstance(after, FieldReading)
        return Revised(record.next(fields=swapped(record.fields, before.key, new=after)), (change,))
    if isinstance(before, SupportEntry):
        assert after is None or isinstance(after, SupportEntry)
        return Revised(record.next(entries=swapped(record.entries, before.key, new=after)), (change,))
    if isinstance(before, Member):
        assert after is None or isinstance(after, Member)
        return Revised(record.next(members=swapped(record.members, before.key, new=after)), (change,))
    return Revised(record.next(consent=after), (change,))


def swapped(old: Sequence[Keyed], key: str, *, new: Keyed | None) -> tuple[Keyed, ...]:
    changed = ((new if one.key == key else one) for one in old)
    return tuple(one for one in changed if one is not None)


def closing(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Why the machine doubted stays readable; what a person had left open is closed."""
    return tuple(code for code in reasons if code not in LATER)


def marked(reasons: tuple[str, ...], action: Action) -> tuple[str, ...]:
    code = "held" if action is Action.HOLD else "rescan_wanted"
    return (*closing(reasons), code)


def read_aloud(item: Item, part: str = "") -> str | None:
    """An item, or one part of it, as one line of history. None: no value."""
    if part:
        return _plain(getattr(item, part))
    if isinstance(item, FieldReading):
        return item.value
    if isinstance(item, SupportEntry):
        return " ".join(filter(None, (item.date, item.time, item.method_raw, "・".join(item.staff), item.text)))
    if isinstance(item, Member):
        return " ".join(filter(None, (item.relationship_raw, item.name, item.dateOfBirth, item.living)))
    return " ".join(filter(None, (item.signedOn, LIST_MARK.join(item.scope), LIST_MARK.join(item.agencies)))) or None


def _plain(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return LIST_MARK.join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def listed(value: str) -> tuple[str, ...]:
    """`木村、早川` -> its names; also divided by line breaks or a full-width comma."""
    for mark in ("\n", "，", ","):
        value = value.replace(mark, LIST_MARK)
    return tuple(one.strip() for one in value.split(LIST_MARK) if one.strip())
