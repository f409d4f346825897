"""Recognises the line a fax machine prints at the very top of a page: who sent it, when, which page.

It is provenance, not content. Refuses a top line without at least two of its signs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.geometry import Box
from domain.page import Direction, OcrLine

TOP_MM = 15.0
_SPACE = r"[\s\u3000]*"
_DATE = re.compile(
    rf"(?:19|20)\d\d{_SPACE}(?:年|[/.-]){_SPACE}[01]?\d{_SPACE}(?:月|[/.-]){_SPACE}[0-3]?\d日?(?:{_SPACE}[(（].[)）])?"
)
_TIME = re.compile(rf"[0-2]?\d{_SPACE}(?:[:：]|時){_SPACE}[0-5]\d分?")
_NUMBER = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")
_PAGE = re.compile(rf"(?:P|Ｐ|PAGE|ページ){_SPACE}[.．]?{_SPACE}(\d{{1,3}}(?:{_SPACE}/{_SPACE}\d{{1,3}})?){_SPACE}$")
_WORD = re.compile(r"FROM|ＦＲＯＭ|FAX|ＦＡＸ|ファクス|ﾌｧｸｽ|TEL|NO\.\d")
_TRIMMED = " \u3000:：.．-"


@dataclass(frozen=True, slots=True)
class FaxHeader:
    """What the sending machine printed. `sent` and `page` as they stand there, "" where not read."""

    text: str
    sender: str
    number: str
    sent: str
    page: str
    box: Box

    @property
    def remark(self) -> str:
        """One line for the page's provenance."""
        parts = (("送信", self.sent), ("発信元", self.sender), ("番号", self.number), ("頁", self.page))
        return "FAX " + " ".join(f"{name}:{value}" for name, value in parts if value)


def header(lines: Sequence[OcrLine], dpi: int) -> FaxHeader | None:
    """The fax header among the lines of a page; None where there is none."""
    limit = TOP_MM * dpi / 25.4
    top = [line for line in lines if line.box.bottom <= limit and line.direction is Direction.HORIZONTAL]
    for anchor in sorted(top, key=lambda line: line.box.y):
        row = sorted((line for line in top if _beside(line.box, anchor.box)), key=lambda line: line.box.x)
        text = " ".join(line.text for line in row)
        if _signs(text) >= 2:
            return _parsed(text, row)
    return None


def _beside(box: Box, other: Box) -> bool:
    shared = min(box.bottom, other.bottom) - max(box.y, other.y)
    return shared > 0.5 * min(box.height, other.height)


def _signs(text: str) -> int:
    """How many different signs of a fax header a line shows; a date without a time or number proves nothing."""
    return sum(pattern.search(text) is not None for pattern in (_TIME, _NUMBER, _PAGE, _WORD))


def _parsed(text: str, row: Sequence[OcrLine]) -> FaxHeader:
    found = {name: pattern.search(text) for name, pattern in (("date", _DATE), ("time", _TIME), ("number", _NUMBER))}
    page = _PAGE.search(text)
    rest = text
    for hit in (*found.values(), page):
        rest = rest.replace(hit.group(0), " ") if hit else rest
    rest = re.sub(
        r"NO\.?\s*\d+", " ", _WORD.sub(lambda hit: hit.group(0) if hit.group(0).startswith("NO") else " ", rest)
    )
    sent = " ".join(hit.group(0).strip() for hit in (found["date"], found["time"]) if hit)
    box = row[0].box
    for line in row[1:]:
        box = box.union(line.box)
    sender = re.sub(r"\s+", " ", rest).strip(_TRIMMED)
    number = found["number"]
    return FaxHeader(text, sender, number.group(0) if number else "", sent, page.group(1) if page else "", box)
