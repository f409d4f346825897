"""The pages of a case in paper order, numbered through. Pure but for the queries it words.

A number, once given, stays: a page that went to another case leaves its place empty, one that came stands behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)

from domain.batch import FileState, PageState
from storage.paper_order import leaf, run, unopened
from storage.schema import batches, files, pages
from storage.schema_pages import page_guests

MOVED = "moved to another case"


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page of a case: `page_no` counts through the case; `key` "" stands for a file that could not be opened and for
    a page that was moved to another case. `source` and `leaf`: the file and the page in it.
    """

    page_no: int
    key: str
    file_id: str
    state: PageState
    reason: str
    picture: str
    source: str = ""
    leaf: int = 0


def placed(case_id: str) -> Select[Any]:
    """The case's own pages, wherever they are now, and its files that would not open, in the order taken in.

    Separator sheets are no pages; pages that came from other cases are told by `guests`.
    """
    about_file = (
        files.c.file_id,
        files.c.source,
        files.c.state.label("file_state"),
        files.c.reason.label("file_reason"),
    )
    columns = (pages.c.key, pages.c.state, pages.c.reason, pages.c.picture, pages.c.page_no, pages.c.case_id)
    every = select(*columns, *about_file, run().label("run"), leaf().label("leaf"))
    every = every.join(files, files.c.file_id == pages.c.file_id)
    came = select(page_guests.c.key).where(page_guests.c.case_id == case_id)
    went = select(page_guests.c.key).where(page_guests.c.home == case_id)
    here = every.where(pages.c.case_id == case_id, pages.c.key.not_in(came), pages.c.key.not_in(went))
    here = here.where(pages.c.state != PageState.SEPARATOR.value)
    nothing = [null().label(name) for name in ("key", "state", "reason", "picture")]
    shut = select(*nothing, literal(0).label("page_no"), null().label("case_id"), *about_file, run(), unopened())
    shut = shut.where(files.c.case_id == case_id, files.c.state == FileState.QUARANTINED.value)
    found = union_all(here, every.where(pages.c.key.in_(went)), shut).subquery()
    return select(found).order_by(found.c.run, found.c.leaf)


def guests(case_id: str) -> Select[Any]:
    """Pages that came from other cases, each with the number it was given here."""
    columns = (pages.c.key, pages.c.state, pages.c.reason, pages.c.picture, pages.c.page_no, pages.c.case_id)
    number = page_guests.c.page_no.label("number")
    joined = page_guests.join(pages, pages.c.key == page_guests.c.key).join(files, files.c.file_id == pages.c.file_id)
    found = (
        select(*columns, number, files.c.file_id, files.c.source)
        .select_from(joined)
        .where(page_guests.c.case_id == case_id)
    )
    return found.order_by(page_guests.c.page_no)


def places_in(connection: Connection, case_id: str) -> tuple[PagePlace, ...]:
    return places(connection.execute(placed(case_id)).all(), connection.execute(guests(case_id)).all(), case_id=case_id)


def places(own: Iterable[Row[Any]], came: Iterable[Row[Any]] = (), *, case_id: str) -> tuple[PagePlace, ...]:
    """A file that would not open counts as one page, so that nobody takes the case for complete."""
    found: list[PagePlace] = []
    for row in own:
        if row.key is not None:
            found.append(_place(row, len(found) + 1, case_id=case_id))
        else:
            state, reason = PageState.QUARANTINED, row.file_reason
            found.append(PagePlace(len(found) + 1, "", row.file_id, state, reason, "", row.source, 1))
    return (*found, *(_place(row, row.number, case_id=case_id) for row in came))


def _place(row: Row[Any], page_no: int, *, case_id: str) -> PagePlace:
    if row.case_id != case_id:
        return PagePlace(page_no, "", row.file_id, PageState(row.state), MOVED, "", row.source, row.page_no)
    state = PageState(row.state)
    return PagePlace(page_no, row.key, row.file_id, state, row.reason, row.picture or "", row.source, row.page_no)


def of_case(case_id: str) -> ColumnElement[bool]:
    """Files with at least one page in the case, or taken in for it: a file may hold several cases."""
    return or_(
        files.c.case_id == case_id, files.c.file_id.in_(select(pages.c.file_id).where(pages.c.case_id == case_id))
    )


def cases_of(batch: ColumnElement[bool]) -> CompoundSelect[tuple[str]]:
    """Ids of the cases whose papers came in such a batch."""
    of_files = select(files.c.case_id).join(batches, batches.c.batch_id == files.c.batch_id).where(batch)
    of_pages = select(pages.c.case_id).join(files, files.c.file_id == pages.c.file_id)
    return union(of_files, of_pages.join(batches, batches.c.batch_id == files.c.batch_id).where(batch))
