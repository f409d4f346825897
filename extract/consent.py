"""同意書: scope, parties, exclusions and validity as ticked and written. Class A: whatever is unclear is said.

Refuses to take an option without a mark, and a date that may be another one's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.field import Precision, Route
from domain.geometry import Box, confidence, surround
from domain.household import Consent
from domain.page import Mark
from extract.finders.boxes import boxed
from extract.finders.found import Found
from extract.ink import ink_of
from extract.labels import key
from extract.layout import Layout
from extract.signs import Text
from extract.values.date_text import find as find_dates
from extract.values.parsed import Context, DateRole, Parsed, distinct
from extract.values.wareki import parse as parse_date

_SCOPE = ("提供する情報", "提供する情報の範囲", "情報の範囲", "同意する内容")
_AGENCIES = ("提供先", "提供先機関", "情報を提供する機関", "提供する機関")
_EXCLUSIONS = (
    "共有しないでほしい相手・情報",
    "提供してほしくない相手",
    "共有しない相手",
    "共有しない相手・情報",
    "提供してほしくない相手・情報",
)
_UNTIL = ("有効期間", "同意の有効期間", "期間", "同意期間")
_PROXY = ("代筆", "代筆者", "代理人", "法定代理人")
_SIGNED = ("年月日", "同意日", "同意年月日", "記入日", "口頭同意")
_FRAME = "()（）[]［］　 :：・、。"
_LIMIT = re.compile(r"まで|迄|支援終了|有効期間")
_OPENED, _CLOSED = re.compile(r"[(（]"), re.compile(r"[)）]")
_NOBODY = re.compile(r"特に?な[しい]|なし|無し?|該当なし")
_WRITTEN = re.compile(r"書面")


@dataclass(frozen=True, slots=True)
class Ticks:
    """Options in printed order. `doubt`: no mark was found where there should be one, or one is unclear."""

    chosen: tuple[str, ...]
    doubt: tuple[str, ...] = ()


def consent_of(found: Sequence[Found], layout: Layout, *, context: Context) -> Consent:
    """What the page's signer allows; its route is still to be given."""
    scope, agencies = _ticks(_named(found, _SCOPE)), _ticks(_named(found, _AGENCIES))
    until = _named(found, _UNTIL)
    signed = signed_date(found, layout, context=context)
    reasons = [*scope.doubt, *agencies.doubt, *signed.reasons]
    reasons += [] if signed.value else ["value_unparsed"]
    ends = _ticks(until) if until else Ticks(())
    last = _limit(until, ends, context=context)
    return Consent(
        page_no=layout.page_no,
        box=_box(layout),
        confidence=confidence(_ink(found, layout)),
        route=Route.REVIEW,
        signedOn=signed.value if signed.precision is Precision.DAY else None,
        scope=scope.chosen,
        agencies=agencies.chosen,
        exclusions=_exclusions(_named(found, _EXCLUSIONS)),
        validUntil=last,
        untilSupportEnds=any("支援終了" in option or "終了まで" in option for option in ends.chosen),
        proxy=_is_proxy(found),
        reasons=distinct(reasons),
    )


def _named(found: Sequence[Found], labels: Sequence[str]) -> Found | None:
    keys = [key(label) for label in labels]
    places = [one for one in found if one.wording is not None and one.wording.folded in keys]
    return min(places, key=lambda one: not (one.value.compact or one.marks), default=None)


def _ticks(place: Found | None) -> Ticks:
    if place is None:
        return Ticks((), ("expected_not_found",))
    seen = boxed(str(place.value), place.marks)
    if seen.seen:
        doubt = (("no_mark",) if not seen.chosen else ()) + (("stray_mark",) if seen.suspected else ())
        return Ticks(distinct(seen.likely), distinct((*doubt, *_weak(place.marks))))
    if place.marks:
        on = [mark for mark in _in_order(place.marks) if mark.on]
        doubt = ("no_mark",) if not on else ()
        return Ticks(distinct(mark.label for mark in on), (*doubt, *_weak(place.marks)))
    return Ticks((), ("no_mark",))


def _weak(marks: Sequence[Mark]) -> tuple[str, ...]:
    return ("stray_mark",) if any(float(mark.confidence) < 0.6 for mark in marks) else ()


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    height = max((mark.box.height for mark in marks), default=1)
    return sorted(marks, key=lambda mark: (round(mark.box.centre[1] / max(1, height)), mark.box.x))


def _exclusions(place: Found | None) -> tuple[str, ...]:
    if place is None:
        return ()
    text = str(place.value).strip(" 　:：・、")
    text = text[1:] if text[:1] in "(（" else text
    while text[-1:] in (")", "）") and len(_OPENED.findall(text)) < len(_CLOSED.findall(text)):
        text = text[:-1].rstrip()
    parts = (piece.strip(" 　、") for piece in text.split("。"))
    return tuple(part for part in parts if part and not _NOBODY.fullmatch(part))


def _limit(place: Found | None, ends: Ticks, *, context: Context) -> str | None:
    """The last day of validity where one is written."""
    if place is None:
        return None
    dates = [one for one in find_dates(str(place.value)) if one.year is not None and one.day is not None]
    if not dates or (ends.chosen and all("終了" in option for option in ends.chosen)):
        return None
    raw = str(place.value)[dates[-1].span[0] : dates[-1].span[1]]
    return parse_date(raw, context.now(role=DateRole.EXPIRY)).value


def signed_date(found: Sequence[Found], layout: Layout, *, context: Context) -> Parsed:
    """The day of the signature: under its label, else the last written date near the signature."""
    labelled = _named(found, _SIGNED)
    rows = [labelled.value] if labelled and labelled.value.compact else []
    rows += _low_rows(layout)
    for row in rows:
        if parsed := _date_in(str(row), context):
            return parsed
    return Parsed(None)


def _low_rows(layout: Layout) -> list[Text]:
    """Rows of the lower half, those nearest to the foot last."""
    page = layout.frame.into(layout.sheet.page.box)
    rows = [row for area in layout.areas for row in area.rows if row.box.centre[1] > page.y + 0.45 * page.height]
    return sorted((row for row in rows if not _LIMIT.search(row.compact)), key=lambda row: row.box.y)


def _date_in(raw: str, context: Context) -> Parsed | None:
    """The signing date in a row: the one behind 「書面」 when spoken and written consent stand together."""
    dates = [one for one in find_dates(raw) if one.year is not None and one.month and one.day]
    if not dates:
        return None
    written = _WRITTEN.search(raw)
    behind = [one for one in dates if written and one.span[0] > written.start()]
    chosen = (behind or dates)[0]
    return parse_date(raw[chosen.span[0] : chosen.span[1]], context.now(role=DateRole.RECORD, marks=()))


def _is_proxy(found: Sequence[Found]) -> bool:
    place = _named(found, _PROXY)
    return place is not None and bool(str(place.value).strip(_FRAME))


def _ink(found: Sequence[Found], layout: Layout) -> float:
    wanted = [_named(found, labels) for labels in (_SCOPE, _AGENCIES, _EXCLUSIONS, _UNTIL)]
    inks = [float(ink_of(one.value, layout).confidence) for one in wanted if one and one.value.compact]
    return min(inks, default=0.0)


def _box(layout: Layout) -> Box:
    lines = [line.box for line in layout.sheet.ocr.lines]
    return surround(lines) if lines else layout.sheet.page.box
