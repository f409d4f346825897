"""Below the differences of a box: one of them was looked into and is settled with a reason, or open again."""

import streamlit as st

from ingest.box_differences import Difference
from ingest.box_ledger import BoxLedger
from pipeline.boxes import settle, take_back
from pipeline.on_duty import operator
from review_ui.frame import heard
from review_ui.seat import Seat
from review_ui.texts import say

LONGEST_REASON = 200


def show(seat: Seat, ledger: BoxLedger) -> None:
    """Nothing while there is nothing to settle."""
    lang = seat.lang
    found = {place: one for place, one in ledger.numbered if place}
    if not found:
        return
    with st.expander(say("settle", lang)):
        left, middle, right = st.columns([46, 36, 18], vertical_alignment="bottom")
        place = left.selectbox(
            say("settle_which", lang),
            list(found),
            format_func=lambda place: f"{place}. {found[place].sentence(lang)}",
            key=f"settle_{ledger.box.name}",
        )
        chosen: Difference = found[place]
        key = f"{ledger.box.name}_{chosen.mark}"
        if chosen.settled:
            middle.text_input(say("settle_why", lang), chosen.settled.why, disabled=True, key=f"settled_{key}")
            label, run = say("settle_back", lang), lambda: _take_back(seat, ledger, place=place)
        else:
            middle.text_input(say("settle_why", lang), max_chars=LONGEST_REASON, key=f"why_{key}")
            label, run = say("settle_go", lang), lambda: _settle(seat, ledger, place=place)
        right.button(label, key=f"settle_go_{key}", on_click=heard(run), width="stretch")
        if st.session_state.pop(f"unsaid_{key}", False):
            st.html(f'<p class="tz-told" role="alert">{say("settle_needs_why", lang)}</p>')


def _settle(seat: Seat, ledger: BoxLedger, *, place: int) -> None:
    key = f"{ledger.box.name}_{dict(ledger.numbered)[place].mark}"
    why = str(st.session_state.get(f"why_{key}", "")).strip()
    if why:
        settle(seat.desk.archive, ledger, place=place, why=why, by=operator(seat.desk.who))
    else:
        st.session_state[f"unsaid_{key}"] = True


def _take_back(seat: Seat, ledger: BoxLedger, *, place: int) -> None:
    take_back(seat.desk.archive, ledger, place=place, by=operator(seat.desk.who))
