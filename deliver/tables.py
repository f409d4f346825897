"""The record as flat tables: cases, persons, members, entries, consents. Pure; the exact text is in the JSON."""

from collections.abc import Iterable, Iterator, Sequence

from deliver import published as out

Row = tuple[str, ...]
Table = tuple[Row, Sequence[Row]]

CASES: Row = ("case_id", "content_hash", "office", "case_number", "title", "received_at", "route", "method", "staff")
CASES += ("chief_complaint", "consent_status", "care_level", "handbooks", "benefits", "pages", "entries")
PERSONS: Row = ("case_id", "person_id", "full_name", "full_name_kana", "date_of_birth", "date_of_birth_raw", "sex")
PERSONS += ("postcode", "address", "registered_address", "home_phone", "mobile_phone", "emergency_phone", "other_names")
PERSONS += ("confidential",)
MEMBERS: Row = ("case_id", "name", "relation", "relation_code", "living", "date_of_birth", "age", "note", "status")
ENTRIES: Row = (
    "case_id",
    "entry_id",
    "seq",
    "date",
    "date_raw",
    "date_end",
    "time",
    "method",
    "staff",
    "text",
    "status",
    "counterpart",
    "judgement",
)
CONSENTS: Row = (
    "case_id",
    "signed_date",
    "scope",
    "agencies",
    "exclusions",
    "valid_until",
    "until_support_ends",
    "proxy",
)

BETWEEN = "、"


def tables(records: Iterable[out.Record]) -> dict[str, Table]:
    """File stem to heading and rows; every table is there, even when it is empty."""
    found = tuple(records)
    return {
        "cases": (CASES, [_case(one) for one in found]),
        "persons": (PERSONS, [_person(one) for one in found]),
        "members": (MEMBERS, [row for one in found for row in _members(one)]),
        "entries": (ENTRIES, [row for one in found for row in _entries(one)]),
        "consents": (CONSENTS, [row for one in found for row in _consents(one)]),
    }


def _value(one: out.Evidence | None) -> str:
    return (one.value or "") if one else ""


def _values(found: Iterable[out.Evidence]) -> str:
    return BETWEEN.join(one.value for one in found if one.value)


def _case(one: out.Record) -> Row:
    facts, intake, chosen = one.common.case, one.common.intake, one.optional
    return (
        one.case_id,
        one.content_hash,
        one.office,
        _values(facts.case_number_raw),
        facts.title,
        _value(intake.received_at),
        _value(intake.route),
        _value(intake.method),
        _values(intake.staff),
        _values(facts.chief_complaint),
        facts.consent_status,
        _values(chosen.care_cert),
        _values(chosen.handbooks),
        _values(chosen.benefits),
        str(len(one.common.pages)),
        str(len(one.common.entries)),
    )


def _person(one: out.Record) -> Row:
    person = one.common.person
    addresses = {
        kind: _values(a.text for a in person.addresses if a.kind == kind) for kind in ("current", "registered")
    }
    phones = {
        kind: _values(p.number for p in person.phones if p.kind == kind) for kind in ("home", "mobile", "emergency")
    }
    return (
        one.case_id,
        person.person_id,
        _value(person.full_name),
        _value(person.full_name_kana),
        _value(person.date_of_birth),
        person.date_of_birth.raw if person.date_of_birth else "",
        _value(person.sex),
        _value(person.postcode),
        addresses["current"],
        addresses["registered"],
        phones["home"],
        phones["mobile"],
        phones["emergency"],
        _values(person.other_names),
        person.confidential_information.type,
    )


def _members(one: out.Record) -> Iterator[Row]:
    for member in one.common.household.members:
        yield (
            one.case_id,
            _value(member.name),
            member.relation_raw,
            member.relation_code or "",
            member.living or "",
            member.date_of_birth or "",
            "" if member.age is None else str(member.age),
            member.note,
            member.name.status,
        )


def _entries(one: out.Record) -> Iterator[Row]:
    for entry in one.common.entries:
        yield (
            one.case_id,
            entry.entry_id,
            str(entry.seq),
            _value(entry.date),
            entry.date.raw,
            entry.date_end or "",
            entry.time or "",
            _value(entry.method),
            _values(entry.staff),
            _value(entry.text_verbatim),
            entry.text_verbatim.status,
            _value(entry.counterpart),
            _value(entry.judgement_text),
        )


def _consents(one: out.Record) -> Iterator[Row]:
    consent = one.common.consent
    if consent is None:
        return
    yield (
        one.case_id,
        _value(consent.signed_date),
        BETWEEN.join(consent.scope_items),
        BETWEEN.join(consent.agencies),
        BETWEEN.join(consent.exclusions),
        consent.valid_until or "",
        str(int(consent.until_support_ends)),
        str(int(consent.proxy)),
    )
