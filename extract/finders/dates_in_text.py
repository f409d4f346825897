"""Dates inside an entry's text, with what they stand for: the next contact, a deadline, an event.

A dropped year is the one that brings the day nearest to the entry. Refuses scores, fractions and blood pressures.
"""

import re
from datetime import date

from domain.entry import DateMention
from domain.field import Precision
from extract.values.date_text import DateText, find
from extract.values.eras import calendar_day, month_is_valid
from extract.values.parsed import Context
from extract.values.wareki import resolve

_UNIT_BEHIND = re.compile(
    r"\s*(?:[点回名人円%％㎏錠量日間]|以下|以上|程度|kg|cm|mg|ml|mm|万|千|割|倍|か月|ヶ月|ケ月|カ月|歳|時間|号|番|階|級|種|個|本|枚|箱|袋|t(?![A-Za-z]))"
)
_UNIT_BEFORE = re.compile(r"(?:BP|ＢＰ|血圧|HbA1c|体温|HDS-?R|MMSE|BMI|約|月額?|第|No\.?|№|[¥￥])\s*$")
_SENTENCE = re.compile(r"[。\n]")
_DEADLINE = re.compile(r"まで|迄|期限|締切|締め切り|〆|提出|見込|満了|更新日|支払")
_NEXT = re.compile(
    r"次回|再訪|再来|予定|予約|訪問|約束|来所|面接|開催|調整|モニタリング|とする|受診|会議|同行|見学|面談|TEL|連絡|変更|日程|次は|再度"
)
_PAST = re.compile(
    r"に(?:救急|入院|退院|死亡|転倒|搬送|受診|発症|離婚|転居)|した|された|済|であった|だった|より継続|から"
)


def find_dates(text: str, *, entry_date: date | None, today: date) -> tuple[DateMention, ...]:
    """Mentions left to right; `value` None where the day stays open (no entry date to lean on)."""
    found = []
    for one in find(text):
        if not _is_date(text, one):
            continue
        start, end = one.span[0], one.end if one.weekday and one.age is None else one.span[1]
        value = _value(one, entry_date=entry_date, today=today)
        role = _role(text, (start, end), value=value, entry_date=entry_date)
        found.append(DateMention(text[start:end], value, role, (start, end)))
    return tuple(found)


def _is_date(text: str, one: DateText) -> bool:
    if one.month is not None and not month_is_valid(one.month):
        return False
    if one.day is not None and not 1 <= one.day <= 31:
        return False
    bare = one.year is None or one.era is None
    if bare and not re.search(r"[年月日]", text[slice(*one.span)]):
        return not _UNIT_BEHIND.match(text, one.span[1]) and not _UNIT_BEFORE.search(text[: one.span[0]])
    return True


def _value(one: DateText, *, entry_date: date | None, today: date) -> str | None:
    if one.year is not None:
        found = resolve(one, Context(today, record_date=entry_date))
        return found.value if found.precision is not Precision.APPROXIMATE else None
    if entry_date is None or one.month is None:
        return None
    years = (entry_date.year - 1, entry_date.year, entry_date.year + 1)
    if one.day is None:
        nearest = min(years, key=lambda year: abs((year - entry_date.year) * 12 + (one.month or 0) - entry_date.month))
        return f"{nearest:04d}-{one.month:02d}"
    days = [day for year in years if (day := calendar_day(year, one.month, day=one.day))]
    fitting = [day for day in days if one.weekday in (None, day.isoweekday())] or days
    return min(fitting, key=lambda day: abs((day - entry_date).days)).isoformat() if fitting else None


def _role(text: str, span: tuple[int, int], *, value: str | None, entry_date: date | None) -> str:
    """By the words of its own sentence, those behind the date first, and by whether it lies ahead."""
    before = _SENTENCE.split(text[: span[0]])[-1]
    after = _SENTENCE.split(text[span[1] :])[0]
    clause = re.split(r"[、，]", after)[0]
    ahead = value is not None and entry_date is not None and value[:10] > entry_date.isoformat()[: len(value)]
    past = value is not None and entry_date is not None and value < entry_date.isoformat()[: len(value)]
    if past:
        return "event"
    if _DEADLINE.match(clause.lstrip()) or (
        _DEADLINE.search(clause + before[-12:]) and not clause.startswith(("訪問", "来所"))
    ):
        return "deadline"
    if ahead and not _PAST.match(after):
        return "next_contact" if _NEXT.search(before + after) else "other"
    return "event" if value is not None and entry_date is not None else "other"
