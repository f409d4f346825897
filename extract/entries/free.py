"""Logs without a table: a contact begins at a line that opens with a date at the left margin.

Its head may name method and staff before the text begins. Refuses to take a page for a log on one date alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.geometry import surround
from extract.entries.heads import read_head
from extract.entries.raw import RawEntry
from extract.entries.starts import date_left, opening
from extract.entries.titles import DATE, METHOD, STAFF, TEXT
from extract.fax import is_fax_line
from extract.layout import Area, Layout
from extract.signs import Text, flow

LEAST = 2
MARGIN_EM = 0.8
LONGEST_BARE_HEAD = 14


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
    dated = [place for place, row in enumerate(rows) if not is_fax_line(row.raw) and opening(row, em_px=em_px)]
    lefts = {place: date_left(rows[place]) for place in dated}
    bare = [place for place, row in enumerate(rows) if place not in lefts and _is_bare_head(row)]
    groups = [
        [place for place in dated if 0 <= lefts[place] - margin <= MARGIN_EM * em_px] for margin in lefts.values()
    ]
    best = max(groups, key=len, default=[])
    # A ditto mark beside a bullet is easily lost: way of contact and name alone on a line, below the first head.
    return sorted([*best, *(place for place in bare if best and place > best[0] and place - 1 not in best)])


def _is_bare_head(row: Text) -> bool:
    """`TEL 坂本`: nothing but a way of contact and who made it."""
    if len(row.compact) > LONGEST_BARE_HEAD:
        return False
    head = read_head(row, alone=True)
    return bool(head.method.compact and head.staff.compact) and not head.rest.compact


def _end_of(rows: Sequence[Text], start: int, *, layout: Layout) -> int:
    """Where the last contact ends: at a wide gap."""
    for place in range(start + 1, len(rows)):
        if rows[place].box.y - rows[place - 1].box.bottom > 2.5 * layout.em_px:
            return place
    return len(rows)


def _corrected(rows: Sequence[Text]) -> tuple[Text, Sequence[Text]]:
    """A new date written above a struck one stands on a line of its own: the two lines are one."""
    if len(rows) > 1 and any(sign.struck for sign in rows[1].signs[:12]) and len(rows[0].compact) <= 16:
        return Text.joined((rows[0], rows[1])), (rows[0], *rows[2:])
    return rows[0], rows


def _entry(area: Area, rows: Sequence[Text], *, layout: Layout) -> RawEntry:
    first, rows = _corrected(rows)
    begun = opening(first, em_px=layout.em_px)
    cut = begun.end if begun else 0
    struck = Text(tuple(sign for sign in first.signs if sign.struck))
    line = first.without_struck()
    cells = {DATE: line.cut_raw(0, cut).trimmed("●■◆◇○◎・【［[") + struck}
    head = read_head(line.cut_raw(cut), alone=len(rows) > 1)
    cells |= {METHOD: head.method, STAFF: head.staff}
    body = [one for one in (head.rest, *rows[1:]) if one.compact]
    cells[TEXT] = flow(body, right_px=area.box.right)
    return RawEntry(layout.page_no, surround([row.box for row in rows]), cells)
