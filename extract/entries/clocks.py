"""Dates as readers run them together: `8.1413:10` is 8.14 at 13:10, `R6 2.13` lost a point, `12..11` has one too many.

Says when another cut was possible; refuses to change a digit.
"""

import re

_JOINED = re.compile(r"(?P<before>[./月年]\s?)(?P<run>\d{2,4})(?P<colon>[:：]\d\d)")
_DOUBLED = re.compile(r"(?<=\d)([./])\s*[./]+(?=\d)")
# `R6 2.13` lost a point; in `12月7日水` the last sign is the weekday.
_LOST_POINT = re.compile(r"^(\s*[MTSHR]\d{1,2})\s+(?=\d{1,2}[./]\d)")
_DAY_AND_WEEKDAY = re.compile(
    r"((?:[MTSHR]\d{1,2}|[MTSHR]?元|(?:19|20)\d\d)\s?[./]\s?\d{1,2}\s?[./]\s?\d{1,2}|^\s*\d{1,2}\s?[./]\s?\d{1,2})"
    r"\s*([月火水木金土日])(?=$|\s|[^\d年月日])"
)
_BARE_WEEKDAY = re.compile(r"(?<=\d日)\s*([月火水木金土日])(?=$|\s)")


def parted(written: str) -> tuple[str, bool]:
    """The text with a space before the time, and whether another place for it was possible too."""
    written = _DOUBLED.sub(r"\1", written)
    written = _DAY_AND_WEEKDAY.sub(r"\1(\2)", written)
    written = _BARE_WEEKDAY.sub(r"(\1)", _LOST_POINT.sub(r"\1.", written))
    places = joints(written)
    if not places:
        return written, False
    return f"{written[: places[0]]} {written[places[0] :]}", len(places) > 1


def joints(written: str) -> tuple[int, ...]:
    """Where a time may begin that is glued to the day before it, likeliest first; empty when none is."""
    hit = _JOINED.search(written)
    if hit is None:
        return ()
    run = hit["run"]
    return tuple(hit.start("run") + cut for cut in (len(run) - 2, len(run) - 1) if _fits(run, cut))


def _fits(run: str, cut: int) -> bool:
    """A day from 1 to 31 and an hour of the office's day."""
    if cut < 1:
        return False
    day, hour = run[:cut], run[cut:]
    two_digits = not day.startswith("0") or len(day) == 2
    return 1 <= int(day) <= 31 and two_digits and 6 <= int(hour) <= 23 and len(str(int(hour))) == len(hour)
