"""The case screen: the person always in sight, the page, the enlarged field with its keying line, and what is left."""

import html

import streamlit as st

from domain.case import CaseRecord, ImportStatus
from domain.errors import StorageError
from domain.field import Origin, Route
from extract.values.eras import age_on
from pipeline.desk.views import CaseView
from pipeline.doubts import items
from review_ui.asking import Data, asked, place_of
from review_ui.deciding import draft_key, first_target, look_at, on_act, on_typed
from review_ui.frame import calm
from review_ui.listing import list_data
from review_ui.mounts import put
from review_ui.overlay import sheet_data
from review_ui.picture import page_address
from review_ui.seat import Seat, case_id, go, leave_for
from review_ui.showing import colour_of, full_day, in_words, seen_on
from review_ui.texts import say
from review_ui.veil_bar import redraw_when_protection_changed

KEEP_ALIVE_S = 45.0
# An item that covers more of its page than this is read on the page itself: a crop would only be smaller.
LARGE_SHARE = 0.2
KEY_TEXTS = (
    "raw", "value", "empty", "nowhere", "crop", "accept", "save", "edit", "illegible", "blank", "misfiled", "hold",
    "rescan", "paper", "undo", "approve", "waiting",
)  # fmt: skip


def show(seat: Seat) -> None:
    """Opens the case of the address, or goes on with the one that is open."""
    if not opened(seat, case_id()):
        st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
        return
    seat.walk = "doubts"
    desk_of(seat)
    keep_alive(seat)


def opened(seat: Seat, wanted: str) -> bool:
    if seat.view is not None and seat.view.record.case_id == wanted:
        return True
    if seat.view is not None:
        seat.desk.release(seat.view.record.case_id)
        seat.view = None
    try:
        seat.view = seat.desk.open_case(wanted)
    except StorageError:
        return False
    seat.last = ""
    seat.about = "move"
    look_at(seat, st.query_params.get("target") or first_target(seat.view))
    return True


@st.fragment
@calm
def desk_of(seat: Seat) -> None:
    view = seat.view
    if view is None:
        return
    if seat.goto:
        leave_for(seat)
    redraw_when_protection_changed(seat, view.record)
    if finished(view):
        go("end", view.record.case_id)
        st.rerun()
    st.html(banner(seat, view))
    left, middle, right = st.columns([37, 37, 26], gap="small")
    with left:
        put(
            "sheet",
            sheet(seat, view),
            page=lambda event: turn_page(seat, int(str(event["no"]))),
            pick=lambda event: pick(seat, event),
        )
    with middle:
        put(
            "keying",
            keying(seat, view),
            act=lambda event: on_act(seat, event),
            typed=lambda event: on_typed(seat, event),
        )
    with right:
        put("items", list_data(view, seat.target, last=seat.last, lang=seat.lang), pick=lambda event: pick(seat, event))


@st.fragment(run_every=KEEP_ALIVE_S)
@calm
def keep_alive(seat: Seat) -> None:
    """Holds the case while it is on the screen."""
    if seat.view is not None and seat.view.is_mine:
        seat.desk.heartbeat(seat.view.record.case_id)


def finished(view: CaseView) -> bool:
    return not view.doubts and view.record.import_status is not ImportStatus.ARCHIVE_ONLY


def pick(seat: Seat, event: object) -> None:
    target = str(event["target"]) if isinstance(event, dict) else ""
    if seat.view is not None and (seat.view.item(target) or ".page." in target):
        look_at(seat, target)


def turn_page(seat: Seat, page_no: int) -> None:
    seat.page_no = page_no
    seat.seq += 1


def sheet(seat: Seat, view: CaseView) -> Data:
    data = sheet_data(view, seat.target, page_no=seat.page_no, lang=seat.lang)
    page = {**as_dict(data["page"]), "url": page_address(seat, view.record.case_id, page_no=seat.page_no)}
    return {**data, "page": page, "seq": f"{seat.target}.{seat.page_no}"}


def as_dict(value: object) -> Data:
    assert isinstance(value, dict)
    return value


def keying(seat: Seat, view: CaseView) -> Data:
    common: Data = {
        "seq": seat.seq,
        "about": seat.about,
        "case": view.record.case_id,
        "target": seat.target,
        "part": seat.part,
        "revision": view.record.revision,
        "trouble": seat.trouble or (say("read_only", seat.lang, name=view.holder) if not view.is_mine else ""),
        "note": {"text": seat.note[0], "ok": seat.note[1]},
        "edit": seat.edit,
        "conflict": view.conflict is not None and view.conflict.target == seat.target,
        "draft": view.drafts.get(draft_key(seat)),
        "texts": {key: say(key, seat.lang) for key in KEY_TEXTS},
    }
    if not seat.target:
        return {**common, **all_done(seat, view), "done": True}
    wanted = asked(view, seat.target, part=seat.part, lang=seat.lang)
    return {**common, **wanted, **pictures(seat, view), "done": False}


def pictures(seat: Seat, view: CaseView) -> Data:
    """The page of the item, and the page of the next doubt so that it is there when it is wanted."""
    page_no, box = place_of(view, seat.target)
    page = view.page(page_no)
    case = view.record.case_id
    ahead = next((doubt.page_no for doubt in view.doubts if doubt.page_no > page_no), None)
    return {
        "picture": {
            "url": page_address(seat, case, page_no=page_no) if page else "",
            "width": page.width_px if page else 1,
            "height": page.height_px if page else 1,
            "box": list(box.as_tuple()) if box and page else None,
        },
        "large": bool(box and page and (page.turn_deg or box.area > LARGE_SHARE * page.width_px * page.height_px)),
        "ahead": page_address(seat, case, page_no=ahead) if ahead and view.page(ahead) else "",
    }


def all_done(seat: Seat, view: CaseView) -> Data:
    found = items(view.record)
    human = sum(one.origin is Origin.HUMAN for one in found)
    auto = sum(one.origin is Origin.MACHINE and one.route is Route.AUTO for one in found)
    return {
        "label": say("all_done", seat.lang),
        "reasons": [say("done_counts", seat.lang, human=human, auto=auto), say("done_how", seat.lang)],
        "can": {"accept": view.is_mine, "edit": False, "decide": False, "undo": view.can_undo},
        "picture": {"url": "", "width": 1, "height": 1, "box": None},
        "choices": [],
        "parts": [],
    }


def banner(seat: Seat, view: CaseView) -> str:
    """氏名・生年月日・ケース番号, in the colour of the case; everything from paper is escaped."""
    record = view.record
    name, kana = record.value("fullName"), record.value("fullNameKana")
    number = record.value("caseNumber") or record.title
    cells = [
        f'<span class="tz-born"><i>{say("born", seat.lang)}</i>{html.escape(born(seat, record))}</span>',
        f'<span class="tz-number"><i>{say("case_number", seat.lang)}</i>{html.escape(number)}</span>',
        f'<span class="tz-title">{html.escape(record.title)}</span>',
    ]
    return (
        f'<div class="tz-person" style="--case: {colour_of(record.case_id)}">'
        f'<span class="tz-name"><small>{html.escape(kana or "")}</small>'
        f"{html.escape(name or say('no_name', seat.lang))}{unvouched(seat, record)}</span>{''.join(cells)}</div>"
    )


def unvouched(seat: Seat, record: CaseRecord) -> str:
    """A name that no person has confirmed is marked as such, wherever it is shown large."""
    found = record.field("fullName")
    vouched = found is not None and found.origin is Origin.HUMAN
    return "" if vouched else f"<em>{html.escape(say('unvouched', seat.lang))}</em>"


def born(seat: Seat, record: CaseRecord) -> str:
    value = record.value("dateOfBirth")
    if value is None:
        return say("unknown", seat.lang)
    day, seen = full_day(value), seen_on(record, 1)
    age = say("age", seat.lang, years=age_on(day, seen)) if day and seen and seen >= day else ""
    return "　".join(filter(None, (f"{in_words('dateOfBirth', value)}（{value}）", age)))
