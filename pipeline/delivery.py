"""Approved cases to a target, exactly once: written down, sent, settled by receipts, marked. Killed and repeated alike.

What a dead sender left open is asked of the target first. Refuses to send what nobody approved; there is no "all".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial

from deliver.packing import Kin, Packed, Parcel, pack
from deliver.rules import Rules
from deliver.target import ImportTarget
from domain.auditing import Action, Deed
from domain.batch import HoldBack, ImportBatch, Receipt
from domain.case import CaseRecord, CaseState, ImportStatus
from domain.errors import StaleRecord
from domain.notices import NOTICE_JA
from domain.reading import Notice
from domain.review import ReviewTask
from pipeline.beside import beside
from pipeline.doubts import doubts
from pipeline.on_duty import operator
from storage.archive import Archive

PAGE = 200  # cases asked of the archive at a time
ARRIVED = ("filed", "already_filed")
STATUS = "import_status"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one run did: a batch for every bunch that left, and every case or item that stayed, with its reason."""

    batches: tuple[ImportBatch, ...]
    held: tuple[HoldBack, ...]

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        return tuple(one for batch in self.batches for one in batch.receipts)


def deliver_approved(archive: Archive, target: ImportTarget, *, who: str, rules: Rules | None = None) -> Delivered:
    """Sends every approved case that nothing holds back. Raises DeliveryError when the target does not answer."""
    rules = rules or Rules(today=date.today().isoformat())
    settle_open(archive, target, who=who)
    there = archive.outbox.held_there(target.name, target.place)
    batches: list[ImportBatch] = []
    held: list[HoldBack] = []
    for ids in _bunches(approved_ids(archive), target.batch_size):
        packed = _packed(archive, ids, rules=rules)
        held += packed.held
        if packed.parcels:
            know = partial(beside, archive)
            parcels = tuple(replace(one, replaces=_replaced(one, there), know=know) for one in packed.parcels)
            batches.append(_send(archive, target, packed=replace(packed, parcels=parcels), who=who))
    return Delivered(tuple(batches), tuple(held))


def approved_ids(archive: Archive) -> list[str]:
    """All of them, before the first is changed, so that none is skipped; by id, so that a repeat packs the same."""
    ids: list[str] = []
    while lines := archive.cases(import_status=ImportStatus.APPROVED, limit=PAGE, offset=len(ids)):
        ids += [line.case_id for line in lines]
    return sorted(set(ids))


def _bunches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def _packed(archive: Archive, ids: Sequence[str], *, rules: Rules) -> Packed:
    held: list[HoldBack] = []
    records: list[CaseRecord] = []
    for case_id in ids:
        record = archive.case(case_id)
        if record is None:
            continue
        stop = _stop(archive, record)
        if stop:
            held.append(stop)
        else:
            records.append(record)
    packed = pack(records, archive.picture, histories=archive.history, rules=rules, kin=kin_of(archive))
    return replace(packed, held=(*held, *packed.held))


def _stop(archive: Archive, record: CaseRecord) -> HoldBack | None:
    """What keeps a whole case back whatever its papers say. An approval is no answer to a doubt that opened later."""
    if archive.exclusions.over(record.case_id) is not None:
        return HoldBack(record.case_id, "excluded_box")
    if archive.case_line(record.case_id).state == CaseState.ON_HOLD:
        return HoldBack(record.case_id, "held")
    found = doubts(record)
    return HoldBack(record.case_id, "open_doubts", found[0].target) if found else None


def kin_of(archive: Archive, *, known: CaseRecord | None = None) -> Kin:
    """The records of the cases that people linked with one; and itself as suspected, where somebody protected lives.

    `known`: a record that need not be fetched.
    """

    def found(case_id: str) -> Iterator[CaseRecord]:
        for other in archive.identity.linked(case_id):
            if (record := archive.case(other)) is not None:
                yield record
        own = known if known is not None and known.case_id == case_id else archive.case(case_id)
        if own is not None and archive.refuges.shared_with(own):
            yield replace(own, warnings=(*own.warnings, Notice("protection_word", 1, "")))

    return found


def _replaced(parcel: Parcel, there: dict[str, Receipt]) -> str:
    known = there.get(parcel.case_id)
    return known.key if known and known.key != parcel.key else ""


def _send(archive: Archive, target: ImportTarget, *, packed: Packed, who: str) -> ImportBatch:
    now = datetime.now(UTC)
    batch = ImportBatch(
        batch_id=f"d{now:%Y%m%d}-{packed.key[:12]}",
        key=packed.key,
        target=target.name,
        created_at=now.isoformat(timespec="microseconds"),
        receipts=tuple(Receipt(one.case_id, one.key, "sending") for one in packed.parcels),
        held=packed.held,
    )
    batch = archive.outbox.open(batch, place=target.place)
    deeds = (Deed(Action.DELIVER, one.case_id, batch.batch_id) for one in packed.parcels)
    archive.audit.add(operator(who), *deeds)
    receipts = target.send(packed.key, packed.parcels)
    archive.outbox.settle(batch.batch_id, receipts)
    batch = replace(batch, receipts=receipts)
    revisions = {one.case_id: one.record.revision for one in packed.parcels}
    for receipt in receipts:
        record = archive.case(receipt.case_id)
        if record is not None and record.revision == revisions[receipt.case_id]:
            _follow(archive, record, receipt=receipt, batch=batch, who=who)
    return batch


def settle_open(archive: Archive, target: ImportTarget, *, who: str) -> int:
    """Deliveries that broke off: what the target holds did arrive, the rest did not. How many there were."""
    open_ones = archive.outbox.unsettled(target.name, target.place)
    for sent in open_ones:
        held = target.holds(one.case_id for one in sent.batch.receipts)
        receipts = tuple(_settled(one, held.get(one.case_id), place=target.place) for one in sent.batch.receipts)
        archive.outbox.settle(sent.batch.batch_id, receipts)
        for receipt in receipts:
            _catch_up(archive, receipt, batch=sent.batch, who=who)
    return len(open_ones)


def _settled(receipt: Receipt, key_there: str | None, *, place: str) -> Receipt:
    return replace(receipt, status="filed" if key_there == receipt.key else "not_sent", where=place)


def _catch_up(archive: Archive, receipt: Receipt, *, batch: ImportBatch, who: str) -> None:
    """Marks a case whose contents still are what arrived; one that changed meanwhile goes again, as a revision."""
    record = archive.case(receipt.case_id)
    if record is None or receipt.status not in ARRIVED or record.import_status is not ImportStatus.APPROVED:
        return
    again = pack([record], archive.picture, histories=archive.history, kin=kin_of(archive))
    if [one.key for one in again.parcels] == [receipt.key]:
        _follow(archive, record, receipt=receipt, batch=batch, who=who)


def _follow(archive: Archive, record: CaseRecord, *, receipt: Receipt, batch: ImportBatch, who: str) -> None:
    """The case's next revision says that it arrived, or why the platform sent it back. One changed by now stays."""
    if record.import_status is not ImportStatus.APPROVED:
        return
    why = f"{batch.batch_id} {receipt.status} {batch.target}"
    try:
        if receipt.status in ARRIVED:
            change = (STATUS, record.import_status.value, ImportStatus.IMPORTED.value)
            archive.save_case(record.next(import_status=ImportStatus.IMPORTED), [change], who=who, why=why)
        elif receipt.status == "refused":
            send_to_desk(archive, record, reason=receipt.reason, who=who, why=why)
    except StaleRecord:
        return


def send_to_desk(archive: Archive, record: CaseRecord, *, reason: str, who: str, why: str) -> None:
    """A doubt with the platform's own words, on the first page; approval starts anew."""
    page_no = record.forms[0].page_no if record.forms else 1
    notice = Notice("refused_by_platform", page_no, f"{NOTICE_JA['refused_by_platform']}（{reason}）")
    after = record.next(import_status=ImportStatus.CANDIDATE, warnings=(*record.warnings, notice))
    change = (STATUS, record.import_status.value, ImportStatus.CANDIDATE.value)
    task = ReviewTask(after.case_id, after.revision, doubts(after), False)
    archive.save_case(after, [change], who=who, why=f"{why}: {reason}", task=task)
