"""The supervisor's page: pace, backlog, errors with their interval, and each person's figures. Shows; decides nothing.

Refuses, through `pipeline.desk.supervise`, everybody who does not order how the desk checks.
"""

import html
from datetime import UTC, datetime

import streamlit as st

from domain.errors import AccessRefused
from extract.trust.routing import Policy
from pipeline.desk.measures import Clerk, Rate
from pipeline.desk.supervise import Overview, Supervision
from review_ui.charts import curve_chart, day_chart, pace_chart
from review_ui.seat import Seat, settings
from review_ui.showing import english
from review_ui.texts import Language, field_name, say

PERIODS = (7, 30, 90)
CHART_PX = 236


def show(seat: Seat) -> None:
    if seat.operator is None:
        refuse(seat)
        return
    chosen = settings()
    policy = Policy(profile=chosen.profile, target_error=chosen.target_error)
    work = Supervision(seat.desk.archive, seat.operator, policy=policy, clock=lambda: datetime.now(UTC))
    try:
        head, right = st.columns([80, 20], vertical_alignment="bottom")
        days = right.selectbox(
            say("sup_period", seat.lang),
            PERIODS,
            index=1,
            format_func=lambda n: say("sup_days", seat.lang, n=n),
            key="sup_days",
        )
        found = work.overview(days=days)
    except AccessRefused:
        refuse(seat)
        return
    head.html(figures(found, seat.lang))
    if found.too_fast:
        st.html(alarms(found, seat.lang))
    charts(found, seat.lang)
    st.html(persons(found, seat.lang))
    orders(work, found, lang=seat.lang)


def refuse(seat: Seat) -> None:
    st.html(f'<p class="tz-quiet">{html.escape(say("sup_refused", seat.lang))}</p>')


def figures(found: Overview, lang: Language) -> str:
    """One number each, with what it was counted from below it."""
    ahead, pace = found.forecast, found.all_pace
    days = "—" if ahead.days is None else say("sup_days", lang, n=ahead.days)
    cells = (
        (
            "sup_median",
            f"{pace.median_s:.1f} {say('sup_s', lang)}" if pace else "—",
            count(pace.looks if pace else 0, lang),
        ),
        ("sup_backlog", f"{ahead.open_doubts:,}", say("sup_a_day", lang, n=round(ahead.a_day)) if ahead.a_day else ""),
        ("sup_forecast", days, ""),
        ("sup_machine", percent(found.machine), interval(found.machine, lang)),
        ("sup_sample", percent(found.sample), interval(found.sample, lang)),
        ("sup_agree", percent(found.agreement), interval(found.agreement, lang)),
        ("sup_caught", percent(found.caught), interval(found.caught, lang)),
    )
    shown = "".join(
        f"<div><span>{html.escape(say(key, lang))}</span><b>{html.escape(value)}</b><i>{html.escape(small)}</i></div>"
        for key, value, small in cells
    )
    return f'<div class="tz-measures">{shown}</div>'


def alarms(found: Overview, lang: Language) -> str:
    """In words, with a sign: never by colour alone."""
    lines = [
        say("sup_too_fast", lang, name=one.who, share=percent(one.fast), hits=one.fast.hits, tried=one.fast.tried)
        for one in found.too_fast
    ]
    return "".join(f'<p class="tz-told"><b>△</b>　{html.escape(line)}</p>' for line in lines)


def charts(found: Overview, lang: Language) -> None:
    places = st.columns(3, gap="medium")
    for place, title, under in zip(places, ("sup_pace", "sup_each_day", "sup_curve"), notes(found, lang), strict=True):
        place.html(f'<h2 class="tz-h2">{html.escape(say(title, lang))}</h2><p class="tz-note">{html.escape(under)}</p>')
    named = {one.name: english(one.name) if lang == "en" else field_name(one.name) for one in found.paces}
    made = (
        pace_chart(found.paces, named, axis=say("sup_axis_s", lang)) if found.paces else None,
        day_chart(found.each_day, axis=say("sup_axis_n", lang)) if found.looks else None,
        curve_chart(found.curve, found.threshold, axes=(say("sup_axis_reviewed", lang), say("sup_axis_error", lang)))
        if found.curve
        else None,
    )
    for place, chart in zip(places, made, strict=True):
        if chart is None:
            place.html(f'<p class="tz-quiet">{html.escape(say("sup_nothing", lang))}</p>')
        else:
            place.altair_chart(chart.properties(height=CHART_PX), width="stretch", theme=None)


def notes(found: Overview, lang: Language) -> tuple[str, str, str]:
    threshold = say("sup_threshold", lang, value=f"{found.threshold:.2f}") if found.threshold else say("sup_all", lang)
    return say("sup_pace_note", lang), say("sup_day_note", lang), threshold


def persons(found: Overview, lang: Language) -> str:
    """By name, never by rank; people look here alone."""
    heads = "".join(
        f"<th>{html.escape(say(key, lang))}</th>" for key in ("who", "sup_looks", "sup_fast", "sup_catches")
    )
    body = "".join(person(one, lang) for one in found.clerks)
    none = f'<tr><td colspan="4">{html.escape(say("sup_nothing", lang))}</td></tr>'
    title = f'<h2 class="tz-h2">{html.escape(say("sup_persons", lang))}</h2>'
    table = f"<thead><tr>{heads}</tr></thead><tbody>{body or none}</tbody>"
    return f'{title}<table class="tz-history tz-persons">{table}</table>'


def person(one: Clerk, lang: Language) -> str:
    fast = f"{percent(one.fast)}　{count(one.fast.tried, lang)}" + ("　△" if one.is_too_fast else "")
    caught = f"{percent(one.caught)}　{interval(one.caught, lang)}"
    return "".join(
        ("<tr>", *(f"<td>{html.escape(cell)}</td>" for cell in (one.who, f"{one.looks:,}", fast, caught)), "</tr>")
    )


def orders(work: Supervision, found: Overview, *, lang: Language) -> None:
    """Rules of the desk; each takes effect when the next case is opened."""
    st.html(f'<h2 class="tz-h2">{html.escape(say("sup_rules", lang))}</h2>')
    with st.form("rules", border=False):
        places = st.columns([24, 24, 26, 14, 12], vertical_alignment="bottom")
        plant = places[0].number_input(
            say("sup_plant", lang), 0.0, 20.0, value=100 * found.rules.plant_share, step=0.5, format="%.1f"
        )
        sample = places[1].number_input(
            say("sup_sample_share", lang), 0.0, 100.0, value=100 * found.rules.sample_share, step=0.5, format="%.1f"
        )
        double = places[2].checkbox(say("sup_double", lang), value=found.rules.double_entry)
        if places[3].form_submit_button(say("save", lang), width="stretch"):
            work.order("plant_share", str(round(plant / 100, 4)))
            work.order("sample_share", str(round(sample / 100, 4)))
            work.order("double_entry", "yes" if double else "no")
            places[4].html(f'<p class="tz-quiet">{html.escape(say("sup_saved", lang))}</p>')


def percent(rate: Rate) -> str:
    return "—" if rate.share is None else f"{100 * rate.share:.1f} %"


def interval(rate: Rate, lang: Language) -> str:
    if not rate.tried:
        return say("sup_none_tried", lang)
    return f"{100 * rate.low:.1f}–{100 * rate.high:.1f} %　{count(rate.tried, lang)}"


def count(number: int, lang: Language) -> str:
    return say("sup_n", lang, n=f"{number:,}")
