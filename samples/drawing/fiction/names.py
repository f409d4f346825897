"""Family and given names with their readings, from `names.csv`: common ones and the shapes offices struggle with."""

import csv
from pathlib import Path

Name = tuple[str, str]


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _families(kind: str) -> tuple[Name, ...]:
    return tuple((row["name"], row["kana"]) for row in _ROWS if row["kind"] == kind)


def _given(kind: str) -> dict[int, tuple[Name, ...]]:
    years = sorted({int(row["from_year"]) for row in _ROWS if row["kind"] == kind})
    return {
        year: tuple((row["name"], row["kana"]) for row in _ROWS if (row["kind"], row["from_year"]) == (kind, str(year)))
        for year in years
    }


_ROWS = _rows()
VARIANT_FAMILIES = _families("variant_family")
PLAIN_FAMILIES = _families("family")
# By the first year of birth they suit; the last fits everyone after.
MEN = _given("man")
WOMEN = _given("woman")
