"""What becomes of a case: approved, waiting for a second person, kept out, on hold, sent back."""

import html

import streamlit as st

from domain.access import Right
from domain.case import ImportStatus
from domain.errors import RetentionRefused, StorageError
from pipeline.desk.views import REFUSAL, CaseView, Filters, WorkRow
from review_ui.asking import Data
from review_ui.case_history import table
from review_ui.case_review import banner
from review_ui.mounts import Event, put
from review_ui.seat import Seat, case_id, leave_for
from review_ui.texts import say

TITLE = {
    ImportStatus.ARCHIVE_ONLY: "all_done",
    ImportStatus.CANDIDATE: "candidate_title",
    ImportStatus.APPROVED: "approved_title",
    ImportStatus.IMPORTED: "imported_title",
    ImportStatus.EXCLUDED: "excluded_title",
}
TO_APPROVE = (ImportStatus.ARCHIVE_ONLY, ImportStatus.CANDIDATE)
LAST_ROWS = 8


def show(seat: Seat) -> None:
    if seat.goto:
        leave(seat)
    view = seat.view
    if view is None or view.record.case_id != case_id():
        try:
            view = seat.view = seat.desk.open_case(case_id())
        except StorageError:
            st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
            return
    st.html(banner(seat, view))
    st.html(f'<h1 class="tz-h1">{html.escape(title(seat, view))}</h1>')
    if said := words(seat, view):
        st.html(f'<p class="tz-quiet">{html.escape(said)}</p>')
    onwards(seat, view)
    st.html('<div class="tz-gap"></div>')
    with_reason(seat, view)
    closing(seat, view)
    st.html(table(view.record, seat.desk.history(view.record.case_id)[-LAST_ROWS:], lang=seat.lang))


def title(seat: Seat, view: CaseView) -> str:
    if view.doubts:
        return say("still_open", seat.lang, count=len(view.doubts))
    return say(TITLE[view.record.import_status], seat.lang)


def words(seat: Seat, view: CaseView) -> str:
    if seat.told:
        return seat.told
    if seat.desk.is_on_hold(view.record.case_id):
        return say("on_hold", seat.lang)
    if view.trouble:
        return REFUSAL[view.trouble][seat.lang == "en"]
    if view.record.import_status is ImportStatus.CANDIDATE:
        return say("done_candidate", seat.lang)
    return view.record.exclusion_reason


def onwards(seat: Seat, view: CaseView) -> None:
    """What comes next, first of all on Enter. Where a button leads is written on it and does not change under a key."""
    case, following = view.record.case_id, next_row(seat)
    may_approve = view.record.import_status in TO_APPROVE and not view.doubts and not seat.desk.is_on_hold(case)
    buttons: list[Data] = []
    if view.doubts:
        buttons.append({"what": "case", "case": case, "label": say("go_on", seat.lang), "first": True})
    elif following:
        whose = "　".join(filter(None, (following.full_name or following.title, following.case_number)))
        onward: Data = {"what": "case", "case": following.case_id, "note": whose, "first": True}
        buttons.append({**onward, "label": say("next_case", seat.lang)})
    if may_approve:
        buttons.append({"what": "approve", "case": case, "label": say("approve", seat.lang)})
    buttons.append({"what": "work", "case": "", "label": say("to_list", seat.lang)})
    data = {"seq": seat.seq, "revision": view.record.revision, "label": say("onwards", seat.lang), "buttons": buttons}
    put("onward", data, go=lambda event: on_go(seat, event))


def on_go(seat: Seat, event: Event) -> None:
    """One key of the row: `case` and `revision` are those that were on the screen."""
    view, what, case = seat.view, str(event.get("what")), str(event.get("case", ""))
    seat.seq, seat.told = seat.seq + 1, ""
    if view is None:
        return
    if what == "approve":
        if case == view.record.case_id:
            answered(seat, seat.desk.approve(case, seen=int(str(event.get("revision", 0)))))
        return
    if what == "case" and case != view.record.case_id and not is_free(seat, case):
        seat.told = say("next_taken", seat.lang)
        return
    seat.goto = {"screen": "case", "case": case} if what == "case" else {"screen": "work"}


def with_reason(seat: Seat, view: CaseView) -> None:
    """What must not be done without a reason in the history."""
    left, back, out, hold, _ = st.columns([34, 13, 19, 15, 19], vertical_alignment="bottom")
    reason = left.text_input(say("reason", seat.lang), key="end_reason", placeholder=say("reason_hint", seat.lang))
    case, status, none = view.record.case_id, view.record.import_status, not reason.strip()
    settled = status not in (ImportStatus.ARCHIVE_ONLY, ImportStatus.IMPORTED)
    if back.button(say("send_back", seat.lang), disabled=none or not settled, width="stretch"):
        answered(seat, seat.desk.send_back(case, reason))
        st.rerun()
    may_go = status not in (ImportStatus.IMPORTED, ImportStatus.EXCLUDED)
    if out.button(say("exclude", seat.lang), disabled=none or not may_go, width="stretch"):
        answered(seat, seat.desk.exclude(case, reason))
        st.rerun()
    if seat.desk.is_on_hold(case):
        if hold.button(say("resume_case", seat.lang), width="stretch"):
            seat.desk.resume(case)
            st.rerun()
    elif hold.button(say("hold_case", seat.lang), disabled=none, width="stretch"):
        wrong = seat.desk.hold(case, reason)
        if wrong:
            seat.told = REFUSAL[wrong][seat.lang == "en"]
            st.rerun()
        seat.goto = {"screen": "work"}
        leave(seat)


def closing(seat: Seat, view: CaseView) -> None:
    """終結の日: from it the term of keeping counts. Only whoever may decide about the case."""
    if not seat.desk.operator.may(Right.DECIDE):
        return
    kept, case = seat.desk.archive.retention, view.record.case_id
    try:
        known = kept.of(case).closed_on
    except StorageError:  # lent by another office, which closes it itself
        return
    left, right, _ = st.columns([18, 16, 66], vertical_alignment="bottom")
    day = left.text_input(say("close_on", seat.lang), value=known, key=f"closed_{case}", placeholder="2021-03-31")
    if right.button(say("close_case", seat.lang), disabled=day.strip() == known, width="stretch"):
        try:
            kept.close(seat.desk.operator, case, on=day.strip())
            seat.told = say("close_said", seat.lang)
        except RetentionRefused:
            seat.told = say("close_refused", seat.lang)
        st.rerun()


def answered(seat: Seat, view: CaseView) -> None:
    seat.view = view
    seat.target = view.doubts[0].target if view.doubts else ""


def next_row(seat: Seat) -> WorkRow | None:
    return next((row for row in free_rows(seat) if row.case_id != case_id()), None)


def free_rows(seat: Seat) -> tuple[WorkRow, ...]:
    rows = seat.desk.work_list(Filters(limit=20)).rows
    return tuple(row for row in rows if row.holder in ("", seat.desk.who))


def is_free(seat: Seat, case: str) -> bool:
    return any(row.case_id == case for row in free_rows(seat))


def leave(seat: Seat) -> None:
    """To another case or to the list, as `seat.goto` says; this one is free for others."""
    if seat.view is not None and seat.goto.get("case") != seat.view.record.case_id:
        seat.desk.release(seat.view.record.case_id)
        seat.view = None
    leave_for(seat)
