"""A case record as the neutral record that leaves the house. Pure: takes what `rules` cleared and changes no word."""

import json
import uuid
from collections.abc import Iterable, Mapping
from hashlib import sha256

from deliver import published as out
from deliver.evidence import Reviews, Witness
from deliver.shield import is_protected
from domain.case import CaseRecord
from domain.entry import Mention, SupportEntry
from domain.field import FieldReading, FieldState
from domain.household import Consent, Member

# Identifiers made from ids of ours: the same case gives the same person on every delivery.
NAMESPACE = uuid.UUID("6f1f5b1e-7a51-5f0c-9c67-2d0c9c2f7a10")
_PHONE_KINDS = (("phone", "home"), ("mobilePhone", "mobile"), ("emergencyPhone", "emergency"))
_ADDRESS_KINDS = (("address", "current"), ("registeredAddress", "registered"))
_ELSEWHERE = frozenset(
    (
        *("caseNumber", "fullName", "fullNameKana", "dateOfBirth", "sex", "address", "registeredAddress", "postcode"),
        *("phone", "mobilePhone", "emergencyPhone", "receivedDate", "staff", "route", "method", "chiefComplaint"),
        *("careLevel", "handbook", "benefit"),
    )
)


def published(
    case: CaseRecord, pages: Iterable[out.PagePublished], *, reviews: Reviews, protected: bool = False
) -> out.Record:
    """`pages` with their pictures' hashes; `reviews`: key of an item to (who, when).

    `protected`: by a word in a linked case, for the case itself says so of its own accord.
    """
    seen = Witness(case.case_id, reviews)
    record = out.Record(
        schema=out.SCHEMA_NAME,
        case_id=case.case_id,
        content_hash="",
        revision=case.revision,
        office=case.office,
        common=out.Common(
            person=_person(case, seen, protected=protected or is_protected(case)),
            household=out.Household(household_id=_id(case, "household"), members=_members(case, seen)),
            case=_facts(case, seen),
            intake=_intake(case, seen),
            entries=tuple(_entry(one, seen, seq=place) for place, one in enumerate(case.entries, 1)),
            consent=_consent(case.consent, seen) if case.consent else None,
            pages=tuple(pages),
        ),
        optional=out.Chosen(
            care_cert=_all(case, "careLevel", seen=seen),
            handbooks=_all(case, "handbook", seen=seen),
            benefits=_all(case, "benefit", seen=seen),
        ),
        local=out.Local(items=_local(case, seen)),
    )
    return record.model_copy(update={"content_hash": content_hash(record)})


def content_hash(record: out.Record) -> str:
    """Over everything but the hash itself and the revision: taking a change back gives the old hash again."""
    content = as_json(record)
    return sha256(canonical({**content, "content_hash": "", "revision": 0})).hexdigest()


def as_json(record: out.Record) -> dict[str, object]:
    content: dict[str, object] = record.model_dump(mode="json", by_alias=True)
    return content


def canonical(content: Mapping[str, object]) -> bytes:
    """One line of UTF-8 JSON, keys sorted; characters are written as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _id(case: CaseRecord, what: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{what} {case.case_id}"))


def _found(case: CaseRecord, name: str) -> list[FieldReading]:
    """Readings of one field that say something, a person's word first; those not on a form say nothing."""
    found = [one for one in case.fields if one.name == name and one.state is not FieldState.NOT_ON_FORM]
    return sorted(found, key=lambda one: (one.origin.value != "human", one.value is None, one.page_no, one.index))


def _best(case: CaseRecord, name: str, *, seen: Witness) -> out.Evidence | None:
    found = _found(case, name)
    return seen.field(found[0]) if found else None


def _all(case: CaseRecord, name: str, *, seen: Witness) -> tuple[out.Evidence, ...]:
    return tuple(seen.field(one) for one in _found(case, name))


def _distinct(case: CaseRecord, name: str, *, seen: Witness) -> tuple[out.Evidence, ...]:
    """One evidence a value: the same address on three forms is one address."""
    found = {one.value or one.raw: one for one in reversed(_found(case, name))}
    return tuple(seen.field(one) for one in reversed(found.values()))


def _person(case: CaseRecord, seen: Witness, *, protected: bool) -> out.Person:
    names = _distinct(case, "fullName", seen=seen)
    received = _best(case, "receivedDate", seen=seen)
    day = received.value if received and received.precision in (None, "day") else None
    suspected = tuple(seen.page_id(one.page_no) for one in case.warnings if one.code == "protection_word")
    return out.Person(
        person_id=_id(case, "person"),
        fullName=names[0] if names else None,
        fullNameKana=_best(case, "fullNameKana", seen=seen),
        otherNames=names[1:],
        dateOfBirth=_best(case, "dateOfBirth", seen=seen),
        sex=_best(case, "sex", seen=seen),
        postcode=_best(case, "postcode", seen=seen),
        addresses=tuple(
            out.Address(kind=kind, text=one, as_of=day)  # type: ignore[arg-type]  # the kinds are those of the type
            for name, kind in _ADDRESS_KINDS
            for one in _distinct(case, name, seen=seen)
        ),
        phones=tuple(
            out.Phone(kind=kind, number=one)  # type: ignore[arg-type]  # the kinds are those of the type
            for name, kind in _PHONE_KINDS
            for one in _distinct(case, name, seen=seen)
        ),
        confidentialInformation=out.Confidential(
            type="suspected" if protected else "none_found", pages=tuple(dict.fromkeys(suspected))
        ),
    )


def _members(case: CaseRecord, seen: Witness) -> tuple[out.Member, ...]:
    return tuple(_member(one, seen) for one in case.members)


def _member(one: Member, seen: Witness) -> out.Member:
    return out.Member(
        name=seen.part(one, one.name, value=one.name or None),
        relation_raw=one.relationship_raw,
        relation_code=one.relationship,
        living=one.living,
        dateOfBirth=one.dateOfBirth,
        age=one.age,
        note=one.note,
    )


def _facts(case: CaseRecord, seen: Witness) -> out.CaseFacts:
    return out.CaseFacts(
        case_number_raw=_distinct(case, "caseNumber", seen=seen),
        title=case.title,
        chief_complaint=_distinct(case, "chiefComplaint", seen=seen),
        consent_status="written" if case.consent and case.consent.signedOn else "none",
        legal_basis=case.legal_basis or (("consent",) if case.consent else ()),
    )


def _intake(case: CaseRecord, seen: Witness) -> out.Intake:
    return out.Intake(
        received_at=_best(case, "receivedDate", seen=seen),
        method=_best(case, "method", seen=seen),
        route=_best(case, "route", seen=seen),
        staff=_distinct(case, "staff", seen=seen),
    )


def _entry(one: SupportEntry, seen: Witness, *, seq: int) -> out.Entry:
    """`seq`: the place in the log; a row that was split off or moved keeps its name, which says nothing of it."""
    return out.Entry(
        entry_id=f"{seen.case_id}-{one.key}",
        seq=seq,
        date=seen.entry_date(one),
        date_end=one.date_end,
        time=one.time,
        method=seen.part(one, one.method_raw, value=one.method) if one.method or one.method_raw else None,
        staff=tuple(seen.part(one, name, value=name) for name in one.staff),
        text_verbatim=seen.text(one),
        counterpart=seen.part(one, one.counterpart, value=one.counterpart) if one.counterpart else None,
        judgement_text=seen.part(one, one.judgement, value=one.judgement) if one.judgement else None,
        people=tuple(_named(other) for other in one.people),
        organisations=tuple(_named(other) for other in one.organisations),
        dates=tuple(out.DayInText(raw=day.raw, value=day.value, role=day.role, span=day.span) for day in one.dates),
        risk_flags=one.risk_words,
        struck=one.struck,
    )


def _named(one: Mention) -> out.Named:
    return out.Named(name=one.name, role=one.role, span=one.span)


def _consent(one: Consent, seen: Witness) -> out.Consent:
    return out.Consent(
        signed_date=seen.part(one, one.signedOn or "", value=one.signedOn),
        scope_items=one.scope,
        agencies=one.agencies,
        exclusions=one.exclusions,
        valid_until=one.validUntil,
        until_support_ends=one.untilSupportEnds,
        proxy=one.proxy,
    )


def _local(case: CaseRecord, seen: Witness) -> tuple[out.LocalItem, ...]:
    """Everything that has no place above, under the words printed on the form."""
    forms = {one.page_no: one.form for one in case.forms}
    rest = [one for one in case.fields if one.name not in _ELSEWHERE and one.state is not FieldState.NOT_ON_FORM]
    return tuple(
        out.LocalItem(label=one.label or one.name, form=forms.get(one.page_no, "unknown"), value=seen.field(one))
        for one in rest
    )
