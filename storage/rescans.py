"""Which pages a new scan was asked for, kept in step with the records so that the list is there at once.

Refuses to decide anything: a person asks for a rescan at the desk, and a person settles it there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from domain.case import CaseRecord
from storage.database import Database
from storage.order import places_in
from storage.schema import batches, cases, files
from storage.schema_pages import rescans

WANTED = "rescan_wanted"


@dataclass(frozen=True, slots=True)
class RescanLine:
    """One page to scan again: where its paper lies. `leaf` counts the pages of the file it came in from 1."""

    case_id: str
    page_no: int
    batch: str
    source: str
    leaf: int
    case_number: str
    full_name: str
    title: str


class Rescans:
    def __init__(self, database: Database) -> None:
        self.database = database

    def wanted(self, limit: int = 2000) -> tuple[RescanLine, ...]:
        """In the order of the papers: by file as taken in, then by page."""
        query = self.database.only(select(rescans.c.case_id).distinct(), rescans.c.case_id)
        with self.database.read() as connection:
            found = [
                line
                for case_id in connection.execute(query.order_by(rescans.c.case_id).limit(limit)).scalars().all()
                for line in _of_case(connection, case_id)
            ]
        return tuple(found)


def _of_case(connection: Connection, case_id: str) -> Iterator[RescanLine]:
    case = connection.execute(select(cases).where(cases.c.case_id == case_id)).one()
    numbers = select(rescans.c.page_no).where(rescans.c.case_id == case_id).order_by(rescans.c.page_no)
    places = {one.page_no: one for one in places_in(connection, case_id)}
    for page_no in connection.execute(numbers).scalars().all():
        place = places.get(page_no)
        if place is None:
            continue
        named = select(batches.c.name).join(files, files.c.batch_id == batches.c.batch_id)
        batch = connection.execute(named.where(files.c.file_id == place.file_id)).scalar() or ""
        yield RescanLine(
            case_id, page_no, batch, place.source, place.leaf, case.case_number, case.full_name, case.title
        )


def note_rescans(connection: Connection, record: CaseRecord) -> None:
    """Writes down the pages that the record wants scanned again, as a whole or for one item on them."""
    items = (*record.fields, *record.entries, *record.members, *((record.consent,) if record.consent else ()))
    wanted = {one.page_no for one in record.warnings if one.code == WANTED}
    wanted |= {one.page_no for one in items if WANTED in one.reasons}
    known = select(rescans.c.page_no).where(rescans.c.case_id == record.case_id)
    if wanted == set(connection.execute(known).scalars().all()):
        return
    connection.execute(delete(rescans).where(rescans.c.case_id == record.case_id))
    if wanted:
        rows = [{"case_id": record.case_id, "page_no": page_no} for page_no in sorted(wanted)]
        connection.execute(insert(rescans), rows)
