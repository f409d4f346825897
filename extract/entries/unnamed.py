"""Columns of a log whose title was not understood: a column of names is whoever wrote the record.

Refuses to be sure of it: unless most letters of the title say so too, every row is asked.
"""

from collections.abc import Mapping
from dataclasses import replace

from extract.entries.titles import METHOD, STAFF, TITLES
from extract.finders.grid import Column, Table
from extract.labels import key
from extract.values.choice import code_of
from extract.values.staff import names

UNKNOWN = "?"
# A column is what most of its written cells are; names take no more letters than this.
MOST, LONGEST_NAMES = 0.6, 16
LEAST_CELLS = 2


def with_staff(table: Table) -> Table:
    """The table with its one unknown column of names as the staff column, when it has none."""
    if STAFF in table.kinds:
        return table
    found = [one for one in table.columns if one.kind.startswith(UNKNOWN) and _holds_names(table, one.kind)]
    return _renamed(table, found[0]) if len(found) == 1 else table


def _holds_names(table: Table, kind: str) -> bool:
    written = [text for row in table.rows if (text := str(row.text(kind))).strip()]
    named = [text for text in written if len(text) <= LONGEST_NAMES and names(text) and not code_of("method", text)]
    return len(written) >= LEAST_CELLS and len(named) >= MOST * len(written)


def _renamed(table: Table, column: Column) -> Table:
    title = column.title if seems_staff(column.title) else f"{UNKNOWN}{column.title}"
    columns = tuple(replace(one, kind=STAFF, title=title) if one is column else one for one in table.columns)
    rows = tuple(
        replace(
            row,
            lines={STAFF if kind == column.kind else kind: lines for kind, lines in row.lines.items()},
            spanned=frozenset(STAFF if kind == column.kind else kind for kind in row.spanned),
            rights=row.rights and {STAFF if kind == column.kind else kind: right for kind, right in row.rights.items()},
        )
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def seems_staff(title: str) -> bool:
    """Half of a staff title's letters, each in its place: 「挺当」 for 「担当」."""
    bare = key(title)
    return any(
        len(bare) == len(wanted) and 2 * sum(one == other for one, other in zip(bare, wanted, strict=True)) >= len(bare)
        for wanted in map(key, TITLES[STAFF])
    )


def is_title_unread(headings: Mapping[str, str], written: frozenset[str]) -> bool:
    """Whether what was written in a row may stand in a column that is not understood: `headings` by column kind."""
    if headings.get(STAFF, "").startswith(UNKNOWN):
        return STAFF in written
    return not {STAFF, METHOD} <= headings.keys() and any(kind.startswith(UNKNOWN) for kind in written)
