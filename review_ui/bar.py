"""The bar on top of every screen: where one is, whose desk it is, the way out."""

import streamlit as st

from domain.access import Role
from review_ui.mounts import Event, put
from review_ui.screens import may_see
from review_ui.seat import SCREENS, Screen, Seat, archive, case_id, go, leave_seat, screen
from review_ui.texts import say
from review_ui.texts_entrance import say_in

ALWAYS: tuple[Screen, ...] = ("work", "grid", "second", "boxes", "search")
IN_A_CASE: tuple[Screen, ...] = ("case", "log", "household", "course", "pages", "end", "history")
LAST: tuple[Screen, ...] = ("supervisor", "guarded", "rights", "retention")
LABEL: dict[Screen, str] = {
    "work": "work",
    "search": "search",
    "case": "review",
    "log": "log",
    "end": "status",
    "history": "history",
    "grid": "grid",
    "second": "second",
    "pages": "pages",
    "boxes": "boxes",
    "household": "household",
    "course": "course",
    "supervisor": "supervisor",
    "retention": "retention",
    "guarded": "guarded",
    "rights": "rights",
}


def bar(seat: Seat) -> None:
    now, case = screen(), case_id()
    rest = (*ALWAYS[1:], *LAST)
    first: tuple[Screen, ...] = (*ALWAYS[:1], *(IN_A_CASE if case else rest))

    def links(screens: tuple[Screen, ...]) -> list[dict[str, object]]:
        seen = (one for one in screens if may_see(seat.desk.operator, one))
        return [{"screen": one, "label": say(LABEL[one], seat.lang), "now": one == now} for one in seen]

    data = {
        "name": say("name", seat.lang),
        "links": links(first),
        "others": links(rest) if case else [],
        "more": say("other_screens", seat.lang),
        "guide": {"label": say("guide", seat.lang), "now": now == "guide"},
        "clerk": whose(seat),
        "leave": say_in("sign_out", seat.lang) if seat.token else "",
        "language": say("other_language", seat.lang),
    }
    put(
        "bar",
        data,
        go=lambda event: leave(seat, event),
        language=lambda _: change_language(seat),
        leave=lambda _: sign_out(seat),
    )


def whose(seat: Seat) -> str:
    """The person, their role and office; or that one person works here alone, without a login."""
    who = seat.desk.operator
    if who.role is Role.ALONE:
        return f"{say_in('alone', seat.lang)}　{who.name}"
    return f"{who.office}　{say_in(f'role_is_{who.role.value}', seat.lang)}　{who.name}".strip()


def sign_out(seat: Seat) -> None:
    if seat.view is not None:
        seat.desk.release(seat.view.record.case_id)
    archive().sessions.close(seat.token)
    leave_seat()
    st.session_state["signed_out"] = True


def leave(seat: Seat, event: Event) -> None:
    to: Screen = next((one for one in SCREENS if one == event.get("screen")), "work")
    within = to in (*IN_A_CASE, "guide")
    seat.told = ""
    if not within and seat.view is not None:
        seat.desk.release(seat.view.record.case_id)
        seat.view = None
    go(to, case_id() if within else "")


def change_language(seat: Seat) -> None:
    seat.lang = "en" if seat.lang == "ja" else "ja"
    seat.seq += 1
