"""A case taken out of the archive for good: rows, readings, search text, index, files, and what the disk kept of them.

What stays: the log of accesses, the proposal with both names, a certificate of hashes and counts, and for every row of
the history its seal, so that the chain still verifies. Refuses to take a file from another case that needs its bytes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, or_, select, update

from domain.access import Operator
from domain.auditing import Action, Deed
from storage import fulltext
from storage.audit import append
from storage.database import INTAKE, Database
from storage.files import FileStore
from storage.indexing import forget_case
from storage.retention import DONE, ERASED, Disposal, Retention
from storage.schema import (
    audit,
    cases,
    deliveries,
    files,
    metadata,
    pages,
    person_keys,
    persons,
    prints,
    receipts,
    revisions,
)
from storage.schema_boxes import alarms, announced, arrivals
from storage.schema_find import texts
from storage.schema_retention import disposals, disposed_rows

SCHEMA = "tsuzuri-disposal-1"
PORTION = 500
# Tables that speak of no case, or outlive it on purpose; whoever adds a table is asked by a test.
KEPT = {
    "marks": "how the index was made",
    "batches": "names of boxes and who scanned them",
    "boxes": "names of boxes",
    "heads": "where the chains end",
    "deliveries": "that something was delivered; the lines about this case go",
    "settled_differences": "what a person said of the figures of a box",
    "exclusions": "rules about boxes and series",
    "saved_searches": "a person's own words, not a case's",
    "same_words": "vocabulary",
    "accounts": "people who work here",
    "sessions": "people who work here",
    "audit": "who saw and did what, in identifiers",
    "calibrations": "numbers over many cases",
    "desk_rules": "rules of the desk",
    "retention_rules": "rules of keeping",
    "disposals": "that the case was disposed of",
    "disposed_rows": "seals of the history",
    "copies_made": "where backups lie",
    "data_keys": "keys of an office, not of a case",
    "key_wraps": "keys of an office, not of a case",
}


@dataclass(frozen=True, slots=True)
class Held:
    """The papers of a case: files that go, files another case still needs, pictures, page keys."""

    gone: tuple[Any, ...]
    shared: tuple[Any, ...]
    pictures: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def hashes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(one.sha256 for one in self.gone), *self.pictures]))


class Erasing:
    def __init__(self, database: Database, store: FileStore, *, retention: Retention) -> None:
        self.database, self.store, self.retention = database, store, retention

    def carry_out(self, who: Operator, disposal_ids: Sequence[str]) -> tuple[Disposal, ...]:
        """A second person approves, and the cases are gone. Raises RetentionRefused; those before it are gone."""
        for one in disposal_ids:
            self._erase(who, one)
        return self.finish(who)

    def _erase(self, who: Operator, disposal_id: str) -> None:
        with self.database.write() as connection:
            if self.database.is_sqlite:
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            self.database.queue_up(connection, INTAKE)
            approved = self.retention.approve(connection, who, disposal_id=disposal_id)
            held = papers_of(connection, approved.case_id)
            told = _told(connection, approved, held=held, copies=self.retention.copies())
            counted = _rows_gone(connection, approved.case_id, held=held)
            told |= {"rows": counted, "erased_at": self.database.now()}
            change = {"state": ERASED, "certificate": canonical(told)}
            connection.execute(update(disposals).where(disposals.c.disposal_id == disposal_id).values(change))

    def finish(self, who: Operator) -> tuple[Disposal, ...]:
        """Files go and the database is written anew without what was deleted; also after a kill half-way."""
        going = self.retention.disposals(states=(ERASED,))
        for one in going:
            self._drop_files(one)
        if going:
            purge(self.database)
        return tuple(self._sealed(one, who) for one in going)

    def _drop_files(self, one: Disposal) -> None:
        told = json.loads(one.certificate)
        for sha256 in [*(file["sha256"] for file in told["originals"]), *told["pictures"]]:
            with self.database.write() as connection:
                self.database.queue_up(connection, INTAKE)
                if not _is_used(connection, sha256):
                    self.store.drop(sha256)

    def _sealed(self, one: Disposal, who: Operator) -> Disposal:
        """The certificate gets its last line, and its hash stands in the log."""
        now = self.database.now()
        told = json.loads(one.certificate)
        with self.database.read() as connection:
            told["kept_elsewhere"] = [
                sha256
                for sha256 in [*(file["sha256"] for file in told["originals"]), *told["pictures"]]
                if _is_used(connection, sha256)
            ]
        text = canonical(told | {"done_at": now})
        deed = Deed(Action.DISPOSE, one.case_id, hashlib.sha256(text.encode()).hexdigest(), "done")
        with self.database.write() as connection:
            change = {"state": DONE, "done_at": now, "certificate": text}
            connection.execute(update(disposals).where(disposals.c.disposal_id == one.disposal_id).values(change))
            append(connection, who, deeds=[deed], at=now)
        return replace(one, state=DONE, done_at=now, certificate=text)


def papers_of(connection: Connection, case_id: str) -> Held:
    rows = connection.execute(select(pages.c.key, pages.c.file_id, pages.c.picture).where(pages.c.case_id == case_id))
    own = rows.all()
    touched = or_(files.c.case_id == case_id, files.c.file_id.in_({row.file_id for row in own}))
    others = select(pages.c.file_id).where(pages.c.case_id != case_id)
    found = connection.execute(select(files).where(touched).order_by(files.c.seq)).all()
    needed = set(connection.execute(others.where(pages.c.file_id.in_([one.file_id for one in found]))).scalars())
    return Held(
        gone=tuple(one for one in found if one.file_id not in needed),
        shared=tuple(one for one in found if one.file_id in needed),
        pictures=tuple(dict.fromkeys(row.picture for row in own if row.picture)),
        keys=tuple(row.key for row in own),
    )


def _told(connection: Connection, one: Disposal, *, held: Held, copies: Iterable[Any]) -> dict[str, Any]:
    """The certificate: identifiers, hashes, counts, names of those who decided. No word of the case."""
    case_id = one.case_id
    sent = select(receipts.c.batch_id, receipts.c.status, deliveries.c.target, deliveries.c.created_at)
    sent = sent.join(deliveries, deliveries.c.batch_id == receipts.c.batch_id).where(receipts.c.case_id == case_id)
    printed = select(prints.c.copy_no, prints.c.kind, prints.c.made_at).where(prints.c.case_id == case_id)
    left = select(audit.c.action, audit.c.why, audit.c.at).where(audit.c.subject == case_id).order_by(audit.c.seq)
    left = left.where(audit.c.action.in_([Action.EXPORT.value, Action.DISCLOSE.value]), ~audit.c.why.like("request:%"))
    history = select(func.count(), func.min(revisions.c.seq), func.max(revisions.c.seq))
    rows = connection.execute(history.where(revisions.c.case_id == case_id)).one()
    rule = {"years": one.years, "start": one.start, "basis": one.basis}
    return {
        "schema": SCHEMA,
        "disposal_id": one.disposal_id,
        "case_id": case_id,
        "office": one.office,
        "rule": rule | {"closed_on": one.closed_on, "last_day": one.last_day},
        "proposed": {"by": one.proposed_by, "at": one.proposed_at},
        "approved": {"by": one.decided_by, "at": one.decided_at},
        "pages": len(held.keys),
        "originals": [{"sha256": row.sha256, "size_bytes": row.size_bytes} for row in held.gone],
        "pictures": list(held.pictures),
        "originals_kept_for_other_cases": [row.sha256 for row in held.shared],
        "history": {"rows": rows[0], "first": rows[1], "last": rows[2]},
        "delivered": [dict(row._mapping) for row in connection.execute(sent)],
        "printed": [dict(row._mapping) for row in connection.execute(printed)],
        "exported": [{"kind": f"{row.action}:{row.why}", "made_at": row.at} for row in connection.execute(left)],
        "copies": [{"made_at": row.made_at, "place": row.place, "is_sealed": row.is_sealed} for row in copies],
    }


def _rows_gone(connection: Connection, case_id: str, *, held: Held) -> dict[str, int]:
    """Every row that hangs on the case, last first; how many of each table."""
    _leave_seals(connection, case_id)
    forget_case(connection, case_id)
    _papers_gone(connection, case_id, held=held)
    people = select(persons.c.person_no).where(persons.c.case_id == case_id)
    connection.execute(delete(person_keys).where(person_keys.c.person_no.in_(people)))
    counted: dict[str, int] = {}
    for table in reversed(metadata.sorted_tables):
        if table.name not in KEPT and (here := hanging(table, case_id, held=held)) is not None:
            gone = sum(connection.execute(delete(table).where(one)).rowcount for one in here)
            counted |= {table.name: gone} if gone else {}
    return counted


def hanging(table: Table, case_id: str, *, held: Held) -> list[ColumnElement[bool]] | None:
    """Which rows of a table hang on the case, found by what its columns refer to; None: none can."""
    if table is files:
        return _in(files.c.file_id, [one.file_id for one in held.gone])
    if table is pages or table is cases:
        return [table.c.case_id == case_id]
    found: list[ColumnElement[bool]] = []
    ways: dict[Table, Callable[[Any], list[ColumnElement[bool]]]] = {
        cases: lambda column: [column == case_id],
        pages: lambda column: _in(column, held.keys),
        files: lambda column: _in(column, [one.file_id for one in held.gone]),
        texts: lambda column: [column.in_(select(texts.c.text_id).where(texts.c.case_id == case_id))],
    }
    refers = False
    for column in table.c:
        for key in column.foreign_keys:
            if (way := ways.get(key.column.table)) is not None:
                refers, found = True, [*found, *way(column)]
    return found if refers else None


def _in(column: Any, values: Sequence[str]) -> list[ColumnElement[bool]]:
    return [column.in_(values[start : start + PORTION]) for start in range(0, len(values), PORTION)]


def _leave_seals(connection: Connection, case_id: str) -> None:
    """The chain goes on over them. Their seals tell nothing: each covers the hash of a whole record that is gone."""
    kept = (revisions.c.seq, revisions.c.case_id, revisions.c.previous, revisions.c.digest)
    rows = select(*kept).where(revisions.c.case_id == case_id)
    connection.execute(insert(disposed_rows).from_select(["seq", "case_id", "previous", "digest"], rows))


def _papers_gone(connection: Connection, case_id: str, *, held: Held) -> None:
    """What boxes and watched folders remember by name; a file that others need belongs to one of them now."""
    names = [one.source for one in held.gone]
    for column, values in (
        (arrivals.c.source, names),
        (alarms.c.subject, [*names, *held.keys, case_id]),
        (announced.c.source, names),
        (announced.c.sha256, [one.sha256 for one in held.gone]),
    ):
        for here in _in(column, values):
            connection.execute(delete(column.table).where(here))
    for one in held.shared:
        if one.case_id == case_id:
            heirs = select(pages.c.case_id).where(pages.c.file_id == one.file_id, pages.c.case_id != case_id)
            heir = connection.execute(heirs.limit(1)).scalar_one()
            connection.execute(update(files).where(files.c.file_id == one.file_id).values(case_id=heir))


def _is_used(connection: Connection, sha256: str) -> bool:
    by_file = select(files.c.file_id).where(files.c.sha256 == sha256).limit(1)
    by_page = select(pages.c.key).where(pages.c.picture == sha256).limit(1)
    return any(connection.execute(one).first() is not None for one in (by_file, by_page))


def purge(database: Database) -> None:
    """Writes the tables anew, so that not even free pages hold what was deleted. Waits for whoever is writing."""
    if database.is_sqlite:
        with database.write() as connection:
            fulltext.tidy(connection)
    with database.alone() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in [*(one.name for one in metadata.sorted_tables if one.name not in KEPT), "text_index"]:
            connection.exec_driver_sql(f'VACUUM FULL "{table}"')


def canonical(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
