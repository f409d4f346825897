"""What one browser tab remembers between two keys. Everything that matters is in the archive: F5 loses nothing."""

import time
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

import streamlit as st

from domain.access import Operator, Right, Role
from domain.errors import SessionOver
from pipeline.desk import Desk
from pipeline.desk.pages import CaseFound
from pipeline.desk.views import CaseView
from pipeline.settings import Settings, load
from pipeline.workbench import open_archive, scoped_archive
from review_ui.texts import Language
from storage.access import NOBODY, Scope
from storage.archive import Archive

Screen = Literal[
    "work",
    "case",
    "log",
    "end",
    "history",
    "search",
    "grid",
    "second",
    "pages",
    "household",
    "course",
    "rescans",
    "guide",
    "boxes",
    "supervisor",
    "retention",
    "guarded",
    "rights",
]
SCREENS: tuple[Screen, ...] = get_args(Screen)
PATIENCE_S = 6.0  # a person is told sooner than a program that the archive is busy; keys are free again after eight


@dataclass
class Seat:
    """`seq` counts what was sent to the browser, from a number no earlier seat began with; `about` is what it answers:
    act, typed or move. `walk`: what the arrows go through, the doubts or the rows of one table.
    `operator` None: nobody has proved who sits here.
    """

    desk: Desk
    lang: Language
    view: CaseView | None = None
    target: str = ""
    part: str = ""
    page_no: int = 1
    seq: int = field(default_factory=lambda: time.time_ns() // 1_000_000 % 1_000_000_000)
    about: str = "move"
    edit: bool = False
    note: tuple[str, bool] = ("", True)
    trouble: str = ""
    last: str = ""
    lane: str = "todo"
    walk: Literal["doubts", "entries", "members"] = "doubts"
    ms: int = 0
    told: str = ""
    guarded: tuple[str, frozenset[str]] = ("", frozenset())
    goto: dict[str, str] = field(default_factory=dict)
    found: tuple[CaseFound, ...] = ()
    row: int = 0
    addresses: dict[str, str] = field(default_factory=dict)
    operator: Operator | None = None
    token: str = ""

    def still_here(self, *, is_sign: bool) -> None:
        """Raises SessionOver: signed out, idle too long, the account closed or changed, or the first one just made."""
        if self.token:
            now = archive().sessions.who(self.token, is_sign=is_sign)
            if now == self.desk.operator and not now.must_change:
                return
        elif not archive().accounts.exist():
            return
        raise SessionOver("sign in again")

    def moved(self, target: str, *, part: str = "") -> None:
        """Looks at another item: nothing typed there yet, nothing told."""
        self.target, self.part = target, part
        self.edit, self.note, self.trouble, self.about, self.told = False, ("", True), "", "move", ""
        self.seq += 1


@st.cache_resource
def settings() -> Settings:
    return load()


@st.cache_resource
def archive() -> Archive:
    opened = open_archive(settings())
    opened.patience(PATIENCE_S)
    return opened


@st.cache_resource(max_entries=64)
def archive_of(office: str) -> Archive:
    """The archive as that office sees it."""
    opened = scoped_archive(settings(), Scope(office))
    opened.patience(PATIENCE_S)
    return opened


def take_seat(who: Operator, token: str = "") -> Seat:
    """A desk for one person: alone on this computer, or signed in and within their own office."""
    found = archive() if who.role is Role.ALONE else archive_of(who.office or NOBODY.office)
    made = Seat(Desk(found, who), settings().language, operator=who, token=token)
    st.session_state["seat"] = made
    return made


def seat() -> Seat | None:
    """The seat of this tab, asked for once a full run; None: somebody has to sign in first."""
    if "seat" not in st.session_state and not archive().accounts.exist():
        take_seat(Operator(settings().who, Role.ALONE))
    found = cast(Seat | None, st.session_state.get("seat"))
    if found is None:
        return None
    try:
        found.still_here(is_sign=True)
    except SessionOver:
        leave_seat()
        return None
    found.addresses.clear()
    return found


def leave_seat() -> None:
    """Nothing of a person stays in the tab: no view, no words, no pictures."""
    for key in list(st.session_state):
        del st.session_state[key]


def screen() -> Screen:
    """What the address asks for; without one, where this role begins."""
    here = st.session_state.get("seat")
    begin: Screen = "work"
    if isinstance(here, Seat) and not here.desk.operator.may(Right.READ):
        begin = "boxes" if here.desk.operator.may(Right.TAKE_IN) else "retention"
    wanted = st.query_params.get("screen", begin)
    return wanted if wanted in SCREENS else begin


def case_id() -> str:
    return st.query_params.get("case", "")


def leave_for(seat: Seat) -> None:
    """Goes where a key wanted to go: the answer to a key cannot change the screen itself, the next run does."""
    wanted, seat.goto = seat.goto, {}
    st.query_params.from_dict(wanted)
    st.rerun()


def go(to: Screen, case: str = "", **more: str) -> None:
    """Another screen; the address says which, so that F5 and the back key find it again."""
    st.query_params.from_dict({"screen": to, **({"case": case} if case else {}), **more})
