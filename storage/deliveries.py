"""What left the house, with the receipts. Refuses nothing: saving the same delivery again changes nothing."""

from dataclasses import replace

from sqlalchemy import Connection, insert, select

from domain.batch import HoldBack, ImportBatch, Receipt
from storage.database import Database
from storage.rows import delivery_row, delivery_value, receipt_row, receipt_value
from storage.schema import cases, deliveries, receipts

ARRIVED = ("filed", "already_filed")


class Deliveries:
    def __init__(self, database: Database) -> None:
        self.database = database

    def save_batch(self, batch: ImportBatch) -> None:
        with self.database.write() as connection:
            known = select(deliveries.c.batch_id).where(deliveries.c.batch_id == batch.batch_id)
            if connection.execute(known).first() is not None:
                return
            connection.execute(insert(deliveries).values(delivery_row(batch)))
            rows = [receipt_row(batch.batch_id, one) for one in batch.receipts]
            if rows:
                connection.execute(insert(receipts), rows)

    def batches(self, *, limit: int = 100, offset: int = 0) -> tuple[ImportBatch, ...]:
        """Newest first; of each only the receipts and hold-backs that this scope may see."""
        query = select(deliveries).order_by(deliveries.c.created_at.desc(), deliveries.c.batch_id)
        with self.database.read() as connection:
            rows = connection.execute(query.limit(limit).offset(offset)).all()
            ids = [row.batch_id for row in rows]
            mine = self.database.only(select(receipts), receipts.c.case_id)
            found = connection.execute(mine.where(receipts.c.batch_id.in_(ids)).order_by(receipts.c.seq)).all()
            inside: dict[str, list[Receipt]] = {}
            for one in found:
                inside.setdefault(one.batch_id, []).append(receipt_value(one))
            found_batches = [delivery_value(row, tuple(inside.get(row.batch_id, ()))) for row in rows]
            seen = tuple(replace(one, held=self._seen(connection, one.held)) for one in found_batches)
            return tuple(one for one in seen if self.database.scope.is_everything or one.receipts or one.held)

    def _seen(self, connection: Connection, held: tuple[HoldBack, ...]) -> tuple[HoldBack, ...]:
        named = {one.case_id for one in held}
        mine = self.database.only(select(cases.c.case_id), cases.c.case_id).where(cases.c.case_id.in_(named))
        seen = set(connection.execute(mine).scalars())
        return tuple(one for one in held if one.case_id in seen)

    def delivered(self, case_id: str) -> Receipt | None:
        """The newest receipt that says the case arrived; None: it never did."""
        query = self.database.only(select(receipts), receipts.c.case_id)
        query = query.where(receipts.c.case_id == case_id, receipts.c.status.in_(ARRIVED))
        with self.database.read() as connection:
            row = connection.execute(query.order_by(receipts.c.seq.desc()).limit(1)).one_or_none()
        return receipt_value(row) if row else None
