"""What becomes of a whole case: approved, by two where words of protection ask for it, kept out, sent back.

Refuses to approve what was not seen, what is on hold, and a case with an open doubt.
"""

from typing import TYPE_CHECKING

from deliver.shield import is_protected
from domain.access import Right
from domain.case import CaseRecord, ImportStatus
from domain.errors import StaleRecord
from domain.notices import NOTICE_JA
from domain.reading import Notice
from pipeline.desk.identity import unconfirmed
from pipeline.desk.quality import rules_of
from pipeline.desk.shape import Change, Revised
from pipeline.desk.status import STATUS
from pipeline.desk.views import CaseView
from pipeline.desk.words import LONGEST_LIST, against
from pipeline.doubts import doubts

if TYPE_CHECKING:
    from pipeline.desk.cases import Desk


def approve(desk: "Desk", case_id: str, *, seen: int | None) -> CaseView:
    """Words of protection need two people: the first makes it a candidate."""
    desk.operator.need(Right.APPROVE, what="approve")
    record = desk.record(case_id)
    if trouble := _against(desk, record, seen=seen):
        return desk.view_of(case_id, trouble=trouble)
    if record.import_status in (ImportStatus.APPROVED, ImportStatus.IMPORTED):
        return desk.view_of(case_id)
    if unconfirmed(desk.archive, record, rules=rules_of(desk.archive)):
        return desk.view_of(case_id, trouble="second_entry")
    first = first_approver(desk, record)
    alone = is_protected(record) and first in ("", desk.who)
    trouble = "second_person" if alone else ""
    if alone and first == desk.who:
        return desk.view_of(case_id, trouble=trouble)
    status = ImportStatus.CANDIDATE if alone else ImportStatus.APPROVED
    return _set_status(desk, record, after=record.next(import_status=status), why="approve", trouble=trouble)


def _against(desk: "Desk", record: CaseRecord, *, seen: int | None) -> str:
    """Why this case cannot be approved now; "" when nothing speaks against it."""
    if seen is not None and seen != record.revision:
        return "changed_here"
    if doubts(record):
        return "open_doubts"
    if any(form.turn_deg for form in record.forms if form.mark != "moved"):
        return "turn_waits"
    return "on_hold" if desk.is_on_hold(record.case_id) else ""


def _against_reason(reason: str) -> str:
    return against(reason, most=LONGEST_LIST) if reason.strip() else "reason_needed"


def exclude(desk: "Desk", case_id: str, *, reason: str) -> CaseView:
    desk.operator.need(Right.DECIDE, what="exclude")
    record = desk.record(case_id)
    if trouble := _against_reason(reason):
        return desk.view_of(case_id, trouble=trouble)
    after = record.next(import_status=ImportStatus.EXCLUDED, exclusion_reason=reason)
    return _set_status(desk, record, after=after, why=f"exclude: {reason}")


def send_back(desk: "Desk", case_id: str, *, reason: str) -> CaseView:
    desk.operator.need(Right.DECIDE, what="send_back")
    record = desk.record(case_id)
    if trouble := _against_reason(reason):
        return desk.view_of(case_id, trouble=trouble)
    if record.import_status is ImportStatus.IMPORTED:
        return desk.view_of(case_id, trouble="not_for_this")
    page_no = record.forms[0].page_no if record.forms else 1
    notice = Notice("sent_back", page_no, f"{NOTICE_JA['sent_back']}（{reason}）")
    status = ImportStatus.ARCHIVE_ONLY
    after = record.next(import_status=status, exclusion_reason="", warnings=(*record.warnings, notice))
    return _set_status(desk, record, after=after, why=f"send_back: {reason}")


def _set_status(desk: "Desk", before: CaseRecord, *, after: CaseRecord, why: str, trouble: str = "") -> CaseView:
    change: Change = (STATUS, before.import_status.value, after.import_status.value)
    try:
        desk.save(before, Revised(after, (change,)), why=why, target=STATUS)
    except StaleRecord:
        return desk.view_of(before.case_id, trouble="changed_here")
    return desk.view_of(before.case_id, trouble=trouble)


def first_approver(desk: "Desk", record: CaseRecord) -> str:
    """Who approved the candidate as it stands; whoever marked or corrected it, or had it sent back, did not."""
    if record.import_status is not ImportStatus.CANDIDATE:
        return ""
    rows = desk.history(record.case_id, STATUS)
    return rows[-1].who if rows and rows[-1].why == "approve" else ""
