"""Deliveries looked at afterwards: where they stand, whether the target holds what was sent, and how one is taken back.

Changes nothing but what `recall` takes back, and says every difference by case.
"""

from collections import Counter
from dataclasses import dataclass

from deliver.target import ImportTarget
from domain.auditing import Action, Deed
from domain.batch import ImportBatch, Receipt
from domain.case import ImportStatus
from domain.errors import DeliveryError, StaleRecord
from pipeline.on_duty import operator
from storage.archive import Archive

STATUS = "import_status"


@dataclass(frozen=True, slots=True)
class Verified:
    """Cases by what the target holds of them: `same`, `missing`, `different` (another or damaged content)."""

    same: tuple[str, ...]
    missing: tuple[str, ...]
    different: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.different)


@dataclass(frozen=True, slots=True)
class Standing:
    """The archive's view: cases by import state, the newest deliveries with their receipts counted."""

    cases: dict[str, int]
    batches: tuple[tuple[ImportBatch, dict[str, int]], ...]


def standing(archive: Archive, *, limit: int = 20) -> Standing:
    counted = {one.value: count(archive, one) for one in ImportStatus}
    newest = archive.batches(limit=limit)
    return Standing(counted, tuple((one, dict(Counter(said.status for said in one.receipts))) for one in newest))


def count(archive: Archive, status: ImportStatus) -> int:
    found, page = 0, 1000
    while lines := archive.cases(import_status=status, limit=page, offset=found):
        found += len(lines)
        if len(lines) < page:
            break
    return found


def verify(archive: Archive, target: ImportTarget) -> Verified:
    """Asks for every case that a receipt says is there, and hashes what comes back."""
    receipts = archive.outbox.held_there(target.name, target.place)
    held = target.holds(sorted(receipts))
    same, missing, different = list[str](), list[str](), list[str]()
    for case_id, receipt in sorted(receipts.items()):
        found = held.get(case_id)
        (missing if found is None else same if found == receipt.key else different).append(case_id)
    return Verified(tuple(same), tuple(missing), tuple(different))


def recall(archive: Archive, target: ImportTarget, *, batch_id: str, reason: str, who: str) -> tuple[Receipt, ...]:
    """Takes a whole delivery back; its cases are candidates again. Recalling twice is recalling once.

    A case that was delivered again since is held there under another key and stays: `not_there`.
    """
    sent = archive.outbox.sent(batch_id)
    if (sent.batch.target, sent.place) != (target.name, target.place):
        raise DeliveryError(f"{batch_id} went to {sent.batch.target} at {sent.place or 'an unknown place'}")
    if not reason.strip():
        raise DeliveryError("a recall needs a reason; the receiver will read it")
    keys = {one.case_id: one.key for one in sent.batch.receipts if one.status in ("filed", "already_filed", "sending")}
    if not keys:
        return ()
    archive.audit.add(operator(who), *(Deed(Action.DELIVER, one, batch_id, "recall") for one in keys))
    receipts = target.recall(keys, reason=reason)
    archive.outbox.take_back(batch_id, keys, reason=reason)
    for receipt in receipts:
        if receipt.status == "recalled":
            _reopen(archive, receipt.case_id, why=f"{batch_id} recalled: {reason}", who=who)
    return receipts


def _reopen(archive: Archive, case_id: str, *, why: str, who: str) -> None:
    record = archive.case(case_id)
    if record is None or record.import_status is not ImportStatus.IMPORTED:
        return
    change = (STATUS, record.import_status.value, ImportStatus.CANDIDATE.value)
    try:
        archive.save_case(record.next(import_status=ImportStatus.CANDIDATE), [change], who=who, why=why)
    except StaleRecord:
        return
