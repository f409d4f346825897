"""A page goes to another case: paper and original stay where they are, the page and its lines change hands.

Both cases change in one transaction, so that no page is ever in two cases or in none. Refuses a move between offices.
"""

from sqlalchemy import Connection, func, insert, select, update

from domain.errors import StaleRecord, StorageError
from storage.cases import Cases, Save
from storage.database import Database
from storage.indexing import move_lines
from storage.order import places_in
from storage.schema import pages
from storage.schema_pages import page_guests


class Moves:
    def __init__(self, database: Database, cases: Cases) -> None:
        self.database, self.cases = database, cases

    def number_in(self, case_id: str, key: str) -> int:
        """The number the page has, had, or would get in a case."""
        with self.database.read() as connection:
            return _number(connection, case_id, key=key)

    def move(self, key: str, *, giver: Save, taker: Save, page_no: int) -> None:
        """The page `key` as page `page_no` of the taker's case, with both new records and their history.

        Raises StaleRecord when a case, or the number of the page, changed meanwhile.
        """
        to = taker.record.case_id
        if giver.record.office != taker.record.office:
            raise StorageError("a page does not move between offices")
        with self.database.write() as connection:
            for one in sorted((giver, taker), key=lambda save: save.record.case_id):
                self.cases.lock(connection, one)
            held = select(pages.c.case_id).where(pages.c.key == key).with_for_update()
            if connection.execute(held).scalar() != giver.record.case_id:
                raise StaleRecord(f"page {key} is no longer in case {giver.record.case_id}")
            if _number(connection, to, key=key) != page_no:
                raise StaleRecord(f"case {to} has other pages than it had")
            if not any(one.page_no == page_no for one in places_in(connection, to)):
                known = select(page_guests.c.home).where(page_guests.c.key == key)
                home = connection.execute(known).scalar() or giver.record.case_id
                connection.execute(insert(page_guests).values(case_id=to, page_no=page_no, key=key, home=home))
            connection.execute(update(pages).where(pages.c.key == key).values(case_id=to))
            self.cases.put(connection, giver)
            move_lines(connection, key, record=taker.record, page_no=page_no)
            self.cases.put(connection, taker)


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
