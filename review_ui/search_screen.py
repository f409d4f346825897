"""Search over everything kept: hits with the words around them, marked when no person has vouched for them yet."""

import html

import streamlit as st

from domain.contract import FIELD_LABEL_JA, FORM_LABEL_JA
from review_ui.asking import Data
from review_ui.mounts import Event, put
from review_ui.seat import Seat, go
from review_ui.texts import Language, say
from storage.asked import Hit, Hits, Query

SHOWN = 60


def show(seat: Seat) -> None:
    words = st.text_input(say("search", seat.lang), placeholder=say("search_hint", seat.lang), key="words")
    if not words.strip():
        return
    found = seat.desk.search(Query(words, limit=SHOWN))
    st.html(f'<p class="tz-quiet">{html.escape(summary(found, seat.lang))}</p>')
    put("hits", hits_data(found, seat.lang), open=open_hit)


def summary(found: Hits, lang: Language) -> str:
    return say("hits", lang, cases=found.cases, total=found.total) if found.total else say("no_hits", lang)


def hits_data(found: Hits, lang: Language) -> Data:
    return {"hits": [hit_data(one, lang) for one in found.hits]}


def hit_data(one: Hit, lang: Language) -> Data:
    label = FIELD_LABEL_JA.get(one.name) or FORM_LABEL_JA.get(one.form, "")
    return {
        "case": one.case_id,
        "target": one.target,
        "name": one.full_name or say("no_name", lang),
        "title": one.title,
        "where": f"{label}　{say('page_n', lang, no=one.page_no)}" if one.page_no else label,
        "pieces": pieces(one.text, one.spans),
        "mark": say("reviewed" if one.reviewed else "unreviewed", lang),
        "reviewed": one.reviewed,
    }


def pieces(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """The text in pieces, True where a word was found."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        found += [(text[at:start], False), (text[max(at, start) : end], True)]
        at = max(at, end)
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]


def open_hit(event: Event) -> None:
    target = str(event.get("target", ""))
    go("case", str(event["case"]), **({"target": target} if target.startswith("p") else {}))
