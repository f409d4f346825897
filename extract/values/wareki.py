"""Dates in every Japanese spelling -> ISO, with precision, era checks, weekday and age as evidence (values.md 3.1).

Refuses to make up what is not written: a missing era, month or day gives candidates or a coarser date and a reason.
"""

from dataclasses import replace
from datetime import date

from domain.field import Alternative, Evidence, Precision
from extract.values.clock import find_time
from extract.values.confusions import near_days, near_years
from extract.values.date_text import DateText, is_skeleton, scan
from extract.values.eras import ERAS, GREGORIAN_SINCE, MEIJI, Era, calendar_day, month_is_valid
from extract.values.parsed import Context, DateRole, Parsed, blank, distinct, others, unparsed
from extract.values.partial_date import coarse
from extract.values.weekday import weekday_evidence
from extract.values.year_choice import AGE_NATS, YearReading, age_agrees, chosen_eras, year_readings

# A candidate must be this many nats ahead of the next before it is shown as the value: about 2.7 to 1.
_CLEAR_LEAD = 1.0


def parse(raw: str, context: Context) -> Parsed:
    """A date of a field. Parts: `end` (of a range), `time`, `time_end`, `time_text`, `third`, `weekday`, `age`."""
    text = scan(raw)
    if text is None:
        return blank() if is_skeleton(raw) else unparsed()
    found = resolve(text, context)
    return _with_parts(found, raw, text=text, context=context)


def resolve(text: DateText, context: Context) -> Parsed:
    """The day that a written date means; `value` None where that stays open."""
    if text.year is None:
        return _without_year(text)
    readings = year_readings(text, context)
    if not readings:
        return _impossible(text, context)
    best = readings[0]
    clear = len(readings) == 1 or best.weight - readings[1].weight >= _CLEAR_LEAD
    found = _dated(text, best, context=context)
    found = found.with_reasons(*_open_reasons(text, context, survivors=len(readings)))
    if "era_inferred" in found.reasons:
        found = replace(found, inferred=True)
    if _outlived_too_long(found, best):
        return _impossible(text, context)
    if len(readings) > 1:
        rest = [Alternative(value, one.why) for one in readings[1:] if (value := _value_of(text, one))]
        found = _chosen(found, rest, clear=clear, why=best.why)
    return found


def _outlived_too_long(found: Parsed, reading: YearReading) -> bool:
    """昭和70年: nobody writes an era two years after its end by habit, unless age or weekday bear it out."""
    if "era_overrun" not in found.reasons or reading.era is None:
        return False
    backed = any(one.agrees for one in found.evidence)
    return not backed and reading.year - reading.era.last.year > 1


def _open_reasons(text: DateText, context: Context, *, survivors: int) -> tuple[str, ...]:
    chosen = chosen_eras(text, context)
    reasons = ["several_dates"] if text.several else []
    if len(chosen) > 1:
        reasons.append("two_marks")
    if len(chosen) != 1 and not (text.western and survivors == 1):
        reasons.append("era_inferred")
    if text.choice.ringed and not context.marks:
        reasons.append("stray_mark")
    if text.stroke or text.speck:
        reasons.append("lookalike")
    return tuple(reasons)


def _chosen(found: Parsed, rest: list[Alternative], *, clear: bool, why: str) -> Parsed:
    if clear or found.value is None:
        return replace(found, inferred=True, alternatives=others(found.value, [*found.alternatives, *rest]))
    every = [Alternative(found.value, why), *rest, *found.alternatives]
    return replace(found, value=None, inferred=True, alternatives=others(None, every))


def _without_year(text: DateText) -> Parsed:
    pieces = [("month", str(text.month))] if text.month else []
    pieces += [("day", str(text.day))] if text.day else []
    valid = (text.month is None or month_is_valid(text.month)) and (text.day is None or 1 <= text.day <= 31)
    return Parsed(None, reasons=("date_partial",) if valid else ("date_invalid",), parts=tuple(pieces))


def _impossible(text: DateText, context: Context) -> Parsed:
    """A year that no reading allows: show the arithmetic and the look-alikes, give no value."""
    eras = chosen_eras(text, context) or ((text.era,) if text.era else ())
    number = text.year or 0
    tries = [(number, era) for era in eras] + [(slip, era) for era in eras for slip in near_years(number)]
    shown = [
        Alternative(value, f"{era.letter}{year}")
        for year, era in tries
        if year <= era.last_year + 30 and (value := _value_of(text, YearReading(era.offset + year, "", era, 0.0)))
    ]
    return Parsed(None, reasons=("date_invalid",), alternatives=others(None, shown))


def _value_of(text: DateText, reading: YearReading) -> str | None:
    if text.month is None or text.day is None or text.fiscal or text.decade:
        return coarse(text, reading.year).value
    day = calendar_day(reading.year, text.month, day=text.day)
    return day.isoformat() if day else None


def _dated(text: DateText, reading: YearReading, *, context: Context) -> Parsed:
    if text.month is None or text.day is None or text.decade or text.fiscal:
        return _boundary_of_part(coarse(text, reading.year), text, reading=reading, context=context)
    day = calendar_day(reading.year, text.month, day=text.day)
    if day is None:
        return _invalid(text, reading, context=context)
    if reading.era is MEIJI and day < GREGORIAN_SINCE:
        return Parsed(f"{reading.year:04d}", Precision.YEAR, reasons=("date_partial",))
    reasons = (*_era_reasons(reading.era, day, context=context), *_role_reasons(day, context))
    checked = Parsed(day.isoformat(), Precision.DAY, reasons=distinct(reasons))
    return _checked(checked, day, text=text, context=context)


def _boundary_of_part(found: Parsed, text: DateText, *, reading: YearReading, context: Context) -> Parsed:
    if reading.era is None or found.value is None:
        return found
    first = date(reading.year, text.month or 1, 1)
    past = first > reading.era.last and reading.year > 1867
    return found.with_reasons(*(_overrun(reading.era, first, context=context) if past else ()))


def _era_reasons(era: Era | None, day: date, *, context: Context) -> tuple[str, ...]:
    if era is None or era.first <= day <= era.last:
        return ()
    if day < era.first:
        return ("era_boundary",)
    return _overrun(era, day, context=context)


def _overrun(era: Era, day: date, *, context: Context) -> tuple[str, ...]:
    """The era ended before this day: a habit just after the change, or right as printed when written before it."""
    if context.role is DateRole.EXPIRY or (context.record_date and context.record_date <= era.last < day):
        return ("era_overrun_future_ok",)
    if day.year == era.last.year and (day - era.last).days < 31 and era.name != "平成":
        return ("era_boundary",)
    return ("era_overrun",)


def _role_reasons(day: date, context: Context) -> tuple[str, ...]:
    if context.role is DateRole.EXPIRY:
        return ()
    now = context.record_date if context.role is DateRole.BIRTH and context.record_date else context.today
    if day > now and context.role in (DateRole.BIRTH, DateRole.RECORD):
        return ("date_in_future",)
    if context.role is DateRole.BIRTH and now.year - day.year > 110:
        return ("age_implausible",)
    return ()


def _invalid(text: DateText, reading: YearReading, *, context: Context) -> Parsed:
    weekday = text.weekday or context.stated_weekday
    days = list(near_days(reading.year, text.month or 0, day=text.day or 0))
    days.sort(key=lambda day: weekday is not None and day.isoweekday() != weekday)
    shown = (Alternative(day.isoformat(), "字形の似た数字") for day in days)
    return Parsed(None, reasons=("date_invalid",), alternatives=others(None, shown))


def _checked(found: Parsed, day: date, *, text: DateText, context: Context) -> Parsed:
    weekday = weekday_evidence(day, text.weekday or context.stated_weekday)
    age = _age_evidence(day, text=text, context=context)
    signals = tuple(one for one in (weekday, age) if one.agrees is not None)
    found = found.with_evidence(*signals)
    if weekday.agrees is False:
        found = _contradicted(found, day, code="weekday_contradicts", wanted=text.weekday or context.stated_weekday)
    if age.agrees is False:
        found = _contradicted_age(found, day, text=text, context=context)
    return found


def _age_evidence(day: date, *, text: DateText, context: Context) -> Evidence:
    stated = text.age if text.age is not None else context.stated_age
    if stated is None or context.record_date is None or context.role is not DateRole.BIRTH:
        return Evidence("age", None)
    return Evidence("age", age_agrees(day, stated, on=context.record_date, text=text), AGE_NATS)


def _contradicted(found: Parsed, day: date, *, code: str, wanted: int | None) -> Parsed:
    fitting = [one for one in near_days(day.year, day.month, day=day.day) if one.isoweekday() == wanted]
    shown = [Alternative(one.isoformat(), "曜日に合う日付") for one in fitting]
    return replace(found.with_reasons(code), alternatives=others(found.value, [*found.alternatives, *shown]))


def _contradicted_age(found: Parsed, day: date, *, text: DateText, context: Context) -> Parsed:
    """Years of a like-looking number or of another era that do give the printed age."""
    stated = text.age if text.age is not None else context.stated_age
    number = text.year or 0
    tries = [(era.offset + number, f"{era.letter}{number}") for era in _other_eras(text)]
    base = day.year - number
    tries += [(base + slip, "字形の似た数字") for slip in near_years(number)]
    tries += [(1900 + number, f"西暦{1900 + number}")] if number < 100 else []
    shown = [
        Alternative(one.isoformat(), why)
        for year, why in tries
        if (one := calendar_day(year, day.month, day=day.day))
        and context.record_date
        and stated is not None
        and age_agrees(one, stated, on=context.record_date, text=text)
    ]
    found = found.with_reasons("age_contradicts")
    return replace(found, alternatives=others(found.value, [*found.alternatives, *shown]))


def _other_eras(text: DateText) -> tuple[Era, ...]:
    return tuple(era for era in ERAS if era is not text.era and (text.year or 0) <= era.last_year)


def _with_parts(found: Parsed, raw: str, *, text: DateText, context: Context) -> Parsed:
    parts = list(found.parts)
    parts += [("weekday", str(text.weekday))] if text.weekday else []
    parts += [("age", str(text.age))] if text.age is not None else []
    parts += find_time(raw[text.end :])
    end = _range_end(raw, text, context=context, start=found)
    if end is None:
        return replace(found, parts=tuple(parts))
    parts += [("end", end.value)] if end.value else []
    return replace(found, parts=tuple(parts)).with_reasons(*end.reasons)


def _range_end(raw: str, text: DateText, *, context: Context, start: Parsed) -> Parsed | None:
    """The second date after a wave, arrow or から; it borrows year and era from the first where it has none."""
    between = raw[text.end :].lstrip()
    if not between or between[0] not in "~〜～－-→から" or between[:2] in ("か月",):
        return None
    second = scan(raw, start=text.end)
    if second is None or second.span[0] - text.end > 6:
        return None
    if second.year is None:
        second = replace(second, year=text.year, era=text.era, western=text.western, month=second.month or text.month)
    elif second.era is None and not second.western:
        second = replace(second, era=text.era, western=text.western)
    del start
    return resolve(second, context.now(role=DateRole.EXPIRY, stated_age=None, stated_weekday=None))
