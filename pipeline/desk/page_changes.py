"""What a person says of a page as paper: what it is, how it lies, where it belongs. Pure.

Originals never change. Refuses to leave a value in the case whose page was called blank, a backside, a duplicate or
somebody else's; what such a page held comes back, for a person to look at, when the page does.
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from domain.case import CaseRecord
from domain.contract import FORM_LABEL_JA
from domain.entry import SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.geometry import confidence
from domain.household import Consent, Member
from domain.page import Sheet
from domain.reading import Note, Notice, PageForm
from pipeline.desk.dates import lean_again, with_order
from pipeline.desk.reread import reread, with_page, without_page
from pipeline.desk.revise import SOMEBODY_ELSE, page_form, read_aloud_page, with_form
from pipeline.desk.shape import Change, Revised
from pipeline.desk.views import Refused
from pipeline.desk.words import kept
from pipeline.doubts import WAITING, page_key

MARKS = ("blank", "backside", "duplicate")
TURNS = (90, 180, 270)
LONGEST_NOTE = 400
SURE = confidence(1.0)
Read = TypeVar("Read", FieldReading, SupportEntry, Member, Consent)


def marked_page(record: CaseRecord, page_no: int, *, mark: str, sheet: Sheet | None, today: date) -> Revised:
    """白紙・裏紙・重複, or "" to take the mark off again."""
    before = _here(record, page_no)
    if mark and mark not in MARKS:
        raise Refused("value_wrong")
    if not mark:
        return _taken_in(record, before, sheet=sheet, today=today)
    after = replace(before, mark=mark, set_aside=True, origin=Origin.HUMAN)
    bare = without_page(record, page_no)
    settled = tuple(one for one in bare.record.warnings if one.page_no != page_no or one.code not in WAITING)
    return Revised(
        bare.record.next(forms=with_form(record, after), warnings=settled),
        (_told(before, after), *bare.changes),
    )


def _taken_in(record: CaseRecord, before: PageForm, *, sheet: Sheet | None, today: date) -> Revised:
    """A page that had been set aside belongs to the case after all."""
    if not before.set_aside:
        raise Refused("not_for_this")
    page_no = before.page_no
    kept = tuple(one for one in record.warnings if one.page_no != page_no or one.code not in SOMEBODY_ELSE)
    after = replace(before, mark="", set_aside=False, origin=Origin.HUMAN)
    return _read_anew(replace(record, warnings=kept), after, before=before, sheet=sheet, today=today)


def named_page(record: CaseRecord, page_no: int, *, form: str, sheet: Sheet | None, today: date) -> Revised:
    """The page is a form that the house knows, or, with any other words, one that only the person knows."""
    before = _here(record, page_no)
    if form not in FORM_LABEL_JA:
        words = " ".join(kept(form).split())
        if not words or len(words) > 60:
            raise Refused("value_needed" if not words else "too_long")
        after = replace(before, form="unknown", name=words, origin=_looked_at(record, before))
        known = _without_question(record, page_no)
        return Revised(known.next(forms=with_form(known, after)), (_told(before, after),))
    after = replace(before, form=form, name="", confidence=SURE, set_aside=False, mark="")
    after = replace(after, origin=_looked_at(record, before))
    return _read_anew(_without_question(record, page_no), after, before=before, sheet=sheet, today=today)


def _looked_at(record: CaseRecord, form: PageForm) -> Origin:
    """To name a form answers that question alone: what else was noticed about the page stays open."""
    open_codes = {one.code for one in record.warnings if one.page_no == form.page_no} - {"unknown_form"}
    return form.origin if open_codes else Origin.HUMAN


def _without_question(record: CaseRecord, page_no: int) -> CaseRecord:
    kept = (one for one in record.warnings if (one.page_no, one.code) != (page_no, "unknown_form"))
    return replace(record, warnings=tuple(kept))


def _read_anew(record: CaseRecord, after: PageForm, *, before: PageForm, sheet: Sheet | None, today: date) -> Revised:
    """What the page holds is read with what the person said; what had been taken from it before goes."""
    if sheet is None:
        raise Refused("gone")
    bare = without_page(record, after.page_no)
    known = "" if after.form == "unknown" else after.form
    found = reread(sheet, after.page_no, form=known, today=today)
    new_codes = {one.code for one in found.warnings} - {
        one.code for one in record.warnings if one.page_no == after.page_no
    }
    if new_codes - {"unknown_form"}:
        after = replace(after, origin=Origin.MACHINE)  # something nobody has seen yet: the page itself is asked for
    filled = with_page(bare.record, found, form=after)
    return Revised(filled.record.next(), (_told(before, after), *bare.changes, *filled.changes))


def turned_page(record: CaseRecord, page_no: int, *, by: int) -> Revised:
    """How the picture lies from now on; the line reads the page anew. Until then what the machine had read is a doubt:
    it was read the wrong way up. What a person vouched for stays.
    """
    before = _here(record, page_no)
    if by not in TURNS:
        raise Refused("value_wrong")
    after = replace(before, turn_deg=(before.turn_deg + by) % 360)
    consent = record.consent
    asked = replace(
        record,
        fields=tuple(_turned(one) if one.page_no == page_no else one for one in record.fields),
        entries=tuple(_turned(one) if one.page_no == page_no else one for one in record.entries),
        members=tuple(_turned(one) if one.page_no == page_no else one for one in record.members),
        consent=_turned(consent) if consent and consent.page_no == page_no else consent,
    )
    change = (page_key(page_no), f"{before.turn_deg}°", f"{after.turn_deg}°")
    return Revised(asked.next(forms=with_form(record, after)), (change,))


def _turned(one: Read) -> Read:
    if one.origin is Origin.HUMAN or (isinstance(one, FieldReading) and not one.raw and one.value is None):
        return one
    return replace(one, route=Route.REVIEW, reasons=_with(one.reasons, "page_turned"))


def _with(reasons: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*reasons, code)))


def ordered_pages(record: CaseRecord, page_no: int, *, step: int, today: date) -> Revised:
    """The page changes places with its neighbour; its rows of the log go with it, and their dates follow."""
    order = list(record.page_order)
    place = order.index(page_no) if page_no in order else -1
    if step not in (-1, 1) or place < 0 or not 0 <= place + step < len(order):
        raise Refused("no_row_there")
    other = order[place + step]
    order[place], order[place + step] = other, page_no
    first, second = (page_no, other) if step < 0 else (other, page_no)
    rows = list(record.entries)
    spots = [index for index, one in enumerate(rows) if one.page_no in (first, second)]
    moved_rows = sorted((rows[index] for index in spots), key=lambda one: one.page_no != first)
    for index, row in zip(spots, moved_rows, strict=True):
        rows[index] = row
    entries, followed = lean_again(record.entries, rows, today=today)
    changes: list[Change] = [(f"{page_key(page_no)}.place", str(place + 1), str(place + step + 1))]
    changes += [(f"{one.after.key}.date", one.before.date, one.after.date) for one in followed]
    return Revised(record.next(order=tuple(order), entries=with_order(entries)), tuple(changes))


def noted_page(record: CaseRecord, page_no: int, *, note: Note) -> Revised:
    """One more 付箋 on the page."""
    before = page_form(record, page_no)
    words = kept(note.text).strip()
    if not words:
        raise Refused("value_needed")
    if len(words) > LONGEST_NOTE:
        raise Refused("too_long")
    after = replace(before, notes=(*before.notes, replace(note, text=words)))
    return Revised(record.next(forms=with_form(record, after)), ((f"{page_key(page_no)}.note", None, words),))


def unnoted_page(record: CaseRecord, page_no: int, *, place: int) -> Revised:
    """The 付箋 number `place`, from 0, is taken off; the history keeps its words."""
    before = page_form(record, page_no)
    if not 0 <= place < len(before.notes):
        raise Refused("gone")
    kept = tuple(one for index, one in enumerate(before.notes) if index != place)
    change = (f"{page_key(page_no)}.note", before.notes[place].text, None)
    return Revised(record.next(forms=with_form(record, replace(before, notes=kept))), (change,))


def page_given(record: CaseRecord, page_no: int, *, to: str) -> Revised:
    """The page is another case's: nothing of it stays here but its empty place, and where it went."""
    before = _here(record, page_no)
    bare = without_page(record, page_no)
    gone = [one for one in record.warnings if one.page_no == page_no]
    after = PageForm(page_no, before.form, before.confidence, set_aside=True, origin=Origin.HUMAN, mark="moved")
    after = replace(after, other_case=to, name=before.name)
    rest = tuple(one for one in record.warnings if one.page_no != page_no)
    told: list[Change] = [(f"{page_key(page_no)}.other_case", None, to)]
    told += [(page_key(page_no), one.text, None) for one in gone]
    told += [(f"{page_key(page_no)}.note", one.text, None) for one in before.notes]
    return Revised(bare.record.next(forms=with_form(record, after), warnings=rest), (*told, *bare.changes))


def page_received(record: CaseRecord, page_no: int, *, sheet: Sheet, came: PageForm, today: date) -> Revised:
    """The page becomes page `page_no` here and is read for this case; a person is asked whether it belongs.

    `came`: the page as it was, `other_case` the case it comes from.
    """
    old = page_form(record, page_no)
    bare = without_page(record, page_no)
    form = "" if came.form == "unknown" or came.origin is Origin.MACHINE else came.form
    found = reread(sheet, page_no, form=form, today=today)
    seen = next((one for one in found.forms if one.page_no == page_no), came)
    after = replace(came, page_no=page_no, form=seen.form, confidence=seen.confidence, origin=Origin.MACHINE)
    after = replace(after, set_aside=False, mark="")
    notice = Notice("page_moved_in", page_no, "別のケースから移したページです。この人の書類か確かめてください。")
    filled = with_page(replace(bare.record, warnings=(*bare.record.warnings, notice)), found, form=after)
    change: Change = (f"{page_key(page_no)}.other_case", old.other_case or None, came.other_case)
    return Revised(filled.record.next(), (change, *filled.changes))


def _here(record: CaseRecord, page_no: int) -> PageForm:
    form = page_form(record, page_no)
    if form.mark == "moved":
        raise Refused("page_away")
    return form


def _told(before: PageForm, after: PageForm) -> Change:
    return page_key(after.page_no), read_aloud_page(before), read_aloud_page(after)
