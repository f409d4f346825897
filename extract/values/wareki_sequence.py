"""Dates of a running log, which lean on the row above: `4/11`, `9日`, `〃`, a blank cell (values.md 3.1.5).

Refuses to hide the leaning: whatever is carried over is `inferred`, and without a weekday to back it up it says so.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from domain.entry import Check
from domain.field import Alternative, Evidence, Precision
from extract.values.clock import find_time
from extract.values.confusions import near_days
from extract.values.date_text import DateText, is_skeleton, scan
from extract.values.eras import calendar_day
from extract.values.parsed import Context, DateRole, Parsed, others, unparsed
from extract.values.wareki import parse as parse_full
from extract.values.weekday import weekday_evidence
from extract.values.width import dated, squeeze

# A row below is later than the row above by chance about half the time.
ORDER_NATS = 0.7
# Rollover 12 -> 1: a month that falls by six or more starts the next year (values.md 3.1.5).
_ROLLOVER_MONTHS = 6

_DITTO = re.compile(r"(?:〃|″|”|“|\"|''|〻|々|仝|同上|同日|同じ|同|↓|｜|\||ノノ|ﾉﾉ|//|,,|〟|〝|‶)+")
_WAVE = re.compile(r"\s*[~-]\s*\d")
_BARE_DAY = re.compile(r"\s*(\d{1,2})\s*[.]?\s*")
_LATE = re.compile(r"追記|後日記入|後日|※|済|付記|補記")


def is_ditto(raw: str) -> bool:
    """True for a mark that repeats the cell above, with or without a time or weekday behind it."""
    return _DITTO.match(squeeze(raw)) is not None


def parse(raw: str, context: Context) -> Parsed:
    """The date of a log row; `context.previous_date` is that of the row above. Parts as in `wareki.parse`.

    A late note (`4/12追記`) is no entry date: value None, reason `late_note`.
    """
    context = context.now(role=DateRole.RECORD)
    if _LATE.search(raw):
        return Parsed(None, reasons=("late_note",))
    if is_ditto(raw) or (not squeeze(raw)) or is_skeleton(raw):
        return _carried(raw, context)
    text = scan(raw) or _bare_day(raw)
    if text is None:
        return unparsed(parts=find_time(dated(raw)))
    if text.year is not None:
        return _ordered(parse_full(raw, context), context)
    return _completed(raw, text, context=context)


def _bare_day(raw: str) -> DateText | None:
    """`11` alone in a date column is the day."""
    hit = _BARE_DAY.fullmatch(dated(raw))
    return DateText(hit.span(), hit.end(), day=int(hit.group(1))) if hit else None


def order_checks(days: tuple[date | None, ...]) -> tuple[Check, ...]:
    """For each row whether its day fits between its dated neighbours; ABSENT for undated or lonely rows."""
    return tuple(_order_of(days, place) for place in range(len(days)))


def _order_of(days: tuple[date | None, ...], place: int) -> Check:
    day = days[place]
    above = next((one for one in reversed(days[:place]) if one), None)
    below = next((one for one in days[place + 1 :] if one), None)
    if day is None or (above is None and below is None):
        return Check.ABSENT
    fits = (above is None or above <= day) and (below is None or day <= below)
    return Check.AGREES if fits else Check.CONTRADICTS


def _carried(raw: str, context: Context) -> Parsed:
    """A ditto mark or an empty cell: the day above. A weekday printed beside it still counts as a check."""
    parts = find_time(dated(raw))
    if context.previous_date is None:
        return Parsed(None, reasons=("entry_date_missing",), parts=parts)
    day = context.previous_date
    found = Parsed(day.isoformat(), Precision.DAY, True, parts=parts)
    return _backed(found, day, weekday=context.stated_weekday)


def _completed(raw: str, text: DateText, *, context: Context) -> Parsed:
    """Month and day, or the day alone: the rest comes from the row above."""
    parts = find_time(raw[text.end :])
    parts = (("weekday", str(text.weekday)), *parts) if text.weekday else parts
    if context.previous_date is None:
        return _adrift(text, context, parts=parts)
    days = _possible_days(text, context.previous_date)
    if not days:
        return _no_such_day(text, context, parts=parts)
    weekday = text.weekday or context.stated_weekday
    day = _best_day(days, weekday)
    rest = (Alternative(one.isoformat(), "前の行から別の補い方") for one in days if one != day)
    found = Parsed(day.isoformat(), Precision.DAY, True, alternatives=others(day.isoformat(), rest), parts=parts)
    if text.stroke or text.speck:
        found = found.with_reasons("lookalike")
    if text.several:
        found = found.with_reasons("several_dates")
    if end := _end_of_range(raw, text, day=day):
        found = replace(found, parts=(*found.parts, ("end", end.isoformat())))
    return _ordered(_backed(found, day, weekday=weekday), context)


def _end_of_range(raw: str, text: DateText, *, day: date) -> date | None:
    """The second day of `6/3~6/7`, which leans on the first."""
    if not _WAVE.match(dated(raw), text.end):
        return None
    second = scan(raw, start=text.end)
    days = _possible_days(second, day) if second and second.year is None else []
    return days[0] if days else None


def _possible_days(text: DateText, above: date) -> list[date]:
    """Likeliest first: at or after the row above and near to it, then the slip backwards."""
    if text.month is not None and text.day is not None:
        rolled = above.month - text.month >= _ROLLOVER_MONTHS
        years = (above.year + 1, above.year) if rolled else (above.year, above.year + 1)
        tries = [calendar_day(year, text.month, day=text.day) for year in years]
    elif text.day is not None:
        following = above.replace(day=1) + timedelta(days=32)
        tries = [calendar_day(one.year, one.month, day=text.day) for one in (above, following)]
        if text.day < above.day:
            tries.reverse()
    else:
        tries = []
    return [day for day in tries if day]


def _best_day(days: list[date], weekday: int | None) -> date:
    fitting = [day for day in days if weekday is not None and day.isoweekday() == weekday]
    return fitting[0] if fitting else days[0]


def _backed(found: Parsed, day: date, *, weekday: int | None) -> Parsed:
    signal = weekday_evidence(day, weekday)
    if signal.agrees is None:
        return found.with_reasons("date_inferred_without_second_signal")
    found = found.with_evidence(signal)
    if signal.agrees:
        return found
    fitting = (one for one in near_days(day.year, day.month, day=day.day) if one.isoweekday() == weekday)
    shown = [Alternative(one.isoformat(), "曜日に合う日付") for one in fitting]
    found = found.with_reasons("weekday_contradicts")
    return replace(found, alternatives=others(found.value, [*found.alternatives, *shown]))


def _ordered(found: Parsed, context: Context) -> Parsed:
    """Rows of a sheet never go back in time; one that does is a misreading or a late insertion."""
    if found.value is None or found.precision is not Precision.DAY or context.previous_date is None:
        return found
    fits = date.fromisoformat(found.value) >= context.previous_date
    found = found.with_evidence(Evidence("order", fits, ORDER_NATS))
    return found if fits else found.with_reasons("order_contradicts")


def _adrift(text: DateText, context: Context, *, parts: tuple[tuple[str, str], ...]) -> Parsed:
    """No row above: the weekday may still tell the year, so its candidates go to the clerk; no value is given."""
    pieces = [("month", str(text.month))] if text.month else []
    pieces += [("day", str(text.day))] if text.day else []
    weekday, centre = text.weekday or context.stated_weekday, context.record_date or context.today
    tries = (calendar_day(centre.year - back, text.month or 0, day=text.day or 0) for back in range(-1, 12))
    shown = [day for day in tries if day and day <= context.today and weekday in (None, day.isoweekday())]
    choices = (Alternative(day.isoformat(), "曜日に合う年" if weekday else "年の候補") for day in shown)
    return Parsed(None, reasons=("date_partial",), alternatives=others(None, choices, most=4), parts=(*pieces, *parts))


def _no_such_day(text: DateText, context: Context, *, parts: tuple[tuple[str, str], ...]) -> Parsed:
    if text.day is None:
        return Parsed(None, reasons=("date_partial",), parts=(("month", str(text.month)), *parts))
    year = context.previous_date.year if context.previous_date else context.today.year
    weekday = text.weekday or context.stated_weekday
    days = sorted(
        near_days(year, text.month or (context.previous_date or context.today).month, day=text.day),
        key=lambda day: weekday is not None and day.isoweekday() != weekday,
    )
    shown = (Alternative(day.isoformat(), "字形の似た数字") for day in days)
    return Parsed(None, reasons=("date_invalid",), alternatives=others(None, shown), parts=parts)
