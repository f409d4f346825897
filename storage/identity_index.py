"""Keeps the keys of people in step with their records. Refuses to keep a key of what a record no longer says."""

from sqlalchemy import Connection, delete, insert, select, update

from domain.case import CaseRecord
from storage.codec import pack, unpack
from storage.identity_keys import PERSON_KEY_VERSION, keys_of, person_of
from storage.schema import marks, person_keys, persons, records

VERSION_MARK = "person_key_version"
STEP = 500


def index_person(connection: Connection, record: CaseRecord) -> None:
    """Only what changed is written."""
    person = person_of(record)
    body, wanted = pack(person), keys_of(person)
    row = connection.execute(select(persons).where(persons.c.case_id == record.case_id)).one_or_none()
    if row is not None and row.body == body:
        return
    if row is None:
        adding = insert(persons).values(case_id=record.case_id, body=body).returning(persons.c.person_no)
        person_no, held = connection.execute(adding).scalar_one(), set[int]()
    else:
        person_no = row.person_no
        connection.execute(update(persons).where(persons.c.person_no == person_no).values(body=body))
        mine = select(person_keys.c.key).where(person_keys.c.person_no == person_no)
        held = set(connection.execute(mine).scalars())
    gone = list(held - wanted)
    if gone:
        rows = (person_keys.c.person_no == person_no) & person_keys.c.key.in_(gone)
        connection.execute(delete(person_keys).where(rows))
    fresh = [{"key": key, "person_no": person_no} for key in wanted - held]
    if fresh:
        connection.execute(insert(person_keys), fresh)


def rebuild_persons(connection: Connection) -> None:
    """Makes all people and keys anew from the records; nothing that was decided is touched."""
    connection.execute(delete(person_keys))
    connection.execute(delete(persons))
    last = ""
    while True:
        after = select(records).where(records.c.case_id > last).order_by(records.c.case_id).limit(STEP)
        rows = connection.execute(after).all()
        if not rows:
            break
        for row in rows:
            index_person(connection, unpack(CaseRecord, row.body))
        last = rows[-1].case_id
    connection.execute(delete(marks).where(marks.c.name == VERSION_MARK))
    connection.execute(insert(marks).values(name=VERSION_MARK, value=PERSON_KEY_VERSION))


def is_current(connection: Connection) -> bool:
    held = connection.execute(select(marks.c.value).where(marks.c.name == VERSION_MARK)).scalar()
    return held == PERSON_KEY_VERSION
