"""支援経過 as a table beside its page: a row lights its place on the scan, a place on the scan finds its row."""

import html

import streamlit as st

from domain.entry import Check, SupportEntry
from domain.errors import StorageError
from extract.values.weekday import weekday_sign
from pipeline.desk.log import LogDesk
from pipeline.desk.views import REFUSAL, CaseView
from review_ui.asking import Data, place_of
from review_ui.case_review import banner, keep_alive, opened
from review_ui.deciding import look_at
from review_ui.frame import calm
from review_ui.listing import sign_of
from review_ui.mounts import Event
from review_ui.rows_beside import Table, beside_paper, paper_of
from review_ui.seat import Seat, case_id
from review_ui.showing import full_day, in_words
from review_ui.texts import Language, say

WIDTHS = ("118px", "30px", "52px", "74px", "96px", "")
ROW_TEXTS = ("split", "merge", "up", "down", "cut_move", "cut_stop", "cut_here", "cut_leave")
HEADS = ("date", "weekday", "time", "method", "staff", "text")


def show(seat: Seat) -> None:
    if not opened(seat, case_id()):
        st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
        return
    assert seat.view is not None
    if not seat.view.record.entries:
        st.html(banner(seat, seat.view))
        st.html(f'<p class="tz-quiet">{html.escape(say("no_log", seat.lang))}</p>')
        return
    if not isinstance(seat.view.item(seat.target), SupportEntry):
        first = next((one for one in seat.view.doubts if one.name == "entry"), None)
        look_at(seat, first.target if first else seat.view.record.entries[0].key)
    seat.walk = "entries"
    log(seat)
    keep_alive(seat)


@st.fragment
@calm
def log(seat: Seat) -> None:
    beside_paper(seat, Table(paper, log_data, changed=on_rows, wide=38))


def on_rows(seat: Seat, event: Event) -> None:
    """Split, join or move the row at hand."""
    if seat.view is None or event.get("target") != seat.target:
        return
    seat.seq += 1
    try:
        answer = changed(seat, event)
    except StorageError as error:
        seat.told = say("lost", seat.lang, code=error.code)
        return
    seat.view, seat.told = answer, ""
    if answer.trouble:
        seat.told = REFUSAL[answer.trouble][seat.lang == "en"]
    target = seat.target if answer.item(seat.target) else ""
    if not target:
        place = min(seat.row, max(0, len(answer.record.entries) - 1))
        target = answer.record.entries[place].key if answer.record.entries else ""
    told = seat.told
    look_at(seat, target)
    seat.told = told


def changed(seat: Seat, event: Event) -> CaseView:
    assert seat.view is not None
    desk, case, target = LogDesk(seat.desk), seat.view.record.case_id, seat.target
    revision = int(str(event.get("revision", 0)))
    keys = [one.key for one in seat.view.record.entries]
    seat.row = max(0, keys.index(target) - 1) if target in keys else 0
    match event.get("what"):
        case "split":
            return desk.split(case, target, revision=revision, at=int(str(event.get("at", 0))))
        case "merge":
            return desk.merge(case, target, revision=revision)
        case _:
            return desk.shift(case, target, revision=revision, step=int(str(event.get("step", 0))))


def paper(seat: Seat, view: CaseView) -> Data:
    return {**paper_of(seat, view, rows=view.record.entries), **lit_elsewhere(seat, view)}


def lit_elsewhere(seat: Seat, view: CaseView) -> Data:
    """A contact that runs over the end of a page is lit on both pages."""
    item = view.item(seat.target)
    places = item.also if isinstance(item, SupportEntry) else ()
    return next(({"box": list(one.box.as_tuple())} for one in places if one.page_no == seat.page_no), {})


def log_data(seat: Seat, view: CaseView) -> Data:
    return {
        "target": seat.target,
        "seq": f"{seat.seq}.{seat.target}.{view.record.revision}",
        "revision": view.record.revision,
        "can": view.is_mine,
        "told": seat.told,
        "texts": {key: say(f"row_{key}", seat.lang) for key in ROW_TEXTS},
        "title": f"{say('log', seat.lang)}　{len(view.record.entries)}",
        "kind": "log",
        "widths": list(WIDTHS),
        "none": "",
        "heads": [say(head, seat.lang) for head in HEADS],
        "rows": [row(view, one, lang=seat.lang) for one in view.record.entries],
    }


def row(view: CaseView, one: SupportEntry, *, lang: Language) -> Data:
    day = full_day(one.date) if one.date else None
    kind, sign, name = sign_of(view, one)
    page_no, _ = place_of(view, one.key)
    wrong = [
        say(key, lang)
        for key, check in (("weekday_wrong", one.checks.weekday), ("order_wrong", one.checks.order))
        if check is Check.CONTRADICTS
    ]
    return {
        "target": one.key,
        "cells": [
            one.date or "—",
            weekday_sign(day) if day else "",
            one.time or "",
            in_words("method", one.method) or one.method_raw,
            "・".join(one.staff),
            one.text,
        ],
        "under": f"「{one.date_raw}」" if one.date_raw else say("page_n", lang, no=page_no),
        "inferred": one.date_inferred,
        "wrong": "　".join(wrong),
        "sign": sign,
        "sign_name": say(name, lang),
        "kind": kind,
    }
