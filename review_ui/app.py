"""The desk's front door: which screen the address asks for. The one place that catches everything, so that a clerk
reads a sentence and not a traceback."""

import html
import logging
import uuid

import streamlit as st

from review_ui.bar import bar
from review_ui.mounts import style
from review_ui.screens import SHOW
from review_ui.seat import Seat, screen, seat
from review_ui.texts import say


def main() -> None:
    st.set_page_config(page_title="綴り", page_icon=None, layout="wide", initial_sidebar_state="collapsed")
    style()
    here = seat()
    try:
        bar(here)
        SHOW[screen()](here)
    except Exception as error:  # noqa: BLE001 - the top frame: Streamlit's own signals pass, a bug is told calmly
        told(here, error)


def told(here: Seat, error: Exception) -> None:
    code = uuid.uuid4().hex[:8]
    logging.getLogger("tsuzuri.desk").exception("desk %s", code, exc_info=error)
    st.html(f'<p class="tz-quiet">{html.escape(say("bug", here.lang, code=code))}</p>')


main()
