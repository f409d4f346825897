"""Search: words in all their spellings, dates in either calendar, filters. Refuses what the scope may not see.

One SQL for SQLite and PostgreSQL but for the word index (`storage.fulltext`): the same answers in the same order.
"""

from datetime import date
from typing import Any

from sqlalchemy import Alias, ColumnElement, FromClause, Row, Select, and_, case, distinct, func, or_, select, union

from domain.geometry import Box
from storage import fulltext
from storage.asked import Hit, Hits, Query
from storage.database import Database
from storage.findable import LONGEST_DAYS
from storage.finding import Finding
from storage.order import cases_of
from storage.schema import batches, cases, text_dates, texts
from storage.snippet import snippet
from storage.termdates import Days
from storage.terms import Term, terms

COUNTED = 10_000
NONE = Hits((), 0, 0)


class Search:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.finding = Finding(database)
        self.dialect = database.engine.dialect.name

    def search(self, query: Query) -> Hits:
        """Hits in the order asked for. A query without any letter or digit finds nothing rather than everything."""
        asked = terms(query.words, self.finding.same_words() if query.words.strip() else ())
        if not asked and query.words.strip():
            return NONE
        matching = self._matching(query, asked)
        page = matching.order_by(*self._order(query, asked)).limit(query.limit).offset(query.offset)
        counted = matching.with_only_columns(texts.c.case_id).limit(COUNTED + 1).subquery()
        totals = select(func.count(), func.count(distinct(counted.c.case_id))).select_from(counted)
        with self.database.read() as connection:
            rows = connection.execute(page).all()
            total, case_count = connection.execute(totals).one()
        keys = [key for one in asked for key in one.keys]
        hits = tuple(_hit(row, keys) for row in rows)
        return Hits(hits, min(total, COUNTED), case_count, more=total > COUNTED)

    def _matching(self, query: Query, asked: tuple[Term, ...]) -> Select[Any]:
        """Places with at least one of the words, in cases that have all of them."""
        found = select(texts, cases.c.title, cases.c.full_name).join(cases, cases.c.case_id == texts.c.case_id)
        found = self.database.only(found, texts.c.case_id).where(*_filters(query))
        if asked:
            found = found.where(or_(*(self._holds(one, texts) for one in asked)))
        if len(asked) > 1:
            found = found.where(*(texts.c.case_id.in_(self._cases_with(one)) for one in asked))
        return found

    def _cases_with(self, term: Term) -> Select[tuple[str]]:
        other = texts.alias()
        return select(other.c.case_id).where(self._holds(term, other))

    def _holds(self, term: Term, rows: FromClause | Alias) -> ColumnElement[bool]:
        ways: list[Select[tuple[int]]] = []
        if term.keys:
            ways.append(fulltext.holding(self.dialect, term.keys))
        if term.days:
            ways.append(_speaking_of(term.days))
        return rows.c.text_id.in_(union(*ways) if len(ways) > 1 else ways[0])

    def _order(self, query: Query, asked: tuple[Term, ...]) -> list[ColumnElement[Any]]:
        """Best: most words, then exactly as typed, names first, vouched-for first. `text_id` makes it definite."""
        if query.sort == "newest":
            return [texts.c.day.desc(), texts.c.text_id]
        if query.sort == "oldest":
            return [texts.c.day == "", texts.c.day, texts.c.text_id]
        order: list[ColumnElement[Any]] = []
        if len(asked) > 1:
            order.append(
                sum(
                    (_one_if(self._holds(one, texts)) for one in asked[1:]), _one_if(self._holds(asked[0], texts))
                ).desc()
            )
        if asked:
            order.append(_one_if(or_(*(self._literally(one) for one in asked))).desc())
        return [*order, texts.c.weight, _one_if(texts.c.reviewed).desc(), texts.c.text_id]

    def _literally(self, term: Term) -> ColumnElement[bool]:
        find = func.instr if self.dialect == "sqlite" else func.strpos
        return find(texts.c.text, term.typed) > 0


def _speaking_of(days: Days) -> Select[tuple[int]]:
    """Text ids with a date that meets `days`. No row spans more than a year, so the index is read from there on."""
    first, last = days.first.isoformat(), days.last.isoformat()
    reach = date.fromordinal(max(1, days.first.toordinal() - LONGEST_DAYS)).isoformat()
    when = text_dates.c.first_day
    return select(text_dates.c.text_id).where(when >= reach, when <= last, text_dates.c.last_day >= first)


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _filters(query: Query) -> list[ColumnElement[bool]]:
    wanted = {
        texts.c.form: query.form,
        texts.c.method: query.method,
        texts.c.kind: query.kind,
        texts.c.case_id: query.case_id,
        cases.c.office: query.office,
        cases.c.state: query.state.value if query.state else "",
        cases.c.import_status: query.import_status.value if query.import_status else "",
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in wanted.items() if value]
    if query.box:
        here = or_(batches.c.name == query.box, batches.c.batch_id == query.box)
        found.append(texts.c.case_id.in_(cases_of(here)))
    if query.since:
        found.append(texts.c.day >= query.since)
    if query.until:
        found.append(and_(texts.c.day != "", texts.c.day <= query.until))
    if query.reviewed is not None:
        found.append(texts.c.reviewed.is_(query.reviewed))
    return found


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
