"""The cost report on paper and screen: rows for text and CSV, and one HTML page that needs nothing else. Pure.

Refuses names of persons, of cases and of clerks: only figures and kinds of field come in.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from deliver.csv_files import BOM_UTF8, harmless
from domain.contract import FIELD_LABEL_JA
from pipeline.costing import Costed, Forecast, Measured, Prices
from pipeline.desk.measures import Rate
from pipeline.texts import Language, say

_MOST_BARS = 15
_STYLE = (
    "body{font:15px/1.7 'Noto Sans CJK JP','Noto Sans JP','Yu Gothic UI',sans-serif;color:#24313d;background:#fff;"
    "max-width:46rem;margin:2.5rem auto;padding:0 1.25rem}"
    "h1{font-size:1.6rem;margin:0 0 .4rem}h2{font-size:1.05rem;margin:2.2rem 0 .6rem}p{color:#53616e;margin:0}"
    "table{border-collapse:collapse;width:100%}td{padding:.4rem .2rem;border-bottom:1px solid #e3e8ec}"
    "td:last-child{text-align:right;font-variant-numeric:tabular-nums}svg{display:block;width:100%;height:auto}"
    "@media print{body{margin:0}h2{break-after:avoid}}"
)
_CLERK, _MACHINE, _INK = "#2f6f8f", "#a9c3d1", "#24313d"


@dataclass(frozen=True, slots=True)
class Report:
    found: Measured
    cost: Costed
    ahead: Forecast | None
    prices: Prices
    pages: int


def figure(value: float | None, lang: Language, *, places: int = 0) -> str:
    return say("cost_unknown", lang) if value is None else f"{value:,.{places}f}"


def rate(one: Rate, lang: Language) -> str:
    if one.share is None:
        return say("cost_unknown", lang)
    shares = {"share": one.share, "low": one.low, "high": one.high}
    told = {name: f"{share:.2%}" for name, share in shares.items()}
    return say("cost_interval", lang, hits=f"{one.hits:,}", tried=f"{one.tried:,}", **told)


def field_name(name: str, lang: Language) -> str:
    """The office's own word for a kind of field, where there is one."""
    return FIELD_LABEL_JA.get(name, name) if lang == "ja" else name


def counted_rows(report: Report, lang: Language) -> list[tuple[str, str]]:
    found, cost = report.found, report.cost
    rows = [
        ("pages", figure(found.pages, lang)),
        ("timed", figure(found.timed_pages, lang)),
        ("machine_s", figure(found.machine_s, lang)),
        ("done_cases", figure(found.done_cases, lang)),
        ("done_pages", figure(found.done_pages, lang)),
        ("clerk_s", figure(cost.clerk_s, lang)),
        ("auto", rate(found.auto, lang)),
        ("wrong", rate(found.machine_wrong, lang)),
        ("auto_wrong", rate(found.auto_wrong, lang)),
        ("machine_page", figure(cost.machine_s_page, lang, places=2)),
        ("clerk_page", figure(cost.clerk_s_page, lang, places=2)),
        ("yen_page", figure(cost.yen_page, lang, places=2)),
        ("yen_case", figure(cost.yen_case, lang, places=1)),
    ]
    return [(say(f"cost_row_{name}", lang), told) for name, told in rows]


def ahead_rows(report: Report, lang: Language) -> list[tuple[str, str]]:
    ahead, whole = report.ahead, 0
    found: list[tuple[str, float | None, int]] = [
        ("machine_h", ahead.machine_h if ahead else None, whole),
        ("clerk_h", ahead.clerk_h if ahead else None, whole),
        ("yen", ahead.yen if ahead else None, whole),
        ("budget", report.prices.budget_yen, whole),
        ("years", ahead.years_of_budget if ahead else None, 2),
        ("budget_pages", ahead.budget_pages if ahead else None, whole),
    ]
    return [(say(f"cost_row_{name}", lang), figure(value, lang, places=places)) for name, value, places in found]


def note(report: Report, lang: Language) -> str:
    prices = report.prices
    machine, wage = f"{prices.machine_yen:,.0f}", f"{prices.wage_yen:,.0f}"
    return say("cost_note", lang, untimed=f"{report.cost.untimed:,}", wage=wage, machine=machine)


def as_lines(report: Report, lang: Language) -> list[str]:
    ahead = say("cost_forecast", lang, pages=f"{report.pages:,}")
    return [
        *(f"{name}: {told}" for name, told in counted_rows(report, lang)),
        ahead,
        *(f"  {name}: {told}" for name, told in ahead_rows(report, lang)),
        note(report, lang),
    ]


def as_csv(report: Report, lang: Language) -> bytes:
    """For a spreadsheet: BOM, no cell that it would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    ahead = say("cost_forecast", lang, pages=f"{report.pages:,}")
    fields = [(field_name(one.name, lang), str(one.looks), f"{one.seconds:.1f}") for one in report.found.fields]
    rows: list[Sequence[str]] = [
        *counted_rows(report, lang),
        (ahead,),
        *ahead_rows(report, lang),
        (say("cost_field", lang), say("cost_looks", lang), say("cost_seconds", lang)),
        *fields,
        (note(report, lang),),
    ]
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode(BOM_UTF8)


def as_html(report: Report, lang: Language) -> str:
    title, ahead = say("cost_title", lang), say("cost_forecast", lang, pages=f"{report.pages:,}")
    parts = [
        f"<h1>{title}</h1><p>{escape(note(report, lang))}</p>",
        f"<h2>{say('cost_figures', lang)}</h2>{table(counted_rows(report, lang))}",
        f"<h2>{say('cost_a_page', lang)}</h2>{page_chart(report, lang)}",
        f"<h2>{say('cost_by_field', lang)}</h2>{field_chart(report, lang)}",
        f"<h2>{escape(ahead)}</h2>{budget_chart(report, lang)}{table(ahead_rows(report, lang))}",
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    body = "".join(parts)
    return f'<!doctype html><html lang="{lang}"><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>\n'


def table(rows: Sequence[tuple[str, str]]) -> str:
    return (
        f"<table>{''.join(f'<tr><td>{escape(name)}</td><td>{escape(told)}</td></tr>' for name, told in rows)}</table>"
    )


def bars(rows: Sequence[tuple[str, float, str, str]]) -> str:
    """A row: name, length, what stands behind the bar, colour."""
    most = max((length for _, length, _, _ in rows), default=0.0) or 1.0
    drawn = [
        f'<text x="0" y="{27 * at + 17}">{escape(name)}</text>'
        f'<rect x="190" y="{27 * at + 4}" width="{max(380 * length / most, 1):.1f}" height="17" fill="{colour}"/>'
        f'<text x="{198 + 380 * length / most:.1f}" y="{27 * at + 17}">{escape(told)}</text>'
        for at, (name, length, told, colour) in enumerate(rows)
    ]
    size = f'viewBox="0 0 700 {27 * len(rows) + 4}" font-size="13" fill="{_INK}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>{"".join(drawn)}</svg>'


def page_chart(report: Report, lang: Language) -> str:
    machine, clerk = report.cost.machine_yen_page, report.cost.clerk_yen_page
    if machine is None or clerk is None:
        return f"<p>{say('cost_unknown', lang)}</p>"
    named = ((clerk, "clerk", _CLERK), (machine, "machine", _MACHINE))
    return bars([(say(f"cost_part_{name}", lang), yen, f"{yen:,.2f}", colour) for yen, name, colour in named])


def field_chart(report: Report, lang: Language) -> str:
    found = [one for one in report.found.fields if one.seconds][:_MOST_BARS]
    if not found:
        return f"<p>{say('cost_unknown', lang)}</p>"
    return bars([(field_name(one.name, lang), one.seconds, f"{one.seconds:,.1f}", _CLERK) for one in found])


def budget_chart(report: Report, lang: Language) -> str:
    if report.ahead is None:
        return ""
    budget, yen = report.prices.budget_yen, report.ahead.yen
    named = (("yen", yen, _CLERK), ("budget", budget, _MACHINE))
    return bars([(say(f"cost_row_{name}", lang), value, f"{value:,.0f}", colour) for name, value, colour in named])
