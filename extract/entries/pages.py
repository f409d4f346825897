"""The log of one page: titled table, untitled table or free writing. Refuses to see a log on another form's page."""

from dataclasses import dataclass

from domain.geometry import Box, surround
from extract.entries.free import find_free
from extract.entries.headless import find_headless
from extract.entries.raw import RawEntry
from extract.entries.tables import rows_of
from extract.entries.titles import METHOD, NEEDS, STAFF, TITLES
from extract.entries.unnamed import with_staff
from extract.finders.grid import Column, Table, find_tables
from extract.layout import Layout


@dataclass(frozen=True, slots=True)
class PageLog:
    """`areas`: cells it claims; `ground`: the part of the open ground. `columns` carry over to the next page."""

    rows: tuple[RawEntry, ...]
    areas: frozenset[int] = frozenset()
    ground: Box | None = None
    columns: tuple[Column, ...] = ()
    titled: bool = False


def log_of(layout: Layout, *, is_log: bool, carried: tuple[Column, ...] = ()) -> PageLog | None:
    """`is_log`: the page was recognised as one, or goes on from one; else only an unmistakable table counts."""
    tables = [one for one in find_tables(layout, TITLES, needs=NEEDS) if is_log or one.kinds & {METHOD, STAFF}]
    if tables:
        return _from_tables([with_staff(one) for one in tables], layout)
    if not is_log:
        return None
    headless = find_headless(layout, carried)
    if headless is not None:
        return _from_tables([headless], layout, titled=False)
    free = find_free(layout, least=1)
    if free is None:
        return None
    if free.area.ruled:
        return PageLog(free.entries, frozenset((free.area.index,)))
    return PageLog(free.entries, ground=surround([row.box for row in free.rows]))


def _from_tables(tables: list[Table], layout: Layout, *, titled: bool = True) -> PageLog:
    rows = tuple(row for table in tables for row in rows_of(table, page_no=layout.page_no, em_px=layout.em_px))
    areas = frozenset().union(*(table.areas for table in tables))
    unruled = [table.box for table in tables if not table.areas]
    return PageLog(rows, areas, surround(unruled) if unruled else None, tables[-1].columns, titled)
