"""The history of a case: who changed what, when, from what to what. Read only, newest first."""

import html
from datetime import UTC, datetime

import streamlit as st

from domain.case import CaseRecord, Revision
from review_ui.seat import Seat, case_id
from review_ui.showing import DATES, in_words, target_label
from review_ui.texts import Language, action_label, say

MACHINE = "tsuzuri"


def show(seat: Seat) -> None:
    record = seat.desk.archive.case(case_id())
    if record is None:
        st.html(f'<p class="tz-quiet">{html.escape(say("no_such_case", seat.lang))}</p>')
        return
    record = seat.desk.guard.shown(record)
    st.html(f'<h1 class="tz-h1">{html.escape(heading(record, seat.lang))}</h1>')
    st.html(table(record, seat.desk.history(record.case_id), lang=seat.lang))


def heading(record: CaseRecord, lang: Language) -> str:
    name = record.value("fullName") or say("no_name", lang)
    return f"{name}　{record.value('caseNumber') or record.title}"


def table(record: CaseRecord, rows: tuple[Revision, ...], *, lang: Language) -> str:
    """An HTML table; every word in it is escaped."""
    heads = "".join(
        f'<th class="{key}">{html.escape(say(key, lang))}</th>'
        for key in ("when", "who", "what", "before", "after", "why")
    )
    body = "".join(line(record, row, lang=lang) for row in reversed(rows))
    return f'<table class="tz-history"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def line(record: CaseRecord, row: Revision, *, lang: Language) -> str:
    same = row.before == row.after
    cells = (
        local_time(row.when),
        say("machine", lang) if row.who == MACHINE else row.who,
        target_label(record, row.target, lang=lang),
        "" if same else valued(row.target, row.before),
        valued(row.target, row.after),
        action_label(row.why, lang),
    )
    shown = (f"<td><div>{html.escape(cell) or '—'}</div></td>" for cell in cells)
    return f'<tr class="{"same" if same else "changed"}">{"".join(shown)}</tr>'


def valued(target: str, value: str | None) -> str:
    """A value of the history in words; dates keep their canonical form beside."""
    pieces = target.split(".")
    name = pieces[-1] if len(pieces) > 3 else pieces[1] if len(pieces) > 1 else target
    words = in_words(name, value)
    return f"{words}（{value}）" if name in DATES and value and words != value else words


def local_time(when: str) -> str:
    made = datetime.fromisoformat(when)
    return (made if made.tzinfo else made.replace(tzinfo=UTC)).astimezone().strftime("%Y-%m-%d %H:%M:%S")
