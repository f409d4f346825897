"""A record as it may be read outside under a shield: boxes that tell a place stay, places in texts are blotted.

Every item that was touched is listed with its reason. `leaks` looks once more at everything that is about to leave.
Refuses to touch an identifier, a hash or a date.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from deliver.shield import PROTECTED, Shield, Span, moved
from domain.batch import HoldBack
from domain.case import CaseRecord
from domain.entry import DateMention, Mention, SupportEntry
from domain.field import Alternative, FieldReading
from domain.household import Consent, Member

WHOLE, PLACE, NUMBER = "protection_word", "protected_place", "number_withheld"
# Names of JSON members whose strings are made by us: hashes, ids, codes, days.
_OURS = frozenset(
    (
        *("schema", "case_id", "content_hash", "person_id", "household_id", "page_id", "entry_id", "file", "sha256"),
        *("reviewer", "reviewed_at", "status", "type", "kind", "form", "precision", "norm_notes", "pages", "as_of"),
        *("valid_until", "date_end", "legal_basis", "consent_status", "case_number_raw", "office"),
    )
)


def shielded(record: CaseRecord, shield: Shield) -> tuple[CaseRecord, tuple[HoldBack, ...]]:
    """The record with its boxes held back and its places blotted, and what that is."""
    held: list[HoldBack] = []
    fields: list[FieldReading] = []
    why = PLACE if shield.is_protected else NUMBER
    for field in record.fields:
        reason = _stays(field, shield)
        kept = field if reason else _field(field, shield)
        if reason or kept != field:
            held.append(HoldBack(record.case_id, reason or why, field.key))
        if not reason:
            fields.append(kept)
    entries = tuple(_entry(one, shield) for one in record.entries)
    members = tuple(_member(one, shield) for one in record.members)
    consent = _consent(record.consent, shield) if record.consent else None
    before = (*record.entries, *record.members, record.consent)
    for one, other in zip(before, (*entries, *members, consent), strict=True):
        if one is not None and one != other:
            held.append(HoldBack(record.case_id, why, one.key))
    title = shield.blotted(record.title)
    changed = replace(record, fields=tuple(fields), entries=entries, members=members, consent=consent, title=title)
    return changed, tuple(held)


def leaks(content: object, shield: Shield, *, path: str = "") -> Iterator[str]:
    """Paths of strings that still tell a place: a case with one of them does not leave at all."""
    if isinstance(content, str):
        if shield.found(content):
            yield path
    elif isinstance(content, dict):
        for name, inner in content.items():
            if name not in _OURS:
                yield from leaks(inner, shield, path=f"{path}.{name}".lstrip("."))
    elif isinstance(content, (list, tuple)):
        for at, inner in enumerate(content):
            yield from leaks(inner, shield, path=f"{path}.{at}")


def _stays(field: FieldReading, shield: Shield) -> str:
    if shield.is_protected and field.name in PROTECTED:
        return WHOLE
    if field.name != "localItem":
        return ""
    told = (field.raw, field.value or "", *(one.value for one in field.alternatives))
    is_told = shield.hides(field.label) or any(shield.found(one) for one in told)
    return (PLACE if shield.is_protected else NUMBER) if is_told else ""


def _field(one: FieldReading, shield: Shield) -> FieldReading:
    if one.name == "caseNumber":
        return one
    value = shield.blotted(one.value) if one.value else one.value
    others = _alternatives(one.alternatives, shield)
    return replace(one, raw=shield.blotted(one.raw), value=value, alternatives=others)


def _alternatives(found: tuple[Alternative, ...], shield: Shield) -> tuple[Alternative, ...]:
    return tuple(one for one in found if not (shield.found(one.value) or shield.found(one.why)))


def _entry(one: SupportEntry, shield: Shield) -> SupportEntry:
    spans = shield.found(one.text)
    return replace(
        one,
        text=shield.blotted(one.text),
        judgement=shield.blotted(one.judgement),
        counterpart=shield.blotted(one.counterpart),
        method_raw=shield.blotted(one.method_raw),
        date_raw=shield.blotted(one.date_raw),
        staff=tuple(map(shield.blotted, one.staff)),
        struck=tuple(map(shield.blotted, one.struck)),
        people=_mentions(one.people, spans, shield=shield),
        organisations=_mentions(one.organisations, spans, shield=shield),
        dates=_days(one.dates, spans),
        alternatives=_alternatives(one.alternatives, shield),
    )


def _mentions(found: tuple[Mention, ...], spans: tuple[Span, ...], *, shield: Shield) -> tuple[Mention, ...]:
    kept = ((one, moved(one.span, spans)) for one in found if not shield.found(f"{one.name} {one.role}"))
    return tuple(replace(one, span=span) for one, span in kept if span)


def _days(found: tuple[DateMention, ...], spans: tuple[Span, ...]) -> tuple[DateMention, ...]:
    kept = ((one, moved(one.span, spans)) for one in found)
    return tuple(replace(one, span=span) for one, span in kept if span)


def _member(one: Member, shield: Shield) -> Member:
    told: dict[str, Any] = {name: shield.blotted(getattr(one, name)) for name in ("name", "relationship_raw", "note")}
    return replace(one, **told)


def _consent(one: Consent, shield: Shield) -> Consent:
    told: dict[str, Any] = {
        name: tuple(map(shield.blotted, getattr(one, name))) for name in ("scope", "agencies", "exclusions")
    }
    return replace(one, **told)
