"""Puts drawn cases into an archive through the very code that indexes a saved record; many cases to a transaction."""

import time
from itertools import islice

from sqlalchemy import Connection, insert, text

from storage.database import Database
from storage.indexing import index_case
from storage.schema import cases, metadata
from tools.finding.drawn import Drawn, drawn_cases

STEP = 500
STAMP = "2026-11-01T00:00:00.000000Z"


def fill(url: str, count: int, *, seed: int) -> float:
    """Seconds of indexing alone; drawing the cases is not counted. The schema stands already."""
    database = Database(url)
    spent = 0.0
    drawn = drawn_cases(count, seed=seed)
    while some := tuple(islice(drawn, STEP)):
        start = time.perf_counter()
        with database.write() as connection:
            _insert(connection, some)
        spent += time.perf_counter() - start
    start = time.perf_counter()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    database.close()
    return spent + time.perf_counter() - start


def _insert(connection: Connection, some: tuple[Drawn, ...]) -> None:
    connection.execute(insert(cases), [_row(one) for one in some])
    for one in some:
        index_case(connection, one.record)


def _row(one: Drawn) -> dict[str, object]:
    record = one.record
    return {
        "case_id": record.case_id, "office": record.office, "title": record.title, "state": "reviewed", "revision": 1,
        "import_status": "approved", "page_count": 2, "full_name": one.person.name, "case_number": record.title,
        "tries": 0, "reason": "", "created_at": STAMP, "updated_at": STAMP,
    }  # fmt: skip


def sizes(url: str) -> dict[str, int]:
    """Rows of text, and bytes of the word index and of everything."""
    database = Database(url)
    with database.read() as connection:
        rows = connection.execute(text("SELECT count(*) FROM texts")).scalar_one()
        letters = connection.execute(text("SELECT sum(length(text)) FROM texts")).scalar_one()
        index, whole = (_sqlite if database.is_sqlite else _postgresql)(connection)
    database.close()
    return {"texts": rows, "characters": letters, "index_bytes": index, "database_bytes": whole}


def _sqlite(connection: Connection) -> tuple[int, int]:
    whole = connection.exec_driver_sql("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    index = connection.exec_driver_sql("SELECT sum(length(block)) FROM text_index_data")
    return int(index.scalar_one()), int(whole.scalar_one())


def _postgresql(connection: Connection) -> tuple[int, int]:
    index = connection.exec_driver_sql("SELECT pg_total_relation_size('text_index')")
    names = "', '".join((*metadata.tables, "text_index"))
    whole = connection.exec_driver_sql(
        f"SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relkind = 'r' AND c.relname IN ('{names}')"  # noqa: S608
    )
    return int(index.scalar_one()), int(whole.scalar_one())
