"""Log tables without their titles: a page that goes on from the one before, or an old sheet that never had any.

Columns are those of the page before where the cells fit them, else told by what stands in them. Refuses a table in
which no column looks like dates.
"""

from collections.abc import Sequence
from statistics import median

from extract.entries.marks import is_mark
from extract.entries.starts import is_date_line
from extract.entries.titles import DATE, METHOD, STAFF, TEXT, TITLES
from extract.finders.grid import Column, Table, title_kind, untitled
from extract.layout import Area, Layout
from extract.values.choice import code_of
from extract.values.staff import names

# A column is what most of its written cells are.
MOST = 0.6
LEAST_DATES, LEAST_TITLES, LONGEST_TITLE = 2, 2, 8


def find_headless(layout: Layout, carried: Sequence[Column]) -> Table | None:
    """The page's log table by the columns of the page before, or by content; None when neither fits."""
    if carried and (table := untitled(layout, _scaled(carried, layout))) is not None and _has_dates(table, layout):
        return table
    guessed = _guess(layout)
    return untitled(layout, guessed, below=_title_bottom(layout)) if guessed else None


def _title_bottom(layout: Layout) -> int:
    """Where a title row ends of which not every title was read; 0 when the page begins with contacts."""
    tops = [stack[0] for stack in _stacks(layout)]
    named = [area for area in tops if _title_of(area)]
    return max(area.box.bottom for area in named) if len(named) >= LEAST_TITLES else 0


def _title_of(area: Area) -> str | None:
    return title_kind(area.compact, TITLES) if area.rows and len(area.compact) <= LONGEST_TITLE else None


def _scaled(columns: Sequence[Column], layout: Layout) -> tuple[Column, ...]:
    """The same columns moved to where this page's cells begin and end."""
    boxes = [area.box for area in layout.cells]
    if not boxes:
        return tuple(columns)
    left, right = min(box.x for box in boxes), max(box.right for box in boxes)
    old_left, old_right = columns[0].left, columns[-1].right
    share = (right - left) / max(1, old_right - old_left)
    moved = [
        (round(left + (one.left - old_left) * share), round(left + (one.right - old_left) * share)) for one in columns
    ]
    return tuple(Column(one.kind, one.title, *edges) for one, edges in zip(columns, moved, strict=True))


def _has_dates(table: Table, layout: Layout) -> bool:
    lines = [line for row in table.rows for line in row.lines.get(DATE, ())]
    good = [line for line in lines if is_date_line(line, em_px=layout.em_px) or is_mark(line, em_px=layout.em_px)]
    return bool(good)


def _guess(layout: Layout) -> tuple[Column, ...]:
    stacks = _stacks(layout)
    kinds = [_kind(stack, layout) for stack in stacks]
    if kinds.count(DATE) != 1:
        return ()
    widest = max(range(len(stacks)), key=lambda place: stacks[place][0].box.width)
    kinds[widest] = TEXT
    if DATE not in kinds:
        return ()
    return tuple(Column(kind, "", *_edges(stack)) for kind, stack in zip(kinds, stacks, strict=True))


def _stacks(layout: Layout) -> list[list[Area]]:
    """Cells of one width standing under one another, left to right; only stacks of three and more."""
    slack = max(8.0, 0.5 * layout.em_px)
    stacks: list[list[Area]] = []
    for area in layout.cells:
        for stack in stacks:
            if abs(stack[0].box.x - area.box.x) <= slack and abs(stack[0].box.right - area.box.right) <= slack:
                stack.append(area)
                break
        else:
            stacks.append([area])
    return sorted((stack for stack in stacks if len(stack) >= 3), key=lambda stack: stack[0].box.x)


def _edges(stack: list[Area]) -> tuple[int, int]:
    return round(median(area.box.x for area in stack)), round(median(area.box.right for area in stack))


def _kind(stack: list[Area], layout: Layout) -> str:
    if titled := _title_of(stack[0]):
        return titled
    written = [area for area in stack if area.rows]
    if not written:
        return "?"
    dates = [area for area in written if is_date_line(area.rows[0], em_px=layout.em_px)]
    dittos = [area for area in written if is_mark(area.text, em_px=layout.em_px)]
    if len(dates) >= LEAST_DATES and len(dates) + len(dittos) >= MOST * len(written):
        return DATE
    methods = [area for area in written if code_of("method", area.compact, inside=True)]
    if len(methods) >= MOST * len(written) and max(len(area.compact) for area in written) <= 16:
        return METHOD
    staff = [area for area in written if names(str(area.text)) and len(area.compact) <= 30]
    return STAFF if len(staff) >= MOST * len(written) else f"?{stack[0].box.x}"
