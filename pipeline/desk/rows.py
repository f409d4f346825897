"""Rows of the 支援経過 that the machine cut wrongly: one split in two, two made one, one put where it belongs.

Pure. Refuses to lose a word of the text or the place on paper it stands on, and to vouch for what a person has not
read in its new shape: every row touched becomes a doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.case import CaseRecord
from domain.entry import DateMention, EntryChecks, Mention, Place, SupportEntry
from domain.field import Origin, Route
from domain.page import Sheet
from pipeline.desk.dates import DATE_REASONS, dated_like, lean_again, with_order
from pipeline.desk.places import cut_box
from pipeline.desk.shape import Change, Revised, closing, read_aloud
from pipeline.desk.views import Refused

# A date at the head of the second piece: a month and a day at least, or a mark that repeats the date above.
LEADING = re.compile(
    r"\s*((?:(?:令和|平成|昭和|[RHSrhs])?\s*\d{1,4}[年.．/／-])?\d{1,2}[月.．/／-]\d{1,2}日?(?:\s*[（(][月火水木金土日][)）])?|〃|同日)"
)


def split_row(record: CaseRecord, target: str, *, at: int, sheets: Sequence[Sheet], today: date) -> Revised:
    """Cuts the text before its character `at`. Both pieces keep their own part of the picture where it can be told."""
    place = _place(record, target)
    row = record.entries[place]
    if not row.text[:at].strip() or not row.text[at:].strip():
        raise Refused("split_where")
    upper_box, lower_box = cut_box(row, at, sheets=sheets)
    reasons = tuple(code for code in closing(row.reasons) if code != "entries_joined")
    upper = replace(_part(row, 0, end=at), box=upper_box, reasons=(*reasons, "row_split"))
    lower = _lower(row, record, at=at, today=today)
    lower = replace(lower, box=lower_box, seq=1 + max(one.seq for one in record.entries))
    entries = (*record.entries[:place], upper, lower, *record.entries[place + 1 :])
    changes: tuple[Change, ...] = (
        (row.key, read_aloud(row), read_aloud(upper)),
        (lower.key, None, read_aloud(lower)),
    )
    return Revised(record.next(entries=with_order(entries)), changes)


def _part(row: SupportEntry, start: int, *, end: int) -> SupportEntry:
    """The row with a part of its text; what was found in it goes with it."""
    text = row.text[start:end]
    return replace(
        row,
        text=text,
        people=tuple(_shifted(one, -start) for one in row.people if _inside(one, start, end=end)),
        organisations=tuple(_shifted(one, -start) for one in row.organisations if _inside(one, start, end=end)),
        dates=tuple(_redated(one, -start) for one in row.dates if _inside(one, start, end=end)),
        risk_words=_still(row.risk_words, text, whole=row.text),
        struck=_still(row.struck, text, whole=row.text),
        route=Route.REVIEW,
        origin=Origin.MACHINE,
    )


def _lower(row: SupportEntry, record: CaseRecord, *, at: int, today: date) -> SupportEntry:
    """The second piece: its own date when it begins with one, else that of the first, said to be carried over.

    Time, method and staff stand beside the first piece; whether they are also of the second is for a person to say.
    """
    piece = _part(row, at, end=len(row.text))
    above = date.fromisoformat(row.date) if row.date and len(row.date) == 10 else None
    head = LEADING.match(piece.text)
    raw = head.group(1) if head else ""
    found = dated_like(raw, above, today=today)
    reasons = tuple(code for code in closing(row.reasons) if code not in {*DATE_REASONS, "entries_joined"})
    return replace(
        piece,
        date=found.value,
        date_raw=raw,
        date_precision=found.precision,
        date_inferred=found.inferred,
        date_end=None,
        date_box=None,
        time=None,
        method=None,
        method_raw="",
        staff=(),
        counterpart="",
        judgement="",
        alternatives=found.alternatives,
        evidence=found.evidence,
        checks=EntryChecks(),
        reasons=(*reasons, *found.reasons, "row_split"),
    )


def merge_rows(record: CaseRecord, target: str, *, today: date) -> Revised:
    """Joins the row to the one above. A date that the lower row had of its own goes back into the text it came from."""
    place = _place(record, target)
    if place == 0:
        raise Refused("no_row_there")
    upper, lower = record.entries[place - 1], record.entries[place]
    between = "" if lower.date_inferred and not lower.text.startswith(lower.date_raw) else lower.date_raw
    if lower.text.startswith(between):
        between = ""
    by = len(upper.text) + len(between)
    same_page = upper.page_no == lower.page_no
    joined = replace(
        upper,
        text=f"{upper.text}{between}{lower.text}",
        box=upper.box.union(lower.box) if same_page else upper.box,
        also=(*upper.also, *(() if same_page else (Place(lower.page_no, lower.box),)), *lower.also),
        people=(*upper.people, *(_shifted(one, by) for one in lower.people)),
        organisations=(*upper.organisations, *(_shifted(one, by) for one in lower.organisations)),
        dates=(*upper.dates, *(_redated(one, by) for one in lower.dates)),
        time=upper.time or lower.time,
        method=upper.method or lower.method,
        method_raw=upper.method_raw or lower.method_raw,
        staff=tuple(dict.fromkeys((*upper.staff, *lower.staff))),
        counterpart=upper.counterpart or lower.counterpart,
        judgement=f"{upper.judgement}{lower.judgement}",
        risk_words=tuple(dict.fromkeys((*upper.risk_words, *lower.risk_words))),
        struck=(*upper.struck, *lower.struck),
        reasons=_merged_reasons(upper, lower),
        route=Route.REVIEW,
        origin=Origin.MACHINE,
    )
    rows = (*record.entries[: place - 1], joined, *record.entries[place + 1 :])
    rows, moved = lean_again(record.entries, rows, today=today)
    changes: list[Change] = [(upper.key, read_aloud(upper), read_aloud(joined)), (lower.key, read_aloud(lower), None)]
    changes += [(f"{one.after.key}.date", one.before.date, one.after.date) for one in moved]
    return Revised(record.next(entries=with_order(rows)), tuple(changes))


def _merged_reasons(upper: SupportEntry, lower: SupportEntry) -> tuple[str, ...]:
    of_lower = (code for code in closing(lower.reasons) if code not in DATE_REASONS)
    return tuple(dict.fromkeys((*closing(upper.reasons), *of_lower, "rows_merged")))


def shift_row(record: CaseRecord, target: str, *, step: int, today: date) -> Revised:
    """Changes places with the neighbour `step` (-1 above, +1 below). Dates that leaned on the row above lean anew."""
    place = _place(record, target)
    other = place + step
    if step not in (-1, 1) or not 0 <= other < len(record.entries):
        raise Refused("no_row_there")
    row = record.entries[place]
    codes = tuple(dict.fromkeys((*closing(row.reasons), "row_moved")))
    moved_row = replace(row, reasons=codes, route=Route.REVIEW, origin=Origin.MACHINE)
    rows = list(record.entries)
    rows[place], rows[other] = rows[other], moved_row
    entries, followed = lean_again(record.entries, rows, today=today)
    changes: list[Change] = [(f"{row.key}.place", str(place + 1), str(other + 1))]
    changes += [(f"{one.after.key}.date", one.before.date, one.after.date) for one in followed]
    return Revised(record.next(entries=with_order(entries)), tuple(changes))


def _place(record: CaseRecord, target: str) -> int:
    found = [place for place, one in enumerate(record.entries) if one.key == target]
    if not found:
        raise Refused("gone")
    return found[0]


def _inside(one: Mention | DateMention, start: int, *, end: int) -> bool:
    return start <= one.span[0] and one.span[1] <= end


def _shifted(one: Mention, by: int) -> Mention:
    return replace(one, span=(one.span[0] + by, one.span[1] + by))


def _redated(one: DateMention, by: int) -> DateMention:
    return replace(one, span=(one.span[0] + by, one.span[1] + by))


def _still(words: tuple[str, ...], text: str, *, whole: str) -> tuple[str, ...]:
    """Words that stand in this piece; one that stands nowhere as written stays with both."""
    return tuple(word for word in words if word in text or word not in whole)
