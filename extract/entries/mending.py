"""Dates whose separator was misread: `7129(水)` is 7/29, `12 13(火)` is 12.13, when the weekday and the order say so.

Refuses a reading that the weekday does not bear out, and one of several that it does.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.field import Precision
from extract.values.parsed import Context, Parsed
from extract.values.wareki_sequence import parse

_DATED = re.compile(
    r"^\s*(?P<head>.*?)(?P<run>\d[\d lI|.,/・]{1,6}\d|\d{2,4})\s*(?P<tail>[(（\[]\s*[月火水木金土日]\s*[)）\]].*)$"
)


# 日 in vertical writing comes back as what it looks like lying or cut: 「四月十三1」, 「二十七二」, 「六月二H」.
_LOST_SIGN = re.compile(r"(月\s?)([一二三四五六七八九十廿]{1,3})([1lIHE|二六口曰目白旦田B8])(?=$|[\s(（])")


def without_sign(written: str) -> str:
    """The text with 日 where a kanji day ends in a sign that cannot belong to it; offsets stay."""
    return _LOST_SIGN.sub(lambda hit: f"{hit[1]}{hit[2]}日", written, count=1)


def mended(written: str, context: Context) -> Parsed | None:
    """The one reading with another separator whose weekday agrees and that keeps the order; None otherwise."""
    hit = _DATED.match(written)
    if hit is None or context.previous_date is None:
        return None
    for tier in _separated(hit["run"]):
        found = {
            one.value: one for numbers in tier if (one := _borne_out(f"{hit['head']}{numbers}{hit['tail']}", context))
        }
        if len(found) == 1:
            return replace(next(iter(found.values())), inferred=True).with_reasons("lookalike")
        if found:
            return None
    return None


def _borne_out(written: str, context: Context) -> Parsed | None:
    parsed = parse(written, context)
    agrees = any(one.signal == "weekday" and one.agrees for one in parsed.evidence)
    whole = parsed.value is not None and parsed.precision is Precision.DAY
    return parsed if whole and agrees and "order_contradicts" not in parsed.reasons else None


def _separated(run: str) -> Iterator[tuple[str, ...]]:
    """Likeliest first: `12 13` -> 12/13; `7129` -> 7/29, its stroke a separator; `729` -> 7/29, its separator lost."""
    bare = run.strip()
    inner = range(1, len(bare) - 1)
    yield tuple(_with_slash(bare, place, start=place + 1) for place in inner if not bare[place].isdigit())
    yield tuple(_with_slash(bare, place, start=place + 1) for place in inner if bare[place] in "17")
    yield tuple(_with_slash(bare, place, start=place) for place in range(1, len(bare)))


def _with_slash(run: str, end: int, *, start: int) -> str:
    return f"{run[:end].strip()}/{run[start:].strip()}"
