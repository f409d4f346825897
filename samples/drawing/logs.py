"""支援経過: running logs as ruled tables. Takes rows, gives a sheet's entries with their places.

One row is one contact; refuses nothing, a row too tall for its page is for the caller to move on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawing.grid import Cell, Grid, label
from drawing.narrative import read
from drawing.paper import px
from drawing.setting import height_of
from drawing.style import Style
from drawing.truth import Entry
from drawing.writing import Run, Seal, Writing, filled


@dataclass(frozen=True, slots=True)
class LogRow:
    """`date` as written; `entry` holds the truth without its text; `text` carries marks of `narrative`."""

    entry: Entry
    date: Writing
    text: str
    method: str = ""
    staff: str = ""
    seal: str = ""
    ink: str = "fill"


@dataclass(frozen=True, slots=True)
class Column:
    """`holds`: date | method | staff | text | seal."""

    holds: str
    title: str
    width: float


def written(row: LogRow, column: Column, *, tag: str) -> Writing:
    if column.holds == "date":
        return tuple(replace(piece, tag=f"{tag} {tag}.date") if hasattr(piece, "tag") else piece for piece in row.date)
    if column.holds == "seal":
        return (Seal(row.seal),) if row.seal else ()
    words = {"method": row.method, "staff": row.staff, "text": read(row.text).text}[column.holds]
    return (Run(words, row.ink, tag),) if words else ()


def heading(grid: Grid, columns: Sequence[Column], *, height: float = 8.0) -> None:
    grid.row(height, [label(column.width, column.title) for column in columns])


def draw_row(grid: Grid, row: LogRow, *, columns: Sequence[Column], tag: str, least: float = 9.0) -> Entry:
    """One ruled row, as tall as its fullest cell; gives the entry with its text and marks."""
    height = row_height(row, columns, style=grid.style, least=least)
    cells = []
    for column in columns:
        middle = column.holds in ("seal", "method", "staff")
        align = "centre middle" if middle else "left middle"
        cells.append(Cell(column.width, written(row, column, tag=tag), align, tag=tag))
    grid.row(height, cells)
    told = read(row.text)
    return replace(
        row.entry, text=told.text, people=told.people, organisations=told.organisations, dates=told.dates, tag=tag
    )


def row_height(row: LogRow, columns: Sequence[Column], *, style: Style, least: float) -> float:
    """Height in mm."""
    tallest = least
    for column in columns:
        width = px(column.width) - 2 * px(1.4)
        needed = height_of(written(row, column, tag=""), style, width=width)
        narrow = column.holds in ("method", "staff")
        tallest = max(tallest, needed / px(1) * (0.8 if narrow else 1.0) + 2.4)
    return tallest


def dated(text: str, **facts: object) -> tuple[Entry, Writing]:
    """An entry whose date cell simply says `text`."""
    entry = Entry(date_raw=text, text="", **facts)  # type: ignore[arg-type]
    return entry, (filled(text),)
