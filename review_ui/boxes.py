"""The screen of boxes: announced, come and read side by side to the sheet; the 管理台帳; and taking scans in."""

import html
from collections.abc import Iterable, Sequence, Set

import streamlit as st

from ingest.box_differences import plain_reason
from ingest.box_ledger import BoxLedger, BoxLine, SheetSide
from pipeline import texts as told
from pipeline.boxes import ledger_csv, ledger_of, verdict
from pipeline.boxes import told as difference_told
from pipeline.on_duty import office_on_duty
from pipeline.uploading import LIMIT_MB, Upload, complaint, take_uploads
from review_ui import near_twins, settling
from review_ui.frame import calm
from review_ui.seat import Seat
from review_ui.texts import Language, say

SHOWN = 300
CHOSEN = "box"
Named = Set[tuple[int, str]]


def show(seat: Seat) -> None:
    upload(seat)
    names = seat.desk.archive.boxes.names()
    if not names:
        st.html(f'<p class="tz-quiet">{html.escape(say("box_none", seat.lang))}</p>')
        return
    asked = st.query_params.get(CHOSEN, "")
    st.html('<div class="tz-gap"></div>')
    left, _, right = st.columns([34, 40, 26], vertical_alignment="bottom")
    at = names.index(asked) if asked in names else 0
    name = left.selectbox(say("box_choose", seat.lang), names, index=at, key="box_name")
    st.query_params[CHOSEN] = name
    ledger = ledger_of(seat.desk.archive, name)
    right.download_button(
        say("box_download", seat.lang),
        ledger_csv(ledger, seat.lang),
        file_name=f"管理台帳-{name}.csv",
        mime="text/csv",
        width="stretch",
    )
    st.html(figures(ledger, seat.lang) + said(ledger, seat.lang))
    settling.show(seat, ledger)
    st.html(files(ledger, seat.lang))
    sheets(seat, ledger)
    near_twins.show(seat, name)


def figures(ledger: BoxLedger, lang: Language) -> str:
    """Announced = come = opened = ended, left to right."""
    content = [one for one in ledger.sides if not one.is_separator]
    told_sheets = ledger.announced_sheets
    shown = (
        ("box_announced", "—" if told_sheets is None else f"{told_sheets:,}"),
        ("box_came", f"{ledger.sheets:,}"),
        ("box_opened", f"{sum(one.side.page_no > 0 or one.has_ended for one in content):,}"),
        ("box_ended", f"{sum(one.has_ended for one in content):,}"),
        ("box_separators", f"{len(ledger.sides) - len(content):,}"),
    )
    parts = "".join(
        f'<div class="tz-figure"><b>{count}</b><span>{html.escape(say(key, lang))}</span></div>' for key, count in shown
    )
    return f'<div class="tz-gap"></div><div class="tz-figures">{parts}</div>'


def said(ledger: BoxLedger, lang: Language) -> str:
    """The verdict, then every difference with its reason."""
    mood = "tz-agrees" if ledger.balanced and ledger.announced_files else "tz-told" if _faults(ledger) else "tz-quiet"
    found = [f'<p class="{mood}" role="status">{html.escape(verdict(ledger, lang))}</p>']
    if ledger.differences:
        marks = ("" if one.is_fault else ' class="note"' for one in ledger.differences)
        lines = (html.escape(difference_told(one, lang)) for one in ledger.differences)
        rows = "".join(f"<li{mark}>{line}</li>" for mark, line in zip(marks, lines, strict=True))
        found.append(
            f'<h2 class="tz-h2">{html.escape(say("box_differences", lang))}</h2><ul class="tz-list">{rows}</ul>'
        )
    return "".join(found)


def _faults(ledger: BoxLedger) -> bool:
    return any(one.is_fault for one in ledger.differences)


def files(ledger: BoxLedger, lang: Language) -> str:
    heads = [told.say(f"col_{one}", lang) for one in ("number", "label")]
    heads += [say(f"box_head_{one}", lang) for one in ("wanted", "came", "sides", "blank", "separators", "troubled")]
    off = {(one.number, one.label) for one in ledger.differences if one.is_fault}
    settled = {(one.number, one.label) for one in ledger.differences if one.settled}
    rows = [_file_row(one, said=_said(one, off=off, settled=settled), lang=lang) for one in ledger.lines]
    title = f'<h2 class="tz-h2">{html.escape(say("box_files", lang))}</h2>'
    return title + table([*heads, say("box_head_state", lang)], rows, numbers=range(2, 8))


def _said(one: BoxLine, *, off: Named, settled: Named) -> str:
    if (one.number, one.label) in off:
        return "off"
    if one.sides > one.ended:
        return "open"
    if (one.number, one.label) in settled:
        return "settled"
    return "ok" if one.announced else "untold"


def _file_row(one: BoxLine, *, said: str, lang: Language) -> list[str]:
    wanted = one.announced.sheets if one.announced else None
    counts = (one.sheets, one.sides, one.blank, one.separators, one.troubled)
    word = say(f"box_state_{said}", lang)
    return [str(one.number or "—"), one.label, "—" if wanted is None else str(wanted), *map(str, counts), word]


def sheets(seat: Seat, ledger: BoxLedger) -> None:
    """The sheets of one file of the box, its separator shown as what it is."""
    lang = seat.lang
    if not ledger.sides:
        return
    st.html(f'<h2 class="tz-h2">{html.escape(say("box_sheets", lang))}</h2>')
    groups: dict[str, list[SheetSide]] = {}
    for one in ledger.sides:
        groups.setdefault(f"{one.number or '—'}　{one.label}", []).append(one)
    left, right = st.columns([76, 24])
    name = left.selectbox(say("box_file", lang), list(groups), key=f"box_file_{ledger.box.name}")
    chosen = groups[name]
    heads = [told.say(f"col_{one}", lang) for one in ("sheet", "face", "kind", "state", "source", "page", "reason")]
    rows = [_side_row(one, lang) for one in chosen[:SHOWN]]
    more = len(chosen) - SHOWN
    rest = f'<p class="tz-quiet">{html.escape(say("box_more", lang, count=more))}</p>' if more > 0 else ""
    left.html(table(heads, rows, numbers=(0, 5)) + rest)
    divider = next((one for one in chosen if one.is_separator and one.side.key), None)
    if divider and (seen := seat.desk.guard.side(divider.side.key)):
        right.html(f'<p class="tz-quiet">{html.escape(say("box_separator_seen", lang))}</p>')
        right.image(seen, width="stretch")


def _side_row(one: SheetSide, lang: Language) -> list[str]:
    side = one.side
    kind, state = told.say(f"kind_{one.kind}", lang), told.say(f"state_{side.state}", lang)
    reason = plain_reason(side.reason, lang)
    source = side.source.rsplit("/", 1)[-1]
    return [
        str(one.sheet_no),
        told.say(f"face_{one.face}", lang),
        kind,
        state,
        source,
        str(side.page_no or "—"),
        reason,
    ]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int]) -> str:
    right = set(numbers)
    mark = [' class="number"' if place in right else "" for place in range(len(heads))]
    top = "".join(f"<th{mark[place]}>{html.escape(one)}</th>" for place, one in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(f"<td{mark[place]}>{html.escape(one)}</td>" for place, one in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f'<table class="tz-ledger"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


@calm
def upload(seat: Seat) -> None:
    lang = seat.lang
    with st.expander(say("upload", lang)), st.form("upload", clear_on_submit=True, border=False):
        box = st.text_input(say("upload_box", lang), key="upload_box")
        label = say("upload_files", lang, limit=LIMIT_MB)
        given = st.file_uploader(label, accept_multiple_files=True, key="upload_files")
        if not st.form_submit_button(say("upload_go", lang)):
            return
        if not box.strip() or not given:
            st.html(_told(say("upload_no_file" if box.strip() else "upload_no_box", lang)))
            return
        found = [Upload(one.name, one.getvalue()) for one in given]
        done, *trouble = take(seat, found, box=box.strip())
        st.html(f'<p class="tz-agrees" role="status">{html.escape(done)}</p>' + "".join(map(_told, trouble)))


def take(seat: Seat, found: Sequence[Upload], *, box: str) -> list[str]:
    """Takes in and says what became of it, with a sentence for each that was not taken."""
    lang = seat.lang
    taken = take_uploads(seat.desk.archive, found, box=box, who=seat.desk.who, office=office_on_duty())
    count = {state: sum(one.state == state for one in taken) for state in ("claimed", "duplicate", "refused")}
    named = {"taken": count["claimed"], "twins": count["duplicate"], "refused": count["refused"]}
    lines = [say("upload_done", lang, **named)]
    for one, given in zip(taken, found, strict=True):
        if one.state == "duplicate":
            lines.append(say("upload_twin", lang, name=one.source))
        elif one.state == "refused":
            why = complaint(given)
            reason = say(f"upload_{why}", lang, limit=LIMIT_MB) if why else plain_reason(one.reason, lang)
            lines.append(say("upload_refused", lang, name=one.source, reason=reason))
    return lines


def _told(words: str) -> str:
    return f'<p class="tz-told" role="status">{html.escape(words)}</p>'
