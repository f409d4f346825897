"""Where the papers of a case came from: batch, operator, time and hash of each scan. Reads only."""

from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Database
from storage.schema import batches, files


@dataclass(frozen=True, slots=True)
class CameFrom:
    """One scan file: the batch (box or bundle) it came in, who took it in and when (UTC ISO 8601)."""

    file_id: str
    batch: str
    operator: str
    taken_in_at: str
    source: str
    sha256: str


class Provenance:
    """files(ids) -> {file id: CameFrom}, those that this scope may see."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def files(self, file_ids: tuple[str, ...]) -> dict[str, CameFrom]:
        columns = (
            files.c.file_id, batches.c.name, batches.c.operator, files.c.taken_at, files.c.source, files.c.sha256,
        )  # fmt: skip
        query = select(*columns).join(batches, batches.c.batch_id == files.c.batch_id)
        query = self.database.only(query.where(files.c.file_id.in_(file_ids)), files.c.case_id)
        with self.database.read() as connection:
            rows = connection.execute(query).all()
        return {
            row.file_id: CameFrom(row.file_id, row.name, row.operator, row.taken_at, row.source, row.sha256)
            for row in rows
        }
