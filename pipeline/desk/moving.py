"""Pages that change their case: both records in one transaction, and the way back.

Refuses to take a move back over what somebody did since.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain.case import CaseRecord, CaseState, ImportStatus
from domain.errors import StorageError
from domain.field import Origin
from domain.review import ReviewTask
from pipeline.desk.page_changes import page_given
from pipeline.desk.shape import Change, Revised
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


def handed_over(
    archive: Archive, numbers: Mapping[str, int], *, giver: Revised, taker: Revised, saved: tuple[str, str]
) -> None:
    """`numbers`: key of a page to its number in the taker's case; `saved`: who and why. Raises StaleRecord."""
    archive.moves.move(numbers, giver=saving(archive, giver, saved=saved), taker=saving(archive, taker, saved=saved))


def saving(archive: Archive, revised: Revised, *, saved: tuple[str, str]) -> Save:
    """`saved`: who and why."""
    who, why = saved
    return Save(revised.record, revised.changes, who, why, task_for(archive, revised.record))


def all_given(record: CaseRecord, page_nos: tuple[int, ...], *, to: str) -> Revised:
    """`page_given` for several pages, as one revision."""
    after = record
    changes: list[Change] = []
    for page_no in page_nos:
        given = page_given(after, page_no, to=to)
        after = given.record
        changes += given.changes
    return Revised(replace(after, revision=record.revision + 1), tuple(changes))


def give_back(archive: Archive, back: Revised, *, step: Step, who: str) -> None:
    """Takes a move back: `back` is the old case with its pages again. Raises Refused once somebody worked on them."""
    *keys, to = step.moved
    home, holder = back.record.case_id, archive.case(to)
    if holder is None:
        raise StorageError(f"the archive has no record of case {to}")
    there = {key: archive.moves.number_in(to, key) for key in keys}
    touched = any(one.page_no in there.values() and one.origin is Origin.HUMAN for one in items(holder))
    if touched or (step.began and holder.revision > 1):
        raise Refused("changed_since")
    giver = all_given(holder, tuple(there.values()), to=home)
    if step.began:
        giver = replace(giver, record=emptied(giver.record))
    numbers = {key: archive.moves.number_in(home, key) for key in keys}
    handed_over(archive, numbers, giver=giver, taker=back, saved=(who, "undo"))


def emptied(record: CaseRecord) -> CaseRecord:
    """A new case that was taken back: nothing is in it, and its history stays."""
    reason = "新しいケースにするのを取り消しました。ページは元のケースにあります。"
    return replace(record, import_status=ImportStatus.EXCLUDED, exclusion_reason=reason)
