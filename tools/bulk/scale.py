"""A million pages in a hundred thousand cases, written as rows, and how long every list and number then takes.

The rows are synthetic: bodies are one small record many times, readings and the search index stay empty, and the chain
of the history is not sealed. So this says nothing about search, fixity or opening one large case.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from domain.case import CaseRecord, CaseState, ImportStatus
from domain.geometry import Box
from domain.review import Doubt, DoubtKind, ReviewTask
from pipeline.desk.list import numbers_of_today, work_list
from pipeline.desk.views import Filters
from pipeline.report import status_report
from storage.archive import Archive
from storage.codec import pack
from storage.database import Database

CASES, PAGES_A_CASE, LOOKS = 100_000, 10, 5
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT CAST(:first AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
STAMP = "'2026-11-' || substr(CAST(101 + i % 24 AS TEXT), 2, 2) || 'T01:02:03.' || CAST(1000000 + i AS TEXT)"
CASE_ID = "'c' || CAST(1000000 + i AS TEXT)"
FILE_ID = "'f' || CAST(1000000 + i AS TEXT)"
# Of a hundred cases two are being read, twenty wait at the desk, one is on hold; the rest is reviewed.
STATE = "CASE WHEN i % 100 < 2 THEN 'reading' WHEN i % 100 < 22 THEN 'in_review' WHEN i % 100 = 22 THEN 'on_hold'"
IMPORT = "CASE i % 4 WHEN 0 THEN 'approved' WHEN 1 THEN 'imported' WHEN 2 THEN 'candidate' ELSE 'archive_only' END"
ROWS = (
    "INSERT INTO batches VALUES ('b1', 'box', 'bench', '2026-11-01', :last, true)",
    f"INSERT INTO cases (case_id, office, title, state, revision, import_status, page_count, full_name, case_number,"
    f" tries, reason, created_at, updated_at) {NUMBERS} SELECT {CASE_ID}, 'office', 'file ' || i, {STATE} ELSE"
    f" 'reviewed' END, 1, {IMPORT}, 10, 'name ' || i, CAST(i AS TEXT), 0, '', '2026-11-01', {STAMP} FROM n",
    f"INSERT INTO files (seq, file_id, sha256, source, size_bytes, case_id, batch_id, state, page_count, reason,"
    f" taken_at) {NUMBERS} SELECT i, {FILE_ID}, {FILE_ID}, 'box/' || i || '.tif', 1000, {CASE_ID}, 'b1',"
    " CASE WHEN i % 1000 = 7 THEN 'quarantined' ELSE 'unpacked' END, 10, '', '2026-11-01' FROM n",
    f"INSERT INTO pages (key, file_id, case_id, page_no, state, worker, lease_until, tries, reason, picture, ended_at,"
    f" seconds) {NUMBERS}, p(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM p"
    f" WHERE k < 10) SELECT {FILE_ID} || '-0000' || k, {FILE_ID},"
    f" {CASE_ID}, k, CASE WHEN i % 100 < 2 THEN 'waiting' WHEN i % 500 = 77 AND k = 3 THEN 'quarantined' ELSE 'read'"
    f" END, '', 0, 0, '', '', {STAMP}, 2.5 FROM n CROSS JOIN p",
    f"INSERT INTO records (case_id, body) {NUMBERS} SELECT {CASE_ID}, :record FROM n",
    f"INSERT INTO tasks (case_id, revision, urgent, doubts, body, holder, lease_until, created_at) {NUMBERS} SELECT"
    f" {CASE_ID}, 1, i % 200 = 3, 3, :task, '', 0, {STAMP} FROM n WHERE i % 100 >= 2 AND i % 100 < 23",
    "INSERT INTO revisions (seq, case_id, revision, target, who, made_at, why, record_sha256, previous, digest)"
    f" {NUMBERS} SELECT i, {CASE_ID}, 1, '', 'bench', {STAMP}, 'bench', '', '', '' FROM n WHERE i % 100 >= 2",
)


def fill(url: str, *, cases: int = CASES, first: int = 1) -> float:
    """Writes the rows and refreshes the planner's knowledge; how many seconds it took.

    `first` over 1: behind cases that are there already, in a batch that is there already.
    """
    doubt = Doubt(DoubtKind.FIELD, "p1.fullName.0", "fullName", ("weak",), 1, Box(0, 0, 10, 10))
    bodies = {
        "record": pack(CaseRecord("c", "office", 1, "file", PAGES_A_CASE, ())),
        "task": pack(ReviewTask("c", 1, (doubt,) * 3)),
    }
    start = time.perf_counter()
    database = Database(url)
    with database.write() as connection:
        for words in ROWS if first == 1 else ROWS[1:]:
            values = {"first": first, "last": first + cases - 1, **bodies}
            connection.execute(text(words), {name: values[name] for name in values if f":{name}" in words})
        if not database.is_sqlite:  # numbers that were given do not count for the next one that is drawn
            for table in ("files", "revisions"):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), max(seq)) FROM {table}")
                )
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    database.close()
    return time.perf_counter() - start


def settle(url: str) -> None:
    """Nothing is due any more: for whoever measures other pages beside these."""
    database = Database(url)
    with database.write() as connection:
        connection.execute(text("UPDATE pages SET state = 'read' WHERE state = 'waiting'"))
        connection.execute(text("UPDATE cases SET state = 'reviewed' WHERE state = 'reading'"))
    database.close()


def looks(archive: Archive, cases: int) -> dict[str, Callable[[], object]]:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    one = f"c{1_000_000 + cases // 2 + 50}"

    def listed(**chosen: object) -> Callable[[], object]:
        return lambda: work_list(archive, "bench", filters=Filters(**chosen), now=now)  # type: ignore[arg-type]

    return {
        "counts": archive.counts,
        "status, whole report": lambda: status_report(archive),
        "open items (a worker's look)": archive.line.open_items,
        "pages due, 200": lambda: archive.pages_due(200),
        "cases due, 200": lambda: archive.cases_due(200),
        "files due, 200": lambda: archive.files_due(200),
        "cases, newest 100": archive.cases,
        "cases, page 900": lambda: archive.cases(limit=100, offset=90_000),
        "cases approved": lambda: archive.cases(import_status=ImportStatus.APPROVED),
        "cases reviewed": lambda: archive.cases(state=CaseState.REVIEWED),
        "tasks, first 100": archive.tasks,
        "tasks, page 150": lambda: archive.tasks(limit=100, offset=15_000),
        "work list, to do": listed(),
        "work list, a word": listed(text="name 5"),
        "work list, urgent": listed(urgent=True),
        "work list, waiting": listed(lane="waiting"),
        "work list, on hold": listed(lane="held"),
        "work list, done": listed(lane="done"),
        "numbers of today": lambda: numbers_of_today(archive, "bench", now=now),
        "one case": lambda: archive.case(one),
        "pages of a case": lambda: archive.case_pages(one),
        "history of a case": lambda: archive.history(one),
    }


def timed(archive: Archive, cases: int) -> dict[str, float]:
    """Median milliseconds of each look, the first one included."""
    found = {}
    for name, look in looks(archive, cases).items():
        taken = []
        for _ in range(LOOKS):
            start = time.perf_counter()
            look()
            taken.append((time.perf_counter() - start) * 1000)
        found[name] = round(statistics.median(taken), 1)
    return found


def scale(url: str, *, cases: int = CASES) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as papers, Archive(url, str(Path(papers))) as archive:
        archive.migrate()
        built = fill(url, cases=cases)
        medians = timed(archive, cases)
    return {"cases": cases, "pages": cases * PAGES_A_CASE, "built_s": round(built, 1), "median_ms": medians}
