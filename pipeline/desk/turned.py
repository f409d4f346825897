"""What a page holds once it was read the right way up, beside what a person had vouched for on it. Pure.

Refuses to drop or alter a vouched value: it keeps its word, its place moves with the paper, and a reading that now
says otherwise stands beside it as an alternative.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import Alternative, FieldReading, Origin
from domain.geometry import Affine, Box
from domain.household import Consent, Member
from domain.notices import DECIDED, NOTICE_JA
from domain.page import Page, Sheet
from domain.reading import Extraction, Notice, PageForm
from pipeline.desk.reread import reread, with_page, without_page
from pipeline.desk.revise import page_form, with_form
from pipeline.desk.shape import Change, Revised, read_aloud
from pipeline.doubts import WAITING, Item, items, page_key

SAID = frozenset({*WAITING, *DECIDED, "page_moved_in"})  # notices that do not come from reading the page
SAME = 0.5  # share of a box inside another from which both are one place on the paper
AGAIN = "向きを直して読み直した値"


def turned_record(record: CaseRecord, page_no: int, *, old: Page, new: Sheet, today: date) -> Revised:
    """`old`: the page as it was read before, whose boxes the record still holds."""
    before = page_form(record, page_no)
    moved = _moved(old, new.page)
    vouched = [_placed(one, moved) for one in items(record) if one.page_no == page_no and one.origin is Origin.HUMAN]
    bare = without_page(record, page_no).record
    named = before.form if before.origin is Origin.HUMAN and before.form != "unknown" else ""
    found = reread(new, page_no, form=named, today=today)
    after = _form(before, found)
    kept = tuple(one for one in bare.warnings if one.page_no != page_no or one.code in SAID)
    said = {(one.page_no, one.code) for one in record.warnings}
    if any((one.page_no, one.code) not in said for one in found.warnings):
        after = replace(after, origin=Origin.MACHINE)  # something nobody has seen yet
    base = replace(bare, warnings=kept)
    if before.set_aside:
        filled = replace(base, forms=with_form(base, after))
    else:
        base = _with_vouched(base, vouched, found=found)
        filled = with_page(base, _unknown(found, vouched), form=after).record
    filled = replace(filled, entries=_in_place(record, filled, page_no=page_no, moved=moved))
    turn: Change = (page_key(page_no), f"{before.turn_deg}°", "0°")
    return Revised(filled.next(), (turn, *_changes(record, filled, page_no=page_no)))


def not_read(record: CaseRecord, page_no: int) -> Revised:
    """The page cannot be opened again: it lies as before, and a person is asked what to do."""
    before = page_form(record, page_no)
    after = replace(before, turn_deg=0, origin=Origin.MACHINE)
    notice = Notice("turn_failed", page_no, NOTICE_JA["turn_failed"])
    warnings = record.warnings if notice in record.warnings else (*record.warnings, notice)
    change: Change = (page_key(page_no), f"{before.turn_deg}°", None)
    return Revised(record.next(forms=with_form(record, after), warnings=warnings), (change,))


def _form(before: PageForm, found: Extraction) -> PageForm:
    seen = next((one for one in found.forms if one.page_no == before.page_no), before)
    read = replace(before, turn_deg=0, rereads=before.rereads + 1)
    if before.origin is Origin.HUMAN:
        return read
    return replace(read, form=seen.form, confidence=seen.confidence)


def _moved(old: Page, new: Page) -> Affine:
    """From px of the page as it lay to px of the page as it lies, by way of the untouched scan."""
    return old.to_scan.then(new.to_scan.inverse())


def _placed(one: Item, moved: Affine) -> Item:
    box = moved.apply_box(one.box) if one.box.area else one.box
    if isinstance(one, SupportEntry):
        date_box = moved.apply_box(one.date_box) if one.date_box else None
        return replace(one, box=box, date_box=date_box)
    return replace(one, box=box)


def _with_vouched(bare: CaseRecord, vouched: list[Item], *, found: Extraction) -> CaseRecord:
    fields = [_beside(one, found) for one in vouched if isinstance(one, FieldReading)]
    consent = next((one for one in vouched if isinstance(one, Consent)), None)
    return replace(
        bare,
        fields=(*bare.fields, *fields),
        entries=(*bare.entries, *(one for one in vouched if isinstance(one, SupportEntry))),
        members=(*bare.members, *(one for one in vouched if isinstance(one, Member))),
        consent=consent or bare.consent,
    )


def _beside(one: FieldReading, found: Extraction) -> FieldReading:
    """The vouched value, with what the same place reads as now when that is something else."""
    again = next((other.value for other in found.fields if other.key == one.key), None)
    if again is None or again == one.value or any(other.value == again for other in one.alternatives):
        return one
    return replace(one, alternatives=(*one.alternatives, Alternative(again, AGAIN)))


def _unknown(found: Extraction, vouched: list[Item]) -> Extraction:
    """Without what a person has vouched for already: by its name, or by its place on the paper."""
    keys = {one.key for one in vouched}
    places: dict[type, list[Box]] = {}
    for one in vouched:
        places.setdefault(type(one), []).append(one.box)

    def is_new(one: Item) -> bool:
        held = places.get(type(one), [])
        return not any(one.box.area and one.box.share_inside(box) > SAME for box in held)

    taken = [one.index for one in vouched if isinstance(one, Member)]
    above = max(taken, default=-1) + 1
    return replace(
        found,
        fields=tuple(one for one in found.fields if one.key not in keys),
        entries=tuple(one for one in found.entries if is_new(one)),
        members=tuple(replace(one, index=one.index + above) for one in found.members if is_new(one)),
        consent=None if any(isinstance(one, Consent) for one in vouched) else found.consent,
    )


def _in_place(record: CaseRecord, filled: CaseRecord, *, page_no: int, moved: Affine) -> tuple[SupportEntry, ...]:
    """Rows in the order of their pages, then down each page; a vouched row that goes on on the page keeps its word."""
    old = {one.key: one for one in record.entries}
    places = {number: place for place, number in enumerate(record.page_order)}
    rows: list[SupportEntry] = []
    for one in filled.entries:
        was = old.get(one.key)
        kept = was is not None and one.page_no != page_no and was.origin is Origin.HUMAN
        rows.append(_going_on(was, page_no, moved=moved) if was and kept else one)
    here = sorted((one for one in rows if one.page_no == page_no), key=lambda one: one.box.y)
    rest = [one for one in rows if one.page_no != page_no]
    mine = places.get(page_no, len(places))
    at = next((at for at, one in enumerate(rest) if places.get(one.page_no, 0) > mine), len(rest))
    return (*rest[:at], *here, *rest[at:])


def _going_on(row: SupportEntry, page_no: int, *, moved: Affine) -> SupportEntry:
    parts = (replace(one, box=moved.apply_box(one.box)) if one.page_no == page_no else one for one in row.also)
    return replace(row, also=tuple(parts))


def _changes(before: CaseRecord, after: CaseRecord, *, page_no: int) -> Iterator[Change]:
    """Every value of the page that is not what it was."""
    old = {one.key: read_aloud(one) for one in items(before) if one.page_no == page_no}
    new = {one.key: read_aloud(one) for one in items(after) if one.page_no == page_no}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield key, old.get(key), new.get(key)
