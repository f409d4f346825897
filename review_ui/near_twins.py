"""Below the ledger of a box: two scans that may be of one sheet, side by side; a person keeps the better or both."""

import html
from collections.abc import Callable

import streamlit as st

from pipeline.desk.views import REFUSAL
from pipeline.near_twins import NearTwin, Scan, ask_again, keep_both, near_twins, replace
from review_ui.frame import heard
from review_ui.seat import Seat
from review_ui.texts import say

TROUBLE = "twin_trouble"


def show(seat: Seat, box: str) -> None:
    """Looked for only when asked: it reads every page of the box."""
    st.html(f'<h2 class="tz-h2">{html.escape(say("twins", seat.lang))}</h2>')
    if not st.toggle(say("twins_look", seat.lang), key=f"twins_{box}"):
        return
    if trouble := st.session_state.pop(TROUBLE, ""):
        st.html(f'<p class="tz-told" role="alert">{html.escape(trouble)}</p>')
    found = near_twins(seat.desk.archive, box)
    if not found:
        st.html(f'<p class="tz-quiet">{html.escape(say("twins_none", seat.lang))}</p>')
    for place, pair in enumerate(found):
        _pair(seat, box, pair=pair, place=place)


def _pair(seat: Seat, box: str, *, pair: NearTwin, place: int) -> None:
    lang = seat.lang
    asked = say(f"twin_{pair.state}", lang, share=round(100 * pair.alike))
    st.html(f'<p class="tz-quiet">{html.escape(asked)}</p>')
    left, right, act = st.columns([36, 36, 28])
    for column, scan, name in ((left, pair.better, "twin_better"), (right, pair.worse, "twin_worse")):
        column.html(f'<p class="tz-quiet">{html.escape(_caption(scan, say(name, lang)))}</p>')
        if seen := seat.desk.guard.side(scan.side.key):
            column.image(seen, width="stretch")
    if pair.state == "open":
        _button(act, say("twin_replace", lang), key=f"replace{place}", run=lambda: _replace(seat, pair))
        _button(act, say("twin_keep", lang), key=f"keep{place}", run=lambda: keep_both(seat.desk, pair))
    elif pair.state == "apart":
        _button(act, say("twin_again", lang), key=f"again{place}", run=lambda: ask_again(seat.desk, box, pair=pair))
    else:
        _button(act, say("twin_back", lang), key=f"back{place}", run=lambda: _replace(seat, pair, back=True))


def _button(column: st.delta_generator.DeltaGenerator, label: str, *, key: str, run: Callable[[], None]) -> None:
    column.button(label, key=f"twin_{key}", on_click=heard(run), width="stretch")


def _caption(scan: Scan, name: str) -> str:
    side = scan.side
    return f"{name}　{side.source.rsplit('/', 1)[-1]} p.{side.page_no}　{side.title}"


def _replace(seat: Seat, pair: NearTwin, *, back: bool = False) -> None:
    code = replace(seat.desk, pair, back=back)
    if code:
        st.session_state[TROUBLE] = REFUSAL[code][0 if seat.lang == "ja" else 1]
