"""What PostgreSQL gives by itself, on the same texts and questions: LIKE, and LIKE over its trigram index (pg_trgm)."""

import time
from collections.abc import Sequence

import psycopg

from tools.finding.judging import spread
from tools.finding.questions import Question

PAGE = 20
ASKED = "SELECT case_id FROM peer_texts WHERE text LIKE %s"
LONGEST_MS = 20_000  # a question that takes longer counts as that long, and as not found


def peers(url: str, questions: Sequence[Question]) -> dict[str, object]:
    """Recall by case and milliseconds a question; the copy of the texts is taken away again."""
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("DROP TABLE IF EXISTS peer_texts")
        database.execute("CREATE UNLOGGED TABLE peer_texts AS SELECT case_id, text FROM texts")
        database.execute("CREATE INDEX peer_texts_case ON peer_texts (case_id)")
        database.execute("VACUUM ANALYZE peer_texts")
        database.execute(f"SET statement_timeout = {LONGEST_MS}")
        plain = _asked(database, questions)
        database.execute("SET statement_timeout = 0")
        start = time.perf_counter()
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        database.execute("CREATE INDEX peer_grams ON peer_texts USING gin (text gin_trgm_ops)")
        built = time.perf_counter() - start
        size = (database.execute("SELECT pg_relation_size('peer_grams')").fetchone() or (0,))[0]
        database.execute(f"SET statement_timeout = {LONGEST_MS}")
        grams = _asked(database, questions)
        database.execute("DROP TABLE peer_texts")
    return {"LIKE": plain, "pg_trgm": {**grams, "build_s": round(built, 1), "index_bytes": size}}


def _asked(database: "psycopg.Connection[tuple[object, ...]]", questions: Sequence[Question]) -> dict[str, object]:
    taken, found = [], []
    for one in questions:
        start = time.perf_counter()
        finished = _rows(database, one.words.split()) is not None
        taken.append((time.perf_counter() - start) * 1000)
        found.append(finished and bool(_rows(database, one.words.split(), case_id=one.case_id)))
    return {"questions": len(found), "recall": round(sum(found) / len(found), 4), **spread(taken)}


def _rows(
    database: "psycopg.Connection[tuple[object, ...]]", words: Sequence[str], *, case_id: str = ""
) -> list[tuple[object, ...]] | None:
    """The first word shown, the others asked of the case, as a plain program would; None when it took too long."""
    others = " AND case_id IN (SELECT case_id FROM peer_texts WHERE text LIKE %s)" * (len(words) - 1)
    mine = " AND case_id = %s" if case_id else ""
    given = [f"%{word}%" for word in words] + ([case_id] if case_id else [])
    try:
        return database.execute(f"{ASKED}{others}{mine} LIMIT {PAGE}", given).fetchall()
    except psycopg.errors.QueryCanceled:
        return None
