"""After the last doubt: the case is approved, or waits for a second person; what can still be said of it."""

import html

import streamlit as st

from domain.case import ImportStatus
from domain.errors import StorageError
from pipeline.desk_views import REFUSAL, CaseView, Filters
from review_ui.case_history import table
from review_ui.case_review import banner
from review_ui.seat import Seat, case_id, go
from review_ui.texts import say

TITLE = {ImportStatus.CANDIDATE: "candidate_title", ImportStatus.APPROVED: "approved_title"}
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
    if view.trouble:
        st.html(f'<p class="tz-quiet">{html.escape(REFUSAL[view.trouble][seat.lang == "en"])}</p>')
    buttons(seat, view)
    st.html(table(view.record, seat.desk.history(view.record.case_id)[-LAST_ROWS:], lang=seat.lang))
    send_back(seat, view)


def title(seat: Seat, view: CaseView) -> str:
    return say(TITLE.get(view.record.import_status, "all_done"), seat.lang)


def buttons(seat: Seat, view: CaseView) -> None:
    """What comes next."""
    following = next_case(seat)
    first, second, _ = st.columns([20, 16, 64])
    if following and first.button(say("next_case", seat.lang), type="primary", width="stretch", shortcut="Enter"):
        leave(seat, following)
    if second.button(say("to_list", seat.lang), width="stretch"):
        leave(seat, "")


def send_back(seat: Seat, view: CaseView) -> None:
    left, right, _ = st.columns([36, 14, 50], vertical_alignment="bottom")
    reason = left.text_input(say("send_back_reason", seat.lang), key="end_reason")
    if right.button(say("send_back", seat.lang), disabled=not reason.strip(), width="stretch"):
        seat.desk.send_back(view.record.case_id, reason)
        seat.view = None
        go("case", view.record.case_id)
        st.rerun()


def next_case(seat: Seat) -> str:
    rows = seat.desk.work_list(Filters(limit=20)).rows
    return next((row.case_id for row in rows if row.holder in ("", seat.desk.who)), "")


def leave(seat: Seat, case: str) -> None:
    """To another case, or to the list when there is none."""
    if seat.view is not None:
        seat.desk.release(seat.view.record.case_id)
    seat.view = None
    go("case" if case else "work", case)
    st.rerun()
