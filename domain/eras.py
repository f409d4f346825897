"""Japanese eras: which western days an era year means. Pure arithmetic, no parsing; refuses nothing but unknown eras.

Source: the Era Name Act and the cabinet orders before it. The day an era begins is its day 1.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """`first_day` of the era; `letter` as printed on forms, `name` in kanji."""

    letter: str
    name: str
    first_day: date


ERAS: tuple[Era, ...] = (
    Era("M", "明治", date(1868, 1, 25)),
    Era("T", "大正", date(1912, 7, 30)),
    Era("S", "昭和", date(1926, 12, 25)),
    Era("H", "平成", date(1989, 1, 8)),
    Era("R", "令和", date(2019, 5, 1)),
)


def era_named(word: str) -> Era | None:
    """The era of a letter (either case), its kanji name, or the name's first kanji; None for any other word."""
    for era in ERAS:
        if word.upper() == era.letter or word in (era.name, era.name[0]):
            return era
    return None


def western_year(era: Era, year: int) -> int:
    """Year 1 (元年) is the year the era began. An era written on past its end (平成33年) counts on, as it was meant."""
    return era.first_day.year + year - 1


def span(year: int, *smaller: int | None) -> tuple[date, date] | None:
    """First and last day of a western year, or of its month, or of that month's day; None for no such date."""
    month, day, *_ = (*smaller, None, None)
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
