"""検証のしかた: the one page for clerks, at the desk itself. Shows the same file that the README names."""

import html
from pathlib import Path

import streamlit as st

from review_ui.seat import Seat
from review_ui.texts import say

PAGE = Path(__file__).parents[1] / "docs" / "review-guide.ja.md"


def show(seat: Seat) -> None:
    if not PAGE.is_file():
        st.html(f'<p class="tz-quiet">{html.escape(say("guide_missing", seat.lang))}</p>')
        return
    _, middle, _ = st.columns([12, 76, 12])
    with middle, st.container(key="guide"):
        st.markdown(PAGE.read_text(encoding="utf-8"))
