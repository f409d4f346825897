"""The pages of a case in paper order, numbered through. Pure but for the one query it words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from domain.batch import FileState, PageState
from storage.schema import files, pages


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
    """Every file of the case with its pages, in the order taken in."""
    columns = (pages.c.key, pages.c.state, pages.c.reason, pages.c.picture)
    about_file = (files.c.file_id, files.c.state.label("file_state"), files.c.reason.label("file_reason"))
    joined = files.outerjoin(pages, pages.c.file_id == files.c.file_id)
    found = select(*columns, *about_file).select_from(joined).where(files.c.case_id == case_id)
    return found.order_by(files.c.seq, pages.c.page_no)


def places(rows: Iterable[Row[Any]]) -> tuple[PagePlace, ...]:
    """A file that would not open counts as one page, so that nobody takes the case for complete."""
    found: list[PagePlace] = []
    for row in rows:
        if row.key is not None:
            state, reason = PageState(row.state), row.reason
        elif row.file_state == FileState.QUARANTINED.value:
            state, reason = PageState.QUARANTINED, row.file_reason
        else:
            continue  # claimed, not yet unpacked: its pages are not known
        found.append(PagePlace(len(found) + 1, row.key or "", row.file_id, state, reason, row.picture or ""))
    return tuple(found)
