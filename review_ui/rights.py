"""請求・共有: what people ask about their own file, the copy for disclosure, and cases lent to another office.

Refuses everybody who lets nothing out; the rules are those of `storage.requests`, `storage.sharing` and
`pipeline.disclosing`.
"""

import html
from datetime import date
from functools import partial

import streamlit as st

from domain.access import Right
from domain.case import CaseRecord
from domain.errors import BadQuestion
from pipeline.disclosing import copied, listed
from review_ui.seat import Seat
from review_ui.texts import Language, say
from review_ui.told import done, heading, quiet, say_last, table
from storage.requests import KINDS, OUTCOMES
from storage.sharing import BASES

NAME = "rights"


def show(seat: Seat) -> None:
    seat.desk.operator.need(Right.RELEASE, what="requests and shares")
    lang = seat.lang
    heading(say("rights", lang), level=1)
    say_last(NAME)
    requests(seat)
    heading(say("rights_copy", lang) + "・" + say("rights_shares", lang))
    case_id = st.text_input(say("rights_case", lang), key="rights_case").strip()
    if not case_id:
        return
    record = seat.desk.archive.case(case_id)
    if record is None:
        quiet(say("rights_no_case", lang))
        return
    disclosure(seat, record)
    shares(seat, record)


def requests(seat: Seat) -> None:
    lang, kept = seat.lang, seat.desk.archive.requests
    found = kept.all(is_open=True)
    heading(f"{say('rights_open', lang)}　{len(found)}")
    if found:
        heads = ("rights_number", "guard_case", "rights_kind", "rights_on", "rights_due", "rights_target")
        rows = [(str(one.seq), one.case_id, KINDS[one.kind], one.received_on, one.due_on, one.target) for one in found]
        table(heads, rows, lang=lang)
        settle(seat, [one.seq for one in found])
    else:
        quiet(say("rights_none", lang))
    with st.form("request", border=False, clear_on_submit=True):
        places = st.columns([22, 14, 14, 18, 32])
        case_id = places[0].text_input(say("rights_case", lang))
        kind = places[1].selectbox(say("rights_kind", lang), list(KINDS), format_func=KINDS.__getitem__)
        on = places[2].text_input(say("rights_on", lang), value=date.today().isoformat())
        target = places[3].text_input(say("rights_target", lang))
        claim = places[4].text_input(say("rights_claim", lang))
        wanted = st.form_submit_button(say("rights_note", lang))
    if wanted:
        about = (target.strip(), claim.strip())
        deed = partial(
            kept.note, seat.desk.operator, case_id.strip(), kind=str(kind), received_on=on.strip(), about=about
        )
        done(NAME, deed, words=say("guard_said", lang))


def settle(seat: Seat, numbers: list[int]) -> None:
    lang = seat.lang
    with st.form("settle", border=False, clear_on_submit=True):
        places = st.columns([14, 20, 46, 20], vertical_alignment="bottom")
        number = places[0].selectbox(say("rights_number", lang), numbers)
        outcome = places[1].selectbox(say("rights_outcome", lang), list(OUTCOMES), format_func=OUTCOMES.__getitem__)
        answer = places[2].text_input(say("rights_answer", lang))
        wanted = places[3].form_submit_button(say("rights_settle", lang), width="stretch")
    if wanted and number is not None:
        kept = seat.desk.archive.requests
        deed = partial(kept.settle, seat.desk.operator, number, outcome=str(outcome), answer=answer.strip())
        done(NAME, deed, words=say("guard_said", lang))


def disclosure(seat: Seat, record: CaseRecord) -> None:
    """The list goes out and comes back decided; the copy is made only then."""
    lang, who = seat.lang, seat.desk.operator
    if seat.desk.archive.scope_office not in ("", record.office):
        quiet(say("rights_lent", lang))
        return
    quiet(say("rights_copy_note", lang))
    left, right = st.columns(2)
    with left:
        if st.button(say("rights_make_list", lang), width="stretch"):
            data, count = listed(seat.desk.archive, who, record=record)
            quiet(f"{say('rights_asks', lang)}　{count}")
            name = f"{record.case_id}.csv"
            st.download_button(say("rights_list", lang), data, name, "text/csv", on_click="ignore", width="stretch")
    with right:
        given = st.file_uploader(say("rights_upload", lang), type=["csv"], key="rights_list_in")
        if given is None or not st.button(say("rights_make_copy", lang), type="primary", width="stretch"):
            return
        try:
            copy, kept, _ = copied(seat.desk.archive, who, record=record, decisions=given.getvalue())
        except BadQuestion as error:
            st.html(f'<p class="tz-told" role="alert">{html.escape(str(error))}</p>')
            return
        st.download_button(
            say("rights_pdf", lang), copy, "disclosed.pdf", "application/pdf", on_click="ignore", width="stretch"
        )
        st.download_button(
            say("rights_kept", lang), kept, "kept_back.pdf", "application/pdf", on_click="ignore", width="stretch"
        )


def shares(seat: Seat, record: CaseRecord) -> None:
    lang, who, sharing = seat.lang, seat.desk.operator, seat.desk.archive.sharing
    found = sharing.of(record.case_id)
    heading(f"{say('rights_shares', lang)}　{len(found)}")
    quiet(say("rights_share_note", lang))
    if found:
        heads = ("rights_office", "rights_basis", "rights_until", "rights_by", "guard_state")
        rows = [(one.office, BASES[one.basis], one.until, one.made_by, ended(one.ended_at, lang)) for one in found]
        table(heads, rows, lang=lang)
    with st.form("share", border=False):
        places = st.columns([24, 30, 18, 14, 14], vertical_alignment="bottom")
        office = places[0].text_input(say("rights_office", lang)).strip()
        basis = str(places[1].selectbox(say("rights_basis", lang), list(BASES), format_func=BASES.__getitem__))
        until = places[2].text_input(say("rights_until", lang), placeholder="2027-03-31").strip()
        begin = places[3].form_submit_button(say("rights_share", lang), width="stretch")
        stop = places[4].form_submit_button(say("rights_end", lang), width="stretch")
    words = say("guard_said", lang)
    if begin:
        deed = partial(sharing.share, who, record.case_id, office=office, basis=basis, until=until)
        done(NAME, deed, words=words)
    if stop:
        done(NAME, partial(sharing.end, who, record.case_id, office=office), words=words)


def ended(at: str, lang: Language) -> str:
    return say("rights_over", lang) if at else ""
