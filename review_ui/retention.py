"""保存と廃棄: which terms are over, what is proposed, who approves, the rules, the certificates.

Shows identifiers, days and counts, for an administrator looks here too. Refuses to let one person decide alone, and to
show a word of a case: it asks `archive.retention` and nothing else.
"""

import html
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from domain.access import Right, Role, office_name
from domain.contract import FORM_LABEL_JA
from domain.errors import RetentionRefused
from domain.retention import Rule, Start
from pipeline.disposal import certificate_pdf, certified
from review_ui.seat import Seat, archive
from review_ui.texts import Language, say
from storage.archive import Archive
from storage.retention import DONE, ERASED, HOLDS, PROPOSED, Disposal, Keeping

LONGEST_LIST = 200


def show(seat: Seat) -> None:
    seat.desk.operator.need(Right.DISPOSE, what="retention")
    # The administrator has no office: their desk sees no case, and this screen asks for identifiers alone.
    kept = seat.desk.archive if seat.desk.operator.office else archive()
    st.html(f'<h1 class="tz-h1">{html.escape(say("retention", seat.lang))}</h1>')
    st.html(f'<p class="tz-note">{html.escape(say("keep_intro", seat.lang))}</p>')
    said, is_refusal = st.session_state.pop("keep_said", ("", False))
    if said:
        look = 'class="tz-told" role="alert"' if is_refusal else 'class="tz-quiet" role="status"'
        st.html(f"<p {look}>{html.escape(said)}</p>")
    due(seat, kept)
    waiting(seat, kept)
    past(seat, kept)
    rules(seat, kept)


def due(seat: Seat, kept: Archive) -> None:
    retention, lang = kept.retention, seat.lang
    found = [one for one in retention.keeping(due_by=retention.database.today()) if not one.disposal][:LONGEST_LIST]
    st.html(f'<h2 class="tz-h2">{html.escape(say("keep_due", lang))}　{len(found)}</h2>')
    if not found:
        st.html(f'<p class="tz-quiet">{html.escape(say("keep_no_due", lang))}</p>')
        return
    heads = ("keep_case", "keep_office", "keep_closed", "keep_last", "keep_pages", "keep_held")
    st.html(table(heads, [due_cells(one) for one in found], lang=lang))
    free = [one.case_id for one in found if not one.hold]
    left, right = st.columns([78, 22], vertical_alignment="bottom")
    chosen = left.multiselect(say("keep_choose", lang), free, key="keep_cases", placeholder="")
    if right.button(say("keep_propose", lang), disabled=not chosen, width="stretch"):
        told(seat, [partial(retention.propose, seat.desk.operator, one) for one in chosen])


def due_cells(one: Keeping) -> tuple[str, ...]:
    return (
        one.case_id,
        office_name(one.office),
        one.closed_on,
        one.last_day,
        f"{one.pages:,}",
        HOLDS[one.hold] if one.hold else "",
    )


def waiting(seat: Seat, kept: Archive) -> None:
    lang, who = seat.lang, seat.desk.operator
    found = kept.retention.disposals(states=(PROPOSED, ERASED), limit=LONGEST_LIST)
    st.html(f'<h2 class="tz-h2">{html.escape(say("keep_waiting", lang))}　{len(found)}</h2>')
    if not found:
        st.html(f'<p class="tz-quiet">{html.escape(say("keep_no_waiting", lang))}</p>')
        return
    st.html(disposals(found, lang=lang))
    if who.role is Role.ALONE:
        st.html(f'<p class="tz-quiet">{html.escape(say("keep_alone", lang))}</p>')
        return
    numbers = {one.disposal_id: one for one in found if one.state == PROPOSED}
    places = st.columns([36, 28, 20, 16], vertical_alignment="bottom")
    number = places[0].selectbox(say("keep_choose_one", lang), list(numbers), key="keep_number")
    sure = places[1].checkbox(say("keep_sure", lang), key="keep_sure_box")
    own = number in numbers and numbers[number].proposed_by == who.name
    label = say("keep_approve", lang)
    if places[2].button(label, disabled=own or not sure or not number, type="primary", width="stretch"):
        told(seat, [lambda: kept.erasing.carry_out(who, [str(number)])])
    if places[3].button(say("keep_reject", lang), disabled=not number, width="stretch"):
        told(seat, [lambda: kept.retention.reject(who, str(number))])
    if own:
        st.html(f'<p class="tz-quiet">{html.escape(say("keep_own", lang))}</p>')


def past(seat: Seat, kept: Archive) -> None:
    found = kept.retention.disposals(states=(DONE,), limit=LONGEST_LIST)
    if not found:
        return
    left, right = st.columns([78, 22], vertical_alignment="bottom")
    left.html(f'<h2 class="tz-h2">{html.escape(say("keep_past", seat.lang))}　{len(found)}</h2>')
    pdf = certificate_pdf(certified(kept, [one.disposal_id for one in found]))
    label = say("keep_certificate", seat.lang)
    right.download_button(label, pdf, "certificates.pdf", "application/pdf", width="stretch")
    st.html(disposals(found, lang=seat.lang))


def disposals(found: Sequence[Disposal], *, lang: Language) -> str:
    heads = ("keep_case", "keep_office", "keep_last", "keep_state", "keep_by")
    rows = [
        (
            f"{one.disposal_id}　{one.case_id}",
            office_name(one.office),
            one.last_day,
            say(f"keep_state_{one.state}", lang),
            "　→　".join(filter(None, (one.proposed_by, one.decided_by))),
        )
        for one in found
    ]
    return table(heads, rows, lang=lang)


def rules(seat: Seat, kept: Archive) -> None:
    lang, found = seat.lang, kept.retention.rules()
    st.html(f'<h2 class="tz-h2">{html.escape(say("keep_rules", lang))}</h2>')
    if found:
        heads = ("keep_office", "keep_series", "keep_form", "keep_years", "keep_start", "keep_basis")
        st.html(table(heads, [rule_cells(one, lang) for one in found], lang=lang))
    else:
        st.html(f'<p class="tz-quiet">{html.escape(say("keep_rules_none", lang))}</p>')
    with st.form("rule", border=False):
        places = st.columns([16, 16, 17, 9, 18, 24])
        office = places[0].text_input(say("keep_office", lang), value=seat.desk.operator.office)
        series = places[1].text_input(say("keep_series", lang))
        forms = ["", *FORM_LABEL_JA]
        form = places[2].selectbox(say("keep_form", lang), forms, format_func=lambda one: form_name(one, lang))
        years = places[3].number_input(say("keep_years", lang), 1, 100, value=5)
        start = places[4].selectbox(say("keep_start", lang), list(Start), 1, format_func=lambda one: begins(one, lang))
        basis = places[5].text_input(say("keep_basis", lang))
        _, put, drop = st.columns([66, 20, 14])
        wanted = put.form_submit_button(say("keep_set", lang), width="stretch")
        off = drop.form_submit_button(say("keep_drop", lang), width="stretch")
    if start is not None and (wanted or off):
        who, scope = seat.desk.operator, (office.strip(), series.strip(), form)
        retention, years = kept.retention, int(years)
        if off:
            told(seat, [lambda: retention.drop_rule(who, Rule(*scope, years=years, start=start, basis="—"))])
        told(seat, [lambda: retention.set_rule(who, Rule(*scope, years=years, start=start, basis=basis.strip()))])


def rule_cells(one: Rule, lang: Language) -> tuple[str, ...]:
    scope = (one.office or say("keep_any", lang), one.series or say("keep_any", lang), form_name(one.form, lang))
    return (*scope, str(one.years), begins(one.start, lang), one.basis)


def form_name(form: str, lang: Language) -> str:
    return FORM_LABEL_JA.get(form, form) if form else say("keep_any", lang)


def begins(start: Start, lang: Language) -> str:
    return say(f"keep_from_{start.value}", lang)


def told(seat: Seat, deeds: Sequence[Callable[[], object]]) -> None:
    """Does it and says how it went; a refusal is told in its own words."""
    try:
        for deed in deeds:
            deed()
        st.session_state["keep_said"] = (say("keep_done", seat.lang), False)
    except RetentionRefused as error:
        st.session_state["keep_said"] = (str(error), True)
    st.rerun()


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, lang: Language) -> str:
    """Every word in it is escaped."""
    top = "".join(f"<th>{html.escape(say(one, lang))}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="tz-history tz-plain"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
