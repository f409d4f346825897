"""Crops that were read as the same word, side by side: mark the odd one, Enter accepts the rest."""

import html

import streamlit as st

from domain.contract import FIELD_LABEL_JA
from pipeline.desk.grid import Cell, Grid, GridCheck
from review_ui.asking import Data
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.picture import crop_address
from review_ui.seat import Seat
from review_ui.showing import english, in_words
from review_ui.texts import say

AROUND = 0.08
KEYS = ("grid_odd", "grid_move", "grid_mark", "grid_accept", "grid_skip", "undo", "grid_hint")


def show(seat: Seat) -> None:
    grid(seat)


@st.fragment
@calm
def grid(seat: Seat) -> None:
    check = GridCheck(seat.desk)
    later: set[tuple[str, str]] = st.session_state.setdefault("grid_later", set())
    found = [one for one in check.grids() if (one.name, one.value) not in later]
    if not found:
        said = st.session_state.get("grid_said", "")
        st.html(f'<p class="tz-quiet">{html.escape(said)}</p><p class="tz-quiet">{say("grid_none", seat.lang)}</p>')
    data = shown(seat, found[0]) if found else {"seq": seat.seq, "cells": [], "undo": can_undo()}
    texts = {key: say(key, seat.lang) for key in KEYS}
    data = {**data, "texts": texts, "said": st.session_state.get("grid_said", "")}
    now = found[0] if found else None
    put(
        "grid",
        data,
        settle=lambda event: settle(seat, now, event=event),
        later=lambda _: put_off(seat, now),
        undo=lambda _: take_back(seat),
    )


def shown(seat: Seat, found: Grid) -> Data:
    label = english(found.name) if seat.lang == "en" else FIELD_LABEL_JA.get(found.name, found.name)
    value = in_words(found.name, found.value)
    return {
        "seq": seat.seq,
        "title": say("grid_read", seat.lang, label=label, value=value, count=len(found.cells)),
        "cells": [address(seat, cell) for cell in found.cells],
        "undo": can_undo(),
    }


def address(seat: Seat, cell: Cell) -> str:
    return crop_address(seat, cell.case_id, page_no=cell.page_no, box=cell.box, around=AROUND)


def can_undo() -> bool:
    return bool(st.session_state.get("grid_taken"))


def settle(seat: Seat, found: Grid | None, *, event: Event) -> None:
    if found is None or event.get("seq") != seat.seq:
        return
    odd = event.get("odd")
    doubted = frozenset(int(str(one)) for one in odd) if isinstance(odd, list) else frozenset()
    taken = GridCheck(seat.desk).settle(found, doubted, ms=int(str(event.get("ms", 0))))
    st.session_state["grid_taken"] = taken
    left = len(found.cells) - len(taken)
    st.session_state["grid_said"] = say("grid_done", seat.lang, count=len(taken), left=left)
    if left:
        st.session_state["grid_later"].add((found.name, found.value))
    seat.seq += 1


def put_off(seat: Seat, found: Grid | None) -> None:
    if found is not None:
        st.session_state["grid_later"].add((found.name, found.value))
    seat.seq += 1


def take_back(seat: Seat) -> None:
    taken: tuple[Cell, ...] = st.session_state.pop("grid_taken", ())
    GridCheck(seat.desk).take_back(taken)
    st.session_state["grid_later"] = set()
    st.session_state["grid_said"] = say("last_undo", seat.lang)
    seat.seq += 1
