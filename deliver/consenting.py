"""What the signer's words and the law let leave: for a whole case, for each item, for the picture of each page.

Refuses to widen a consent: what its scope does not name stays, and a conference's records stay with its members.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState
from domain.household import Consent, Member
from domain.sharing import (
    CONFERENCE_ONLY,
    CONFERENCES,
    WITHOUT_CONSENT,
    Share,
    excluded_shares,
    shares_in,
    touched_by,
)

# Without these a platform could not tell whose case it is; a consent to share at all covers them.
ALWAYS = frozenset(
    ("caseNumber", "fullName", "fullNameKana", "dateOfBirth", "sex", "receivedDate", "staff", "route", "method")
)
_FIELDS: dict[str, Share] = {
    **dict.fromkeys(("address", "registeredAddress", "postcode", "phone", "mobilePhone"), Share.CONTACT),
    "emergencyPhone": Share.HOUSEHOLD,
    "household": Share.HOUSEHOLD,
    "careLevel": Share.CARE,
    "handbook": Share.HEALTH,
    "benefit": Share.ECONOMY,
}
# What a page shows whole, whether or not every item of it was read.
_FORMS: dict[str, frozenset[Share]] = {
    "consent_form": frozenset(),
    "face_sheet": frozenset((Share.CONTACT, Share.HOUSEHOLD)),
    "basic_information": frozenset((Share.CONTACT, Share.HOUSEHOLD)),
    "certificate": frozenset((Share.HEALTH, Share.CARE)),
    "checklist": frozenset((Share.CONSULTATION, Share.HEALTH)),
}
_USUAL = frozenset((Share.CONSULTATION,))
_WITHDRAWN = re.compile("^(?:同意の?)?撤回")
_NO = re.compile("(?:なし|無し?|していない|しない|該当なし|[-ー－/／年月日]*)")

Item = FieldReading | SupportEntry | Member


def is_lawful_without_consent(record: CaseRecord) -> bool:
    return bool(WITHOUT_CONSENT & set(record.legal_basis))


def against_case(record: CaseRecord, receiver: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(reason, item) why the whole case stays. `receiver`: its names on consent forms; none, and it is not asked."""
    basis = set(record.legal_basis)
    lawful = is_lawful_without_consent(record)
    if basis & CONFERENCE_ONLY and not lawful and "consent" not in basis:
        yield "restricted_basis", ""
    if not lawful and (gone := withdrawal(record)):
        yield "consent_withdrawn", gone.key
    consent, names = record.consent, [_plain(one) for one in receiver if one.strip()]
    if consent is None or not names:
        return
    if any(name in _plain(words) for name in names for words in consent.exclusions):
        yield "excluded_by_signer", consent.key
    elif not lawful and not _names(consent, names):
        yield "receiver_not_named", consent.key


def withdrawal(record: CaseRecord) -> FieldReading | None:
    """The box of a form in which the consent is taken back: anything written there counts, but for a plain no."""
    boxes = (one for one in record.fields if one.name == "localItem" and _WITHDRAWN.search(_plain(one.label)))
    written = (one for one in boxes if one.state in (FieldState.READ, FieldState.ILLEGIBLE))
    return next((one for one in written if _NO.fullmatch(_plain(one.value or one.raw)) is None), None)


def _names(consent: Consent, names: list[str]) -> bool:
    agencies = [_plain(one) for one in consent.agencies]
    return any(agency and (name in agency or agency in name) for name in names for agency in agencies)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def against_item(record: CaseRecord, item: Item) -> str:
    """The reason why an item stays; "" when it may leave."""
    if isinstance(item, FieldReading) and item.name in ALWAYS:
        return ""
    lawful = is_lawful_without_consent(record)
    if isinstance(item, SupportEntry) and item.method in CONFERENCES and not lawful:
        return "restricted_basis"
    if isinstance(item, FieldReading) and not lawful and item.page_no in _minutes_of(record):
        return "restricted_basis"
    if not lawful and not shares_of(item) <= covered(record):
        return "outside_consent"
    touched = touched_by(item.text) if isinstance(item, SupportEntry) else frozenset()
    return "excluded_by_signer" if (shares_of(item) | touched) & excluded(record) else ""


def _minutes_of(record: CaseRecord) -> frozenset[int]:
    return frozenset(one.page_no for one in record.forms if one.form == "conference_minutes")


def shares_of(item: Item) -> frozenset[Share]:
    if isinstance(item, SupportEntry):
        return _USUAL
    if isinstance(item, Member):
        return frozenset((Share.HOUSEHOLD,))
    if item.name in _FIELDS:
        return frozenset((_FIELDS[item.name],))
    return touched_by(item.label) or _USUAL


def covered(record: CaseRecord) -> frozenset[Share]:
    """What the scope names. Without a consent `barriers` has judged: then nothing limits the items."""
    if record.consent is None:
        return frozenset(Share)
    return frozenset(share for words in record.consent.scope for share in shares_in(words))


def excluded(record: CaseRecord) -> frozenset[Share]:
    words = record.consent.exclusions if record.consent else ()
    return frozenset(share for one in words for share in excluded_shares(one))


def against_pages(record: CaseRecord) -> dict[int, str]:
    """Pages whose picture would show what may not leave."""
    forms = {one.page_no: one.form for one in record.forms}
    found: dict[int, str] = {}
    for page_no in range(1, record.page_count + 1):
        if reason := _against_form(record, forms.get(page_no, "unknown")):
            found[page_no] = reason
    items: tuple[Item, ...] = (*record.fields, *record.entries, *record.members)
    for item in items:
        if reason := against_item(record, item):
            found.setdefault(item.page_no, reason)
    return found


def _against_form(record: CaseRecord, form: str) -> str:
    shown = _FORMS.get(form, _USUAL)
    lawful = is_lawful_without_consent(record)
    if form == "conference_minutes" and not lawful:
        return "restricted_basis"
    if not lawful and not shown <= covered(record):
        return "outside_consent"
    return "excluded_by_signer" if shown and excluded(record) else ""
