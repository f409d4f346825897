"""The work list: what waits, who has what, how the day goes; Enter opens the case."""

import html

import streamlit as st

from pipeline.desk_views import Filters, Today, WorkRow
from review_ui.asking import Data
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.seat import Seat, go
from review_ui.texts import Language, say

LANES = ("todo", "waiting", "held", "done")
SHOWN = 40
REFRESH_S = 20.0
COLUMNS = (
    ("col_urgent", "48px", "tag"),
    ("col_number", "150px", ""),
    ("col_name", "190px", "strong"),
    ("col_title", "", "quiet"),
    ("col_doubts", "76px", "number"),
    ("col_pages", "70px", "number"),
    ("col_holder", "150px", "quiet"),
    ("col_age", "100px", "quiet"),
)


def show(seat: Seat) -> None:
    left, right, last = st.columns([46, 34, 20], vertical_alignment="bottom")
    left.html(numbers(seat.desk.today(), seat.lang))
    text = right.text_input(say("find_here", seat.lang), key="find_case")
    mine = last.toggle(say("mine_only", seat.lang), key="mine_only")
    st.html('<div class="tz-gap"></div>')
    rows(seat, text, mine=mine)


@st.fragment(run_every=REFRESH_S)
@calm
def rows(seat: Seat, text: str, *, mine: bool) -> None:
    """Looks again by itself, so that a case taken by somebody else shows."""
    found = seat.desk.work_list(Filters(text=text, mine=mine, lane=seat.lane, limit=SHOWN))
    if "open_next" in st.session_state:
        go("case", st.session_state.pop("open_next"))
        st.rerun()
    more = found.total - len(found.rows)
    data: Data = {
        "lane": seat.lane,
        "tabs": [{"name": lane, "label": say(f"lane_{lane}", seat.lang)} for lane in LANES],
        "hint": say("enter_opens", seat.lang),
        "columns": [{"label": say(name, seat.lang), "width": width, "kind": kind} for name, width, kind in COLUMNS],
        "rows": [{"id": row.case_id, "cells": cells(row, seat.desk.who, lang=seat.lang)} for row in found.rows],
        "none": say("no_rows", seat.lang),
        "more": say("more_rows", seat.lang, count=more) if more > 0 else "",
    }
    put("rows", data, open=open_row, lane=lambda event: change_lane(seat, event))


def open_row(event: Event) -> None:
    """A fragment cannot change the screen from its callback; the next run of it does."""
    st.session_state["open_next"] = str(event["id"])


def change_lane(seat: Seat, event: Event) -> None:
    seat.lane = next((lane for lane in LANES if lane == event.get("lane")), "todo")


def cells(row: WorkRow, who: str, *, lang: Language) -> list[str]:
    holder = say("you", lang) if row.holder == who else row.holder
    return [
        say("col_urgent", lang) if row.urgent else "",
        row.case_number,
        row.full_name,
        row.title,
        str(row.doubts) if row.doubts else "—",
        str(row.pages),
        holder,
        age(row.age_s, lang),
    ]


def age(seconds: float, lang: Language) -> str:
    """In the largest unit that fits: 3 日, 5 時間, 12 分."""
    for key, unit_s in (("days", 86400), ("hours", 3600)):
        if seconds >= unit_s:
            return say(key, lang, n=int(seconds // unit_s))
    return say("minutes", lang, n=int(seconds // 60))


def numbers(today: Today, lang: Language) -> str:
    figures = (
        ("today_tasks", today.tasks),
        ("today_doubts", today.doubts),
        ("today_decisions", today.decisions),
        ("today_approved", today.approved),
    )
    shown = "".join(
        f'<div class="tz-figure"><b>{count:,}</b><span>{html.escape(say(key, lang))}</span></div>'
        for key, count in figures
    )
    return f'<div class="tz-figures">{shown}</div>'
