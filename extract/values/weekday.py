"""The weekday beside a date: its cheapest independent check (values.md 3.1.3). Refuses to read one out of prose."""

import re
from datetime import date

from domain.field import Evidence
from extract.values.parsed import Context, Parsed, unparsed
from extract.values.width import plain, squeeze

WEEKDAYS = "月火水木金土日"
_WRITTEN = re.compile(r"[(\[{<〈【]?([月火水木金土日])(?:曜日?)?[)\]}>〉】]?")
# Of seven weekdays a wrong date hits the printed one by chance once: ln 7.
WEEKDAY_NATS = 1.95


def parse(raw: str, context: Context) -> Parsed:
    """`(火)`, `火`, `火曜日` -> "2" (Monday 1 … Sunday 7)."""
    del context
    found = _WRITTEN.fullmatch(squeeze(plain(raw)))
    return Parsed(str(WEEKDAYS.index(found.group(1)) + 1)) if found else unparsed()


def weekday_sign(day: date) -> str:
    """One kanji, 月 to 日."""
    return WEEKDAYS[day.isoweekday() - 1]


def weekday_evidence(day: date, printed: int | None) -> Evidence:
    """`printed` Monday 1 … Sunday 7, None when none is printed."""
    agrees = None if printed is None else day.isoweekday() == printed
    return Evidence("weekday", agrees, 0.0 if agrees is None else WEEKDAY_NATS)
