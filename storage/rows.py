"""Rows of the tables and the values they stand for, both ways side by side. Pure: never touches the database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from domain.batch import FileState, HoldBack, ImportBatch, Receipt, ScanBatch, ScanFile
from domain.case import CaseRecord, CaseState, ImportStatus
from domain.field import Route
from domain.page import OcrPage, Page, Sheet
from domain.review import ReviewTask
from storage.codec import pack, unpack

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. `state` is a CaseState, or "failed" when no record could be made (`reason` says why)."""

    case_id: str
    office: str
    title: str
    state: str
    revision: int
    import_status: ImportStatus
    page_count: int
    full_name: str
    case_number: str
    reason: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A review task in a list. `holder` is who works on it now, "" for nobody."""

    case_id: str
    title: str
    full_name: str
    revision: int
    urgent: bool
    doubts: int
    holder: str
    created_at: str


@dataclass(frozen=True, slots=True)
class HeldPapers:
    """The held list of a delivery, as it is packed."""

    held: tuple[HoldBack, ...]


def file_row(file: ScanFile, batch_id: str, *, taken_at: str) -> Values:
    return {
        "file_id": file.file_id,
        "sha256": file.sha256,
        "source": file.source,
        "size_bytes": file.size_bytes,
        "case_id": file.case_id,
        "batch_id": batch_id,
        "state": file.state.value,
        "page_count": file.page_count,
        "reason": file.reason,
        "taken_at": taken_at,
    }


def file_value(row: Row[Any]) -> ScanFile:
    return ScanFile(
        file_id=row.file_id,
        sha256=row.sha256,
        source=row.source,
        size_bytes=row.size_bytes,
        case_id=row.case_id,
        state=FileState(row.state),
        page_count=row.page_count,
        reason=row.reason,
    )


def batch_row(batch: ScanBatch, *, closed: bool) -> Values:
    return {
        "batch_id": batch.batch_id,
        "name": batch.name,
        "operator": batch.operator,
        "started_at": batch.started_at,
        "announced": len(batch.file_ids),
        "closed": closed,
    }


def batch_value(row: Row[Any], file_ids: tuple[str, ...]) -> ScanBatch:
    """`file_ids` are those really taken in, which the batch row itself does not hold."""
    return ScanBatch(row.batch_id, row.name, row.operator, row.started_at, file_ids)


def sheet_row(key: str, page: Page, *, ocr: OcrPage) -> Values:
    return {"key": key, "page": pack(page), "ocr": pack(ocr)}


def sheet_value(row: Row[Any]) -> Sheet:
    return Sheet(unpack(Page, row.page), unpack(OcrPage, row.ocr))


def record_row(record: CaseRecord, state: CaseState, *, updated_at: str) -> Values:
    """What the list of cases shows of a record."""
    name, number = record.field("fullName"), record.field("caseNumber")
    return {
        "office": record.office,
        "title": record.title,
        "state": state.value,
        "revision": record.revision,
        "import_status": record.import_status.value,
        "page_count": record.page_count,
        "full_name": (name.value or name.raw) if name else "",
        "case_number": (number.value or number.raw) if number else "",
        "reason": "",
        "updated_at": updated_at,
        "forms": forms_of(record),
        **field_counts(record),
    }


def field_counts(record: CaseRecord) -> Values:
    """How many fields the record has, and how many of them passed without a person."""
    return {
        "field_count": len(record.fields),
        "auto_count": sum(one.route is Route.AUTO for one in record.fields),
    }


def forms_of(record: CaseRecord) -> str:
    """The forms of the pages that belong to the case, each between bars: |face_sheet|support_log|."""
    return _barred(form.form for form in record.forms if not form.set_aside)


def kinds_of(task: ReviewTask) -> str:
    """What kinds of doubt are open and why, each between bars: |entry|field|lookalike|. Ranks of risk are left out."""
    kinds = {doubt.kind.value for doubt in task.doubts}
    whys = {why for doubt in task.doubts for why in doubt.reasons if not why.startswith("risk_class")}
    return _barred({*kinds, *whys})


def _barred(words: Iterable[str]) -> str:
    found = sorted(set(words))
    return f"|{'|'.join(found)}|" if found else ""


def case_line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        case_id=row.case_id,
        office=row.office,
        title=row.title,
        state=row.state,
        revision=row.revision,
        import_status=ImportStatus(row.import_status),
        page_count=row.page_count,
        full_name=row.full_name,
        case_number=row.case_number,
        reason=row.reason,
        updated_at=row.updated_at,
    )


def task_row(task: ReviewTask, *, created_at: str) -> Values:
    return {
        "case_id": task.case_id,
        "revision": task.revision,
        "urgent": task.urgent,
        "doubts": len(task.doubts),
        "body": pack(task),
        "holder": "",
        "lease_until": 0.0,
        "created_at": created_at,
        "kinds": kinds_of(task),
    }


def task_value(row: Row[Any]) -> ReviewTask:
    """Urgent is what the row says: it may have been made so after the body was packed."""
    return replace(unpack(ReviewTask, row.body), urgent=row.urgent)


def task_line(row: Row[Any], *, now_s: float) -> TaskLine:
    return TaskLine(
        case_id=row.case_id,
        title=row.title,
        full_name=row.full_name,
        revision=row.revision,
        urgent=row.urgent,
        doubts=row.doubts,
        holder=row.holder if row.lease_until > now_s else "",
        created_at=row.created_at,
    )


def delivery_row(batch: ImportBatch, *, state: str = "settled", place: str = "") -> Values:
    return {
        "state": state,
        "place": place,
        "batch_id": batch.batch_id,
        "key": batch.key,
        "target": batch.target,
        "created_at": batch.created_at,
        "held": pack(HeldPapers(batch.held)),
    }


def delivery_value(row: Row[Any], receipts: tuple[Receipt, ...]) -> ImportBatch:
    held = unpack(HeldPapers, row.held).held
    return ImportBatch(row.batch_id, row.key, row.target, row.created_at, receipts, held)


def receipt_row(batch_id: str, receipt: Receipt) -> Values:
    return {
        "batch_id": batch_id,
        "case_id": receipt.case_id,
        "key": receipt.key,
        "status": receipt.status,
        "reason": receipt.reason,
        "place": receipt.where,
    }


def receipt_value(row: Row[Any]) -> Receipt:
    return Receipt(row.case_id, row.key, row.status, row.reason, row.place)
