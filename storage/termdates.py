"""Dates as people type them into a search: 平成25年ごろ, S13.3.9, 2013-04, 2013年頃. Pure; None for any other word."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from domain.eras import era_named, span, western_year

_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr明大昭平令])\s*(?P<era_year>元|\d{1,2})"
_WESTERN = r"(?P<year>1[89]\d{2}|20\d{2})"
_SIGN = r"\s*[年./\-・]\s*"
_REST = rf"(?:(?:{_SIGN})(?:(?P<month>\d{{1,2}})(?:\s*[月./\-・]\s*(?:(?P<day>\d{{1,2}})日?)?)?)?)?"
_ABOUT = r"(?P<about>頃|ごろ|ころ|前後|あたり)?"
_DATE = re.compile(rf"(?:{_ERA}|{_WESTERN}){_REST}(?:度)?{_ABOUT}")
_COMPACT = re.compile(r"(?P<year>1[89]\d{2}|20\d{2})(?P<month>\d{2})(?P<day>\d{2})")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included."""

    first: date
    last: date


def days_of(word: str) -> Days | None:
    """「ごろ」 widens a year by one year, a month by one month, a day by three days, either way."""
    plain = unicodedata.normalize("NFKC", word).strip()
    found = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else None
    day = int(parts["day"]) if parts.get("day") else None
    year = _year(parts)
    if "度" in plain and month is None:
        exact: tuple[date, date] | None = (date(year, 4, 1), date(year + 1, 3, 31))
    else:
        exact = span(year, month, day)
    if exact is None:
        return None
    slack = timedelta(days=0 if not parts.get("about") else 3 if day else 31 if month else 366)
    return Days(exact[0] - slack, exact[1] + slack)


def _year(parts: dict[str, str | None]) -> int:
    era = era_named(parts.get("era") or "")
    if era is None:
        return int(parts["year"] or 0)
    counted = parts["era_year"] or ""
    return western_year(era, 1 if counted == "元" else int(counted))
