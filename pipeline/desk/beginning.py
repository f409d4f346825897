"""The first record of a case that a person begins with pages that lay in somebody else's. Pure but for the reading.

Refuses to let anything pass unseen: every page is asked for, and whatever was found on it goes to a person.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.case import CaseRecord, first_revision
from domain.field import Origin
from domain.page import Sheet
from domain.reading import Notice, PageForm
from pipeline.desk.page_changes import MARKS
from pipeline.desk.reread import read_together
from pipeline.desk.revise import page_form
from pipeline.desk.shape import Revised
from pipeline.desk.views import Refused
from pipeline.doubts import page_key

NOTICE = "別のケースのページから始めたケースです。この人の書類か確かめてください。"


def pages_from(record: CaseRecord, page_no: int, *, there: Sequence[int], to_end: bool) -> tuple[int, ...]:
    """The page, with all that lie behind it when `to_end`. `there`: pages that are here and could be opened.

    Raises Refused when the page is gone, or when none would be left: that would be the same case under another number.
    """
    if page_no not in there:
        raise Refused("page_away" if page_form(record, page_no).mark == "moved" else "gone")
    order = [number for number in record.page_order if number in there]
    found = order[order.index(page_no) :] if to_end else [page_no]
    if len(found) == len(order):
        raise Refused("whole_case")
    return tuple(found)


def begun(giver: CaseRecord, page_nos: Sequence[int], *, sheets: Sequence[Sheet], today: date) -> Revised:
    """`sheets`: those of the pages, in the same order. They become page 1, 2, … of the new case.

    A page that a person had called blank, a backside or a duplicate stays that, but for the first.
    """
    came = {new: _came(giver, old, is_first=new == 1) for new, old in enumerate(page_nos, 1)}
    content = [_numbered(sheet, new) for new, sheet in enumerate(sheets, 1) if not came[new].mark]
    named = {new: one.form for new, one in came.items() if one.origin is Origin.HUMAN and one.form != "unknown"}
    found = read_together(content, named=named, today=today)
    seen = {one.page_no: one for one in found.forms}
    forms = tuple(_form(one, seen.get(new), page_no=new) for new, one in came.items())
    asked = [Notice("page_moved_in", new, NOTICE) for new in seen]
    title = f"{giver.title}　{page_nos[0]}頁から"
    record = first_revision(
        _id(giver, page_nos[0]),
        replace(found, forms=forms, warnings=(*asked, *found.warnings)),
        office=giver.office,
        title=title,
        page_count=len(page_nos),
    )
    return Revised(record, tuple((f"{page_key(new)}.other_case", None, giver.case_id) for new in came))


def _id(giver: CaseRecord, page_no: int) -> str:
    """Another one each time, for a beginning that was taken back stays in the archive, emptied."""
    return "c" + hashlib.sha256(f"{giver.case_id} {page_no} {giver.revision}".encode()).hexdigest()[:16]


def _came(giver: CaseRecord, page_no: int, *, is_first: bool) -> PageForm:
    form = replace(page_form(giver, page_no), other_case=giver.case_id)
    return form if form.mark in MARKS and not is_first else replace(form, mark="", set_aside=False)


def _form(came: PageForm, seen: PageForm | None, *, page_no: int) -> PageForm:
    if seen is None:
        return replace(came, page_no=page_no)
    known = replace(came, form=seen.form, confidence=seen.confidence, set_aside=seen.set_aside)
    return replace(known, page_no=page_no, origin=Origin.MACHINE)


def _numbered(sheet: Sheet, page_no: int) -> Sheet:
    return replace(sheet, page=replace(sheet.page, page_no=page_no), ocr=replace(sheet.ocr, page_no=page_no))
