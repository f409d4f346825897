"""The word index: SQLite's FTS5 and PostgreSQL's tsvector behind three functions that give the same answers.

It holds tokens only, never a text. Words arrive as alternatives of token phrases and never as query syntax.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    TextClause,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    true,
)

from storage.keys import pairs, token
from storage.text_ids import LAST_WEIGHT, NUMBER_BITS, WEIGHT_AT

_INDEX = table("text_index", column("text_id", BigInteger), column("rowid", BigInteger), column("tokens"))
_ADD = {
    True: text("INSERT INTO text_index (rowid, tokens) VALUES (:id, :tokens)"),
    False: text("INSERT INTO text_index (text_id, tokens) VALUES (:id, CAST(:tokens AS tsvector))"),
}
# FTS5 without content must be told the very tokens it is to forget.
_FORGET = {
    True: text("INSERT INTO text_index (text_index, rowid, tokens) VALUES ('delete', :id, :tokens)"),
    False: text("DELETE FROM text_index WHERE text_id = :id AND :tokens <> ''"),
}
_CLEAR = {
    True: text("INSERT INTO text_index (text_index) VALUES ('delete-all')"),
    False: text("DELETE FROM text_index"),
}


def add(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """`rows`: text_id and key; a text without a key is not indexed."""
    _run(connection, _ADD, rows=rows)


def remove(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """`rows`: text_id and the very key it was added with."""
    _run(connection, _FORGET, rows=rows)


def clear(connection: Connection) -> None:
    connection.execute(_CLEAR[_is_sqlite(connection)])


def tidy(connection: Connection) -> None:
    """SQLite only: merges the index, so that it no longer holds what was forgotten."""
    connection.execute(text("INSERT INTO text_index (text_index) VALUES ('optimize')"))


def _run(connection: Connection, statements: dict[bool, TextClause], *, rows: Iterable[tuple[int, str]]) -> None:
    given = [{"id": text_id, "tokens": _stored(connection, key)} for text_id, key in rows if key]
    if given:
        connection.execute(statements[_is_sqlite(connection)], given)


def holding(dialect: str, *words: Sequence[str]) -> Select[tuple[int]]:
    """The text_ids whose key has, of each of `words`, one of its keys as a part; no word is without keys."""
    if dialect == "sqlite":
        wanted = " AND ".join(f"({' OR '.join(_fts5(key) for key in keys)})" for keys in words)
        return select(_INDEX.c.rowid).where(text("text_index MATCH :words").bindparams(_bound(wanted)))
    wanted = " & ".join(f"({' | '.join(_tsquery(key) for key in keys)})" for keys in words)
    return select(_INDEX.c.text_id).where(text("tokens @@ CAST(:words AS tsquery)").bindparams(_bound(wanted)))


def estimated(connection: Connection, keys: Sequence[str]) -> int:
    """PostgreSQL only: about how many texts have one of the keys, as its planner thinks; nothing is looked for."""
    words = " | ".join(_tsquery(key) for key in keys)
    asked = text("EXPLAIN (FORMAT JSON) SELECT 1 FROM text_index WHERE tokens @@ CAST(:words AS tsquery)")
    (told,) = connection.execute(asked.bindparams(words=words)).scalar_one()
    return int(told["Plan"]["Plan Rows"])


def inside(keys: Sequence[str], *, cases: FromClause) -> Select[tuple[int]]:
    """PostgreSQL only: `holding` of one word, in the cases of the column `case_no` alone, case by case.

    OFFSET keeps the texts of a case a lookup of their own: else the planner would rather look for the word everywhere.
    """
    weights = select(cast(func.generate_series(0, LAST_WEIGHT), BigInteger).label("weight")).subquery("weights")
    head = weights.c.weight.bitwise_lshift(literal_column(str(WEIGHT_AT)))
    first, after = (
        head.bitwise_or(cast(number, BigInteger).bitwise_lshift(literal_column(str(NUMBER_BITS))))
        for number in (cases.c.case_no, cases.c.case_no + 1)
    )
    here = select(_INDEX.c.text_id, _INDEX.c.tokens).where(_INDEX.c.text_id >= first, _INDEX.c.text_id < after)
    found = here.offset(literal_column("0")).lateral("here")
    words = " | ".join(_tsquery(key) for key in keys)
    has = text("here.tokens @@ CAST(:words AS tsquery)").bindparams(_bound(words))
    return select(found.c.text_id).select_from(cases.join(weights, true()).join(found, true())).where(has)


def id_of(dialect: str) -> ColumnElement[int]:
    """The column that `holding` selects."""
    return _INDEX.c.rowid if dialect == "sqlite" else _INDEX.c.text_id


def _bound(words: str) -> BindParameter[str]:
    return bindparam("words", words, unique=True)


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _stored(connection: Connection, key: str) -> str:
    tokens = [token(pair) for pair in pairs(key)]
    if _is_sqlite(connection):
        return " ".join(tokens)
    return " ".join(f"'{one}':{at}" for at, one in enumerate(tokens, 1))


def _phrase(key: str) -> list[str]:
    """The pairs inside a key: one fewer than its characters; of one character, that character."""
    return [token(pair) for pair in pairs(key)[: max(1, len(key) - 1)]]


def _fts5(key: str) -> str:
    return f"{token(key)}*" if len(key) == 1 else '"' + " ".join(_phrase(key)) + '"'


def _tsquery(key: str) -> str:
    return f"'{token(key)}':*" if len(key) == 1 else "(" + " <-> ".join(f"'{one}'" for one in _phrase(key)) + ")"
