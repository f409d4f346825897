"""The sheets to scan again, by box and sheet: looked at here, printed for the person at the scanner."""

import html
from datetime import UTC, datetime

import streamlit as st

from domain.errors import ConfigError
from pipeline.rescan_list import RescanRow, rescan_pdf, rescan_rows
from review_ui.case_history import local_time
from review_ui.seat import Seat
from review_ui.texts import Language, say

HEADS = ("box", "file", "leaf", "number", "by", "at")


def show(seat: Seat) -> None:
    rows = rescan_rows(seat.desk.archive)
    left, right = st.columns([76, 24], vertical_alignment="bottom")
    left.html(f'<h1 class="tz-h1">{html.escape(say("rescans", seat.lang))}　{len(rows)}</h1>')
    if not rows:
        st.html(f'<p class="tz-quiet">{html.escape(say("rescans_none", seat.lang))}</p>')
        return
    try:
        pdf = rescan_pdf(rows, now=datetime.now(UTC))
    except ConfigError as error:
        st.html(
            f'<p class="tz-told" role="alert">{html.escape(say("rescans_no_font", seat.lang, code=error.code))}</p>'
        )
    else:
        label = say("rescans_pdf", seat.lang)
        right.download_button(label, pdf, "rescans.pdf", "application/pdf", type="primary", width="stretch")
    st.html(table(rows, seat.lang))


def table(rows: tuple[RescanRow, ...], lang: Language) -> str:
    """Every word in it is escaped."""
    heads = "".join(f"<th>{html.escape(say(f'rescans_{head}', lang))}</th>" for head in HEADS)
    body = "".join(f"<tr>{cells(row)}</tr>" for row in rows)
    return f'<table class="tz-history tz-plain"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def cells(row: RescanRow) -> str:
    asked_at = local_time(row.asked_at)[:16] if row.asked_at else ""
    shown = (row.box, row.file, str(row.leaf), row.case_number or row.case_id, row.asked_by, asked_at)
    return "".join(f"<td>{html.escape(one)}</td>" for one in shown)
