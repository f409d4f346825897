"""Typing without seeing: the crop and an empty line. For a third person also what the first two typed."""

import html

import streamlit as st

from domain.contract import FIELD_LABEL_JA
from pipeline.desk.second import BlindTask, SecondKeying
from pipeline.desk.views import REFUSAL
from review_ui.asking import Data
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.picture import crop_address
from review_ui.seat import Seat
from review_ui.showing import english
from review_ui.texts import say

KEYS = ("second_save", "second_undo", "second_skip", "second_back")


def show(seat: Seat) -> None:
    typing(seat)


@st.fragment
@calm
def typing(seat: Seat) -> None:
    later: set[str] = st.session_state.setdefault("second_later", set())
    found = [one for one in SecondKeying(seat.desk).tasks() if name_of(one) not in later]
    task = found[0] if found else None
    st.session_state["second_now"] = task
    if task is None:
        st.html(f'<p class="tz-quiet">{html.escape(say("second_none", seat.lang))}</p>')
    put(
        "blind",
        {**(asked(seat, task, left=len(found)) if task else {"none": True, "seq": seat.seq}), **common(seat)},
        typed=lambda event: on_typed(seat, event),
        key=lambda event: on_key(seat, event),
        later=lambda event: put_off(seat, event),
        undo=lambda _: take_back(seat),
    )


def name_of(task: BlindTask) -> str:
    return f"{task.case_id}.{task.target}.{task.role}"


def common(seat: Seat) -> Data:
    note, ok = st.session_state.get("second_note", ("", True))
    return {
        "note": {"text": note, "ok": ok},
        "said": st.session_state.get("second_said", ""),
        "undo": "second_last" in st.session_state,
        "texts": {key: say(key, seat.lang) for key in KEYS},
    }


def asked(seat: Seat, task: BlindTask, *, left: int) -> Data:
    label = english(task.name) if seat.lang == "en" else FIELD_LABEL_JA.get(task.name, task.name)
    return {
        "seq": seat.seq,
        "task": name_of(task),
        "label": label,
        "how": say(f"role_{task.role}", seat.lang),
        "left": say("second_left", seat.lang, count=left),
        "picture": crop_address(seat, task.case_id, page_no=task.page_no, box=task.box),
        "choices": list(task.choices),
        "draft": seat.desk.drafts(task.case_id).get(draft_key(task), ""),
    }


def draft_key(task: BlindTask) -> str:
    """Beside the drafts of the desk: what is typed blind is nobody's decision yet."""
    return f"blind.{task.target}"


def now(seat: Seat, event: Event) -> BlindTask | None:
    task = st.session_state.get("second_now")
    return task if isinstance(task, BlindTask) and event.get("task") == name_of(task) else None


def on_typed(seat: Seat, event: Event) -> None:
    task = now(seat, event)
    if task is not None:
        text = str(event.get("text", ""))
        seat.desk.save_draft(task.case_id, draft_key(task), text=text)
        typed = SecondKeying(seat.desk).check(task, text)
        st.session_state["second_note"] = (typed.note, typed.ok)


def on_key(seat: Seat, event: Event) -> None:
    task = now(seat, event)
    if task is None:
        return
    text = str(event.get("text", ""))
    second = SecondKeying(seat.desk)
    trouble = second.key(task, text, ms=int(str(event.get("ms", 0))))
    seat.seq += 1
    if trouble:
        note = second.check(task, text).note
        st.session_state["second_note"] = (note or REFUSAL[trouble][seat.lang == "en"], False)
        return
    seat.desk.save_draft(task.case_id, draft_key(task), text="")
    st.session_state["second_last"], st.session_state["second_note"] = task, ("", True)
    st.session_state["second_said"] = say("second_taken", seat.lang)


def put_off(seat: Seat, event: Event) -> None:
    task = now(seat, event)
    if task is not None:
        seat.desk.save_draft(task.case_id, draft_key(task), text=str(event.get("text", "")))
        st.session_state["second_later"].add(name_of(task))
    st.session_state["second_note"] = ("", True)
    seat.seq += 1


def take_back(seat: Seat) -> None:
    task = st.session_state.pop("second_last", None)
    if isinstance(task, BlindTask):
        SecondKeying(seat.desk).take_back(task)
        st.session_state["second_said"] = say("second_back", seat.lang)
    seat.seq += 1
