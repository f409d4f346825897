"""What one browser tab remembers between two keys. Everything that matters is in the archive: F5 loses nothing."""

import time
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

import streamlit as st

from domain.access import Operator, Role
from pipeline.desk import Desk
from pipeline.desk_pages import CaseFound
from pipeline.desk_views import CaseView
from pipeline.settings import Settings, load
from pipeline.workbench import open_archive
from review_ui.texts import Language
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
    "rescans",
    "guide",
    "boxes",
    "supervisor",
]
SCREENS: tuple[Screen, ...] = get_args(Screen)


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
    goto: dict[str, str] = field(default_factory=dict)
    found: tuple[CaseFound, ...] = ()
    row: int = 0
    addresses: dict[str, str] = field(default_factory=dict)
    operator: Operator | None = None

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
    return open_archive(settings())


def seat() -> Seat:
    """The seat of this tab, asked for once a full run."""
    if "seat" not in st.session_state:
        who = settings().who
        alone = None if archive().accounts.exist() else Operator(who, Role.ALONE)
        st.session_state["seat"] = Seat(Desk(archive(), who), settings().language, operator=alone)
    found = cast(Seat, st.session_state["seat"])
    found.addresses.clear()
    return found


def screen() -> Screen:
    wanted = st.query_params.get("screen", "work")
    return wanted if wanted in SCREENS else "work"


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
