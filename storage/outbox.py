"""Deliveries under way: written down before the first byte leaves, settled by the target's word, taken back on request.

A killed sender leaves an unsettled delivery behind; whoever comes next asks the target what arrived.
Refuses to forget: a receipt changes its status and is never removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select, update

from domain.batch import ImportBatch, Receipt
from domain.errors import StorageError
from storage.database import Database
from storage.deliveries import ARRIVED
from storage.rows import delivery_row, delivery_value, receipt_row, receipt_value
from storage.schema import deliveries, receipts

SENDING, SETTLED = "sending", "settled"


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery with its place; `state`: sending | settled."""

    batch: ImportBatch
    place: str
    state: str


class Outbox:
    def __init__(self, database: Database) -> None:
        self.database = database

    def open(self, batch: ImportBatch, *, place: str) -> ImportBatch:
        """Writes down what is about to leave, every receipt as `sending`; gives the batch under an id of its own."""
        with self.database.write() as connection:
            named = replace(batch, batch_id=_free_id(connection, batch.batch_id))
            connection.execute(insert(deliveries).values(delivery_row(named, state=SENDING, place=place)))
            rows = [receipt_row(named.batch_id, one) for one in named.receipts]
            if rows:
                connection.execute(insert(receipts), rows)
        return named

    def settle(self, batch_id: str, found: Iterable[Receipt]) -> None:
        """The target's word for every case of the delivery; nothing is open after it."""
        with self.database.write() as connection:
            for one in found:
                said = {"status": one.status, "reason": one.reason, "place": one.where}
                mine = (receipts.c.batch_id == batch_id) & (receipts.c.case_id == one.case_id)
                connection.execute(update(receipts).where(mine).values(said))
            done = update(deliveries).where(deliveries.c.batch_id == batch_id)
            connection.execute(done.values(state=SETTLED))

    def take_back(self, batch_id: str, case_ids: Iterable[str], *, reason: str) -> None:
        """Those receipts say `recalled` from now on."""
        change = update(receipts).where(receipts.c.batch_id == batch_id, receipts.c.case_id.in_(tuple(case_ids)))
        with self.database.write() as connection:
            connection.execute(change.values(status="recalled", reason=reason))

    def unsettled(self, target: str, place: str) -> tuple[Sent, ...]:
        """Deliveries to one place that a killed or silenced sender left open, oldest first."""
        mine = (deliveries.c.target == target) & (deliveries.c.place == place) & (deliveries.c.state == SENDING)
        with self.database.read() as connection:
            rows = connection.execute(select(deliveries).where(mine).order_by(deliveries.c.created_at)).all()
            return tuple(_sent(connection, row) for row in rows)

    def sent(self, batch_id: str) -> Sent:
        """Raises StorageError when there is no such delivery."""
        with self.database.read() as connection:
            row = connection.execute(select(deliveries).where(deliveries.c.batch_id == batch_id)).one_or_none()
            if row is None:
                raise StorageError(f"the archive has no delivery {batch_id}")
            return _sent(connection, row)

    def held_there(self, target: str, place: str) -> dict[str, Receipt]:
        """Case to the newest receipt that says it arrived at that place and was not taken back."""
        mine = (deliveries.c.target == target) & (deliveries.c.place == place)
        query = select(receipts).join(deliveries, deliveries.c.batch_id == receipts.c.batch_id)
        query = query.where(mine, receipts.c.status.in_(ARRIVED)).order_by(receipts.c.seq)
        with self.database.read() as connection:
            rows = connection.execute(self.database.only(query, receipts.c.case_id)).all()
        return {row.case_id: receipt_value(row) for row in rows}


def _sent(connection: Connection, row: object) -> Sent:
    batch_id, place, state = row.batch_id, row.place, row.state  # type: ignore[attr-defined]  # a row of `deliveries`
    found = connection.execute(select(receipts).where(receipts.c.batch_id == batch_id).order_by(receipts.c.seq))
    batch = delivery_value(row, tuple(receipt_value(one) for one in found))  # type: ignore[arg-type]
    return Sent(batch, place, state)


def _free_id(connection: Connection, wanted: str) -> str:
    found, count = wanted, 1
    while connection.execute(select(deliveries.c.key).where(deliveries.c.batch_id == found)).first() is not None:
        count += 1
        found = f"{wanted}-{count}"
    return found
