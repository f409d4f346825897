"""縦書きのケース記録: bands for date, method, text and staff across the page, one ruled column a line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawing.logs import LogRow, told
from drawing.narrative import read
from drawing.paper import Sheet, px
from drawing.style import Style
from drawing.truth import Entry
from drawing.vertical import Square, columns_of, write_column
from drawing.writing import Run


@dataclass(frozen=True, slots=True)
class Band:
    """`holds`: date | method | text | staff; `height` mm."""

    holds: str
    title: str
    height: float


BANDS = (Band("date", "年月日", 56), Band("method", "方法", 26), Band("text", "記事", 144), Band("staff", "担当", 24))


@dataclass(slots=True)
class Scroll:
    """The page as it fills from the right; `x` mm is the right edge of the next column."""

    sheet: Sheet
    style: Style
    x: float
    top: float
    bands: Sequence[Band] = BANDS
    column: float = 9.5
    left: float = 14.0

    def frame(self) -> None:
        """The whole ruled page with the titles of the bands in its first column."""
        y = self.top
        right = self.x
        for band in self.bands:
            box = (px(self.left), px(y), px(right) - px(self.left), px(band.height))
            self.sheet.frame(box, width=3)
            title = (px(right - self.column), px(y + 2), px(self.column), px(band.height - 4))
            runs = (Run("　".join(band.title) if band.height > 30 else band.title),)
            for column in columns_of(runs, self.style, height=title[3]):
                write_column(self.sheet, column, box=title, style=self.style)
            y += band.height
        while right - self.column > self.left - 0.1:
            right -= self.column
            self.sheet.rule((px(right), px(self.top), 0, px(y - self.top)), width=1)
        self.x -= self.column

    def room(self, row: LogRow) -> bool:
        return self.x - self._needed(row) * self.column >= self.left - 0.1

    def _words(self, row: LogRow, band: Band) -> str:
        words = {"method": row.method, "text": read(row.text).text, "staff": row.staff}
        return row.entry.date_raw if band.holds == "date" else words[band.holds]

    def _needed(self, row: LogRow) -> int:
        return max(self._columns(row, band)[1] for band in self.bands)

    def _columns(self, row: LogRow, band: Band) -> tuple[list[list[Square]], int]:
        runs = (Run(self._words(row, band), row.ink),)
        found = columns_of(runs, self.style, height=px(band.height - 4))
        return found, len(found)

    def put(self, row: LogRow, *, tag: str) -> Entry:
        """One contact; gives its entry with text, marks and places."""
        y, right = self.top, self.x
        used = self._needed(row)
        for band in self.bands:
            columns, _ = self._columns(row, band)
            x = right
            for column in columns:
                tags = f"{tag} {tag}.date" if band.holds == "date" else tag
                box = (px(x - self.column), px(y + 2), px(self.column), px(band.height - 4))
                write_column(self.sheet, [replace(s, tag=tags) for s in column], box=box, style=self.style)
                x -= self.column
            y += band.height
        self.x -= used * self.column
        return told(row, tag=tag)
