"""世帯: the rows of the family beside the picture they were read from, the genogram or the table of the face sheet."""

import html

import streamlit as st

from domain.errors import StorageError
from domain.geometry import Box
from domain.household import Member
from pipeline.desk.household import HouseholdDesk, page_of, region_of
from pipeline.desk.views import REFUSAL, CaseView
from review_ui.asking import Data
from review_ui.case_review import keep_alive, opened
from review_ui.deciding import look_at
from review_ui.frame import calm
from review_ui.listing import sign_of
from review_ui.mounts import Event
from review_ui.rows_beside import Table, beside_paper, paper_of
from review_ui.seat import Seat, case_id
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
    beside_paper(seat, Table(paper, rows_data, changed=on_rows, wide=45, tall=True))


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


def paper(seat: Seat, view: CaseView) -> Data:
    return {**paper_of(seat, view, rows=view.record.members), "region": part_of(view, seat.page_no)}


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
