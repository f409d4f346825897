"""The pages of a case as paper: a strip of them, the one at hand, and what a person can say of it, each on one key."""

import html
from collections.abc import Callable

import streamlit as st

from domain.contract import FORM_LABEL_JA
from domain.errors import StorageError
from domain.review import Action, Decision
from pipeline.desk.pages import CaseFound, PageDesk
from pipeline.desk.revise import MARK_JA
from pipeline.desk.views import REFUSAL, CaseView, PageView
from pipeline.doubts import page_key
from review_ui.asking import LIKELY_FORMS, Data, told_notice
from review_ui.case_review import as_dict, banner, keep_alive, opened
from review_ui.deciding import look_at
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.overlay import sheet_data
from review_ui.picture import page_address, thumb_address
from review_ui.seat import Seat, case_id, leave_for
from review_ui.showing import in_words
from review_ui.texts import Language, say

NEAR = 12  # pages to each side that are shown as small pictures
TEXTS = (
    "form", "mark", "marks", "notices", "notes", "name_it", "blank", "backside", "duplicate", "take_in", "turn",
    "move", "note", "seen", "undo", "earlier", "later", "name_hint", "move_hint", "note_hint", "leave", "none_found",
    "take_off", "rescan", "rescan_print", "away", "open_other", "came_from", "to_review", "hold", "free_name",
    "begin", "begin_hint",
)  # fmt: skip


def show(seat: Seat) -> None:
    if not opened(seat, case_id()):
        st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
        return
    wanted = st.query_params.get("page", "")
    if wanted.isdigit() and seat.view is not None and seat.view.page(int(wanted)):
        seat.page_no = int(wanted)
    pages(seat)
    keep_alive(seat)


@st.fragment
@calm
def pages(seat: Seat) -> None:
    view = seat.view
    if view is None:
        return
    if seat.goto:
        leave_for(seat)
    st.html(banner(seat, view))
    left, middle, right = st.columns([18, 45, 37], gap="small")
    with left:
        put("strip", strip(seat, view), pick=lambda event: pick(seat, event))
    with middle:
        put("sheet", sheet(seat, view), page=lambda event: pick(seat, event), pick=lambda event: to_item(seat, event))
    with right:
        put(
            "paper", paper(seat, view), act=lambda event: on_act(seat, event), typed=lambda event: on_typed(seat, event)
        )


def pick(seat: Seat, event: Event) -> None:
    seat.page_no, seat.told, seat.found = int(str(event["no"])), "", ()
    seat.seq += 1


def to_item(seat: Seat, event: Event) -> None:
    look_at(seat, str(event["target"]))
    seat.goto = {"screen": "case", "case": case_id(), "target": str(event["target"])}


# ---- what is shown


def strip(seat: Seat, view: CaseView) -> Data:
    numbers = [page.page_no for page in view.pages]
    here = numbers.index(seat.page_no) if seat.page_no in numbers else 0
    return {
        "now": seat.page_no,
        "title": f"{say('pages', seat.lang)}　{len(numbers)}",
        "pages": [
            card(seat, view, page=page, place=place, near=abs(place - here) <= NEAR)
            for place, page in enumerate(view.pages)
        ],
    }


def card(seat: Seat, view: CaseView, *, page: PageView, place: int, near: bool) -> Data:
    codes = {one.code for one in view.record.warnings if one.page_no == page.page_no}
    signs = [MARK_JA[page.mark]] if page.mark else [say("aside_short", seat.lang)] if page.set_aside else []
    signs += [say("rescan_short", seat.lang)] if "rescan_wanted" in codes else []
    signs += [say("note_short", seat.lang, count=len(page.notes))] if page.notes else []
    asked = any(doubt.target == page_key(page.page_no) for doubt in view.doubts)
    signs += [say("sign_open", seat.lang)] if asked else []
    return {
        "no": page.page_no,
        "place": place + 1,
        "form": form_label(page, seat.lang),
        "signs": signs,
        "aside": page.set_aside,
        "turn": page.turn_deg,
        "url": thumb_address(seat, view.record.case_id, page_no=page.page_no) if near and not page.moved else "",
    }


def form_label(page: PageView, lang: Language) -> str:
    return page.name or FORM_LABEL_JA.get(page.form, page.form)


def sheet(seat: Seat, view: CaseView) -> Data:
    data = sheet_data(view, "", page_no=seat.page_no, lang=seat.lang)
    page = {**as_dict(data["page"]), "url": page_address(seat, view.record.case_id, page_no=seat.page_no)}
    return {**data, "page": page, "seq": f"pages.{seat.page_no}"}


def paper(seat: Seat, view: CaseView) -> Data:
    page = view.page(seat.page_no) or view.pages[0]
    notices = [told_notice(one) for one in view.record.warnings if one.page_no == page.page_no]
    if page.turn_deg and not page.moved:
        notices.append(say("paper_turn_waits", seat.lang))
    doubted = any(doubt.target == page_key(page.page_no) for doubt in view.doubts)
    return {
        "seq": seat.seq,
        "page": page.page_no,
        "revision": view.record.revision,
        "title": say("page_n", seat.lang, no=page.page_no),
        "form": form_label(page, seat.lang),
        "mark": page.mark,
        "moved": page.moved,
        "other": other_case(seat, page),
        "aside": page.set_aside,
        "doubted": doubted,
        "notices": notices,
        "notes": [{"text": one.text, "by": f"{one.who}　{one.when[:10]}"} for one in page.notes],
        "told": seat.told,
        "can": view.is_mine and not page.moved,
        "undo": view.can_undo and view.is_mine,
        "forms": [{"id": name, "label": label} for name, label in sorted_forms()],
        "starts": starts(view, page, lang=seat.lang),
        "found": [found_case(one, seat.lang) for one in seat.found],
        "draft": view.drafts.get(f"{page_key(page.page_no)}.note", ""),
        "texts": {key: say(f"paper_{key}", seat.lang) for key in TEXTS},
    }


def other_case(seat: Seat, page: PageView) -> Data | None:
    """Where the page went, or came from: the number, not the name of somebody else in this person's case."""
    if not page.other_case:
        return None
    record = seat.desk.archive.case(page.other_case)
    number = record.value("caseNumber") if record else None
    return {"case": page.other_case, "label": number or say("no_number", seat.lang)}


def starts(view: CaseView, page: PageView, *, lang: Language) -> list[Data]:
    """How much of the case may begin a new one; nothing when no page would be left here."""
    order = [one.page_no for one in view.pages if not one.moved and one.width_px > 1]
    if page.page_no not in order or len(order) < 2:
        return []
    found: list[Data] = [{"id": "one", "label": say("begin_one", lang), "why": say("begin_count", lang, count=1)}]
    rest = len(order) - order.index(page.page_no)
    if 1 < rest < len(order):
        found.append({"id": "rest", "label": say("begin_rest", lang), "why": say("begin_count", lang, count=rest)})
    return found


def sorted_forms() -> list[tuple[str, str]]:
    rest = [name for name in FORM_LABEL_JA if name not in LIKELY_FORMS]
    return [(name, FORM_LABEL_JA[name]) for name in (*LIKELY_FORMS, *rest)]


def found_case(one: CaseFound, lang: Language) -> Data:
    born = f"{in_words('dateOfBirth', one.date_of_birth)}" if one.date_of_birth else say("unknown", lang)
    return {"id": one.case_id, "label": one.full_name or say("no_name", lang), "why": f"{one.case_number}　{born}"}


# ---- what is said


def on_typed(seat: Seat, event: Event) -> None:
    """While typing: a 付箋 rests as a draft, words for a case are looked up."""
    view, text = seat.view, str(event.get("text", ""))
    if view is None:
        return
    try:
        if event.get("mode") == "move":
            seat.found = PageDesk(seat.desk).find_cases(text, other_than=view.record.case_id)
            seat.seq += 1
            return
        target = f"{page_key(seat.page_no)}.note"
        view.drafts[target] = text
        seat.desk.save_draft(view.record.case_id, target, text=text)
    except StorageError as error:
        seat.told = say("lost", seat.lang, code=error.code)
        seat.seq += 1


def on_act(seat: Seat, event: Event) -> None:
    view = seat.view
    if view is None or int(str(event.get("page", 0))) != seat.page_no:
        return
    seat.seq += 1
    try:
        answer = acted(seat, view, event=event)
    except StorageError as error:
        seat.told = say("lost", seat.lang, code=error.code)
        return
    if answer is None:
        return
    seat.view, seat.found = answer, ()
    seat.told = REFUSAL[answer.trouble][seat.lang == "en"] if answer.trouble else ""
    seat.addresses.clear()


def acted(seat: Seat, view: CaseView, *, event: Event) -> CaseView | None:
    """None: another screen is wanted, nothing was said of the page."""
    what, words = str(event.get("what")), str(event.get("value", ""))
    seen = int(str(event.get("revision", 0)))
    if what == "list":
        seat.goto = {"screen": "rescans"}
        return None
    if what in ("case", "other"):
        here = {"screen": "case", "case": view.record.case_id, "target": first_on(view, seat.page_no)}
        if what == "case":
            look_at(seat, here["target"])
        seat.goto = here if what == "case" else {"screen": "pages", "case": words}
        return None
    if what == "undo":
        return seat.desk.undo(view.record.case_id)
    if what in CHANGES:
        return CHANGES[what](PageDesk(seat.desk), view.record.case_id, seat.page_no, seen, words)
    return seat.desk.decide(decision(seat, view, action=Action(what), revision=seen))


CHANGES: dict[str, Callable[[PageDesk, str, int, int, str], CaseView]] = {
    "mark": lambda desk, case, page, seen, words: desk.mark(case, page, revision=seen, mark=words),
    "name": lambda desk, case, page, seen, words: desk.name(case, page, revision=seen, form=words),
    "turn": lambda desk, case, page, seen, _: desk.turn(case, page, revision=seen),
    "shift": lambda desk, case, page, seen, words: desk.shift(case, page, revision=seen, step=int(words)),
    "note": lambda desk, case, page, seen, words: desk.note(case, page, revision=seen, text=words),
    "unnote": lambda desk, case, page, seen, words: desk.unnote(case, page, revision=seen, place=int(words)),
    "move": lambda desk, case, page, seen, words: desk.move(case, page, revision=seen, to=words),
    "begin": lambda desk, case, page, seen, words: desk.begin(case, page, revision=seen, to_end=words == "rest"),
}


def decision(seat: Seat, view: CaseView, *, action: Action, revision: int) -> Decision:
    target = page_key(seat.page_no)
    return Decision(view.record.case_id, revision, target, action, seat.desk.who, "")


def first_on(view: CaseView, page_no: int) -> str:
    """Where the desk goes on from this page: its first doubt, else the first of all."""
    here = [doubt.target for doubt in view.doubts if doubt.page_no == page_no]
    return next(iter(here), view.doubts[0].target if view.doubts else page_key(page_no))
