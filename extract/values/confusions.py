"""Digits that are taken for one another on paper, and the valid dates that one such slip away from a reading.

Source: values.md 3.1.2. Refuses more than one slip at a time: with two, everything is possible.
"""

from collections.abc import Iterator
from datetime import date

from extract.values.eras import calendar_day

_PAIRS = ("17", "38", "56", "06", "49", "27", "12", "08", "35", "69")
LIKE: dict[str, str] = {
    digit: "".join(dict.fromkeys(pair.replace(digit, "") for pair in _PAIRS if digit in pair)) for digit in "0123456789"
}


def slips(written: str) -> Iterator[str]:
    """Every string that differs from a run of digits by one look-alike digit, most alike first."""
    for place, digit in enumerate(written):
        for other in LIKE.get(digit, ""):
            yield written[:place] + other + written[place + 1 :]


def near_days(year: int, month: int, *, day: int) -> Iterator[date]:
    """Valid days one look-alike digit away in the month or the day, then days with a digit too many dropped."""
    for shape in (str(day), f"{day:02d}"):
        for slip in slips(shape):
            if found := calendar_day(year, month, day=int(slip)):
                yield found
    for shape in (str(month), f"{month:02d}"):
        for slip in slips(shape):
            if found := calendar_day(year, int(slip), day=day):
                yield found
    yield from _shortened(year, month, day=day)


def _shortened(year: int, month: int, *, day: int) -> Iterator[date]:
    """`39` may be `3` or `9` with a stroke too many."""
    for part in dict.fromkeys(str(day)) if len(str(day)) > 1 else ():
        if found := calendar_day(year, month, day=int(part)):
            yield found
    for part in dict.fromkeys(str(month)) if len(str(month)) > 1 else ():
        if found := calendar_day(year, int(part), day=day):
            yield found


def near_years(year: int) -> tuple[int, ...]:
    """Year numbers of the same era one look-alike digit away."""
    return tuple(dict.fromkeys(int(slip) for slip in slips(str(year)) if int(slip) > 0))
