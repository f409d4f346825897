"""A table of rows beside the page they were read from, with the keying line: what 支援経過 and 世帯 have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from domain.entry import SupportEntry
from domain.household import Member
from pipeline.desk.views import CaseView
from review_ui.asking import Data
from review_ui.case_review import banner, keying, sheet, turn_page
from review_ui.deciding import look_at, on_act, on_typed
from review_ui.mounts import Event, put
from review_ui.seat import Seat, leave_for
from review_ui.veil_bar import redraw_when_protection_changed


@dataclass(frozen=True, slots=True)
class Table:
    """`paper` and `rows`: what is shown left and right; `changed`: what a key does to the rows. `wide`: share of the
    paper; `tall`: the keying line of items with many parts, shown while there are rows at all.
    """

    paper: Callable[[Seat, CaseView], Data]
    rows: Callable[[Seat, CaseView], Data]
    changed: Callable[[Seat, Event], None]
    wide: int
    tall: bool = False


def beside_paper(seat: Seat, table: Table) -> None:
    """For a fragment of a screen whose case is open."""
    view = seat.view
    if view is None:
        return
    if seat.goto:
        leave_for(seat)
    redraw_when_protection_changed(seat, view.record)
    st.html(banner(seat, view))
    left, right = st.columns([table.wide, 100 - table.wide], gap="small")
    with left:
        put(
            "sheet",
            table.paper(seat, view),
            page=lambda event: turn_page(seat, int(str(event["no"]))),
            pick=lambda event: pick(seat, event),
        )
    with right:
        put(
            "log",
            table.rows(seat, view),
            pick=lambda event: pick(seat, event),
            rows=lambda event: table.changed(seat, event),
        )
        if view.item(seat.target):
            put(
                "keying",
                {**keying(seat, view), "low": True, **({"tall": True} if table.tall else {})},
                act=lambda event: on_act(seat, event),
                typed=lambda event: on_typed(seat, event),
            )


def pick(seat: Seat, event: object) -> None:
    target = str(event["target"]) if isinstance(event, dict) else ""
    if seat.view is not None and seat.view.item(target):
        look_at(seat, target)


def paper_of(seat: Seat, view: CaseView, *, rows: Sequence[SupportEntry | Member]) -> Data:
    """The page with the places of its other rows, each of which can be picked."""
    here = [one for one in rows if one.page_no == seat.page_no and one.key != seat.target and one.box.area]
    return {**sheet(seat, view), "others": [{"target": one.key, "box": list(one.box.as_tuple())} for one in here]}
