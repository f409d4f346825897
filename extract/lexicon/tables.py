"""Reads the CSV tables of this folder once. Refuses a table whose rows do not fit its header."""

import csv
from functools import cache
from importlib.resources import files

from domain.errors import ConfigError

Row = dict[str, str]


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Rows of `<table>.csv` by column name; lines starting with # are remarks. Raises ConfigError."""
    place = files("extract.lexicon").joinpath(f"{table}.csv")
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"the lexicon has no table {table!r}") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = list(csv.DictReader(lines))
    for number, row in enumerate(found, start=2):
        if None in row or None in row.values():
            raise ConfigError(f"{table}.csv: row {number} does not fit the header: {row}")
    return tuple(found)


@cache
def mapping(table: str, *, key: str, value: str) -> dict[str, str]:
    """Column `key` -> column `value`; the first row wins."""
    found: dict[str, str] = {}
    for row in rows(table):
        found.setdefault(row[key], row[value])
    return found
