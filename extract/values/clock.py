"""Times of day beside a date: `10:00`, `14:00～15:40`, `13時半`, `午後2時`, `PM`, `夕方`.

Refuses to turn a word such as 夕方 into a number: it stays a word (`time_text`).
"""

import re

from extract.values.numerals import mend_digits, number
from extract.values.width import dated

_HALF = r"(?P<half{0}>午前|午後|AM|PM|am|pm|A\.M\.|P\.M\.)?\s*"
_CLOCK = (
    r"(?:(?P<hour{0}>\d{{1,2}})\s*:\s*(?P<minute{0}>\d\d)(?!\d)"
    r"|(?P<hourk{0}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*時(?!間|期|点|代|々|折)\s*"
    r"(?:(?P<minutek{0}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*分|(?P<thirty{0}>半))?)"
)
_TIME = re.compile((_HALF + _CLOCK).format(1) + r"(?:\s*(?:~|-|から)\s*" + (_HALF + _CLOCK).format(2) + ")?")
_LETTER_HOUR = re.compile(r"(?<![A-Za-z])(AM|PM|am|pm|午前|午後)\s*(\d{1,2})(?![\d/.月])")
_WORD = re.compile(
    r"早朝|午前中?|午後|正午|昼過ぎ|昼|夕方|夕刻|夜間|深夜|未明|(?<![A-Za-z])(?:AM|PM|am|pm)(?![A-Za-z])|朝|夜"
)


def find_time(text: str) -> tuple[tuple[str, str], ...]:
    """Parts for `Parsed.parts`: `time` and `time_end` as HH:MM, or `time_text` for a word; empty when none stands."""
    mended, _ = mend_digits(dated(text))
    if hit := _TIME.search(mended):
        return _span(hit)
    if hit := _LETTER_HOUR.search(mended):
        found = _hhmm(int(hit.group(2)), 0, half=hit.group(1))
        return (("time", found),) if found else ()
    word = _WORD.search(mended)
    return (("time_text", word.group(0)),) if word else ()


def _span(hit: re.Match[str]) -> tuple[tuple[str, str], ...]:
    start = _side(hit, "1", half=hit.group("half1"))
    if start is None:
        return ()
    end = _side(hit, "2", half=hit.group("half2") or hit.group("half1"))
    return (("time", start), ("time_end", end)) if end else (("time", start),)


def _side(hit: re.Match[str], side: str, *, half: str | None) -> str | None:
    hour, minute = hit.group(f"hour{side}"), hit.group(f"minute{side}")
    if hour is None:
        hour, minute = hit.group(f"hourk{side}"), hit.group(f"minutek{side}")
    if hour is None:
        return None
    minutes = 30 if hit.group(f"thirty{side}") else number(minute) if minute else 0
    hours = number(hour)
    return None if hours is None or minutes is None else _hhmm(hours, minutes, half=half)


def _hhmm(hour: int, minute: int, *, half: str | None) -> str | None:
    late = half is not None and (half == "午後" or half.upper().startswith("P"))
    hour = hour + 12 if late and hour < 12 else hour
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None
