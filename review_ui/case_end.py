"""What becomes of a case: approved, waiting for a second person, kept out, on hold, sent back."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.case import ImportStatus
from domain.errors import StorageError
from pipeline.desk_views import REFUSAL, CaseView, Filters
from review_ui.case_history import table
from review_ui.case_review import banner
from review_ui.seat import Seat, case_id, go
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
    st.html(table(view.record, seat.desk.history(view.record.case_id)[-LAST_ROWS:], lang=seat.lang))


def title(seat: Seat, view: CaseView) -> str:
    if view.doubts:
        return say("still_open", seat.lang, count=len(view.doubts))
    return say(TITLE[view.record.import_status], seat.lang)


def words(seat: Seat, view: CaseView) -> str:
    if seat.desk.is_on_hold(view.record.case_id):
        return say("on_hold", seat.lang)
    if view.trouble:
        return REFUSAL[view.trouble][seat.lang == "en"]
    if view.record.import_status is ImportStatus.CANDIDATE:
        return say("done_candidate", seat.lang)
    return view.record.exclusion_reason


def onwards(seat: Seat, view: CaseView) -> None:
    """What comes next, first of all on Enter."""
    case, following = view.record.case_id, next_case(seat)
    may_approve = view.record.import_status in TO_APPROVE and not view.doubts and not seat.desk.is_on_hold(case)
    places = iter(st.columns([20, 20, 20, 40]))
    if view.doubts and first_button(next(places), say("go_on", seat.lang)):
        go("case", case)
        st.rerun()
    if not view.doubts and following and first_button(next(places), say("next_case", seat.lang)):
        leave(seat, following)
    if may_approve and next(places).button(say("approve", seat.lang), width="stretch"):
        answered(seat, seat.desk.approve(case))
        st.rerun()
    if next(places).button(say("to_list", seat.lang), width="stretch"):
        leave(seat, "")


def first_button(place: DeltaGenerator, label: str) -> bool:
    return place.button(label, type="primary", width="stretch", shortcut="Enter")


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
        seat.desk.hold(case, reason)
        leave(seat, "")


def answered(seat: Seat, view: CaseView) -> None:
    seat.view = view
    seat.target = view.doubts[0].target if view.doubts else ""


def next_case(seat: Seat) -> str:
    rows = seat.desk.work_list(Filters(limit=20)).rows
    return next((row.case_id for row in rows if row.holder in ("", seat.desk.who) and row.case_id != case_id()), "")


def leave(seat: Seat, case: str) -> None:
    """To another case, or to the list when there is none."""
    if seat.view is not None:
        seat.desk.release(seat.view.record.case_id)
    seat.view = None
    go("case" if case else "work", case)
    st.rerun()
