"""The work list: what waits, who has what, how the day goes; Enter opens the case."""

import html
from dataclasses import replace

import streamlit as st

from domain.access import office_name
from domain.contract import FORM_LABEL_JA
from pipeline.desk.list import KINDS
from pipeline.desk.views import Filters, Today, WorkList, WorkRow
from review_ui.asking import Data
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.seat import Seat, go
from review_ui.texts import Language, say

LANES = ("todo", "waiting", "held", "done")
SHOWN = 40
HURRIED = 6
REFRESH_S = 20.0
DAY_S = 86_400.0
AGES = (("age_any", 0.0), ("age_day", DAY_S), ("age_week", 7 * DAY_S), ("age_month", 30 * DAY_S))
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
    st.html(numbers(seat.desk.today(), seat.lang))
    filters = chosen(seat)
    st.html('<div class="tz-gap"></div>')
    rows(seat, filters)


def chosen(seat: Seat) -> Filters:
    """The row of filters; each one starts at everything."""
    lang, places = seat.lang, st.columns([22, 19, 19, 13, 15, 12], vertical_alignment="bottom")
    offices = ("", *seat.desk.offices())
    text = places[0].text_input(say("find_here", lang), key="find_case")
    form = places[1].selectbox(
        say("filter_form", lang),
        ("", *FORM_LABEL_JA),
        format_func=lambda name: FORM_LABEL_JA.get(name, "") or say("filter_all", lang),
        key="filter_form",
    )
    kind = places[2].selectbox(
        say("filter_kind", lang),
        ("", *KINDS),
        format_func=lambda name: say(f"kind_{name}" if name else "filter_all", lang),
        key="filter_kind",
    )
    age = places[3].selectbox(
        say("filter_age", lang), AGES, format_func=lambda one: say(one[0], lang), key="filter_age"
    )
    office = places[4].selectbox(
        say("filter_office", lang),
        offices,
        format_func=lambda name: office_name(name) or say("office_unnamed" if name else "filter_all", lang),
        key="filter_office",
    )
    mine = places[5].toggle(say("mine_only", lang), key="mine_only")
    return Filters(text=text, mine=mine, form=form, kind=kind, office=office, older_s=age[1], limit=SHOWN)


@st.fragment(run_every=REFRESH_S)
@calm
def rows(seat: Seat, filters: Filters) -> None:
    """Looks again by itself, so that a case taken by somebody else shows. Urgent cases have a lane of their own."""
    beside = filters.lane == seat.lane == "todo"
    bulk = replace(filters, lane=seat.lane, urgent=False if beside else None)
    found = seat.desk.work_list(bulk)
    hurried = seat.desk.work_list(replace(filters, urgent=True, limit=HURRIED)) if beside else None
    if "open_next" in st.session_state:
        go("case", st.session_state.pop("open_next"))
        st.rerun()
    more = found.total - len(found.rows)
    shown = COLUMNS[beside:]  # the lane beside says what is urgent
    data: Data = {
        "lane": seat.lane,
        "tabs": [{"name": lane, "label": say(f"lane_{lane}", seat.lang)} for lane in LANES],
        "hint": say("enter_opens" if seat.lane != "todo" else "enter_opens_or_hurries", seat.lang),
        "columns": [{"label": say(name, seat.lang), "width": width, "kind": kind} for name, width, kind in shown],
        "rows": [
            {"id": row.case_id, "cells": cells(row, seat.desk.who, lang=seat.lang)[beside:]} for row in found.rows
        ],
        "none": say("no_rows", seat.lang),
        "more": say("more_rows", seat.lang, count=more) if more > 0 else "",
        "urgent": urgent_lane(hurried, seat) if hurried and hurried.rows else None,
    }
    put(
        "rows",
        data,
        open=open_row,
        lane=lambda event: change_lane(seat, event),
        hurry=lambda event: seat.desk.hurry(str(event["id"]), on=bool(event["on"])),
    )


def urgent_lane(found: WorkList, seat: Seat) -> Data:
    """This one file now: few lines, each with what a clerk needs to choose."""
    more = found.total - len(found.rows)
    return {
        "title": say("urgent_lane", seat.lang),
        "count": found.total,
        "rows": [urgent_row(row, seat) for row in found.rows],
        "more": say("more_rows", seat.lang, count=more) if more > 0 else "",
    }


def urgent_row(row: WorkRow, seat: Seat) -> Data:
    holder = say("you", seat.lang) if row.holder == seat.desk.who else row.holder
    facts = (row.case_number, say("doubts_n", seat.lang, n=row.doubts), age(row.age_s, seat.lang), holder)
    return {"id": row.case_id, "name": row.full_name or row.title, "facts": "　".join(filter(None, facts))}


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
