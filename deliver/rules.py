"""What may leave. Pure policy over values: refuses what no person vouched for and no routing policy passed.

Source: record-schema.md 5.2 and 7.4, people-and-risks.md R-03: nothing unverified leaves; addresses, telephone numbers
and pictures of a person under protection never do, nor any place in a text that tells where they are (`shield`).
What the consent and the law say of each item: `consenting`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from deliver.consenting import against_case, against_item, against_pages, is_lawful_without_consent
from deliver.shield import PROTECTED, Shield, is_protected, shield_of
from deliver.shielding import shielded
from domain.batch import HoldBack
from domain.case import CaseRecord, ImportStatus
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.household import Consent, Member
from domain.notices import NUMBERS_STAY

MUST_BE_SETTLED = ("fullName", "dateOfBirth")


@dataclass(frozen=True, slots=True)
class Rules:
    """`today` (YYYY-MM-DD) judges whether a consent still holds, "" does not ask. `needs_consent`: none, no import.

    `receiver`: the names that consent forms have for the platform; none given, and none is looked for.
    """

    today: str = ""
    needs_consent: bool = True
    receiver: tuple[str, ...] = ()


Item = FieldReading | SupportEntry | Member | Consent


def is_verified(item: Item) -> bool:
    """A person's word, or the routing policy's that no person need look."""
    return item.origin is Origin.HUMAN or item.route is Route.AUTO


def barriers(record: CaseRecord, rules: Rules) -> tuple[HoldBack, ...]:
    """Why the whole case stays; empty when it may leave."""
    return tuple(HoldBack(record.case_id, reason, item) for reason, item in _barriers(record, rules))


def _barriers(record: CaseRecord, rules: Rules) -> Iterator[tuple[str, str]]:
    if record.import_status is ImportStatus.EXCLUDED:
        yield "excluded", ""
    elif record.import_status is not ImportStatus.APPROVED:
        yield "not_approved", ""
    for name in MUST_BE_SETTLED:
        yield from _unsettled(record, name)
    yield from against_case(record, rules.receiver)
    consent, is_needed = record.consent, rules.needs_consent and not is_lawful_without_consent(record)
    if is_needed and consent is None:
        yield "no_consent", ""
    if consent is not None and not is_verified(consent):
        yield "not_verified", consent.key
    elif consent is not None and is_needed and not _holds(consent, rules.today):
        yield "no_consent", consent.key


def _unsettled(record: CaseRecord, name: str) -> Iterator[tuple[str, str]]:
    """An identity is settled when every reading of it is, and all that have a value agree but for the name's shapes."""
    found = [one for one in record.fields if one.name == name and one.state is not FieldState.NOT_ON_FORM]
    if not found:
        yield "not_verified", name
    for one in found:
        if not is_verified(one):
            yield "not_verified", one.key
    values = {one.value for one in found if one.value is not None and is_verified(one)}
    if name == "dateOfBirth" and len(values) > 1:
        yield "open_doubts", found[0].key


def _holds(consent: Consent, today: str) -> bool:
    return bool(consent.signedOn) and not (today and consent.validUntil and consent.validUntil < today)


def cleared(record: CaseRecord, shield: Shield | None = None) -> tuple[CaseRecord, tuple[HoldBack, ...]]:
    """The record without what may not leave, and what that is. `shield`: the case's own when none is given."""
    held: list[HoldBack] = []
    shield = shield or shield_of(record)

    def may_leave(item: FieldReading | SupportEntry | Member) -> bool:
        reason = "" if is_verified(item) else "not_verified"
        if shield.is_protected and isinstance(item, FieldReading) and item.name in PROTECTED:
            reason = "protection_word"
        if isinstance(item, SupportEntry) and not reason and item.date is None and item.origin is Origin.MACHINE:
            reason = "entry_date_missing"
        reason = reason or against_item(record, item)
        if reason:
            held.append(HoldBack(record.case_id, reason, item.key))
        return not reason

    left = replace(
        record,
        fields=tuple(one for one in record.fields if one.state is FieldState.NOT_ON_FORM or may_leave(one)),
        entries=tuple(one for one in record.entries if may_leave(one)),
        members=tuple(one for one in record.members if may_leave(one)),
    )
    left, hidden = shielded(left, shield)
    return left, (*held, *hidden)


def withheld_pages(record: CaseRecord, *, protected: bool | None = None) -> dict[int, str]:
    """Pages whose picture stays, with the reason: another person's, a protected person's, what may not be shared."""
    found = against_pages(record)
    found |= {one.page_no: "page_set_aside" for one in record.forms if one.set_aside}
    aside = {
        "backside_other": "page_set_aside",
        "other_person": "page_set_aside",
        **dict.fromkeys(NUMBERS_STAY, "number_withheld"),
    }
    found |= {one.page_no: aside[one.code] for one in record.warnings if one.code in aside}
    if is_protected(record) if protected is None else protected:
        found |= dict.fromkeys(range(1, record.page_count + 1), "protection_word")
    return found
