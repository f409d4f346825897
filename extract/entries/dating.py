"""Dates of a whole log: each row leans on the row above, across pages, until one says its year.

Refuses to lean on a row whose own date was not understood: the day is then offered, not taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.entry import Check
from domain.field import Alternative, Precision
from extract.entries.clocks import parted
from extract.entries.marks import DITTO, is_down_rule, is_mark
from extract.entries.mending import mended, without_sign
from extract.entries.raw import RawEntry
from extract.entries.titles import DATE, TIME
from extract.signs import Text
from extract.values.clock import find_time
from extract.values.date_text import scan
from extract.values.numerals import KANJI
from extract.values.parsed import Context, Parsed, others
from extract.values.wareki_sequence import order_checks, parse
from extract.values.weekday import WEEKDAYS

# Between neighbours further apart than this a weekday offers too many days to be of help.
_STROKES = re.compile(r"[1lI|]\s?[1lI|]")
# A kanji day broken by the end of the column: 「十二月二十」 「七日」.
_WRAPPED = re.compile(r"(?<=[月一二三四五六七八九十])\s+(?=[一二三四五六七八九十]{0,3}日)")
_BARE_DAY = re.compile(r"\d{1,2}日?")
LONGEST_GAP = timedelta(days=60)
_WEEKDAY = re.compile(rf"[(（\[]\s*([{WEEKDAYS}])\s*[)）\]]")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """`written`: the date cell as it stands (〃 where a ditto mark was recognised). `order`: fits its neighbours."""

    row: RawEntry
    written: str
    parsed: Parsed
    time: str | None
    order: Check = Check.ABSENT

    @property
    def day(self) -> date | None:
        exact = self.parsed.value and self.parsed.precision is Precision.DAY
        return date.fromisoformat(self.parsed.value) if exact and self.parsed.value else None


@dataclass(frozen=True, slots=True)
class _Above:
    """The nearest understood day above, and whether the row directly above was understood."""

    day: date | None = None
    understood: bool = True
    guessed: bool = False


def date_rows(
    rows: Sequence[RawEntry], context: Context, *, em_px: float, near: date | None = None
) -> tuple[DatedRow, ...]:
    """`context.previous_date`: the last day before the first row, None when there is none. `near`: a day of the file
    after which a log without any year most likely begins; years taken from it are guesses and say so."""
    above = _Above(context.previous_date)
    dated: list[DatedRow] = []
    cells = [written_date(row, em_px=em_px) for row in rows]
    strokes = _strokes_are_marks(cells)
    for row, cell in zip(rows, cells, strict=True):
        written = DITTO if strokes and _STROKES.fullmatch(cell) else cell
        one = _dated(row, above, context=context, written=written)
        guessed = above.guessed and not _names_year(written)
        if one.day is None and above.day is None and near is not None and _names_month(written):
            one, guessed = _dated(row, _Above(near), context=context, written=written), True
        if guessed and one.parsed.value is not None:
            one = replace(one, parsed=replace(one.parsed, inferred=True).with_reasons("era_inferred"))
        above = _Above(one.day or above.day, one.day is not None or one.parsed.reasons == ("late_note",), guessed)
        dated.append(one)
    dated = [_offered(one, dated, place=place) for place, one in enumerate(dated)]
    checks = order_checks(tuple(one.day for one in dated))
    return tuple(replace(one, order=check) for one, check in zip(dated, checks, strict=True))


def _names_year(written: str) -> bool:
    found = scan(written)
    return found is not None and found.year is not None


def _names_month(written: str) -> bool:
    found = scan(without_sign(written))
    return found is not None and found.month is not None and found.day is not None


def _strokes_are_marks(cells: Sequence[str]) -> bool:
    """In a log that names the month of every day, `11` alone is two strokes, not the eleventh."""
    days = [cell for cell in cells if any(sign.isdigit() for sign in cell) and not _STROKES.fullmatch(cell)]
    return bool(days) and not any(_BARE_DAY.fullmatch(cell) for cell in days)


def _dated(row: RawEntry, above: _Above, *, context: Context, written: str) -> DatedRow:
    apart, doubtful = parted(written)
    surroundings = context.now(previous_date=above.day)
    parsed = parse(apart, surroundings)
    if doubtful:
        parsed = parsed.with_reasons("low_confidence")
    if parsed.value is None and (better := mended(apart, surroundings)) is not None:
        parsed = better
    if parsed.precision is not Precision.DAY and (apart_day := without_sign(apart)) != apart:
        parsed = replace(parse(apart_day, surroundings), inferred=True).with_reasons("lookalike")
    leans_wholly = not any(sign.isdigit() or sign in KANJI for sign in written)
    if above.day is not None and not above.understood and parsed.value and leans_wholly:
        parsed = _adrift(parsed)
    clock = _time(parsed) or _time_of(row.text(TIME))
    return DatedRow(row, written, parsed, clock)


def written_date(row: RawEntry, *, em_px: float) -> str:
    """The date cell as text; a merged cell, a ditto mark in any disguise, or a rule drawn down reads 〃."""
    cell = row.text(DATE).without_struck().trimmed()
    if DATE in row.spanned and not cell.compact:
        return DITTO
    if not cell.compact:
        return ""
    if is_mark(cell, em_px=em_px) or is_down_rule(cell):
        return DITTO
    first, rest = _first_word(cell)
    if rest.compact and is_mark(first, em_px=em_px) and find_time(str(rest)):
        return f"{DITTO} {rest}"
    return _WRAPPED.sub("", str(cell))


def _first_word(cell: Text) -> tuple[Text, Text]:
    for place, sign in enumerate(cell.signs):
        if sign.is_space:
            return cell.cut(0, place), cell.cut(place).trimmed()
    return cell, Text(())


def _adrift(parsed: Parsed) -> Parsed:
    """The row above was not understood: a carried part may be wrong unless a weekday bears it out."""
    if any(one.signal == "weekday" and one.agrees for one in parsed.evidence):
        return parsed
    offered = others(None, [Alternative(parsed.value or "", "その前の行の日付から"), *parsed.alternatives])
    return replace(parsed, value=None, precision=None, alternatives=offered).with_reasons(
        "date_inferred_without_second_signal"
    )


def _offered(one: DatedRow, rows: Sequence[DatedRow], *, place: int) -> DatedRow:
    """For an unreadable date with a readable weekday: the days between its neighbours that fall on it."""
    weekday = _WEEKDAY.search(one.written)
    before = next((row.day for row in reversed(rows[:place]) if row.day), None)
    after = next((row.day for row in rows[place + 1 :] if row.day), None)
    if one.parsed.value or not weekday or not before or not after or not timedelta(0) <= after - before <= LONGEST_GAP:
        return one
    wanted = WEEKDAYS.index(weekday.group(1)) + 1
    days = [before + timedelta(days=step) for step in range((after - before).days + 1)]
    shown = [Alternative(day.isoformat(), "前後の行と曜日に合う日付") for day in days if day.isoweekday() == wanted]
    return replace(one, parsed=replace(one.parsed, alternatives=others(None, [*one.parsed.alternatives, *shown])))


def _time(parsed: Parsed) -> str | None:
    return parsed.part("time")


def _time_of(cell: Text) -> str | None:
    return dict(find_time(str(cell))).get("time")
