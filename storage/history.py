"""What happened to a case: rows that are only ever added, each sealed with the hash of the one before.

An edit, a deletion or a changed order anywhere breaks the chain, and `verify` says where. A trigger forbids UPDATE and
DELETE besides. Refuses nothing it is asked to remember.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import merge
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from domain.case import Revision
from storage.database import Database
from storage.schema import audit, heads, records, revisions
from storage.schema_retention import disposals, disposed_rows

# What changed: target key ("" for the case itself), value before, value after.
Change = tuple[str, str | None, str | None]

CHAIN = "cases"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What one save says of itself; `record_sha256` is the hash of the stored record it led to."""

    case_id: str
    revision: int
    who: str
    why: str
    record_sha256: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is "" when the chain is whole; else what is wrong, first at row `seq`. `head` can be printed and kept."""

    rows: int
    head: str
    fault: str = ""
    seq: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.fault


def append(connection: Connection, entry: Entry, *, changes: Iterable[Change], made_at: str) -> None:
    """Adds one row a change, inside the caller's transaction. A save without changes is one row with target ""."""
    head = connection.execute(select(heads).where(heads.c.chain == CHAIN).with_for_update()).one()
    seq, previous = head.seq, head.digest
    for target, before, after in tuple(changes) or (("", None, None),):
        seq += 1
        row = {
            "seq": seq,
            "case_id": entry.case_id,
            "revision": entry.revision,
            "target": target,
            "before": before,
            "after": after,
            "who": entry.who,
            "made_at": made_at,
            "why": entry.why,
            "record_sha256": entry.record_sha256,
            "previous": previous,
        }
        previous = seal(row)
        connection.execute(insert(revisions).values(**row, digest=previous))
    connection.execute(update(heads).where(heads.c.chain == CHAIN).values(seq=seq, digest=previous))


def seal(row: dict[str, Any]) -> str:
    """sha256 over the canonical JSON of a row without its own digest."""
    text = json.dumps(row, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def history(database: Database, case_id: str, *, target: str | None = None) -> tuple[Revision, ...]:
    """Oldest first; of one target if named."""
    query = database.only(select(revisions), revisions.c.case_id)
    query = query.where(revisions.c.case_id == case_id).order_by(revisions.c.seq)
    if target is not None:
        query = query.where(revisions.c.target == target)
    with database.read() as connection:
        return tuple(_revision(row) for row in connection.execute(query))


def verify(database: Database) -> Verdict:
    """Walks the whole chain and the stored records behind it."""
    with database.read() as connection:
        head = connection.execute(select(heads).where(heads.c.chain == CHAIN)).one()
        latest: dict[str, tuple[int, str]] = {}
        walked = _walk(connection, latest)
        if not walked.is_whole:
            return walked
        if (head.seq, head.digest) != (walked.rows, walked.head):
            return replace(walked, fault="rows at the end are missing", seq=walked.rows + 1)
        fault, seq = _records_fault(connection, latest)
        return replace(walked, fault=fault, seq=seq)


def _walk(connection: Connection, latest: dict[str, tuple[int, str]]) -> Verdict:
    """Fills `latest` with row and record hash of each case's last row. Disposed rows are their seals."""
    seq, previous, gone = 0, START, _disposed(connection)
    seals = connection.execute(select(disposed_rows).order_by(disposed_rows.c.seq)).all()
    rows = connection.execution_options(yield_per=1000).execute(select(revisions).order_by(revisions.c.seq))
    with rows:
        for row in merge(rows, seals, key=lambda one: int(one.seq)):
            is_seal = len(row) == len(disposed_rows.c)
            fault = _fault(row, seq + 1, previous=previous, is_seal=is_seal)
            if is_seal and row.case_id not in gone:
                fault = fault or f"no disposal speaks of case {row.case_id}"
            if fault:
                return Verdict(seq, previous, fault, row.seq)
            seq, previous = row.seq, row.digest
            if not is_seal:
                latest[row.case_id] = (row.seq, row.record_sha256)
    return Verdict(seq, previous)


def _disposed(connection: Connection) -> set[str]:
    """Cases that two people disposed of: by the queue, and by the log that nobody can write behind its back."""
    carried_out = select(disposals.c.case_id).where(disposals.c.state.in_(("erased", "done")))
    logged = select(audit.c.subject).where(audit.c.action == "dispose", audit.c.why == "approved")
    return set(connection.execute(carried_out.where(disposals.c.case_id.in_(logged))).scalars())


def _fault(row: Row[Any], wanted_seq: int, *, previous: str, is_seal: bool = False) -> str:
    content = dict(row._mapping)
    digest = content.pop("digest")
    if row.seq != wanted_seq:
        return "a row is missing or out of order"
    if row.previous != previous:
        return "a row does not follow the one before"
    return "" if is_seal or seal(content) == digest else "a row was edited"


def _records_fault(connection: Connection, latest: dict[str, tuple[int, str]]) -> tuple[str, int]:
    """What is wrong with the stored records, and the row that says so; ("", 0) when nothing is."""
    stored = connection.execution_options(yield_per=100).execute(select(records.c.case_id, records.c.body))
    with stored:
        for case_id, body in stored:
            seq, wanted = latest.pop(case_id, (0, ""))
            if hashlib.sha256(body).hexdigest() != wanted:
                return f"the record of case {case_id} is not the one its history speaks of", seq
    for case_id, (seq, _) in latest.items():
        return f"the record of case {case_id} is gone", seq
    return "", 0


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        case_id=row.case_id,
        revision=row.revision,
        target=row.target,
        before=row.before,
        after=row.after,
        who=row.who,
        when=row.made_at,
        why=row.why,
    )
