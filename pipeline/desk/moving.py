"""A page that changes its case: both records in one transaction, and the way back.

Refuses to take a move back over what somebody did since.
"""

from domain.case import CaseRecord, CaseState
from domain.errors import StorageError
from domain.field import Origin
from domain.review import ReviewTask
from pipeline.desk.page_changes import page_given
from pipeline.desk.shape import Revised
from pipeline.desk.undo import Step
from pipeline.desk.views import Refused
from pipeline.doubts import doubts, items
from storage.archive import Archive
from storage.cases import Save


def task_for(archive: Archive, record: CaseRecord) -> ReviewTask | None:
    """What is left to look at in this revision; an urgent case stays urgent."""
    found, old = doubts(record), archive.task(record.case_id)
    return ReviewTask(record.case_id, record.revision, found, old.urgent if old else False) if found else None


def taker_of(archive: Archive, giver: CaseRecord, *, to: str) -> CaseRecord:
    """The case a page may go to. Raises Refused."""
    taker = archive.case(to)
    if taker is None:
        raise Refused("no_case")
    if to == giver.case_id:
        raise Refused("same_case")
    if taker.office != giver.office:
        raise Refused("other_office")
    if archive.case_line(to).state == CaseState.ON_HOLD:
        raise Refused("target_held")
    return taker


def key_of(archive: Archive, case_id: str, *, page_no: int) -> str:
    """The page's own name. Raises Refused when it is no longer here or could never be opened."""
    key = next((one.key for one in archive.case_pages(case_id) if one.page_no == page_no), "")
    if not key:
        raise Refused("gone")
    return key


def handed_over(archive: Archive, key: str, *, giver: Revised, taker: Revised, saved: tuple[str, str, int]) -> None:
    """`saved`: who, why, and the number of the page in the taker's case. Raises StaleRecord."""
    who, why, page_no = saved
    first, second = (_save(archive, one, who=who, why=why) for one in (giver, taker))
    archive.moves.move(key, giver=first, taker=second, page_no=page_no)


def _save(archive: Archive, revised: Revised, *, who: str, why: str) -> Save:
    return Save(revised.record, revised.changes, who, why, task_for(archive, revised.record))


def give_back(archive: Archive, back: Revised, *, step: Step, who: str) -> None:
    """Takes a move back: `back` is the old case with its page again. Raises Refused once somebody worked on it."""
    key, to = step.moved
    holder = archive.case(to)
    if holder is None:
        raise StorageError(f"the archive has no record of case {to}")
    page_no = archive.moves.number_in(to, key)
    if any(one.page_no == page_no and one.origin is Origin.HUMAN for one in items(holder)):
        raise Refused("changed_since")
    giver = page_given(holder, page_no, to=back.record.case_id)
    there = archive.moves.number_in(back.record.case_id, key)
    handed_over(archive, key, giver=giver, taker=back, saved=(who, "undo", there))
