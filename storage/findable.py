"""Which words of a page or a record a search can meet, each with its place on the paper. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain import eras
from domain.case import CaseRecord
from domain.contract import CARE_LEVEL_LABEL_JA, METHOD_LABEL_JA, ROUTE_LABEL_JA, SEX_LABEL_JA
from domain.entry import SupportEntry
from domain.field import FieldReading, Origin
from domain.geometry import Box
from domain.household import Consent, Member
from domain.notices import PROTECTING
from domain.page import OcrPage

# First and last day, YYYY-MM-DD.
Days = tuple[str, str]

NAMES_FIRST, FIELDS, CONTACTS, LINES = 0, 1, 2, 3
_SOUGHT_FIRST = ("fullName", "fullNameKana", "caseNumber")
_LABELS = {
    "sex": SEX_LABEL_JA,
    "route": ROUTE_LABEL_JA,
    "method": METHOD_LABEL_JA,
    "careLevel": CARE_LEVEL_LABEL_JA,
}
# people-and-risks.md R-03: no search leads to where a person under protection can be found.
HIDDEN = frozenset(("address", "registeredAddress", "postcode", "phone", "mobilePhone", "emergencyPhone"))
_DATES = ("dateOfBirth", "receivedDate")
PIECE_CHARS, OVERLAP_CHARS = 2000, 60
LONGEST_DAYS = 366
NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Findable:
    """`text` as on paper, or a person's correction of it; `days` the dates it speaks of, its own first."""

    kind: str
    target: str
    name: str
    page_no: int
    box: Box
    text: str
    reviewed: bool
    weight: int
    form: str = ""
    method: str = ""
    days: tuple[Days, ...] = ()
    piece: int = 0


def is_protected(record: CaseRecord) -> bool:
    return any(notice.code in PROTECTING for notice in record.warnings)


def lines(ocr: OcrPage, page_no: int) -> Iterator[Findable]:
    for index, line in enumerate(ocr.lines):
        one = Findable("line", f"line.{index}", "", page_no, line.box, line.text, reviewed=False, weight=LINES)
        yield from _pieces(one)


def findables(record: CaseRecord) -> Iterator[Findable]:
    forms = {one.page_no: one.form for one in record.forms}
    for found in _all(record):
        yield from _pieces(replace(found, form=forms.get(found.page_no, "")))


def _all(record: CaseRecord) -> Iterator[Findable]:
    yield Findable("case", "", "title", 1, NOWHERE, record.title, reviewed=True, weight=FIELDS)
    hidden = HIDDEN if is_protected(record) else frozenset()
    for field in record.fields:
        if field.name not in hidden:
            yield from _of_field(field)
    for entry in record.entries:
        yield from _of_entry(entry)
    for member in record.members:
        yield _of_member(member)
    if record.consent:
        yield _of_consent(record.consent)


def _of_field(field: FieldReading) -> Iterator[Findable]:
    is_human = field.origin is Origin.HUMAN
    value = _LABELS.get(field.name, {}).get(field.value or "", field.value)
    text = (value if is_human and value else field.raw) or value or ""
    if not text:
        return
    weight = NAMES_FIRST if field.name in _SOUGHT_FIRST else FIELDS
    days = _days(field.value) if field.name in _DATES else ()
    one = Findable("field", field.key, field.name, field.page_no, field.box, text, reviewed=is_human, weight=weight)
    yield replace(one, days=days)
    if is_human and days and field.raw and field.raw != text:
        yield replace(one, name=f"{field.name}.raw", text=field.raw)  # a date is looked for as it is written, too


def _of_entry(entry: SupportEntry) -> Iterator[Findable]:
    own = _span(entry.date, entry.date_end)
    days = own + tuple(day for one in entry.dates for day in _days(one.value))
    found = Findable(
        "entry",
        entry.key,
        "text",
        entry.page_no,
        entry.box,
        entry.text,
        reviewed=entry.origin is Origin.HUMAN,
        weight=CONTACTS,
        method=entry.method or "",
        days=days,
    )
    yield found
    if entry.staff:
        yield replace(found, name="staff", text="・".join(entry.staff), days=own)


def _of_member(member: Member) -> Findable:
    text = " ".join(one for one in (member.relationship_raw, member.name, member.note) if one)
    is_human = member.origin is Origin.HUMAN
    one = Findable("member", member.key, "member", member.page_no, member.box, text, reviewed=is_human, weight=FIELDS)
    return replace(one, days=_days(member.dateOfBirth))


def _of_consent(consent: Consent) -> Findable:
    text = "、".join((*consent.scope, *consent.agencies, *consent.exclusions))
    is_human = consent.origin is Origin.HUMAN
    place = (consent.page_no, consent.box)
    one = Findable("consent", consent.key, "consent", *place, text, reviewed=is_human, weight=FIELDS)
    return replace(one, days=_days(consent.signedOn))


def _days(value: str | None) -> tuple[Days, ...]:
    """A canonical date, whole or shortened to month or year, as its first and last day."""
    try:
        numbers = [int(part) for part in (value or "").split("-")]
    except ValueError:
        return ()
    found = eras.span(*numbers) if len(numbers) <= 3 else None
    return (_iso(*found),) if found else ()


def _span(first: str | None, last: str | None) -> tuple[Days, ...]:
    """From one day to another, in pieces of at most a year."""
    begun, ended = _days(first), _days(last)
    if not begun or not ended or begun[0][0] > ended[0][1]:
        return begun
    start, end = (date.fromisoformat(day).toordinal() for day in (begun[0][0], ended[0][1]))
    starts = range(start, end + 1, LONGEST_DAYS)
    return tuple(_iso(date.fromordinal(at), date.fromordinal(min(at + LONGEST_DAYS - 1, end))) for at in starts)


def _iso(first: date, last: date) -> Days:
    return first.isoformat(), last.isoformat()


def _pieces(found: Findable) -> Iterator[Findable]:
    """Long texts in pieces that overlap by more than any word, so that none is cut."""
    step = PIECE_CHARS - OVERLAP_CHARS
    for piece, start in enumerate(range(0, max(1, len(found.text) - OVERLAP_CHARS), step)):
        yield replace(found, text=found.text[start : start + PIECE_CHARS], piece=piece)
