"""What belongs to searching besides the index: kept searches, old town names, boxes, numbered prints.

Refuses an empty name, and a word that would mean everything.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import delete, insert, select

from domain.case import CaseState, ImportStatus
from domain.errors import StorageError
from storage.asked import Query
from storage.database import Database
from storage.keys import BREAK, fold
from storage.schema import batches, cases, files, prints, same_words, saved_searches

SHORTEST = 2  # characters of a word that may stand for another


class Finding:
    """save(who, name, query) · saved(who) -> {name: Query} · forget(who, name)
    same(pairs) · same_words() -> pairs · boxes() -> names · offices() -> names
    printed(case_id, kind, *, revision, who) -> copy number
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def save(self, who: str, name: str, *, query: Query) -> None:
        """Under a name of one's own; the same name again replaces it."""
        name = name.strip()
        if not name:
            raise StorageError("a kept search needs a name")
        asked = json.dumps(asdict(query), ensure_ascii=True)
        mine = (saved_searches.c.who == who) & (saved_searches.c.name == name)
        with self.database.write() as connection:
            connection.execute(delete(saved_searches).where(mine))
            values = {"who": who, "name": name, "asked": asked, "saved_at": self.database.now()}
            connection.execute(insert(saved_searches).values(values))

    def saved(self, who: str) -> dict[str, Query]:
        query = select(saved_searches).where(saved_searches.c.who == who).order_by(saved_searches.c.name)
        with self.database.read() as connection:
            return {row.name: _query(json.loads(row.asked)) for row in connection.execute(query)}

    def forget(self, who: str, name: str) -> bool:
        """False when there was none."""
        mine = (saved_searches.c.who == who) & (saved_searches.c.name == name)
        with self.database.write() as connection:
            return bool(connection.execute(delete(saved_searches).where(mine)).rowcount)

    def same(self, pairs: Iterable[tuple[str, str]]) -> int:
        """Words that find one another from now on, such as an old and a new town name; how many pairs were new."""
        wanted = set()
        for one, other in pairs:
            keys = [fold(word).text.strip(BREAK) for word in (one, other)]
            if min(map(len, keys)) < SHORTEST:
                raise StorageError(f"「{one}」「{other}」: a word needs at least {SHORTEST} characters")
            if keys[0] != keys[1]:
                wanted.add((one.strip(), other.strip()))
        with self.database.write() as connection:
            held = {(row.word, row.same_as) for row in connection.execute(select(same_words))}
            fresh = [{"word": one, "same_as": other} for one, other in sorted(wanted - held)]
            if fresh:
                connection.execute(insert(same_words), fresh)
        return len(fresh)

    def same_words(self) -> tuple[tuple[str, str], ...]:
        with self.database.read() as connection:
            rows = connection.execute(select(same_words).order_by(same_words.c.word, same_words.c.same_as))
            return tuple((row.word, row.same_as) for row in rows)

    def boxes(self) -> tuple[str, ...]:
        """Names of the boxes and bundles that papers came in."""
        query = select(batches.c.name).join(files, files.c.batch_id == batches.c.batch_id).distinct()
        query = self.database.only(query, files.c.case_id).order_by(batches.c.name)
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def offices(self) -> tuple[str, ...]:
        query = self.database.only(select(cases.c.office).distinct(), cases.c.case_id).order_by(cases.c.office)
        with self.database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def printed(self, case_id: str, kind: str, *, revision: int, who: str) -> int:
        """The number of this copy: of all copies of the archive, never given twice."""
        values = {"case_id": case_id, "kind": kind, "revision": revision, "who": who}
        with self.database.write() as connection:
            adding = insert(prints).values(**values, made_at=self.database.now()).returning(prints.c.copy_no)
            return int(connection.execute(adding).scalar_one())


def _query(asked: dict[str, Any]) -> Query:
    """A search kept by another version of the program: what is not known any more is left out."""
    known = {one.name for one in fields(Query)}
    found = {name: value for name, value in asked.items() if name in known}
    found["state"] = CaseState(found["state"]) if found.get("state") else None
    found["import_status"] = ImportStatus(found["import_status"]) if found.get("import_status") else None
    return Query(**found)
