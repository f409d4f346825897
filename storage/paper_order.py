"""The order in which the pages of files lie in the pile, as words for a query: one place for ledger, case and cutting.

Files follow one another as taken in. The backs of a file of fronts lie between them: the last back behind the first
front, because the pile was turned over as a whole.
"""

from typing import Any

from sqlalchemy import ColumnElement, case, func

from storage.schema import files, pages


def run() -> ColumnElement[int]:
    """The same number for a file and the file with its backs; it grows in the order taken in."""
    return func.coalesce(files.c.fronts_seq, files.c.seq)


def leaf() -> ColumnElement[int]:
    """Grows with the place of a page in its run."""
    back: ColumnElement[int] = 2 * (files.c.page_count - pages.c.page_no) + 3
    return case((files.c.fronts_seq.is_(None), 2 * pages.c.page_no), else_=back)


def unopened() -> ColumnElement[Any]:
    """In place of `leaf` for a file that would not open: before its pages would be; backs behind all fronts."""
    return case((files.c.fronts_seq.is_(None), 0), else_=2_000_000_000)
