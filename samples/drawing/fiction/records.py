"""Running logs of invented cases on as many sheets as they need: ruled tables, free writing, vertical bands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from drawing import logs, vertical_log
from drawing.fiction.calling import Cast
from drawing.fiction.faces import over
from drawing.fiction.labels import COLUMNS, TITLES
from drawing.flow import Flow
from drawing.grid import Cell, Grid
from drawing.logs import Column, LogRow
from drawing.narrative import read
from drawing.paper import Sheet, px
from drawing.setting import height_of, write
from drawing.style import Style
from drawing.truth import Entry, Facts, Field
from drawing.vertical import columns_of, write_column
from drawing.writing import Gap, Run, Writing, filled, printed, under

ORDERS = (
    ("date", "method", "staff", "text"),
    ("date", "method", "staff", "text"),
    ("date", "method", "text", "staff"),
    ("date", "staff", "method", "text"),
    ("date", "method", "counterpart", "text", "staff"),
    ("date", "text"),
    ("date", "text", "seal"),
    ("date", "method", "text", "seal"),
    ("date", "text", "staff"),
    ("staff", "date", "method", "text"),
)
WIDTHS = {"date": (30, 40), "method": (16, 22), "staff": (18, 26), "counterpart": (18, 24), "seal": (14, 17)}
OPENERS = ("【{}】", "{}。", "{}：", "〈{}〉", "[{}] ")


@dataclass(frozen=True, slots=True)
class Log:
    """Whose log it is and what its sheets look like."""

    cast: Cast
    number: str
    title: str
    rows: Sequence[LogRow]
    style: Style
    left: float = 15.0


def opened(rows: Sequence[LogRow], opener: str) -> list[LogRow]:
    """Rows whose text begins with the way of contact, for logs without a column for it."""
    return [replace(row, text=opener.format(row.method) + row.text) for row in rows]


def columns(rng: Random, *, width: float) -> list[Column]:
    order = rng.choice(ORDERS)
    sizes = {kind: rng.uniform(*WIDTHS[kind]) for kind in order if kind != "text"}
    sizes["text"] = width - sum(sizes.values())
    return [Column(kind, rng.choice(COLUMNS[kind]), sizes[kind]) for kind in order]


def silent(row: LogRow, kinds: set[str]) -> LogRow:
    """The row's truth without what this log has no place for."""
    entry = row.entry if "staff" in kinds else replace(row.entry, staff=())
    return replace(row, entry=entry, counterpart=row.counterpart if "counterpart" in kinds else "")


def ruled(rng: Random, log: Log) -> list[Sheet]:
    found = columns(rng, width=210 - 2 * log.left)
    kinds = {column.holds for column in found}
    rows = [silent(row, kinds) for row in log.rows]
    if "method" not in kinds:
        rows = opened(rows, rng.choice(OPENERS))
    least = rng.uniform(10, 17)
    size = rng.choice((9.5, 10, 10, 10.5))
    sheets: list[Sheet] = []
    while rows:
        sheet = Sheet(rng)
        top = _head(sheet, log, number=len(sheets) + 1)
        grid = Grid(sheet, log.style.sized(size, pitch=1.4), log.left, top, line=rng.choice((2, 2, 3)))
        logs.heading(grid, found)
        entries, rows = _fill(grid, rows, columns=found, least=least)
        _close(sheet, log, entries=entries, number=len(sheets) + 1)
        over(rng, sheet, tags=[entry.tag for entry in entries], names=log.cast.staff, share=0.15)
        sheets.append(sheet)
    return sheets


def _fill(
    grid: Grid, rows: list[LogRow], *, columns: Sequence[Column], least: float
) -> tuple[list[Entry], list[LogRow]]:
    entries: list[Entry] = []
    while rows:
        needed = logs.row_height(rows[0], columns, style=grid.style, least=least)
        if entries and grid.y + needed > 280:
            return entries, rows
        entries.append(logs.draw_row(grid, rows[0], columns=columns, tag=f"entry{len(entries)}", least=least))
        rows = rows[1:]
    if grid.sheet.rng.random() < 0.7:
        while grid.y + least < 280:
            grid.row(least, [Cell(column.width) for column in columns])
    return entries, rows


def _head(sheet: Sheet, log: Log, *, number: int) -> float:
    """Title, whose file, which sheet; gives the mm below."""
    style, width = log.style, px(210 - 2 * log.left)
    write(
        sheet,
        (Run(log.title, "head"),),
        box=(px(log.left), px(13), width, px(10)),
        style=style.sized(15),
        align="centre middle",
    )
    who: Writing = (
        printed("ケース番号　"), filled(log.number, "caseNumber"), Gap(2), printed("氏名　"),
        filled(log.cast.person.name, "fullName"), Gap(2), printed("No."), filled(str(number), "sheetNo"),
    )  # fmt: skip
    write(sheet, who, box=(px(log.left), px(25), width, px(8)), style=style.sized(9.5))
    return 35.0


def _close(sheet: Sheet, log: Log, *, entries: Sequence[Entry], number: int) -> None:
    name = log.cast.person.name
    fields = (
        Field("caseNumber", log.number, log.number, "ケース番号"),
        Field("fullName", name, name, "氏名"),
        Field("localItem", str(number), str(number), "No.", tag="sheetNo"),
    )
    sheet.facts = Facts("support_log", fields, entries=tuple(entries))


def free(rng: Random, log: Log) -> list[Sheet]:
    """No columns: a line with date, way and staff, the text below; a blank or a rule between contacts."""
    bullet, ruled_off = rng.choice(("", "", "●", "■", "・")), rng.random() < 0.4
    named, size = rng.choice(("担当：{}", "({})", "記録 {}", "{}")), rng.choice((10, 10.5, 11))
    rows = [replace(row, counterpart="") for row in log.rows]
    rows = [row if row.entry.date_raw else _spelled_out(row) for row in rows]
    sheets: list[Sheet] = []
    while rows:
        sheet = Sheet(rng)
        flow = Flow(
            sheet,
            log.style.sized(size, pitch=1.45),
            log.left + 2,
            _head(sheet, log, number=len(sheets) + 1),
            206 - 2 * log.left,
        )
        entries: list[Entry] = []
        while rows and (not entries or flow.y + _tall(flow, rows[0]) < 280):
            row, rows = rows[0], rows[1:]
            entries.append(_told(flow, row, number=len(entries), head=(bullet, named)))
            if ruled_off:
                sheet.rule((px(flow.x), px(flow.y - 1.5), px(flow.width), 0), width=1, dashed=True)
        _close(sheet, log, entries=entries, number=len(sheets) + 1)
        sheets.append(sheet)
    return sheets


def _spelled_out(row: LogRow) -> LogRow:
    """Free writing cannot leave a cell blank: the ditto is written."""
    return replace(row, date=(filled("同日"),), entry=replace(row.entry, date_raw="同日"))


def _tall(flow: Flow, row: LogRow) -> float:
    text = read(row.text).writing(ink="fill", tag="")
    return height_of(text, flow.style, width=px(flow.width - 6)) / px(1) + 12


def _told(flow: Flow, row: LogRow, *, number: int, head: tuple[str, str]) -> Entry:
    tag, (bullet, named) = f"entry{number}", head
    date = under(row.date, f"{tag} {tag}.date")
    way: Writing = (Gap(0.8), Run(row.method, "fill", tag), Gap(0.8), Run(named.format(row.staff), "fill", tag))
    flow.para(((Run(bullet, "fill"),) if bullet else ()) + date + way, gap=0.5)
    flow.para(read(row.text).writing(ink="fill", tag=tag), indent=6, gap=4)
    return logs.told(row, tag=tag)


def upright(rng: Random, log: Log) -> list[Sheet]:
    """Vertical bands, columns from the right; the title in the margin."""
    rows, sheets = [replace(row, counterpart="") for row in log.rows], []
    style = log.style.sized(rng.choice((11, 11.5, 12)))
    while rows:
        sheet = Sheet(rng)
        _margin(sheet, log.title, style=style.sized(14), top=20)
        _margin(sheet, f"氏名　{log.cast.person.family}　{log.cast.person.given}", style=style, top=130)
        scroll = vertical_log.Scroll(sheet, style, 187, 20, left=16)
        scroll.frame()
        entries: list[Entry] = []
        while rows and (not entries or scroll.room(rows[0])):
            row, rows = rows[0], rows[1:]
            entries.append(scroll.put(row, tag=f"entry{len(entries)}"))
        name = f"{log.cast.person.family}　{log.cast.person.given}"
        sheet.facts = Facts(
            "support_log",
            (Field("fullName", name, log.cast.person.name, "氏名", tag="margin"),),
            entries=tuple(entries),
        )
        sheets.append(sheet)
    return sheets


def _margin(sheet: Sheet, text: str, *, style: Style, top: float) -> None:
    box = (px(189), px(top), px(13), px(150))
    for column in columns_of((Run(text, tag="margin"),), style, height=box[3]):
        write_column(sheet, column, box=box, style=style)


KINDS = {"ruled": ruled, "free": free, "vertical": upright}


def title(rng: Random) -> str:
    return rng.choice(TITLES["support_log"])
