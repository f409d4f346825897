"""Approved cases to a target: pack, send, keep the receipts, mark as imported. Killed and repeated: exactly once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from deliver.packing import Packed, pack
from deliver.rules import Rules
from deliver.target import ImportTarget
from domain.batch import ImportBatch, Receipt
from domain.case import CaseRecord, ImportStatus
from storage.archive import Archive

PAGE = 200  # cases asked of the archive at a time
ARRIVED = ("filed", "already_filed")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one delivery did; `batch` is None when nothing could leave."""

    batch: ImportBatch | None
    packed: Packed


def deliver_approved(archive: Archive, target: ImportTarget, *, who: str) -> Delivered:
    """Sends every approved case that nothing holds back. Raises DeliveryError when the target does not answer."""
    rules = Rules(today=date.today().isoformat())
    packed = pack(approved(archive), archive.picture, histories=archive.history, rules=rules)
    if not packed.parcels:
        return Delivered(None, packed)
    receipts = target.send(packed.key, packed.parcels)
    now = datetime.now(UTC)
    batch = ImportBatch(
        batch_id=f"d{now:%Y%m%d}-{packed.key[:12]}",
        key=packed.key,
        target=target.name,
        created_at=now.isoformat(timespec="seconds"),
        receipts=receipts,
        held=packed.held,
    )
    archive.save_batch(batch)
    for receipt in receipts:
        if receipt.status in ARRIVED:
            mark_imported(archive, receipt, batch=batch, who=who)
    return Delivered(batch, packed)


def approved(archive: Archive) -> Iterator[CaseRecord]:
    """All of them are listed before the first is changed, so that none is skipped."""
    ids: list[str] = []
    while lines := archive.cases(import_status=ImportStatus.APPROVED, limit=PAGE, offset=len(ids)):
        ids += [line.case_id for line in lines]
    for case_id in ids:
        record = archive.case(case_id)
        if record is not None:
            yield record


def mark_imported(archive: Archive, receipt: Receipt, *, batch: ImportBatch, who: str) -> None:
    """The case's next revision says that it arrived. One that changed meanwhile stays approved and is sent again."""
    record = archive.case(receipt.case_id)
    if record is None or record.import_status is not ImportStatus.APPROVED:
        return
    change = ("import_status", record.import_status.value, ImportStatus.IMPORTED.value)
    why = f"{batch.batch_id} {receipt.status} {batch.target}"
    archive.save_case(record.next(import_status=ImportStatus.IMPORTED), [change], who=who, why=why)
