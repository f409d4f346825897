"""Logs without a table: a contact begins at a line that opens with a date at the left margin.

Its head may name method and staff before the text begins. Refuses to take a page for a log on one date alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.geometry import surround
from extract.entries.methods import leading_method
from extract.entries.raw import RawEntry
from extract.entries.starts import opening
from extract.entries.titles import DATE, METHOD, STAFF, TEXT
from extract.finders.anchor import words
from extract.layout import Area, Layout
from extract.signs import Text, flow
from extract.values.staff import names

LEAST = 2
MARGIN_EM = 1.8


@dataclass(frozen=True, slots=True)
class FreeLog:
    """`entries` and the rows of the area they were read from."""

    entries: tuple[RawEntry, ...]
    area: Area
    rows: tuple[Text, ...]


def find_free(layout: Layout, *, taken: frozenset[int] = frozenset(), least: int = LEAST) -> FreeLog | None:
    """The area with the most dated lines, cut into contacts; None when no area has `least` of them."""
    em = layout.em_px
    counted = [(len(_openings(area.rows, em_px=em)), area) for area in layout.areas if area.index not in taken]
    most, area = max(counted, key=lambda one: one[0], default=(0, layout.ground))
    if most < least:
        return None
    starts = _openings(area.rows, em_px=em)
    ends = [*starts[1:], _end_of(area.rows, starts[-1], layout=layout)]
    found = [_entry(area, area.rows[start:end], layout=layout) for start, end in pairwise([*starts, ends[-1]])]
    found = [RawEntry(one.page_no, one.box, one.cells, opens_page=place == 0) for place, one in enumerate(found)]
    return FreeLog(tuple(found), area, area.rows[starts[0] : ends[-1]])


def _openings(rows: Sequence[Text], *, em_px: float) -> list[int]:
    """Rows that open a contact: with a date, and at the margin that such rows share."""
    dated = [place for place, row in enumerate(rows) if opening(row, em_px=em_px)]
    if not dated:
        return []
    margin = min(rows[place].box.x for place in dated)
    return [place for place in dated if rows[place].box.x - margin <= MARGIN_EM * em_px]


def _end_of(rows: Sequence[Text], start: int, *, layout: Layout) -> int:
    """Where the last contact ends: at a wide gap."""
    for place in range(start + 1, len(rows)):
        if rows[place].box.y - rows[place - 1].box.bottom > 2.5 * layout.em_px:
            return place
    return len(rows)


def _entry(area: Area, rows: Sequence[Text], *, layout: Layout) -> RawEntry:
    first = rows[0]
    begun = opening(first, em_px=layout.em_px)
    cut = begun.end if begun else 0
    date = first.cut_raw(0, cut).trimmed()
    rest = first.cut_raw(cut)
    cells = {DATE: date}
    for kind, text in _head(rest):
        cells[kind] = text
        rest = rest.cut_raw(rest.raw.index(text.raw) + len(text.raw)) if text.raw in rest.raw else rest
    rest = rest.trimmed("】]」』:：")
    cells[TEXT] = flow([one for one in (rest, *rows[1:]) if one.compact], right_px=area.box.right)
    return RawEntry(layout.page_no, surround([row.box for row in rows]), cells)


def _head(rest: Text) -> list[tuple[str, Text]]:
    """Method and staff where they stand apart between date and text: `【電話】`, `訪問　木村・早川　…`."""
    found: list[tuple[str, Text]] = []
    parts = words(rest)
    if parts and (method := leading_method(parts[0])):
        found.append((METHOD, method))
        parts = parts[1:] if len(method.compact) >= len(parts[0].compact.strip("【】[]「」:：")) else ()
    if len(parts) > 1 and _is_staff_list(str(parts[0])):
        found.append((STAFF, parts[0]))
    return found


def _is_staff_list(text: str) -> bool:
    """True when a word of the head is nothing but names."""
    return 0 < len(text) <= 16 and bool(names(text)) and not re.search(r"[。「」:：0-9]", text)
