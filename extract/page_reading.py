"""One page, read as the form it is: tables first, then labels, then the rest. Refuses to look at other pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from domain.field import Evidence, FieldState
from domain.geometry import Box
from domain.household import Consent
from extract.classify import UNKNOWN, Guess
from extract.consent import consent_of
from extract.drafting import Draft, draft, expand_staff, reindexed
from extract.entries.pages import PageLog, log_of
from extract.fax import is_fax_line
from extract.finders.anchor import find
from extract.finders.found import Found
from extract.finders.grid import Column
from extract.finders.leftover import local_items
from extract.finders.refine import refine
from extract.form import FORMS, Form
from extract.forms import _wordings as w
from extract.halves import kana_parted
from extract.labels import book
from extract.layout import Area, Layout
from extract.lying import is_aslant
from extract.members import FoundMember, household_tables, members_in_text, members_of
from extract.recovered import with_kana, with_phone
from extract.selection import Chosen, choose
from extract.unfound import unfound
from extract.values.parsed import Context, DateRole
from extract.values.wareki import parse as parse_date

UNKNOWN_FORM = Form(UNKNOWN, (), w.EVERY, w.LOCAL, principal=False)
# Two dates of one day by different hands: a stamp hits a wrong day by chance about once in fifty.
STAMP_NATS = 3.9


@dataclass(frozen=True)
class PageRead:
    """What one page gave, unrouted. `found`: every place, for those who look across fields."""

    layout: Layout
    guess: Guess
    drafts: tuple[Draft, ...]
    members: tuple[FoundMember, ...] = ()
    log: PageLog | None = None
    consent: Consent | None = None

    @property
    def page_no(self) -> int:
        return self.layout.page_no

    @cached_property
    def aslant(self) -> bool:
        return is_aslant(self.layout.sheet)

    def value(self, name: str) -> str:
        """The first value of a field on this page, "" when it has none."""
        return next((one.reading.value for one in self.drafts if one.name == name and one.reading.value), "")


def form_named(name: str) -> Form:
    return FORMS.get(name) if name in FORMS.names() else UNKNOWN_FORM


def read_page(
    layout: Layout, guess: Guess, *, today: date, record_date: date | None, carried: tuple[Column, ...] = ()
) -> PageRead:
    """`record_date`: when the file's papers were written, for pages that do not say; `carried`: columns of a log."""
    form = form_named(guess.form)
    log = log_of(layout, is_log=guess.form == "support_log", carried=carried)
    families = household_tables(layout) if log is None or guess.form != "support_log" else ()
    taken = (log.areas if log else frozenset()).union(*(table.areas for table in families))
    grounds = [log.ground] if log and log.ground else []
    grounds += [table.box for table in families if not table.areas]
    rest = _without(layout, grounds)
    found = refine(find(rest, book(form), taken=taken), form, layout=layout)
    chosen, others = choose(found, form)
    chosen, others = with_kana(chosen, others, context=Context(today))
    if form.principal and (phone := form.field("phone")) is not None:
        chosen, others = with_phone(chosen, others, field=phone)
    context = _context(chosen, layout, today=today, record_date=record_date)
    members = tuple(one for table in families for one in members_of(table, layout, context=context))
    members, others, chosen = _listed(members, others, chosen=chosen, layout=layout, context=context)
    drafts = _drafts(chosen, layout, context=context)
    # What the form file says is always there is looked for once more before it counts as missing.
    drafts = tuple(one for one in drafts if one.reading.state is not FieldState.NOT_ON_FORM)
    placed = (*(one.found for one in chosen if one.found is not None), *others)
    drafts = (*drafts, *unfound(drafts, form, layout=layout, context=context, found=placed))
    items = [Draft(item.reading, item.ink) for item in local_items(others, layout, form=form)]
    consent = consent_of(found, layout, context=context) if guess.form == "consent_form" else None
    return PageRead(layout, guess, (*drafts, *items), members, log, consent)


def _without(layout: Layout, grounds: Sequence[Box]) -> Layout:
    """The layout with the rows of open tables and free logs taken off the open ground."""
    if not grounds:
        return layout
    rows = tuple(
        row
        for row in layout.ground.rows
        if is_fax_line(row.raw) or not any(box.holds(*row.box.centre) for box in grounds)
    )
    ground = Area(layout.ground.index, layout.ground.box, rows, ruled=False)
    return replace(layout, areas=(*layout.cells, ground))


def _context(chosen: Sequence[Chosen], layout: Layout, *, today: date, record_date: date | None) -> Context:
    """What the fields of the page lend to one another."""
    raws = {one.field.name: str(one.found.value) for one in chosen if one.found is not None and one.index == 0}
    bare = Context(today, record_date=record_date)
    own = _day(raws.get("receivedDate", ""), bare.now(role=DateRole.RECORD))
    return bare.now(
        record_date=own or record_date,
        kana=raws.get("fullNameKana") or None,
        name=raws.get("fullName") or None,
        postcode=raws.get("postcode") or None,
        address=raws.get("address") or None,
    )


def _day(raw: str, context: Context) -> date | None:
    found = parse_date(raw, context).value if raw else None
    return date.fromisoformat(found) if found and len(found) == 10 else None


def _listed(
    members: tuple[FoundMember, ...],
    others: tuple[Found, ...],
    *,
    chosen: tuple[Chosen, ...],
    layout: Layout,
    context: Context,
) -> tuple[tuple[FoundMember, ...], tuple[Found, ...], tuple[Chosen, ...]]:
    """The household label's own writing: members when no table lists them; it stays a local item in any case."""
    own = [one for one in chosen if one.field.name == "household"]
    rest = tuple(one for one in chosen if one.field.name != "household")
    places = tuple(one.found for one in own if one.found is not None)
    if not members:
        members = tuple(one for place in places for one in members_in_text(place.value, layout, context=context))
    blank = tuple(one for one in own if one.found is not None and not one.found.value.compact and not members)
    kept = tuple(place for place in places if place.value.compact)
    return members, (*others, *kept), (*rest, *blank)


def _drafts(chosen: Sequence[Chosen], layout: Layout, *, context: Context) -> tuple[Draft, ...]:
    """Fields in the form's order; a mobile number under a general label is the mobile field."""
    made = [piece for one in chosen for piece in expand_staff(draft(one, layout, context=context))]
    has_mobile = any(one.name == "mobilePhone" and one.reading.value for one in made)
    renamed = [_as_mobile(one) if not has_mobile else one for one in made]
    kept = [one for one in renamed if not (one.name == "mobilePhone" and not one.reading.raw and _has(renamed, one))]
    return reindexed(kana_parted(tuple(_stamped(one, layout, context=context) for one in kept)))


def _has(drafts: Sequence[Draft], blank: Draft) -> bool:
    return any(one is not blank and one.name == blank.name and one.reading.value for one in drafts)


def _as_mobile(one: Draft) -> Draft:
    general = one.reading.label in w.GENERAL_PHONE
    return one.changed(name="mobilePhone") if one.name == "phone" and general and one.part("kind") == "mobile" else one


def _stamped(one: Draft, layout: Layout, *, context: Context) -> Draft:
    """A 受付印 whose date is the received date bears it out; another date says nothing (it may be another office's)."""
    if one.name != "receivedDate" or not one.reading.value:
        return one
    dates = {value for stamp in layout.sheet.ocr.stamps for value in _stamp_days(stamp.text, context)}
    if one.reading.value not in dates:
        return one
    return one.changed(evidence=(*one.reading.evidence, Evidence("stamp", True, STAMP_NATS)))


def _stamp_days(text: str, context: Context) -> tuple[str, ...]:
    found = parse_date(text, context.now(role=DateRole.RECORD, record_date=None))
    return tuple(value for value in (found.value, *(one.value for one in found.alternatives)) if value)
