"""Which pages a person turned and nobody has read the new way up, kept in step with the records.

Refuses to decide anything: a turn taken back at the desk is gone from here in the same transaction.
"""

from sqlalchemy import Connection, delete, insert, select

from domain.case import CaseRecord
from storage.order import places_in
from storage.schema_pages import page_turns


def note_turns(connection: Connection, record: CaseRecord) -> None:
    """Writes down the pages that lie otherwise than they were read."""
    turned = {form.page_no for form in record.forms if form.turn_deg % 360 and form.mark != "moved"}
    known = set(
        connection.execute(select(page_turns.c.key).where(page_turns.c.case_id == record.case_id)).scalars().all()
    )
    if not turned and not known:
        return
    wanted = {one.key for one in places_in(connection, record.case_id) if one.key and one.page_no in turned}
    if known - wanted:
        connection.execute(delete(page_turns).where(page_turns.c.key.in_(known - wanted)))
    free = {"case_id": record.case_id, "worker": "", "lease_until": 0.0, "tries": 0}
    fresh = [{"key": key, **free} for key in sorted(wanted - known)]
    if fresh:
        connection.execute(insert(page_turns), fresh)
