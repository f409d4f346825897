"""Which cases go to the platform: marked one by one, kept out one by one or as a box or series, each with a reason.

There is no "mark all". Refuses to mark what an excluded box or series holds, and to call a case kept in that the
platform still has.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.case import CaseRecord, ImportStatus
from domain.errors import ConfigError, StorageError
from domain.sharing import LEGAL_BASIS_JA
from storage.archive import Archive
from storage.exclusions import Kind
from storage.history import Change

STATUS, BASIS = "import_status", "legal_basis"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where a case stands now. `trouble`: excluded_box (a rule keeps it in), still_there (the platform has it)."""

    case_id: str
    status: ImportStatus
    trouble: str = ""


def mark(archive: Archive, case_id: str, *, who: str) -> Chosen:
    """A candidate for the platform; people at the desk approve it. One beyond that stays as it is."""
    record = _record(archive, case_id)
    if archive.exclusions.over(case_id) is not None:
        return Chosen(case_id, record.import_status, "excluded_box")
    if record.import_status not in (ImportStatus.ARCHIVE_ONLY, ImportStatus.EXCLUDED):
        return Chosen(case_id, record.import_status)
    return _set(archive, record, status=ImportStatus.CANDIDATE, who=who, why="mark")


def exclude(archive: Archive, case_id: str, *, reason: str, who: str) -> Chosen:
    """Archive only, and why. What the platform has must be recalled first."""
    if not reason.strip():
        raise StorageError("an exclusion needs a reason")
    record = _record(archive, case_id)
    if record.import_status is ImportStatus.IMPORTED:
        return Chosen(case_id, record.import_status, "still_there")
    trouble = "still_there" if archive.delivered(case_id) else ""
    done = _set(archive, record, status=ImportStatus.EXCLUDED, who=who, why=f"exclude: {reason}")
    return Chosen(case_id, done.status, trouble)


def include(archive: Archive, case_id: str, *, who: str) -> Chosen:
    """An excluded case is archive only again; marking it is another step."""
    record = _record(archive, case_id)
    if record.import_status is not ImportStatus.EXCLUDED:
        return Chosen(case_id, record.import_status)
    return _set(archive, record, status=ImportStatus.ARCHIVE_ONLY, who=who, why="include")


def exclude_group(archive: Archive, kind: Kind, *, name: str, reason: str, who: str) -> tuple[Chosen, ...]:
    """A box or series, with the cases that are in it now; the rule also keeps in those that come later."""
    archive.exclusions.exclude(kind, name, reason=reason, who=who)
    inside = (case_id for case_id in archive.exclusions.inside(kind, name) if archive.case(case_id) is not None)
    return tuple(exclude(archive, case_id, reason=reason, who=who) for case_id in inside)


def set_basis(archive: Archive, case_id: str, *, codes: Iterable[str], reason: str, who: str) -> CaseRecord:
    """Under which law a case may be shared; no code: the consent alone decides. What was approved is so anew.

    Raises ConfigError for a code there is not.
    """
    basis = tuple(dict.fromkeys(codes))
    if unknown := [code for code in basis if code not in LEGAL_BASIS_JA]:
        raise ConfigError(f"no such legal basis: {', '.join(unknown)}; there are {', '.join(LEGAL_BASIS_JA)}")
    if not reason.strip():
        raise StorageError("a legal basis needs a reason")
    record = _record(archive, case_id)
    beyond = record.import_status in (ImportStatus.APPROVED, ImportStatus.IMPORTED)
    status = ImportStatus.CANDIDATE if beyond else record.import_status
    after = record.next(legal_basis=basis, import_status=status)
    changes: list[Change] = [(BASIS, "、".join(record.legal_basis) or None, "、".join(basis) or None)]
    changes += [(STATUS, record.import_status.value, status.value)] if status is not record.import_status else []
    archive.save_case(after, changes, who=who, why=f"basis: {reason}")
    return after


def _record(archive: Archive, case_id: str) -> CaseRecord:
    record = archive.case(case_id)
    if record is None:
        raise StorageError(f"the archive has no record of case {case_id}")
    return record


def _set(archive: Archive, record: CaseRecord, *, status: ImportStatus, who: str, why: str) -> Chosen:
    """`why` after `exclude: ` is the reason that the record keeps."""
    reason = why.partition(": ")[2] if status is ImportStatus.EXCLUDED else ""
    after = record.next(import_status=status, exclusion_reason=reason)
    change = (STATUS, record.import_status.value, status.value)
    archive.save_case(after, [change], who=who, why=why)
    return Chosen(record.case_id, status)
