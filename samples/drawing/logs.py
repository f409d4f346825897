"""支援経過: running logs as ruled tables. Takes rows, gives a sheet's entries with their places.

One row is one contact; refuses nothing, a row too tall for its page is for the caller to move on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawing.grid import Cell, Grid, label
from drawing.narrative import read
from drawing.paper import Sheet, px
from drawing.setting import height_of, write
from drawing.style import Style
from drawing.truth import Entry, Facts, Field
from drawing.writing import Run, Seal, Writing, filled, printed, under


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
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`holds`: date | method | staff | counterpart | text | seal."""

    holds: str
    title: str
    width: float


def written(row: LogRow, column: Column, *, tag: str) -> Writing:
    if column.holds == "date":
        return under(row.date, f"{tag} {tag}.date")
    if column.holds == "seal":
        return (Seal(row.seal),) if row.seal else ()
    if column.holds == "text":
        return read(row.text).writing(ink=row.ink, tag=tag)
    words = {"method": row.method, "staff": row.staff, "counterpart": row.counterpart}[column.holds]
    parts = re.findall(r"[^・(（:]*[・:]?|[(（][^)）]*[)）]", words)
    return tuple(Run(part, row.ink, tag, keep=True) for part in parts if part)


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
    return told(row, tag=tag)


def told(row: LogRow, *, tag: str) -> Entry:
    """The row's truth with its text, the marks in it and its place."""
    narrative = read(row.text)
    return replace(
        row.entry,
        text=narrative.text,
        people=narrative.people,
        organisations=narrative.organisations,
        dates=narrative.dates,
        struck=row.entry.struck + tuple(struck for _, struck, _ in narrative.slips),
        counterpart=row.counterpart,
        tag=tag,
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


@dataclass(frozen=True, slots=True)
class LogPage:
    """One sheet of a running log: its title, whose file, which sheet."""

    title: str
    case_number: str
    full_name: str
    sheet_no: int
    columns: Sequence[Column]
    rows: Sequence[LogRow]
    name_label: str = "利用者氏名"
    number_label: str = "ケース番号"
    form_no: str = ""
    least: float = 13.0


def draw_page(sheet: Sheet, page: LogPage, *, style: Style, left: float = 15) -> None:
    """The whole sheet; its facts are set."""
    width = sum(column.width for column in page.columns)
    small, plain = style.sized(8), style.sized(10)
    if page.form_no:
        write(sheet, (Run(page.form_no),), box=(px(left), px(8), px(80), px(5)), style=small)
    write(
        sheet,
        (Run(page.title),),
        box=(px(left), px(14), px(width), px(10)),
        style=style.sized(16),
        align="centre middle",
    )
    who = (
        printed(f"{page.number_label}　"), filled(page.case_number, "caseNumber"),
        printed(f"　　{page.name_label}　"), filled(page.full_name, "fullName"),
    )  # fmt: skip
    write(sheet, who, box=(px(left), px(26), px(width - 30), px(8)), style=plain)
    number = (printed("No. "), filled(str(page.sheet_no), "sheetNo"))
    write(sheet, number, box=(px(left + width - 25), px(26), px(25), px(8)), style=plain)
    grid = Grid(sheet, style.sized(10, pitch=1.4), left, 36)
    heading(grid, page.columns)
    entries = [
        draw_row(grid, row, columns=page.columns, tag=f"entry{number}", least=page.least)
        for number, row in enumerate(page.rows)
    ]
    while grid.y + page.least < 281:
        grid.row(page.least, [Cell(column.width) for column in page.columns])
    fields = (
        Field("caseNumber", page.case_number, page.case_number, page.number_label),
        Field("fullName", page.full_name, page.full_name, page.name_label),
        Field("localItem", str(page.sheet_no), str(page.sheet_no), "No.", tag="sheetNo"),
    )
    sheet.facts = Facts("support_log", fields=fields, entries=tuple(entries))
