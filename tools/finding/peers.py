"""What a database gives by itself, on the same texts and questions: LIKE, and SQLite's trigram index."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.finding.judging import spread
from tools.finding.questions import Question

PAGE = 20


def peers(archive_file: Path, folder: Path, *, questions: Sequence[Question]) -> dict[str, object]:
    """Recall by case and milliseconds a question. Words of fewer than three characters a trigram index cannot find."""
    place = folder / "peers.db"
    with sqlite3.connect(place) as database:
        database.execute("ATTACH ? AS archive", (str(archive_file),))
        database.execute("CREATE TABLE plain (case_id TEXT, text TEXT)")
        database.execute("INSERT INTO plain SELECT case_id, text FROM archive.texts")
        database.execute("CREATE INDEX plain_case ON plain (case_id)")
        database.execute("CREATE VIRTUAL TABLE grams USING fts5(text, content='plain', tokenize='trigram')")
        start = time.perf_counter()
        database.execute("INSERT INTO grams (grams) VALUES ('rebuild')")
        database.commit()
        built = time.perf_counter() - start
        size = database.execute("SELECT sum(length(block)) FROM grams_data").fetchone()[0]
    with sqlite3.connect(place) as database:
        return {
            "LIKE": _asked(database, questions, ask=_like),
            "FTS5 trigram": {
                **_asked(database, questions, ask=_trigram),
                "build_s": round(built, 1),
                "index_bytes": size,
            },
        }


Ask = Callable[..., bool]


def _asked(database: sqlite3.Connection, questions: Sequence[Question], *, ask: Ask) -> dict[str, object]:
    taken, found = [], []
    for one in questions:
        start = time.perf_counter()
        ask(database, one.words.split(), case_id="")
        taken.append((time.perf_counter() - start) * 1000)
        found.append(ask(database, one.words.split(), case_id=one.case_id))
    return {"questions": len(found), "recall": round(sum(found) / len(found), 4), **spread(taken)}


def _like(database: sqlite3.Connection, words: list[str], *, case_id: str) -> bool:
    """The first word shown, the others asked of the case, as a plain program would."""
    mine = " AND case_id = ?" if case_id else ""
    others = " AND case_id IN (SELECT case_id FROM plain WHERE text LIKE ?)" * (len(words) - 1)
    query = f"SELECT case_id FROM plain WHERE text LIKE ?{others}{mine} LIMIT {PAGE}"  # noqa: S608 - its own words only
    given = [f"%{word}%" for word in words] + ([case_id] if case_id else [])
    return bool(database.execute(query, given).fetchall())


def _trigram(database: sqlite3.Connection, words: list[str], *, case_id: str) -> bool:
    quoted = ['"' + word.replace('"', '""') + '"' for word in words]
    mine = " AND p.case_id = ?" if case_id else ""
    other = (
        " AND p.case_id IN (SELECT q.case_id FROM grams g JOIN plain q ON q.rowid = g.rowid WHERE g.text MATCH ?)"
    ) * (len(words) - 1)
    query = (
        "SELECT p.case_id FROM grams JOIN plain p ON p.rowid = grams.rowid"  # noqa: S608 - its own words only
        f" WHERE grams.text MATCH ?{other}{mine} LIMIT {PAGE}"
    )
    return bool(database.execute(query, [*quoted, *([case_id] if case_id else [])]).fetchall())
