"""The bar on top of every screen."""

from domain.access import Right
from review_ui.mounts import Event, put
from review_ui.seat import SCREENS, Screen, Seat, case_id, go, screen
from review_ui.texts import say

ALWAYS: tuple[Screen, ...] = ("work", "grid", "second", "boxes", "search")
IN_A_CASE: tuple[Screen, ...] = ("case", "log", "household", "pages", "end", "history")
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
    "supervisor": "supervisor",
}


def bar(seat: Seat) -> None:
    now, case = screen(), case_id()
    mine: tuple[Screen, ...] = ("supervisor",) if seat.operator and seat.operator.may(Right.RULE) else ()
    shown = (*ALWAYS[:1], *(IN_A_CASE if case else ()), *ALWAYS[1:], *mine)
    links = [{"screen": one, "label": say(LABEL[one], seat.lang), "now": one == now} for one in shown]
    data = {
        "name": say("name", seat.lang),
        "links": links,
        "guide": {"label": say("guide", seat.lang), "now": now == "guide"},
        "clerk": f"{say('clerk', seat.lang)}　{seat.desk.who}",
        "language": say("other_language", seat.lang),
    }
    put("bar", data, go=lambda event: leave(seat, event), language=lambda _: change_language(seat))


def leave(seat: Seat, event: Event) -> None:
    to: Screen = next((one for one in SCREENS if one == event.get("screen")), "work")
    within = to in (*IN_A_CASE, "guide")
    if not within and seat.view is not None:
        seat.desk.release(seat.view.record.case_id)
        seat.view = None
    go(to, case_id() if within else "")


def change_language(seat: Seat) -> None:
    seat.lang = "en" if seat.lang == "ja" else "ja"
    seat.seq += 1
