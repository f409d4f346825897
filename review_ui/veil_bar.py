"""Above every screen of a protected case: that something is masked, and the way to see it: a reason, which is logged.

Refuses to offer that way to whoever lacks the right.
"""

import html

import streamlit as st

from domain.access import Right
from domain.auditing import REASONS
from domain.case import CaseRecord
from domain.notices import CONFIRMED
from review_ui.seat import Seat, case_id
from review_ui.texts_entrance import say_in

SAID_BY_THE_BAR = {"protection_word", CONFIRMED}


def redraw_when_protection_changed(seat: Seat, record: CaseRecord) -> None:
    """A key below the bar changed what the bar says: the whole page is drawn again, once."""
    said = record.case_id, frozenset(one.code for one in record.warnings if one.code in SAID_BY_THE_BAR)
    before, seat.guarded = seat.guarded, said
    if before[0] == said[0] and before[1] != said[1]:
        st.rerun()


def veil_bar(seat: Seat) -> None:
    """Nothing for a case that needs no veil."""
    record = seat.desk.archive.case(case_id()) if case_id() else None
    if record is None:
        return
    veil = seat.desk.guard.over(record)
    if not veil.shield.is_protected:
        return
    confirmed = any(one.code == CONFIRMED for one in record.warnings)
    masked = "masked_confirmed" if confirmed else "masked"
    words = html.escape(say_in("unmasked" if veil.is_open else masked, seat.lang))
    shown = f'<p class="tz-veil{" open" if veil.is_open else ""}">{words}</p>'
    may = seat.desk.operator.may(Right.PROTECT) and seat.desk.guard.is_own(record.case_id)
    one_line = veil.is_open or not may
    taken_px = 180 if one_line else 196  # of the height of the window, so that the desk still fits below
    st.html(f"<style>:root {{ --desk-height: calc(100vh - {taken_px}px); }}</style>")
    if one_line:
        st.html(shown)
        return
    left, middle, right = st.columns([52, 28, 20], vertical_alignment="center")
    left.html(shown)
    labels = {words[seat.lang == "en"]: code for code, words in REASONS.items()}
    chosen = middle.selectbox(
        say_in("unmask_why", seat.lang),
        list(labels),
        index=None,
        placeholder=say_in("unmask_why", seat.lang),
        label_visibility="collapsed",
        key="unmask_why",
    )
    if right.button(say_in("unmask", seat.lang), disabled=chosen is None, width="stretch", key="unmask") and chosen:
        seat.desk.guard.unmask(record.case_id, labels[chosen])
        seat.view = None
        st.rerun()
