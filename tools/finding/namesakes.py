"""A million people, and how long the archive takes to say who may be the same as one of them."""

import time
from itertools import islice
from random import Random

from sqlalchemy import insert

from domain.case import CaseRecord
from storage.archive import Archive
from storage.codec import pack
from storage.database import Database
from storage.identity_keys import keys_of, person_of
from storage.schema import cases, person_keys, persons, records
from tools.finding.drawn import drawn_person
from tools.finding.filling import STAMP
from tools.finding.judging import spread

STEP = 2000


def fill(url: str, count: int, *, seed: int) -> float:
    database = Database(url)
    start = time.perf_counter()
    numbers = iter(range(count))
    while some := tuple(islice(numbers, STEP)):
        made = [drawn_person(number, seed=seed) for number in some]
        with database.write() as connection:
            connection.execute(insert(cases), [_case_row(one) for one in made])
            connection.execute(insert(records), [{"case_id": one.case_id, "body": pack(one)} for one in made])
            people = [(number, one, person_of(one)) for number, one in zip(some, made, strict=True)]
            rows = [{"person_no": no + 1, "case_id": one.case_id, "body": pack(who)} for no, one, who in people]
            connection.execute(insert(persons), rows)
            keys = [{"key": key, "person_no": no + 1} for no, _, who in people for key in keys_of(who)]
            connection.execute(insert(person_keys), keys)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    database.close()
    return time.perf_counter() - start


def _case_row(record: CaseRecord) -> dict[str, object]:
    name = next(field.raw for field in record.fields if field.name == "fullName")
    return {
        "case_id": record.case_id, "office": record.office, "title": record.title, "state": "reviewed", "revision": 1,
        "import_status": "approved", "page_count": 1, "full_name": name, "case_number": record.title, "tries": 0,
        "reason": "", "created_at": STAMP, "updated_at": STAMP,
    }  # fmt: skip


def asked(archive: Archive, count: int, *, questions: int, seed: int) -> dict[str, object]:
    """Milliseconds until the candidates of a case are there."""
    rng = Random(seed)  # noqa: S311 - drawing samples
    taken, found = [], 0
    for _ in range(questions):
        case_id = f"d{rng.randrange(count):07d}"
        start = time.perf_counter()
        found += len(archive.identity.candidates(case_id))
        taken.append((time.perf_counter() - start) * 1000)
    return {"questions": questions, "candidates": found, **spread(taken)}
