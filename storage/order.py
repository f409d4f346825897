"""The pages of a case in paper order, numbered through. Pure but for the one query it words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, literal, null, or_, select, union, union_all

from domain.batch import FileState, PageState
from storage.schema import batches, files, pages


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page of a case: `page_no` counts through the case; `key` "" stands for a file that could not be opened."""

    page_no: int
    key: str
    file_id: str
    state: PageState
    reason: str
    picture: str


def placed(case_id: str) -> Select[Any]:
    """The pages of the case and its files that would not open, in the order taken in. Separator sheets are no pages."""
    about_file = (files.c.file_id, files.c.state.label("file_state"), files.c.reason.label("file_reason"), files.c.seq)
    columns = (pages.c.key, pages.c.state, pages.c.reason, pages.c.picture, pages.c.page_no)
    own = select(*columns, *about_file).join(files, files.c.file_id == pages.c.file_id)
    own = own.where(pages.c.case_id == case_id, pages.c.state != PageState.SEPARATOR.value)
    nothing = (null().label("key"), null().label("state"), null().label("reason"), null().label("picture"))
    shut = select(*nothing, literal(0).label("page_no"), *about_file)
    shut = shut.where(files.c.case_id == case_id, files.c.state == FileState.QUARANTINED.value)
    found = union_all(own, shut).subquery()
    return select(found).order_by(found.c.seq, found.c.page_no)


def places(rows: Iterable[Row[Any]]) -> tuple[PagePlace, ...]:
    """A file that would not open counts as one page, so that nobody takes the case for complete."""
    found: list[PagePlace] = []
    for row in rows:
        if row.key is not None:
            state, reason = PageState(row.state), row.reason
        else:
            state, reason = PageState.QUARANTINED, row.file_reason
        found.append(PagePlace(len(found) + 1, row.key or "", row.file_id, state, reason, row.picture or ""))
    return tuple(found)


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
