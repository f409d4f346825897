"""The desk's front door: who comes in, the bar, and the screen that the address asks for.

Refuses every screen to whoever has not signed in, and each screen to a role without its right.
"""

import streamlit as st

from review_ui.bar import IN_A_CASE, bar
from review_ui.entrance import entrance, keep, nothing_here
from review_ui.frame import calm
from review_ui.mounts import style
from review_ui.screens import SHOW, may_see
from review_ui.seat import screen, seat
from review_ui.veil_bar import veil_bar


@calm
def main() -> None:
    here = seat()
    if here is None:
        entrance()
        return
    keep(here)
    bar(here)
    wanted = screen()
    if not may_see(here.desk.operator, wanted):
        nothing_here(here)
        return
    if wanted in IN_A_CASE:
        veil_bar(here)
    SHOW[wanted](here)


st.set_page_config(page_title="綴り", layout="wide", initial_sidebar_state="collapsed")
style()
main()
