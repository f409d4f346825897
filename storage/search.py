"""Search: words in all their spellings, dates in either calendar, filters. Refuses what the scope may not see.

One SQL for SQLite and PostgreSQL but for the word index (`storage.fulltext`): the same answers in the same order.
"""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Row, case, distinct, func, or_, select, text

from domain.geometry import Box
from storage import fulltext
from storage.asked import Hit, Hits, Query
from storage.candidates import COUNTED, Candidates
from storage.database import Database
from storage.finding import Finding
from storage.schema import cases
from storage.schema_find import texts
from storage.snippet import snippet
from storage.terms import Term, as_name, terms
from storage.text_ids import case_of

NONE = Hits((), 0, 0)
WORK_MEM_MB = 64
FEW_TEXTS = 20_000  # their cases are looked through one by one rather than all texts for the other words


class Search:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.finding = Finding(database)
        self.dialect = database.engine.dialect.name

    def search(self, query: Query) -> Hits:
        """Hits in the order asked for. A query without any letter or digit finds nothing rather than everything.

        Places with at least one of the words, in cases that have all of them. 「髙橋 キヨ」 is looked for as
        「髙橋キヨ」 where somebody is called that: else everybody's 髙橋 would come up who knows some キヨ.
        """
        asked = terms(query.words, self.finding.same_words() if query.words.strip() else ())
        if not asked and query.words.strip():
            return NONE
        asked = self._named(query, asked)
        with self.database.read() as connection:
            self._give_room(connection)
            return self._page(connection, query, asked=asked)

    def _page(self, connection: Connection, query: Query, *, asked: tuple[Term, ...]) -> Hits:
        rare = None if self.dialect == "sqlite" else _rare(connection, asked)
        found = Candidates(self.database, query, asked=asked, rare=rare).cte()
        counted = (select(func.count()), select(func.count(distinct(case_of(found.c.text_id)))))
        totals = [one.select_from(found).scalar_subquery() for one in counted]
        ids = select(texts.c.text_id, *totals).join(found, found.c.text_id == texts.c.text_id)
        if len(asked) > 1 and query.sort == "best":  # who has fewer points than the last one shown is not looked at
            last = (
                select(found.c.points).order_by(found.c.points.desc()).offset(query.offset + query.limit - 1).limit(1)
            )
            ids = ids.where(found.c.points >= func.coalesce(last.scalar_subquery(), 0))
        ids = ids.order_by(*self._order(query, asked, found=found)).limit(query.limit).offset(query.offset)
        page = connection.execute(ids).all()
        total, case_count = page[0][1:] if page else connection.execute(select(*totals)).one()
        rows = _rows(connection, [row.text_id for row in page])
        keys = [key for one in asked for key in one.keys]
        hits = tuple(_hit(row, keys) for row in rows)
        return Hits(hits, min(total, COUNTED), case_count, more=total > COUNTED)

    def _give_room(self, connection: Connection) -> None:
        """PostgreSQL forgets which rows it found, and reads whole pages, when many hits do not fit; and it would
        compile a query, guessed to be long, for longer than the query takes.
        """
        if self.dialect != "sqlite":
            connection.execute(text(f"SET LOCAL work_mem = '{WORK_MEM_MB}MB'; SET LOCAL jit = off"))

    def _named(self, query: Query, asked: tuple[Term, ...]) -> tuple[Term, ...]:
        whole = as_name(asked)
        if whole is None:
            return asked
        with self.database.read() as connection:
            found = connection.execute(Candidates(self.database, query, asked=(whole,)).names())
            return (whole,) if found.first() else asked

    def _order(self, query: Query, asked: tuple[Term, ...], *, found: CTE) -> list[ColumnElement[Any]]:
        """Best: most words, then exactly as typed, names first, vouched-for first. `text_id` makes it definite."""
        if query.sort == "newest":
            return [texts.c.day.desc(), texts.c.text_id]
        if query.sort == "oldest":
            return [texts.c.day == "", texts.c.day, texts.c.text_id]
        order: list[ColumnElement[Any]] = []
        if len(asked) > 1:
            order.append(found.c.points.desc())
        if asked:
            order.append(_one_if(or_(*(self._literally(one) for one in asked))).desc())
        return [*order, texts.c.weight, _one_if(texts.c.reviewed).desc(), texts.c.text_id]

    def _literally(self, term: Term) -> ColumnElement[bool]:
        find = func.instr if self.dialect == "sqlite" else func.strpos
        return find(texts.c.text, term.typed) > 0


def _rare(connection: Connection, asked: tuple[Term, ...]) -> int | None:
    """Which word to begin with, of several: the one in the fewest texts, if they are few; one that is no date."""
    if len(asked) < 2:
        return None
    sizes = {at: fulltext.estimated(connection, one.keys) for at, one in enumerate(asked) if one.keys and not one.days}
    rarest = min(sizes, key=lambda at: sizes[at], default=None)
    return rarest if rarest is not None and sizes[rarest] <= FEW_TEXTS else None


def _rows(connection: Connection, text_ids: list[int]) -> list[Row[Any]]:
    """What is shown of a page of hits alone, in its order; the others are never fetched."""
    query = select(texts, cases.c.title, cases.c.full_name).join(cases, cases.c.case_id == texts.c.case_id)
    found = {row.text_id: row for row in connection.execute(query.where(texts.c.text_id.in_(text_ids)))}
    return [found[text_id] for text_id in text_ids]


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _hit(row: Row[Any], keys: list[str]) -> Hit:
    shown, spans = snippet(row.text, keys)
    return Hit(
        case_id=row.case_id,
        title=row.title,
        full_name=row.full_name,
        kind=row.kind,
        target=row.target,
        name=row.name,
        page_no=row.page_no,
        box=Box(row.x, row.y, row.width, row.height),
        text=shown,
        spans=spans,
        reviewed=row.reviewed,
        form=row.form,
        method=row.method,
        day=row.day,
    )
