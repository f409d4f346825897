"""Log tables -> rows. A ruled row is a contact; on ruled paper without row rules a date, a method or a name opens one.

Refuses to merge two contacts because one has no date: a row with its own method or staff stands by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from domain.geometry import Box, surround
from extract.entries.raw import RawEntry
from extract.entries.starts import is_date_line
from extract.entries.titles import DATE, METHOD, SEAL, STAFF, TEXT, TIME, TITLES
from extract.finders.grid import Row, Table
from extract.signs import Sign, Text, flow

# Rows lower than this many characters are the lines of a notebook: a contact takes as many as it needs.
NOTEBOOK_EM = 2.1
# In a column of names a line this much shorter than the longest ends a name.
SHORT_LINE_EM = 0.8
_TITLE_LETTERS = frozenset("".join(sorted(one)) for wordings in TITLES.values() for one in wordings)
_ENDS = "。.．」』）)!！?？"


@dataclass(slots=True)
class _Strip:
    """The lines of one ruled row, or one visual line of an open table."""

    box: Box
    lines: dict[str, list[Text]]
    spanned: frozenset[str] = frozenset()

    def holds(self, kind: str) -> bool:
        return any(line.compact for line in self.lines.get(kind, ()))

    @property
    def told(self) -> frozenset[str]:
        return frozenset(kind for kind in self.lines if self.holds(kind)) - {SEAL}


@dataclass(frozen=True, slots=True)
class _Paper:
    """`rights`: right edge of each column. `loose`: row rules do not part the contacts."""

    rights: Mapping[str, int]
    em_px: float
    loose: bool


@dataclass(slots=True)
class _Gathering:
    strips: list[_Strip] = field(default_factory=list)

    def last_line(self, kind: str) -> Text | None:
        """The line of that column in the strip just above, None when it was empty there."""
        lines = self.strips[-1].lines.get(kind, [])
        return lines[-1] if lines else None


def rows_of(table: Table, *, page_no: int, em_px: float) -> tuple[RawEntry, ...]:
    """The contacts of one table, top to bottom."""
    rights = _rights(table, em_px)
    paper = _Paper(rights, em_px, not table.ruled or is_notebook(table, em_px))
    strips = [strip for row in table.rows for strip in _strips(row, em_px=em_px)]
    groups: list[_Gathering] = []
    for strip in strips:
        if not strip.told or _is_titles(strip):
            continue
        if groups and not _begins(strip, groups[-1], paper=paper):
            groups[-1].strips.append(strip)
        else:
            groups.append(_Gathering([strip]))
    headings = {column.kind: column.title for column in table.columns}
    made = [_entry(group, paper, page_no=page_no, headings=headings) for group in groups]
    return tuple(replace(one, opens_page=place == 0) for place, one in enumerate(made))


def _is_titles(strip: _Strip) -> bool:
    """The title row once more, read in pieces: 「年月日」 「事 記」."""
    words = ["".join(sorted(line.compact)) for lines in strip.lines.values() for line in lines if line.compact]
    return len(words) > 1 and all(word in _TITLE_LETTERS for word in words)


def _rights(table: Table, em_px: float) -> dict[str, int]:
    """Where the writing of a column ends at the latest: without rules the column may be wider than its writing."""
    edges = {column.kind: column.right for column in table.columns}
    if table.ruled:
        return edges
    reach: dict[str, int] = {}
    for row in table.rows:
        for kind, lines in row.lines.items():
            reach[kind] = max(reach.get(kind, 0), *(line.box.right for line in lines))
    return {kind: min(edge, reach.get(kind, edge) + round(0.5 * em_px)) for kind, edge in edges.items()}


def is_notebook(table: Table, em_px: float) -> bool:
    heights = [row.box.height for row in table.rows if not row.is_blank()]
    return bool(heights) and median(heights) < NOTEBOOK_EM * em_px


def _strips(row: Row, *, em_px: float) -> list[_Strip]:
    """A ruled row, cut where its date cell holds a second date on a line of its own."""
    dates = [line for line in row.lines.get(DATE, ()) if is_date_line(line, em_px=em_px)]
    whole = _Strip(row.box, {kind: list(lines) for kind, lines in row.lines.items()}, row.spanned)
    starts = [line for place, line in enumerate(dates) if place == 0 or not _is_range(dates[place - 1])]
    if len(starts) < 2:
        return [whole]
    edges = [row.box.y, *(round(line.box.y - 0.4 * em_px) for line in starts[1:]), row.box.bottom]
    parts = []
    for top, bottom in pairwise(edges):
        lines = {kind: [one for one in found if top <= one.box.centre[1] < bottom] for kind, found in row.lines.items()}
        parts.append(_Strip(Box(row.box.x, top, row.box.width, max(0, bottom - top)), lines))
    return parts


def _is_range(line: Text) -> bool:
    return line.compact.endswith(("~", "～", "〜", "から", "-", "－", "・", "、", ","))


def _begins(strip: _Strip, above: _Gathering, *, paper: _Paper) -> bool:
    """Whether a strip opens a new contact."""
    dated = [line for line in strip.lines.get(DATE, []) if is_date_line(line, em_px=paper.em_px)]
    if dated and not _date_goes_on(above):
        return True
    if not paper.loose:
        return _begins_in_ruled(strip, above, paper=paper)
    own = [kind for kind in (TIME, METHOD, STAFF) if strip.holds(kind) and not _wrapped(above, kind, paper=paper)]
    return bool(own)


def _date_goes_on(above: _Gathering) -> bool:
    line = above.last_line(DATE)
    return line is not None and _is_range(line)


def _begins_in_ruled(strip: _Strip, above: _Gathering, *, paper: _Paper) -> bool:
    """Between rules only a row that is nothing but the rest of a broken sentence goes on."""
    if strip.told != {TEXT}:
        return True
    last = above.last_line(TEXT)
    if last is None or last.solid[-1].text in _ENDS:
        return True
    return paper.rights.get(TEXT, 0) - last.box.right > 2.5 * paper.em_px


def _wrapped(above: _Gathering, kind: str, *, paper: _Paper) -> bool:
    """The cell's writing runs on from the line above: that one reaches the column's end."""
    last = above.last_line(kind)
    return last is not None and paper.rights.get(kind, 0) - last.box.right < 1.6 * paper.em_px


def _entry(group: _Gathering, paper: _Paper, *, page_no: int, headings: Mapping[str, str]) -> RawEntry:
    cells: dict[str, Text] = {}
    for kind in dict.fromkeys(kind for strip in group.strips for kind in strip.lines):
        lines = [line for strip in group.strips for line in strip.lines.get(kind, [])]
        cells[kind] = _joined(kind, lines, right_px=paper.rights.get(kind, 0))
    box = surround([strip.box for strip in group.strips])
    return RawEntry(page_no, box, cells, group.strips[0].spanned, headings)


def _joined(kind: str, lines: Sequence[Text], *, right_px: int) -> Text:
    if kind == STAFF:
        return _parted(lines)
    # Date, weekday and time under one another are words of their own; a wrapped text is one.
    return flow(lines, right_px=1_000_000 if kind in (DATE, TIME) else right_px)


def _parted(lines: Sequence[Text]) -> Text:
    """Names under one another: a line clearly shorter than the longest was ended on purpose, others were wrapped."""
    longest = max((line.box.width for line in lines if line.compact), default=0)
    signs: list[Sign] = []
    for place, line in enumerate(lines):
        signs += line.trimmed().signs
        if place + 1 < len(lines) and line.compact and longest - line.box.width > SHORT_LINE_EM * line.box.height:
            signs.append(Sign("\n", Box(line.box.right, line.box.y, 0, line.box.height), -1))
    return Text(tuple(signs))
