"""Who lives where somebody protected lives: addresses of protected cases as hashes, so that the household is found.

Refuses to hold an address, and one without a lot number: a whole town is nobody's household.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select

from domain.case import CaseRecord
from storage.database import Database
from storage.findable import is_protected
from storage.identity_keys import LOT, address_key
from storage.schema import refuges


class Refuges:
    def __init__(self, database: Database) -> None:
        self.database = database

    def shared_with(self, record: CaseRecord) -> tuple[str, ...]:
        """Protected cases at an address of this one, of whatever office: what is found is only ever used to hide."""
        keys = sorted(set(keys_of(record)))
        query = select(refuges.c.case_id).where(refuges.c.key.in_(keys), refuges.c.case_id != record.case_id)
        with self.database.read() as connection:
            return tuple(connection.execute(query.distinct()).scalars())


def note(connection: Connection, record: CaseRecord) -> None:
    """Brings the hashes of a case in step with its record."""
    connection.execute(delete(refuges).where(refuges.c.case_id == record.case_id))
    keys = sorted(set(keys_of(record))) if is_protected(record) else []
    if keys:
        connection.execute(insert(refuges), [{"case_id": record.case_id, "key": key} for key in keys])


def keys_of(record: CaseRecord) -> Iterator[str]:
    for one in record.fields:
        key = address_key(one.value or one.raw) if one.name == "address" else ""
        if key and LOT.search(key):
            yield hashlib.sha256(key.encode()).hexdigest()
