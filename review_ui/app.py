"""The desk's front door: the bar, and the screen that the address asks for."""

import streamlit as st

from review_ui.bar import bar
from review_ui.frame import calm
from review_ui.mounts import style
from review_ui.screens import SHOW
from review_ui.seat import screen, seat


@calm
def main() -> None:
    here = seat()
    bar(here)
    SHOW[screen()](here)


st.set_page_config(page_title="綴り", layout="wide", initial_sidebar_state="collapsed")
style()
main()
