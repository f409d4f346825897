"""Pages go to another case, or begin a new one: paper and original stay, the page and its lines change hands.

Both cases change in one transaction, so that no page is ever in two cases or in none. Refuses a move between offices.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, insert, select, update

from domain.case import CaseState
from domain.errors import StaleRecord, StorageError
from storage.cases import Cases, Save
from storage.database import Database
from storage.indexing import move_lines
from storage.order import places_in
from storage.rows import record_row
from storage.schema import cases, pages
from storage.schema_pages import page_guests


class Moves:
    def __init__(self, database: Database, cases: Cases) -> None:
        self.database, self.cases = database, cases

    def number_in(self, case_id: str, key: str) -> int:
        """The number the page has, had, or would get in a case."""
        with self.database.read() as connection:
            return _number(connection, case_id, key=key)

    def move(self, numbers: Mapping[str, int], *, giver: Save, taker: Save) -> None:
        """The pages `numbers` names, each as that page of the taker's case, with both new records and their history.

        Raises StaleRecord when a case, or the number of a page, changed meanwhile.
        """
        with self.database.write() as connection:
            self._move(connection, numbers, giver=giver, taker=taker)

    def begin(self, keys: Sequence[str], *, giver: Save, taker: Save) -> None:
        """The pages become 1, 2, … of a case that was not there before; the taker's record is its first.

        Raises StaleRecord when the giver's case changed meanwhile, or the new one is there already.
        """
        new, now = taker.record, self.database.now()
        with self.database.write() as connection:
            self.cases.lock(connection, giver)
            if connection.execute(select(cases.c.case_id).where(cases.c.case_id == new.case_id)).first():
                raise StaleRecord(f"case {new.case_id} is there already")
            row = {**record_row(new, CaseState.READING, updated_at=now), "revision": 0}
            connection.execute(insert(cases).values(case_id=new.case_id, created_at=now, tries=0, **row))
            numbers = {key: page_no for page_no, key in enumerate(keys, 1)}
            self._move(connection, numbers, giver=giver, taker=taker)

    def _move(self, connection: Connection, numbers: Mapping[str, int], *, giver: Save, taker: Save) -> None:
        if giver.record.office != taker.record.office:
            raise StorageError("a page does not move between offices")
        for one in sorted((giver, taker), key=lambda save: save.record.case_id):
            self.cases.lock(connection, one)
        for key, page_no in numbers.items():
            _hand_over(connection, key, page_no=page_no, ids=(giver.record.case_id, taker.record.case_id))
        self.cases.put(connection, giver)
        for key, page_no in numbers.items():
            move_lines(connection, key, record=taker.record, page_no=page_no)
        self.cases.put(connection, taker)


def _hand_over(connection: Connection, key: str, *, page_no: int, ids: tuple[str, str]) -> None:
    """`ids`: whose the page is, and whose it will be."""
    giver, to = ids
    held = select(pages.c.case_id).where(pages.c.key == key).with_for_update()
    if connection.execute(held).scalar() != giver:
        raise StaleRecord(f"page {key} is no longer in case {giver}")
    if _number(connection, to, key=key) != page_no:
        raise StaleRecord(f"case {to} has other pages than it had")
    if not any(one.page_no == page_no for one in places_in(connection, to)):
        known = select(page_guests.c.home).where(page_guests.c.key == key)
        home = connection.execute(known).scalar() or giver
        connection.execute(insert(page_guests).values(case_id=to, page_no=page_no, key=key, home=home))
    connection.execute(update(pages).where(pages.c.key == key).values(case_id=to))


def _number(connection: Connection, case_id: str, *, key: str) -> int:
    known = select(page_guests.c.page_no).where(page_guests.c.case_id == case_id, page_guests.c.key == key)
    guest = connection.execute(known).scalar()
    if guest is not None:
        return int(guest)
    places = places_in(connection, case_id)
    file_id, leaf = key.rsplit("-", 1)
    own = [one.page_no for one in places if one.file_id == file_id and one.leaf == int(leaf)]
    if own:
        return own[0]
    last = connection.execute(select(func.max(page_guests.c.page_no)).where(page_guests.c.case_id == case_id)).scalar()
    return max(len(places), last or 0) + 1
