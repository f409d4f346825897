"""世帯: the rows of the family beside the picture they were read from, the genogram or the table of the face sheet."""

import html

import streamlit as st

from domain.errors import StorageError
from domain.geometry import Box
from domain.household import Member
from pipeline.desk_household import HouseholdDesk, page_of, region_of
from pipeline.desk_views import REFUSAL, CaseView
from review_ui.asking import Data
from review_ui.case_review import as_dict, banner, keep_alive, keying, opened
from review_ui.deciding import look_at, on_act, on_typed
from review_ui.frame import calm
from review_ui.listing import sign_of
from review_ui.mounts import Event, put
from review_ui.overlay import sheet_data
from review_ui.picture import page_address
from review_ui.seat import Seat, case_id, leave_for
from review_ui.showing import beside, in_words, seen_on
from review_ui.texts import Language, part_label, say

HEADS = ("relationship_raw", "name", "dateOfBirth", "age", "living", "note")
WIDTHS = ("52px", "108px", "136px", "34px", "52px", "")
MARGIN_PX = 140


def show(seat: Seat) -> None:
    if not opened(seat, case_id()):
        st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
        return
    assert seat.view is not None
    seat.walk = "members"
    if not isinstance(seat.view.item(seat.target), Member):
        waiting = next((one.target for one in seat.view.doubts if one.name == "member"), "")
        rows = seat.view.record.members
        look_at(seat, waiting or (rows[0].key if rows else ""))
        if not rows:
            seat.page_no = page_of(seat.view.record)
    family(seat)
    keep_alive(seat)


@st.fragment
@calm
def family(seat: Seat) -> None:
    view = seat.view
    if view is None:
        return
    if seat.goto:
        leave_for(seat)
    st.html(banner(seat, view))
    left, right = st.columns([45, 55], gap="small")
    with left:
        put(
            "sheet",
            sheet(seat, view),
            page=lambda event: turn(seat, int(str(event["no"]))),
            pick=lambda event: pick(seat, event),
        )
    with right:
        put("log", rows_data(seat, view), pick=lambda event: pick(seat, event), rows=lambda event: on_rows(seat, event))
        if view.record.members and seat.target:
            put(
                "keying",
                {**keying(seat, view), "low": True, "tall": True},
                act=lambda event: on_act(seat, event),
                typed=lambda event: on_typed(seat, event),
            )


def pick(seat: Seat, event: object) -> None:
    target = str(event["target"]) if isinstance(event, dict) else ""
    if seat.view is not None and seat.view.item(target):
        look_at(seat, target)


def turn(seat: Seat, page_no: int) -> None:
    seat.page_no = page_no
    seat.seq += 1


def on_rows(seat: Seat, event: Event) -> None:
    """A row that nobody read is added, on the page that is shown."""
    if seat.view is None:
        return
    seat.seq += 1
    case, revision = seat.view.record.case_id, int(str(event.get("revision", 0)))
    try:
        answer = HouseholdDesk(seat.desk).add(case, seat.page_no, revision=revision)
    except StorageError as error:
        seat.told = say("lost", seat.lang, code=error.code)
        return
    seat.view, seat.told = answer, REFUSAL[answer.trouble][seat.lang == "en"] if answer.trouble else ""
    if not answer.trouble:
        look_at(seat, answer.record.members[-1].key)
        seat.edit = True


# ---- what is shown


def sheet(seat: Seat, view: CaseView) -> Data:
    data = sheet_data(view, seat.target, page_no=seat.page_no, lang=seat.lang)
    here = [one for one in view.record.members if one.page_no == seat.page_no and one.key != seat.target]
    page = {**as_dict(data["page"]), "url": page_address(seat, view.record.case_id, page_no=seat.page_no)}
    boxes = [{"target": one.key, "box": list(one.box.as_tuple())} for one in here if one.box.area]
    region = part_of(view, seat.page_no)
    return {**data, "page": page, "others": boxes, "region": region, "seq": f"{seat.target}.{seat.page_no}"}


def part_of(view: CaseView, page_no: int) -> list[int] | None:
    """The household's part of the page with some room, as the picture is first shown."""
    box, page = region_of(view.record, page_no), view.page(page_no)
    if not box.area or page is None:
        return None
    return list(box.padded(MARGIN_PX, within=Box(0, 0, page.width_px, page.height_px)).as_tuple())


def rows_data(seat: Seat, view: CaseView) -> Data:
    return {
        "kind": "members",
        "target": seat.target,
        "seq": f"{seat.seq}.{seat.target}.{view.record.revision}",
        "revision": view.record.revision,
        "can": view.is_mine,
        "told": seat.told,
        "texts": {"add": say("row_add", seat.lang)},
        "title": f"{say('household', seat.lang)}　{len(view.record.members)}",
        "heads": [part_label(head, seat.lang) for head in HEADS],
        "widths": list(WIDTHS),
        "none": say("no_members", seat.lang),
        "rows": [row(view, one, lang=seat.lang) for one in view.record.members],
    }


def row(view: CaseView, one: Member, *, lang: Language) -> Data:
    kind, sign, name = sign_of(view, one)
    born = in_words("dateOfBirth", one.dateOfBirth)
    return {
        "target": one.key,
        "cells": [
            one.relationship_raw or "—",
            one.name or "—",
            born,
            str(one.age) if one.age is not None else "",
            in_words("living", one.living),
            one.note,
        ],
        "under": beside("dateOfBirth", one.dateOfBirth, seen=seen_on(view.record, one.page_no)),
        "sign": sign,
        "sign_name": say(name, lang),
        "kind": kind,
    }
