"""秘匿・個人番号: who is protected and by whose word; pages with an individual number and what becomes of each.

Refuses everybody without the right to protect; the rules are those of `pipeline.desk.protection` and `.numbers`.
"""

import html
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.access import Right, office_name
from domain.notices import PROTECTING
from pipeline.desk.numbers import VERDICTS, Numbers
from pipeline.desk.protection import WHY, WHY_LIFT, Protection
from pipeline.desk.views import REFUSAL
from review_ui.picture import address
from review_ui.seat import Seat
from review_ui.texts import Language, say
from review_ui.told import done, heading, quiet, say_last, table
from storage.guarded import GuardedPage

NAME = "guard"
PICTURE_HEIGHT = "62vh"
GAP = '<div style="height: 6px"></div>'


def show(seat: Seat) -> None:
    seat.desk.operator.need(Right.PROTECT, what="protection")
    heading(say("guarded", seat.lang), level=1)
    say_last(NAME)
    numbers(seat)
    people(seat)


def numbers(seat: Seat) -> None:
    lang, queue = seat.lang, Numbers(seat.desk)
    waiting, decided = queue.waiting(), queue.decided()
    heading(f"{say('guard_numbers', lang)}　{len(waiting)}")
    quiet(say("guard_numbers_note", lang))
    if not waiting:
        quiet(say("guard_numbers_none", lang))
    if decided:
        heading(f"{say('guard_decided', lang)}　{len(decided)}")
        heads = ("guard_case", "guard_office", "guard_leaf", "guard_state")
        table(heads, [page_cells(one, lang) for one in decided], lang=lang)
    every = {f"{one.case_number or one.case_id}　p.{one.page_no}": one for one in (*waiting, *decided)}
    if not every:
        return
    left, right = st.columns([50, 50])
    chosen = every[right.selectbox(say("guard_page", lang), list(every), key="guard_page_is")]
    with right:
        verdicts(seat, queue, chosen=chosen)
    key = f"guard.{chosen.case_id}.{chosen.page_no}.{chosen.code}"
    shown = address(queue.picture(chosen.case_id, chosen.page_no), key)
    about = html.escape(say("guard_page", lang))
    left.html(f'<img src="{shown}" alt="{about}" style="max-height: {PICTURE_HEIGHT}; max-width: 100%">')


def page_cells(one: GuardedPage, lang: Language) -> tuple[str, ...]:
    return (
        one.case_number or one.case_id,
        office_name(one.office),
        f"p.{one.page_no}",
        say(f"guard_is_{one.code}", lang),
    )


def verdicts(seat: Seat, queue: Numbers, *, chosen: GuardedPage) -> None:
    lang = seat.lang
    quiet(say(f"guard_is_{chosen.code}", lang))
    for verdict, code in VERDICTS.items():
        words = say(f"guard_do_{verdict}", lang)
        if code != chosen.code and st.button(words, key=f"guard_do_{verdict}", width="stretch"):
            done(NAME, partial(judged, seat, queue, chosen=chosen, verdict=verdict), words=say("guard_said", lang))
    if st.button(say("guard_undo", lang), key="guard_undo", width="stretch"):
        done(NAME, partial(undone, seat, chosen.case_id), words=say("guard_said", lang))


def judged(seat: Seat, queue: Numbers, *, chosen: GuardedPage, verdict: str) -> str:
    return told(queue.decide(chosen.case_id, chosen.page_no, verdict=verdict).trouble, seat.lang)


def undone(seat: Seat, case_id: str) -> str:
    return told(seat.desk.undo(case_id).trouble, seat.lang)


def told(trouble: str, lang: Language) -> str:
    return REFUSAL[trouble][lang == "en"] if trouble else ""


def people(seat: Seat) -> None:
    lang, protection = seat.lang, Protection(seat.desk)
    found = tuple(dict.fromkeys(one.case_id for one in seat.desk.archive.guarded.all(PROTECTING)))
    heading(f"{say('guard_people', lang)}　{len(found)}")
    quiet(say("guard_two", lang))
    if found:
        heads = ("guard_case", "guard_state", "guard_leaf", "guard_lift")
        table(heads, [case_cells(protection, one, lang=lang) for one in found], lang=lang)
    else:
        quiet(say("guard_people_none", lang))
    which(seat, protection, found=found)


def case_cells(protection: Protection, case_id: str, *, lang: Language) -> tuple[str, ...]:
    at = protection.standing(case_id)
    lift = f"{at.lift_by}　{WHY_LIFT[at.lift_why][lang == 'en']}" if at.lift_by else ""
    state = say("guard_confirmed" if at.is_confirmed else "guard_suspected", lang)
    return case_id, state, "・".join(f"p.{one}" for one in at.pages), lift


def which(seat: Seat, protection: Protection, *, found: Sequence[str]) -> None:
    lang = seat.lang
    places = st.columns([26, 26, 48], vertical_alignment="bottom")
    listed = places[0].selectbox(say("guard_case", lang), found, index=None, placeholder="", key="guard_case_is")
    typed = places[1].text_input(say("guard_other_case", lang), key="guard_case_typed").strip()
    case_id = typed or listed or ""
    if not case_id or seat.desk.archive.case(case_id) is None:
        return
    at, words = protection.standing(case_id), say("guard_said", lang)
    if seat.desk.archive.delivered(case_id) is not None:
        st.html(f'<p class="tz-told" role="alert">{html.escape(say("guard_left", lang))}</p>')
    why = "" if at.lift_by else reason(WHY_LIFT if at.is_confirmed else WHY, places[2], lang=lang)
    st.html(GAP)
    row = st.columns(3)
    if not at.is_confirmed:
        if row[0].button(say("guard_confirm", lang), type="primary", width="stretch"):
            done(NAME, partial(protection.confirm, case_id, why), words=words)
    elif not at.lift_by:
        if row[0].button(say("guard_ask", lang), width="stretch"):
            done(NAME, partial(protection.ask_lift, case_id, why), words=words)
    else:
        own = at.lift_by == seat.desk.who
        if row[0].button(say("guard_lift_now", lang), disabled=own, width="stretch"):
            done(NAME, partial(protection.lift, case_id), words=words)
        if row[1].button(say("guard_withdraw", lang), width="stretch"):
            done(NAME, partial(protection.withdraw, case_id), words=words)


def reason(reasons: Mapping[str, tuple[str, str]], place: DeltaGenerator, *, lang: Language) -> str:
    names = {told[lang == "en"]: code for code, told in reasons.items()}
    return names[place.selectbox(say("guard_why", lang), list(names), key=f"guard_why_{next(iter(reasons))}")]
