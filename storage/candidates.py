"""Which texts a search may show: the first ten thousand in the order of their numbers, read off the indexes lazily.

A word that half the archive holds costs no more than a rare one. Which cases have all words is told from the numbers
of the hits (`storage.text_ids`), without reading a text. Refuses what the scope may not see and what the filters leave.
"""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    column,
    func,
    intersect,
    literal,
    literal_column,
    or_,
    select,
    union,
    union_all,
)

from storage import fulltext
from storage.asked import Query
from storage.database import Database
from storage.findable import LONGEST_DAYS
from storage.order import cases_of
from storage.schema import batches, cases
from storage.schema_find import text_dates, texts
from storage.termdates import Days
from storage.terms import Term
from storage.text_ids import HEADS_END, NAMES_END, case_of

COUNTED = 10_000
ALL_WORDS = 100  # points of a text that has them all: more than any number of single words

Ids = Select[tuple[int]]


class Candidates:
    """Builds one query; `database` says which SQL and which scope.

    SQLite's word index gives its hits in the order of their numbers, so each part of the query asks it anew and stops
    when it has enough. PostgreSQL's has no order: there the hits of a word are found once where several words are
    asked for, and in two parts for one word, names and fields apart from the many contacts.
    """

    def __init__(self, database: Database, query: Query, *, asked: Sequence[Term], rare: int | None = None) -> None:
        """`rare`: which of the words is known to be in few cases; the others are then looked for in those alone."""
        self.database, self.query, self.asked = database, query, asked
        self.dialect = database.engine.dialect.name
        self.is_ordered = self.dialect == "sqlite"
        self.filters = _filters(query)
        # By day, all that matches must be known before the first of them is.
        self.is_capped = query.sort == "best"
        self.hits: dict[int, CTE] = {}
        if len(asked) > 1 and not self.is_ordered:
            # The rare word first: the others are looked for in its cases.
            for at in sorted(range(len(asked)), key=lambda at: at != rare):
                self.hits[at] = self._hits(at, few=self.hits.get(rare) if rare is not None else None)

    def cte(self) -> CTE:
        """Rows of text_id and points: how many of the words the text has."""
        arms = [arm for one in range(len(self.asked)) for arm in self._arms(one)]
        arms = arms or [self._first(select(texts.c.text_id))]
        told = [select(arm.c[0].label("text_id"), literal(1).label("points")) for arm in map(_named, arms)]
        if len(self.asked) > 1 and all(one.keys and not one.days for one in self.asked):
            found = _named(self._first(self._both(), is_whole=True))
            told.append(select(found.c[0].label("text_id"), literal(ALL_WORDS).label("points")))
        every = union_all(*told).subquery()
        summed = select(every.c.text_id, func.sum(every.c.points, type_=Integer).label("points"))
        return summed.group_by(every.c.text_id).cte("candidates")

    def names(self) -> Ids:
        """At most one text, if there is any: a name that has the only word asked for."""
        found = fulltext.holding(self.dialect, self.asked[0].keys)
        text_id = found.selected_columns[0]
        found = found.where(text_id < literal_column(str(NAMES_END)))
        if self.filters or not self.database.scope.is_everything:
            found = self._filtered(found, text_id)
        return found.limit(1)

    def _arms(self, at: int) -> list[Ids]:
        """A way by words and a way by days, each cut to the first of them."""
        term, arms = self.asked[at], []
        if self.hits:
            return [self._first(select(self.hits[at].c.text_id))]
        if term.keys:
            arms.append(self._of_words(term))
        if term.days:
            arms.append(self._first(speaking_of(term.days), may_walk=False))
        return [_one_arm(arms)] if len(arms) > 1 else arms

    def _of_words(self, term: Term) -> Ids:
        found = fulltext.holding(self.dialect, term.keys)
        if self.is_ordered or not self.is_capped:
            return self._first(found)
        text_id = fulltext.id_of(self.dialect)
        end: ColumnElement[int] = literal_column(str(HEADS_END))
        parts = (self._first(found.where(text_id < end), may_walk=False), self._first(found.where(text_id >= end)))
        joined = union_all(*(select(one.c[0].label("text_id")) for one in map(_named, parts))).subquery()
        return select(joined.c.text_id).order_by(joined.c.text_id).limit(COUNTED + 1)

    def _hits(self, at: int, *, few: CTE | None) -> CTE:
        """Every text that has the word, once, though several parts of the query ask for it; of the cases in `few`."""
        term, ways = self.asked[at], list[Select[Any]]()
        if term.keys and few is not None:
            number = case_of(few.c.text_id).label("case_no")
            ways.append(fulltext.inside(term.keys, cases=_kept(select(number).distinct(), f"cases_of_{at}")))
        elif term.keys:
            found = fulltext.holding(self.dialect, term.keys)
            ways.append(found.with_only_columns(fulltext.id_of(self.dialect).label("text_id")))
        if term.days:
            ways.append(speaking_of(term.days))
        joined = union(*ways).subquery() if len(ways) > 1 else ways[0].subquery()
        return _kept(select(joined.c.text_id), f"word_{at}")

    def _both(self) -> Ids:
        if self.is_ordered:
            return fulltext.holding(self.dialect, *(one.keys for one in self.asked))
        every = intersect(*(select(one.c.text_id) for one in self.hits.values())).subquery("with_both")
        return select(every.c.text_id)

    def _first(self, found: Ids, *, is_whole: bool = False, may_walk: bool = True) -> Ids:
        """`is_whole`: each text has every word, so its case has them too. `may_walk`: PostgreSQL may go through all
        numbers in their order until it has enough, as it likes to where it thinks the hits are many.
        """
        text_id = found.selected_columns[0]
        if len(self.asked) > 1 and not is_whole:
            found = found.where(case_of(text_id).in_(self._cases_with_all()))
        if self.filters or not self.database.scope.is_everything:
            found = self._filtered(found, text_id)
        is_free = may_walk or self.is_ordered
        order = text_id if is_free else text_id + literal_column("0", Integer)  # which no index is in the order of
        return found.order_by(order).limit(COUNTED + 1) if self.is_capped else found

    def _filtered(self, found: Ids, text_id: ColumnElement[int]) -> Ids:
        if text_id is not texts.c.text_id:
            found = found.join(texts, texts.c.text_id == text_id)
        found = found.join(cases, cases.c.case_id == texts.c.case_id)
        return self.database.only(found, texts.c.case_id).where(*self.filters)

    def _cases_with_all(self) -> Select[Any]:
        if self.hits:
            return self._cases_of_hits()
        each = [self._cases_with(one) for one in self.asked]
        return select(column("case_no", Integer)).select_from(intersect(*each).subquery("with_all"))

    @cached_property
    def _with_all(self) -> CTE:
        each = [select(case_of(one.c.text_id).label("case_no")) for one in self.hits.values()]
        found = select(intersect(*each).subquery("with_all").c.case_no)
        return _kept(found, "cases_with_all")

    def _cases_of_hits(self) -> Select[Any]:
        return select(self._with_all.c.case_no)

    def _cases_with(self, term: Term) -> Select[Any]:
        ways: list[Select[Any]] = []
        if term.keys:
            found = fulltext.holding(self.dialect, term.keys)
            ways.append(found.with_only_columns(case_of(fulltext.id_of(self.dialect)).label("case_no")))
        if term.days:
            ways.append(speaking_of(term.days).with_only_columns(case_of(text_dates.c.text_id).label("case_no")))
        joined = union(*ways).subquery() if len(ways) > 1 else ways[0].subquery()
        return select(joined.c.case_no)


def _kept(found: Select[Any], name: str) -> CTE:
    return found.cte(name).prefix_with("MATERIALIZED", dialect="postgresql")


def _named(arm: Ids) -> Subquery:
    """SQLite takes no LIMIT inside a UNION: each arm is a table of its own."""
    return arm.subquery()


def _one_arm(arms: Sequence[Ids]) -> Ids:
    """The same text must not get its point twice."""
    joined = union(*(select(one.c[0].label("text_id")) for one in map(_named, arms))).subquery()
    return select(joined.c.text_id)


def speaking_of(days: Days) -> Ids:
    """Text ids with a date that meets `days`. No row spans more than a year, so the index is read from there on."""
    first, last = days.first.isoformat(), days.last.isoformat()
    reach = date.fromordinal(max(1, days.first.toordinal() - LONGEST_DAYS)).isoformat()
    when = text_dates.c.first_day
    return select(text_dates.c.text_id).where(when >= reach, when <= last, text_dates.c.last_day >= first)


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
