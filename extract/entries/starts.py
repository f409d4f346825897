"""Where a contact begins in running writing: a line that opens with a date or a ditto mark.

Refuses late notes (`※5/7 TEL済`, `(4/12追記)`) and numbers that are no dates.
"""

import re
from dataclasses import dataclass

from extract.entries.clocks import joints
from extract.entries.marks import ditto_end, is_mark
from extract.entries.mending import without_sign
from extract.finders.rows import words
from extract.signs import Text
from extract.values.choice import code_of
from extract.values.clock import find_time
from extract.values.date_text import DateText, scan

_LEAD = re.compile(r"^(?:[.,:;'`]\s*)?[\s●○◎■□☑☒✓◆◇▼▽・*＊@⑯【\[「『]*")
_DIRT = re.compile(r"^[\s.,:;'`・･\-●○◎■◆◇*＊]*")
_LATE = re.compile(r"^\s*(?:※|[(（]|追記|後日|\*)")
_CLOCK = re.compile(
    r"^\s*[(（]?\s*(?:午前|午後|AM|PM|am|pm)?\s*\d{0,2}\s*(?:[:：時]\s*\d{0,2}\s*分?|半)?(?:\s*[~～〜\-－]\s*\d{1,2}\s*[:：時]\s*\d{0,2}\s*分?)?\s*[)）]?"
)
_WEEKDAY = re.compile(r"\s*[月火水木金土日]")
_SAME_DAY = re.compile(r"同[EeＥ8B目曰白旦口](?=[\s　])")
# A line of running text that happens to begin with a date: 「11月30日。」, 「10月23日に調整」.
_SPOKEN_OF = re.compile(r"\s?(?:。|まで|から|に|を|が|は|の|で|と(?=[の。のこ]))")
_RUN = re.compile(r"(?:1[0-2]|[1-9])(?:[0-2]\d|3[01]|\d)\s*[(（\[][月火水木金土日][)）\]]")
_LOST_POINT = re.compile(r"[MTSHR]\d{1,2}(?P<gap>\s)\d{1,2}[./]\d")
# The longest date and time that stand in one, with an era.
_LONGEST_STAMP = 18
_DIGIT = re.compile(r"[0-9０-９一二三四五六七八九十〇元]")


@dataclass(frozen=True, slots=True)
class Opening:
    """`end`: offset into `Text.raw` where the date, with weekday and time, ends."""

    end: int
    date: DateText | None
    ditto: bool = False


def opening(line: Text, *, em_px: float) -> Opening | None:
    """The date or ditto mark a line begins with; None when it begins with something else."""
    line = line.without_struck()
    raw = line.raw
    if _LATE.match(raw):
        return None
    lead = _LEAD.match(raw)
    start = lead.end() if lead else 0
    if not line.compact:
        return None
    if end := _mark_end(line, start, em_px=em_px) or _same_day_end(raw, start):
        return Opening(_behind_time(raw, end), None, ditto=True)
    if not _DIGIT.search(raw[start : start + 4]):
        return None
    found = _date_at(raw, start) or _date_at(without_sign(raw), start)
    if found is None:
        return _glued(raw, start) or _without_separator(raw, start)
    end = _behind_weekday(raw, found.end)
    return None if _SPOKEN_OF.match(raw, end) else Opening(_behind_time(raw, end), found)


def _date_at(raw: str, start: int) -> DateText | None:
    """A date with its day that begins at `start`."""
    lost = _LOST_POINT.match(raw, start)
    found = scan(raw, start=start) if lost is None else scan(_pointed(raw, lost), start=start)
    if found is None or found.span[0] > start + _slack(raw, start) or not _names_a_day(found):
        return None
    return found


def _glued(raw: str, start: int) -> Opening | None:
    """`05.0116:40同行`: no date is read until day and time are parted."""
    places = joints(raw[: start + _LONGEST_STAMP])
    if not places:
        return None
    found = _date_at(raw[: places[0]], start)
    return Opening(_behind_time(raw, places[0]), found) if found and found.end == places[0] else None


def _pointed(raw: str, lost: re.Match[str]) -> str:
    """The point put back in the place of the space, so that offsets stay."""
    return f"{raw[: lost.start('gap')]}.{raw[lost.start('gap') + 1 :]}"


def _mark_end(line: Text, start: int, *, em_px: float) -> int:
    """Where a ditto mark at `start` ends, read well or badly; 0 when there is none."""
    length = ditto_end(line.raw[start:])
    if length:
        return start + length
    first = words(line.cut_raw(start))[0] if line.cut_raw(start).compact else line
    return start + len(first.raw) if len(first.compact) <= 2 and is_mark(first, em_px=em_px) else 0


def _same_day_end(raw: str, start: int) -> int:
    """同日 whose second sign was misread, apart from what follows it."""
    hit = _SAME_DAY.match(raw, start)
    return hit.end() if hit else 0


def _without_separator(raw: str, start: int) -> Opening | None:
    """`1117（月）`: month and day with their separator lost; the weekday shows that it is a date."""
    hit = _RUN.match(raw, start)
    return Opening(_behind_time(raw, hit.end()), None) if hit else None


def _behind_weekday(raw: str, place: int) -> int:
    """「6.3 日」, 「01.16月支援会議」: a bare weekday behind a day, before white space or a way of contact."""
    hit = _WEEKDAY.match(raw, place)
    if hit is None:
        return place
    rest = raw[hit.end() :].lstrip()[:8]
    apart = hit.end() == len(raw) or raw[hit.end()].isspace() or rest[:1] in "【[〈（(" or rest[:1].isascii()
    named = any(code_of("method", rest[:end]) is not None for end in range(2, len(rest) + 1))
    return hit.end() if apart or named else place


def _slack(raw: str, start: int) -> int:
    """A stray point or stroke may stand before the date, a word may not."""
    return 1 if raw[start : start + 1] in ".,:;'`・-" else 0


def _names_a_day(found: DateText) -> bool:
    return found.month is not None and found.day is not None


def _behind_time(raw: str, place: int) -> int:
    """Past a clock time that follows directly."""
    hit = _CLOCK.match(raw[place:])
    if hit and find_time(hit.group(0)) and re.search(r"\d", hit.group(0)):
        return place + hit.end()
    return place


def is_date_line(line: Text, *, em_px: float) -> bool:
    return opening(line, em_px=em_px) is not None


def date_left(line: Text) -> int:
    """Where the date itself begins, px: dirt and bullets before it do not shift a margin."""
    lead = _DIRT.match(line.raw)
    rest = line.cut_raw(lead.end()) if lead else line
    return rest.box.x if rest.compact else line.box.x
