"""支援経緯年表 on the screen: each row beside the piece of paper it was read from; the three prints of a case.

Refuses to show what the veil covers, and to print without a number and a line in the log of accesses.
"""

import html
from collections.abc import Callable
from functools import partial

import streamlit as st

from deliver.chronology import Chronology, Column, Row, chronology
from deliver.chronology_words import MARK_JA
from deliver.shield import Shield
from domain.access import Right
from domain.entry import SupportEntry
from domain.errors import StorageError
from pipeline.desk.views import CaseView
from pipeline.printing import KINDS, printed
from review_ui.asking import Data
from review_ui.case_review import banner, keep_alive, opened
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.picture import crop_address
from review_ui.seat import Seat, case_id, leave_for
from review_ui.texts import Language, say

AT = "course_at"
TEXTS = ("course_paper", "course_no_place", "course_keys", "course_none")
HEADS = ("course_day", "course_person", "course_family", "course_agency", "course_source")


def show(seat: Seat) -> None:
    if not opened(seat, case_id()) or seat.view is None:
        st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
        return
    if st.session_state.get(AT, ("", ""))[0] != case_id():
        st.session_state[AT] = (case_id(), "")
    st.html(banner(seat, seat.view))
    prints(seat, seat.view)
    rows(seat)
    keep_alive(seat)


@st.fragment
@calm
def rows(seat: Seat) -> None:
    if seat.view is None:
        return
    if seat.goto:
        leave_for(seat)
    one = course_of(seat, seat.view)
    st.html(above(one, seat.lang))
    put(
        "course",
        course_data(seat, one, view=seat.view),
        look=lambda event: look(seat, event),
        open=lambda event: open_row(seat, event),
    )


def course_of(seat: Seat, view: CaseView) -> Chronology:
    """As this person may see it."""
    over = seat.desk.guard.over(view.record)
    return chronology(view.record, over.shield if over.is_protected else Shield(is_protected=False))


def look(seat: Seat, event: Event) -> None:
    if seat.view is not None and seat.view.item(str(event.get("target"))):
        st.session_state[AT] = (seat.view.record.case_id, str(event["target"]))


def open_row(seat: Seat, event: Event) -> None:
    """To the row in 支援経過, where it can be confirmed and corrected."""
    if seat.view is not None and seat.view.item(str(event.get("target"))):
        seat.goto = {"screen": "log", "case": seat.view.record.case_id, "target": str(event["target"])}
        seat.moved(str(event["target"]))


# ---- prints


def prints(seat: Seat, view: CaseView) -> None:
    """A number is spent when the button is pressed, not before."""
    places = st.columns([22, 22, 18, 38])
    for place, kind in zip(places, KINDS, strict=False):
        place.download_button(
            say(f"course_print_{kind}", seat.lang),
            printing(seat, view.record.case_id, kind=kind),
            file_name=f"{kind}-{view.record.case_id}.pdf",
            mime="application/pdf",
            on_click="ignore",
            width="stretch",
        )


def printing(seat: Seat, case: str, *, kind: str) -> Callable[[], bytes]:
    return partial(made, seat, case, kind=kind)


def made(seat: Seat, case: str, *, kind: str) -> bytes:
    """Raises StorageError for a case that is gone, SessionOver and AccessRefused."""
    seat.still_here(is_sign=True)
    who = seat.desk.operator
    who.need(Right.READ, what="print")
    record = seat.desk.archive.case(case)
    if record is None:
        raise StorageError(f"the archive has no case {case}")
    return printed(seat.desk.archive, record, kind=kind, who=who).data


# ---- what is shown


def above(one: Chronology, lang: Language) -> str:
    """What stands over the table: consent and its limits, what comes next, what to beware of."""
    head = one.heading
    told = [say("course_consent", lang, said="　".join((head.consent, *head.limits)))]
    told += [say("course_coming", lang, coming=one.coming)] if one.coming else []
    lines = "".join(f'<p class="tz-quiet" style="padding: 2px">{html.escape(line)}</p>' for line in told)
    return lines + "".join(f'<p class="tz-told">{html.escape(line)}</p>' for line in head.cautions)


def course_data(seat: Seat, one: Chronology, *, view: CaseView) -> Data:
    keys = [row.key for row in one.rows]
    picked = st.session_state[AT][1]
    target = picked if picked in keys else next(iter(keys), "")
    item = view.item(target)
    crop = ""
    if isinstance(item, SupportEntry) and item.box.area:
        crop = crop_address(seat, view.record.case_id, page_no=item.page_no, box=item.box)
    return {
        "title": say("course_title", seat.lang, count=len(one.rows)),
        "heads": [say(head, seat.lang) for head in HEADS],
        "rows": [row_data(row, seat.lang) for row in one.rows],
        "target": target,
        "crop": crop,
        "caption": next((f"{row.source}　{row.shown_day}" for row in one.rows if row.key == target), ""),
        "texts": {key: say(key, seat.lang) for key in TEXTS},
    }


def row_data(row: Row, lang: Language) -> Data:
    return {
        "target": row.key,
        "day": row.shown_day,
        "age": f"{row.age}歳" if row.age is not None else "",
        "marks": [[mark.value, MARK_JA[mark]] for mark in row.marks],
        "cells": [row.cells.get(column, "") for column in Column],
        "how": row.how,
        "source": row.source,
        "vouched": row.vouched,
        "state": say("course_vouched" if row.vouched else "course_open", lang),
    }
