"""CSV files as spreadsheets open them: UTF-8 with BOM, or CP932 with a report of every replaced character.

A cell that a spreadsheet would take for a formula gets an apostrophe in front. The exact text is in records.jsonl.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from deliver import published as out
from deliver.shrink import ENCODING, Replaced, shrunk
from deliver.tables import Row, Table, tables

# OWASP, CSV injection; the full-width signs are folded by Japanese spreadsheets.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM_UTF8 = "utf-8-sig"


def write_csv(folder: Path, records: Iterable[out.Record]) -> None:
    """One UTF-8 file a table. Raises OSError."""
    for stem, table in tables(records).items():
        _write(folder / f"{stem}.csv", table, encoding=BOM_UTF8)


def write_cp932(folder: Path, records: Iterable[out.Record]) -> tuple[Replaced, ...]:
    """The same in CP932; what had to be replaced is returned and written to `replaced.csv` (UTF-8). Raises OSError."""
    replaced: list[Replaced] = []
    for stem, (heading, rows) in tables(records).items():
        small = [_shrunk_row(row, tuple(f"{stem}.{name}" for name in heading), replaced=replaced) for row in rows]
        _write(folder / f"{stem}.csv", (heading, small), encoding=ENCODING)
    heading = ("case_id", "column", "text", "before", "after", "code_point")
    listed = [
        (one.case_id, one.column, one.text, one.before, one.after, " ".join(f"U+{ord(c):04X}" for c in one.before))
        for one in replaced
    ]
    _write(folder / "replaced.csv", (heading, listed), encoding=BOM_UTF8)
    return tuple(replaced)


def harmless(cell: str) -> str:
    """Formula injection neutralised: the first sign that is no space decides."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_DANGEROUS) or cell.startswith(_DANGEROUS) else cell


def _shrunk_row(row: Row, columns: Row, *, replaced: list[Replaced]) -> Row:
    found: list[str] = []
    for cell, column in zip(row, columns, strict=True):
        small, changes = shrunk(cell)
        found.append(small)
        replaced += [Replaced(row[0], column, cell, before, after) for before, after in changes]
    return tuple(found)


def _write(path: Path, table: Table, *, encoding: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heading, rows = table
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))
