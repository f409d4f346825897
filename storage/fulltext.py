"""The word index: SQLite's FTS5 and PostgreSQL's tsvector behind three functions that give the same answers.

It holds tokens only, never a text. Words arrive as alternatives of token phrases and never as query syntax.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    TextClause,
    bindparam,
    column,
    select,
    table,
    text,
)

from storage.keys import pairs, token

_INDEX = table("text_index", column("text_id", BigInteger), column("rowid", BigInteger))
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
