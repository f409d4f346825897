"""The conductor: a file's sheets in, everything that was found on them out, each item with its evidence and route.

Classify, find, parse, look across pages, route. Refuses to lose a page: what cannot be read is said in a notice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.contract import FIELD_RISK
from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.geometry import confidence
from domain.household import Consent, Member
from domain.page import Mark, Sheet
from domain.reading import Extraction, Notice, PageForm
from extract.checks import checked, with_doubtful_pages
from extract.classify import Guess, classify
from extract.drafting import Draft
from extract.entries.logbook import read_log
from extract.finders.grid import Column
from extract.given_names import with_given_name
from extract.identity import Person, Verdict, file_person, judge
from extract.layout import Layout, index
from extract.members import FoundMember
from extract.notices import page_notices, verdict_notices
from extract.page_reading import PageRead, read_page
from extract.repeats import borne_out
from extract.trust.calibration import ENTRY, chance_of, probability
from extract.trust.evidence import combined
from extract.trust.measures import of_field
from extract.trust.routing import Policy, route_consent, route_member, settle, settle_entry
from extract.whose import person_of


def extract(
    sheets: Sequence[Sheet], *, policy: Policy, today: date, named: Mapping[int, str] | None = None
) -> Extraction:
    """The reading of one file, pages in its order. Never raises on any writing; ConfigError for a broken house.

    `named`: page number to the form that a person says it is.
    """
    layouts = [index(sheet) for sheet in sheets]
    guesses = _with_names(sheets, classify(layouts), named=named or {})
    pages = _read_pages(layouts, guesses, today=today)
    verdicts = _verdicts(pages)
    aside = {verdict.page_no for verdict in verdicts if verdict.other}
    own = [page for page in pages if page.page_no not in aside]
    entries = _entries(own, today=today, policy=policy)
    fields = _settled(with_given_name(borne_out(own, days=_stated_days(entries))), policy=policy)
    read = Extraction(
        forms=tuple(
            PageForm(page.page_no, page.guess.form, page.guess.confidence, page.page_no in aside) for page in pages
        ),
        fields=fields,
        entries=entries,
        members=tuple(_member(one, page, policy=policy) for page in own for one in page.members),
        consent=_consent(own),
        warnings=tuple(_notices(sheets, pages, verdicts=verdicts)),
    )
    return checked(with_doubtful_pages(read, {verdict.page_no for verdict in verdicts if verdict.doubtful}))


def _with_names(sheets: Sequence[Sheet], guesses: Sequence[Guess], *, named: Mapping[int, str]) -> tuple[Guess, ...]:
    numbers = (sheet.page.page_no for sheet in sheets)
    pairs = zip(numbers, guesses, strict=True)
    return tuple(Guess(named[number], confidence(1.0)) if number in named else guess for number, guess in pairs)


def _read_pages(layouts: Sequence[Layout], guesses: Sequence[Guess], *, today: date) -> list[PageRead]:
    """Twice where the file's own date came to light only on a later page."""
    pages: list[PageRead] = []
    carried: tuple[Column, ...] = ()
    recorded: date | None = None
    for layout, guess in zip(layouts, guesses, strict=True):
        page = read_page(layout, guess, today=today, record_date=recorded, carried=carried)
        carried = page.log.columns if page.log else carried
        recorded = recorded or _day(page.value("receivedDate"))
        pages.append(page)
    return pages


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if len(value) == 10 else None


def _verdicts(pages: Sequence[PageRead]) -> tuple[Verdict, ...]:
    people = [person_of(page) for page in pages]
    file = file_person([one for one in people if _names_somebody(one)])
    return tuple(judge(person_of(page, file=file), file) for page in pages)


def _names_somebody(one: Person) -> bool:
    return bool(one.name or one.birth or one.number)


def _settled(pages: Iterable[tuple[PageRead, tuple[Draft, ...]]], *, policy: Policy) -> tuple[FieldReading, ...]:
    return tuple(_routed(draft, page, policy=policy) for page, drafts in pages for draft in drafts)


def _routed(draft: Draft, page: PageRead, *, policy: Policy) -> FieldReading:
    quality = page.layout.sheet.page.quality
    reading = draft.reading
    if reading.raw and (quality.rescan or page.aslant):
        reading = replace(reading, reasons=(*reading.reasons, "page_poor_scan"))
    reading = of_field(reading, ink=float(draft.ink), quality=quality, marks=_marks_at(page, reading))
    chance = probability(policy.calibration, reading)
    return settle(replace(reading, confidence=chance), FIELD_RISK[reading.name], policy=policy)


def _marks_at(page: PageRead, reading: FieldReading) -> tuple[Mark, ...]:
    """The marks on which the value rests, if any does."""
    if not any(one.signal == "mark" for one in reading.evidence):
        return ()
    return tuple(mark for mark in page.layout.sheet.ocr.marks if reading.box.padded(6).holds(*mark.box.centre))


def _entries(pages: Sequence[PageRead], *, today: date, policy: Policy) -> tuple[SupportEntry, ...]:
    known = [page.value("fullName") for page in pages] + [one.member.name for page in pages for one in page.members]
    opened = next((day for page in pages if (day := _day(page.value("receivedDate")))), None)
    names = tuple(dict.fromkeys(name for name in known if name))
    entries = read_log(pages, today=today, known=names, opened=opened)
    return tuple(_routed_entry(one, policy=policy) for one in entries)


def _stated_days(entries: Iterable[SupportEntry]) -> frozenset[str]:
    """Dates that a contact states in full, so that they lean on nothing else of the file."""
    return frozenset(one.date for one in entries if one.date and len(one.date) == 10 and not one.date_inferred)


def _routed_entry(entry: SupportEntry, *, policy: Policy) -> SupportEntry:
    chance = chance_of(policy.calibration, ENTRY, evidence=entry.evidence)
    return settle_entry(replace(entry, confidence=chance) if policy.calibration.is_fitted else entry, policy=policy)


def _member(found: FoundMember, page: PageRead, *, policy: Policy) -> Member:
    lines = [page.layout.sheet.ocr.lines[number] for number in found.lines]
    ink = min((float(line.confidence) for line in lines), default=0.0)
    member = replace(found.member, confidence=combined(confidence(ink), found.evidence))
    way, reasons = route_member(member, found.evidence, policy=policy)
    return replace(member, route=way, reasons=reasons)


def _consent(pages: Sequence[PageRead]) -> Consent | None:
    """The file's consent: the last signed one; a person reads it in any case."""
    given = [page.consent for page in pages if page.consent is not None]
    if not given:
        return None
    last = max(given, key=lambda one: one.signedOn or "")
    way, reasons = route_consent(last)
    return replace(last, route=way, reasons=reasons)


def _notices(sheets: Sequence[Sheet], pages: Sequence[PageRead], *, verdicts: Sequence[Verdict]) -> list[Notice]:
    found = [one for sheet, page in zip(sheets, pages, strict=True) for one in page_notices(sheet, page.guess)]
    found += verdict_notices(verdicts, {page.page_no: page.guess for page in pages})
    return sorted(found, key=lambda one: one.page_no)
