"""Search over everything kept: hits beside their place on the paper, marked while no person has vouched for them.

Filters, order, pages of hits, searches kept by name, hits as CSV. Refuses to search again only because a hit is looked
at: each search stands once in the log of accesses.
"""

import html
from dataclasses import replace
from typing import cast

import streamlit as st

from domain.access import UNNAMED_OFFICE
from domain.auditing import Action
from domain.contract import FIELD_LABEL_JA, FORM_LABEL_JA, METHOD_LABEL_JA
from domain.errors import BadQuestion, StorageError
from pipeline.asking import day_of, query_of
from pipeline.desk.guard import log_hits
from pipeline.found import csv_of, rows_of
from review_ui.asking import Data
from review_ui.frame import calm
from review_ui.mounts import Event, put
from review_ui.picture import crop_address
from review_ui.seat import Seat, leave_for
from review_ui.texts import Language, say
from storage.asked import Hit, Hits, Query

SHOWN = 30
AROUND = 1.2
SORTS = ("best", "newest", "oldest")
REVIEWED = ("", "true", "false")
FILTERS = ("form", "method", "office", "box", "reviewed", "since", "until", "sort")
GAP = '<div style="height: 6px"></div>'
TEXTS = ("search_keys", "search_paper", "search_no_place")


def show(seat: Seat) -> None:
    restore()
    top = st.columns([80, 20], vertical_alignment="bottom")
    words = top[0].text_input(say("search", seat.lang), placeholder=say("search_hint", seat.lang), key="words")
    kept_searches(seat, top[1])
    st.html(GAP)
    given = filters(seat)
    st.html(GAP)
    if not words.strip() and not any(value for name, value in given.items() if name != "sort"):
        st.html(f'<p class="tz-quiet">{say("search_nothing_yet", seat.lang)}</p>')
        return
    query = asked(seat, words, given=given)
    if query is not None:
        hits(seat, query)


def restore() -> None:
    """A kept search fills the boxes before they are drawn."""
    query = st.session_state.pop("search_restore", None)
    if isinstance(query, Query):
        st.session_state["words"] = query.words
        reviewed = {None: "", True: "true", False: "false"}[query.reviewed]
        told = {name: getattr(query, name) for name in FILTERS} | {"reviewed": reviewed}
        for name, value in told.items():
            st.session_state[f"search_{name}_is"] = value


def filters(seat: Seat) -> dict[str, str]:
    """What narrows, each from everything."""
    lang, finding = seat.lang, seat.desk.archive.finding
    places = st.columns([15, 13, 16, 16, 13, 13, 12, 12], vertical_alignment="bottom")
    choices: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
        "form": ("filter_form", tuple(FORM_LABEL_JA), FORM_LABEL_JA),
        "method": ("search_method", tuple(METHOD_LABEL_JA), METHOD_LABEL_JA),
        "office": ("filter_office", finding.offices(), {UNNAMED_OFFICE: say("office_unnamed", lang)}),
        "box": ("search_box", finding.boxes(), {}),
        "reviewed": ("search_reviewed", REVIEWED[1:], {one: say(f"search_only_{one}", lang) for one in REVIEWED[1:]}),
    }
    found: dict[str, str] = {}
    for place, (name, (label, words, shown)) in zip(places, choices.items(), strict=False):
        options = ["", *words] if st.session_state.get(f"search_{name}_is", "") in ("", *words) else [""]
        told = {one: shown.get(one, one) or say("filter_all", lang) for one in options}
        picked = place.selectbox(say(label, lang), options, format_func=told.__getitem__, key=f"search_{name}_is")
        found[name] = picked or ""
    orders = {one: say(f"sort_{one}", lang) for one in SORTS}
    sort = places[5].selectbox(
        say("search_sort", lang), list(orders), format_func=orders.__getitem__, key="search_sort_is"
    )
    found["sort"] = sort or "best"
    for place, name in zip(places[6:], ("since", "until"), strict=True):
        hint = say("search_day_hint", lang)
        found[name] = place.text_input(say(f"search_{name}", lang), placeholder=hint, key=f"search_{name}_is")
    return found


def asked(seat: Seat, words: str, *, given: dict[str, str]) -> Query | None:
    """None, with a sentence at the place, when a date is none."""
    for name in ("since", "until"):
        try:
            day_of(given[name].strip(), name=name)
        except BadQuestion:
            told = html.escape(say("search_bad_day", seat.lang, word=given[name]))
            st.html(f'<p class="tz-told" role="alert">{told}</p>')
            return None
    try:
        bare = query_of(words[:2000], {**given, "limit": str(SHOWN)})
    except BadQuestion:
        return None
    if st.session_state.get("search_bare") != bare:
        st.session_state["search_bare"], st.session_state["search_offset"] = bare, 0
    offset = str(st.session_state.get("search_offset", 0))
    return query_of(words[:2000], {**given, "limit": str(SHOWN), "offset": offset})


@st.fragment
@calm
def hits(seat: Seat, query: Query) -> None:
    if seat.goto:
        leave_for(seat)
    query = moved(query)
    found = looked_up(seat, query)
    line, export = st.columns([76, 24], vertical_alignment="center")
    line.html(f'<p class="tz-quiet">{html.escape(summary(found, seat.lang))}</p>')
    if found.hits:
        rows = csv_of(rows_of(found.hits))
        label = say("search_csv", seat.lang)
        export.download_button(
            label, rows, "hits.csv", "text/csv", on_click=lambda: told_to_leave(seat, found), width="stretch"
        )
    data = {**hits_data(found, seat.lang), **beside(seat, found), **pager(found, query, lang=seat.lang)}
    put(
        "hits",
        {**data, "texts": {key: say(key, seat.lang) for key in TEXTS}},
        open=lambda event: open_hit(seat, event),
        look=lambda event: st.session_state.update(search_at=(query, _count(event, "index"))),
        page=lambda event: st.session_state.update(search_offset=_count(event, "offset")),
    )


def moved(query: Query) -> Query:
    """On the page of hits that was turned to."""

    return replace(query, offset=int(st.session_state.get("search_offset", 0)))


def looked_up(seat: Seat, query: Query) -> Hits:
    """Asked once, however often a hit of it is looked at."""
    known = st.session_state.get("search_found")
    if known is None or known[0] != query:
        known = (query, seat.desk.search(query))
        st.session_state["search_found"] = known
    return cast(Hits, known[1])


def told_to_leave(seat: Seat, found: Hits) -> None:
    """Hits that leave as a file stand in the log of accesses, each case of them."""
    log_hits(seat.desk.archive, seat.desk.operator, found=found, action=Action.EXPORT, why="desk")


def kept_searches(seat: Seat, place: st.delta_generator.DeltaGenerator) -> None:
    finding, who = seat.desk.archive.finding, seat.desk.who
    kept = finding.saved(who)
    with place.popover(say("search_saved", seat.lang), width="stretch"):
        for name, query in kept.items():
            run, forget = st.columns([75, 25])
            if run.button(name, key=f"kept_{name}", width="stretch"):
                st.session_state["search_restore"] = query
                st.rerun()
            if forget.button(say("search_forget", seat.lang), key=f"forget_{name}"):
                finding.forget(who, name)
                st.rerun()
        name = st.text_input(say("search_save_name", seat.lang), key="search_name", max_chars=60)
        bare = st.session_state.get("search_bare")
        if st.button(say("search_save", seat.lang), disabled=not (name.strip() and isinstance(bare, Query))):
            finding.save(who, name, query=cast(Query, bare))
            st.rerun()


def summary(found: Hits, lang: Language) -> str:
    if found.more:
        return say("hits_more", lang, cases=f"{found.cases:,}", total=f"{found.total:,}")
    return say("hits", lang, cases=found.cases, total=found.total) if found.total else say("no_hits", lang)


def hits_data(found: Hits, lang: Language) -> Data:
    return {"hits": [hit_data(one, lang) for one in found.hits]}


def hit_data(one: Hit, lang: Language) -> Data:
    label = FIELD_LABEL_JA.get(one.name) or FORM_LABEL_JA.get(one.form, "")
    where = [label, say("page_n", lang, no=one.page_no) if one.page_no else "", one.day]
    return {
        "case": one.case_id,
        "target": one.target,
        "name": one.full_name or say("no_name", lang),
        "title": one.title,
        "where": "　".join(filter(None, where)),
        "pieces": pieces(one.text, one.spans),
        "mark": say("reviewed" if one.reviewed else "unreviewed", lang),
        "reviewed": one.reviewed,
    }


def beside(seat: Seat, found: Hits) -> Data:
    """The hit that is looked at, with the picture of its place."""
    at = st.session_state.get("search_at")
    known = st.session_state["search_found"][0]
    index = at[1] if at is not None and at[0] == known and at[1] < len(found.hits) else 0
    if not found.hits:
        return {"at": 0, "crop": ""}
    hit = found.hits[index]
    try:
        box = hit.box
        crop = crop_address(seat, hit.case_id, page_no=hit.page_no, box=box, around=AROUND) if box.area else ""
    except StorageError:
        crop = ""
    return {"at": index, "crop": crop}


def pager(found: Hits, query: Query, *, lang: Language) -> Data:
    first, last = query.offset + 1, query.offset + len(found.hits)
    return {
        "range": say("search_page", lang, first=first, last=last) if found.hits else "",
        "back": say("search_back", lang, n=SHOWN) if query.offset else "",
        "on": say("search_on", lang, n=SHOWN) if last < found.total else "",
        "offset": query.offset,
        "step": SHOWN,
    }


def pieces(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """The text in pieces, True where a word was found."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        found += [(text[at:start], False), (text[max(at, start) : end], True)]
        at = max(at, end)
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]


def open_hit(seat: Seat, event: Event) -> None:
    target = str(event.get("target", ""))
    place = {"target": target} if target.startswith("p") else {}
    seat.goto = {"screen": "case", "case": str(event["case"]), **place}


def _count(event: Event, name: str) -> int:
    found = event.get(name)
    return max(0, int(found)) if isinstance(found, int | float) else 0
