"""Which year is meant when the era is not written, or several are: candidates with weights (values.md 3.1.4).

Refuses candidates that the role of the date rules out (a birth in the future); never picks one without saying so.
"""

from dataclasses import dataclass
from datetime import date

from extract.values.date_text import DateText
from extract.values.eras import ERAS, HEISEI, REIWA, SHOWA, TAISHO, Era, age_on, calendar_day
from extract.values.parsed import Context, DateRole

# Nats. Age: a wrong year hits the printed age about once in a hundred; the others are odds seen in office files.
AGE_NATS, WEEKDAY_NATS = 4.6, 1.95
_BIRTH_PRIOR = {SHOWA.name: 1.5, TAISHO.name: 0.3, HEISEI.name: 0.5}
_WESTERN_SHORT_PRIOR = -1.5


@dataclass(frozen=True, slots=True)
class YearReading:
    """`year` western; `why` shown to the clerk (`S38`, `西暦`); `weight` in nats, larger is likelier."""

    year: int
    why: str
    era: Era | None
    weight: float


def year_readings(text: DateText, context: Context) -> tuple[YearReading, ...]:
    """All survivors, likeliest first; empty when the text has no year."""
    if text.year is None:
        return ()
    kept = [
        YearReading(year, why, era, _weight(text, context, year=year, era=era))
        for year, why, era in _candidates(text, context)
        if _is_possible(text, context, year=year, why=why)
    ]
    return tuple(sorted(kept, key=lambda one: -one.weight))


def _candidates(text: DateText, context: Context) -> list[tuple[int, str, Era | None]]:
    number = text.year or 0
    eras = chosen_eras(text, context) or text.choice.offered
    if eras:
        return [(era.offset + number, f"{era.letter}{number}", era) for era in eras]
    if text.western:
        # `'24` outside a birth date is this century unless that lies far ahead.
        return _western(number, context)[: None if context.role is DateRole.BIRTH or number >= 100 else 1]
    found: list[tuple[int, str, Era | None]] = [
        (era.offset + number, f"{era.letter}{number}", era) for era in ERAS if number <= era.last_year
    ]
    return found + _western(number, context)


def _western(number: int, context: Context) -> list[tuple[int, str, Era | None]]:
    if number >= 100:
        return [(number, "西暦", None)]
    centuries = (2000, 1900) if 2000 + number <= context.today.year + 30 else (1900, 2000)
    return [(century + number, f"西暦{century + number}", None) for century in centuries]


def chosen_eras(text: DateText, context: Context) -> tuple[Era, ...]:
    """The era written in front of the number and those marked by hand; several where they differ, none at all."""
    marked = [era for label in context.marks for era in eras_in(label)]
    written = [text.era] if text.era else []
    return tuple(dict.fromkeys((*written, *text.choice.circled, *marked)))


def eras_in(label: str) -> tuple[Era, ...]:
    """Era words in the label of a mark: `昭`, `S`, `②昭和`; a label with several is no choice and gives none."""
    spelled = [era for era in ERAS if era.name in label or era.name[0] in label or era.letter in label.upper()]
    return tuple(spelled) if len(spelled) == 1 else ()


def _is_possible(text: DateText, context: Context, *, year: int, why: str) -> bool:
    latest = context.record_date if context.role is DateRole.BIRTH and context.record_date else context.today
    if context.role is DateRole.BIRTH:
        return latest.year - 120 <= year <= latest.year
    if context.role is DateRole.RECORD:
        return 1945 <= year <= latest.year + 1
    del text, why
    return 1868 <= year <= latest.year + 30


def _weight(text: DateText, context: Context, *, year: int, era: Era | None) -> float:
    weight = _prior(text, context, era=era)
    day = calendar_day(year, text.month, day=text.day) if text.month and text.day else None
    weekday = text.weekday or context.stated_weekday
    if day and weekday:
        weight += WEEKDAY_NATS if day.isoweekday() == weekday else -2 * WEEKDAY_NATS
    weight += _age_weight(text, context, year=year, day=day)
    if day and era and not era.first <= day <= era.last:
        weight -= 3.0
    return weight + _order_weight(context, year=year, day=day)


def _prior(text: DateText, context: Context, *, era: Era | None) -> float:
    if text.western or text.era:
        return 0.0
    if era is None:
        return _WESTERN_SHORT_PRIOR
    hint = 2.0 if context.era_hint == era.name else 0.0
    if context.role is DateRole.BIRTH:
        return hint + _BIRTH_PRIOR.get(era.name, -1.0)
    return hint + {REIWA.name: 1.0, HEISEI.name: 0.8, SHOWA.name: 0.0}.get(era.name, -2.0)


def _age_weight(text: DateText, context: Context, *, year: int, day: date | None) -> float:
    stated = text.age if text.age is not None else context.stated_age
    if stated is None or context.record_date is None:
        return 0.0
    if day is None:
        return AGE_NATS / 2 if abs(context.record_date.year - year - stated) <= 1 else -AGE_NATS
    return AGE_NATS if age_agrees(day, stated, on=context.record_date, text=text) else -AGE_NATS


def age_agrees(birth: date, stated: int, *, on: date, text: DateText | None = None) -> bool:
    """True when the printed age is the age in completed years, or the 数え年 where that is how it is written."""
    if text is not None and text.east_asian_age:
        return stated == on.year - birth.year + 1
    return age_on(birth, on) == stated


def _order_weight(context: Context, *, year: int, day: date | None) -> float:
    if context.role is not DateRole.RECORD:
        return 0.0
    near = context.previous_date or context.record_date
    if near is None:
        return 0.0
    if day is None:
        return 2.0 if 0 <= year - near.year <= 1 else -1.0
    gap = (day - near).days
    return 3.0 if 0 <= gap <= 366 else 0.5 if -60 <= gap < 0 else -1.0
