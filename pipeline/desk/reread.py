"""A single page read for values anew, after a person said what it is or whose it is. Pure but for the reading itself.

Refuses to let anything from it pass unseen: whatever was found goes to a person, with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from domain.case import CaseRecord
from domain.entry import Place, SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.household import Consent, Member
from domain.page import Sheet
from domain.reading import Extraction, Notice, PageForm
from extract.reading import extract
from extract.trust.routing import Policy
from pipeline.desk.dates import with_order
from pipeline.desk.shape import Change, read_aloud
from pipeline.doubts import Item, items

REASON = "page_reread"
Found = TypeVar("Found", FieldReading, SupportEntry, Member, Consent)


@dataclass(frozen=True, slots=True)
class Without:
    """A record from which what was read on one page is gone, and the lines of history of each value that went."""

    record: CaseRecord
    changes: tuple[Change, ...]


def reread(sheet: Sheet, page_no: int, *, form: str, today: date) -> Extraction:
    """What stands on the page, which is page `page_no` here; `form` "" lets the machine say what form it is."""
    numbered = replace(sheet, page=replace(sheet.page, page_no=page_no), ocr=replace(sheet.ocr, page_no=page_no))
    return extract((numbered,), policy=Policy(), today=today, named={page_no: form} if form else None)


def read_together(sheets: Sequence[Sheet], *, named: Mapping[int, str], today: date) -> Extraction:
    """As `reread`, for pages that are looked at as one file. `named`: page number to the form a person says it is."""
    return _flagged(extract(sheets, policy=Policy(), today=today, named=named), above=0)


def without_page(record: CaseRecord, page_no: int) -> Without:
    """Nothing read on the page stays in the case; the history keeps every value. Not a revision of its own."""
    gone = [one for one in items(record) if one.page_no == page_no]
    kept = replace(
        record,
        fields=tuple(one for one in record.fields if one.page_no != page_no),
        entries=with_order(tuple(_torn(one, page_no) for one in record.entries if one.page_no != page_no)),
        members=tuple(one for one in record.members if one.page_no != page_no),
        consent=None if record.consent and record.consent.page_no == page_no else record.consent,
    )
    return Without(kept, tuple((one.key, read_aloud(one), None) for one in gone))


def _torn(entry: SupportEntry, page_no: int) -> SupportEntry:
    """A row that went on on the page still holds its words: a person must say what of them stays."""
    if not any(one.page_no == page_no for one in entry.also):
        return entry
    kept: tuple[Place, ...] = tuple(one for one in entry.also if one.page_no != page_no)
    reasons = tuple(dict.fromkeys((*entry.reasons, "page_gone")))
    return replace(entry, also=kept, reasons=reasons, route=Route.REVIEW, origin=Origin.MACHINE)


def with_page(record: CaseRecord, found: Extraction, *, form: PageForm) -> Without:
    """What was found on the page comes in, all of it for a person to look at; `form` takes the place of the old one."""
    page_no, consent = form.page_no, record.consent
    notices = [one for one in found.warnings if one not in record.warnings]
    new = _flagged(found, above=max((one.seq for one in record.entries), default=0))
    if new.consent and consent and consent.page_no != page_no:
        notices.append(Notice("two_consents", page_no, "このケースには、ほかのページにも同意書があります。"))
        new = replace(new, consent=None)
    rest = tuple(one for one in record.forms if one.page_no != page_no)
    filled = replace(
        record,
        forms=tuple(sorted((*rest, form), key=lambda one: one.page_no)),
        fields=(*record.fields, *new.fields),
        entries=with_order(_filed(record, new.entries, page_no=page_no)),
        members=(*record.members, *new.members),
        consent=new.consent or consent,
        warnings=(*record.warnings, *notices),
        page_count=max(record.page_count, page_no),
    )
    came: list[Item] = [*new.fields, *new.entries, *new.members, *([new.consent] if new.consent else [])]
    return Without(filled, tuple((one.key, None, read_aloud(one)) for one in came))


def _filed(record: CaseRecord, new: tuple[SupportEntry, ...], *, page_no: int) -> tuple[SupportEntry, ...]:
    """Before the first row of a page that lies behind this one."""
    order = {number: place for place, number in enumerate(record.page_order)}
    mine = order.get(page_no, len(order))
    later = (place for place, one in enumerate(record.entries) if order.get(one.page_no, 0) > mine)
    at = next(later, len(record.entries))
    return (*record.entries[:at], *new, *record.entries[at:])


def _flagged(found: Extraction, *, above: int) -> Extraction:
    """Numbers of rows go on above the highest, so that no key of the history comes to mean another row."""
    rows = tuple(replace(one, seq=one.seq + above) for one in found.entries)
    return replace(
        found,
        fields=tuple(_asked(one) if one.raw or one.value else one for one in found.fields),
        entries=tuple(_asked(one) for one in rows),
        members=tuple(_asked(one) for one in found.members),
        consent=_asked(found.consent) if found.consent else None,
    )


def _asked(one: Found) -> Found:
    return replace(one, route=Route.REVIEW, reasons=tuple(dict.fromkeys((*one.reasons, REASON))))
