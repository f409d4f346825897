"""How the rows of a chronology come to stand on one page: the largest type that holds them all. Pure measuring.

When even the smallest does not hold them, cells are cut with … and then rows without a symbol go, and the page says
how many and from which pages. Refuses to leave anything out unsaid.
"""

from dataclasses import dataclass

from deliver.chronology import Column, Row
from deliver.chronology_type import broken, cut

MM = 72 / 25.4
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
LEADING, PADDING = 1.34, 0.56  # of the size
WIDTHS = {Column.PERSON: 76 * MM, Column.FAMILY: 54 * MM, Column.AGENCY: 70 * MM}
GUTTER, HOW_WIDTH = 3 * MM, 20 * MM
HOW_SIZE = 0.88  # of the size
CELL_LINES = (3, 2, 1)
MOST_LINES = 99


@dataclass(frozen=True, slots=True)
class Laid:
    """A row with its lines; `gap`: said between this row and the one above, "" where nothing is to say."""

    row: Row
    lines: dict[Column, list[str]]
    how: list[str]
    height: float
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    size: float
    rows: tuple[Laid, ...]
    left_out: str = ""


def layout(rows: tuple[Row, ...], *, room: float) -> Layout:
    """The rows at the largest size whose heights add up to no more than `room`."""
    for size in SIZES:
        laid = _laid(rows, size, most=MOST_LINES)
        if sum(one.height for one in laid) <= room:
            return Layout(size, laid)
    size = SIZES[-1]
    for most in CELL_LINES:
        laid = _laid(rows, size, most=most)
        if sum(one.height for one in laid) <= room:
            return Layout(size, laid, "入りきらない文は … で省きました。全文は出典のページにあります。")
    return _thinned(rows, size, room=room)


def _thinned(rows: tuple[Row, ...], size: float, *, room: float) -> Layout:
    """The latest rows and those with a symbol stay: the first to go is the oldest without one."""
    order = sorted(range(len(rows)), key=lambda at: (bool(rows[at].marks), at))
    gone: list[Row] = []
    laid = _laid(rows, size, most=1)
    while order and (over := sum(one.height for one in laid) - room) > 0:
        many = max(1, int(over / max(one.height for one in laid)))
        gone += [rows[at] for at in order[:many]]
        order = order[many:]
        laid = _laid(tuple(rows[at] for at in sorted(order)), size, most=1)
    pages = "、".join(f"p.{page}" for page in sorted({row.page_no for row in gone}))
    return Layout(size, laid, f"入りきらない {len(gone)} 件（{pages}）を省き、長い文は … で切りました。")


def _laid(rows: tuple[Row, ...], size: float, *, most: int) -> tuple[Laid, ...]:
    found, before = [], ""
    for row in rows:
        lines = {
            column: cut(broken(text, size, room=WIDTHS[column] - GUTTER), most) for column, text in row.cells.items()
        }
        how = cut(broken(row.how, size * HOW_SIZE, room=HOW_WIDTH), most)
        tall = max([1, len(how), *map(len, lines.values())]) * size * LEADING + size * PADDING
        gap = _gap(before, row.day)
        found.append(Laid(row, lines, how, tall + (size * 1.7 if gap else 0), gap))
        before = row.day or before
    return tuple(found)


def _gap(before: str, day: str) -> str:
    """Years in which nothing is written are told: paper breaks off, lives do not."""
    if not (before and day):
        return ""
    years = int(day[:4]) - int(before[:4])
    months = years * 12 + int(day[5:7] or 1) - int(before[5:7] or 1)
    if months < 18:
        return ""
    return f"この間 約{months // 12}年{f'{months % 12}か月' if months % 12 else ''} 記録なし"
