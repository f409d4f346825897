"""The era table and the arithmetic between wareki and western dates.

Source of the boundaries: values.md 3.1.1. Refuses day-level Meiji dates before 1873 (the calendar was lunar).
"""

from dataclasses import dataclass
from datetime import date

GREGORIAN_SINCE = date(1873, 1, 1)


@dataclass(frozen=True, slots=True)
class Era:
    """`first` and `last` day; western year = n + `offset`; `last_year` is the era's last year number."""

    name: str
    letter: str
    offset: int
    first: date
    last: date
    last_year: int


MEIJI = Era("明治", "M", 1867, date(1868, 1, 25), date(1912, 7, 30), 45)
TAISHO = Era("大正", "T", 1911, date(1912, 7, 30), date(1926, 12, 25), 15)
SHOWA = Era("昭和", "S", 1925, date(1926, 12, 25), date(1989, 1, 7), 64)
HEISEI = Era("平成", "H", 1988, date(1989, 1, 8), date(2019, 4, 30), 31)
REIWA = Era("令和", "R", 2018, date(2019, 5, 1), date(9999, 12, 31), 7981)
ERAS = (MEIJI, TAISHO, SHOWA, HEISEI, REIWA)

_NAMED = {spelling: era for era in ERAS for spelling in (era.name, era.name[0], era.letter, era.letter.lower())}
_NAMED |= {"㍾": MEIJI, "㍽": TAISHO, "㍼": SHOWA, "㍻": HEISEI, "㋿": REIWA, "昭利": SHOWA, "令利": REIWA}


def era_named(text: str) -> Era | None:
    """The era of any of its spellings: 昭和, 昭, S, s, ㍼."""
    return _NAMED.get(text)


def era_on(day: date) -> Era:
    """The era a day belongs to; the shared boundary days go to the later era. Raises ValueError before Meiji."""
    for era in reversed(ERAS):
        if day >= era.first:
            return era
    raise ValueError(f"{day} lies before Meiji")


def calendar_day(year: int, month: int, *, day: int) -> date | None:
    """None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_is_valid(month: int) -> bool:
    return 1 <= month <= 12


def show(day: date) -> str:
    """「昭和13年3月9日」; a western date before Meiji."""
    if day < MEIJI.first:
        return f"{day.year}年{day.month}月{day.day}日"
    era = era_on(day)
    year = day.year - era.offset
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def age_on(birth: date, day: date) -> int:
    """Completed years on `day`; negative before birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
