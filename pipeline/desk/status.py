"""What every change carries with it: rows that follow what was decided, an approval that no longer holds. Pure."""

from dataclasses import replace

from domain.case import CaseRecord, ImportStatus
from pipeline.desk.once import with_decided
from pipeline.desk.shape import Change, Revised

STATUS = "import_status"


def carried(before: CaseRecord, revised: Revised) -> Revised:
    """The revision with all that follows from it."""
    return reopened(before, with_decided(revised))


def reopened(before: CaseRecord, revised: Revised) -> Revised:
    """An approval is of what was seen: a case changed since is a candidate again, whoever approved it before.

    It leaves once it has been approved anew; so does the correction of a case that left.
    """
    if before.import_status in (ImportStatus.ARCHIVE_ONLY, ImportStatus.EXCLUDED):
        return revised
    change: Change = (STATUS, before.import_status.value, ImportStatus.CANDIDATE.value)
    record = replace(revised.record, import_status=ImportStatus.CANDIDATE)
    return Revised(record, (*revised.changes, change))
