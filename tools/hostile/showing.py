"""Markup and formulas in what people and papers say, looked for in every table, page and spreadsheet that shows it."""

import csv
import io
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from deliver.csv_files import harmless
from deliver.report import report
from deliver.shrink import Replaced
from domain.case import Revision
from domain.geometry import Box
from domain.retention import Rule
from pipeline.disclosure import Item, worklist
from pipeline.found import csv_of
from pipeline.rescan_list import RescanRow
from review_ui import case_history, rescans, retention
from storage.retention import Disposal
from tests.pipeline import sheltered
from tools.hostile import Attack

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "'><iframe srcdoc='<script>1</script>'>",
    "</td></tr></table><script>1</script>",
    '<a href="javascript:alert(1)">x</a>',
    "<style>*{background:url(http://203.0.113.9/)}</style>",
    "<!--><script>1</script>-->",
    "＜script＞<sCrIpT>1</ScRiPt>",
    '<body onload="x"><meta http-equiv=refresh content=0>',
)
FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+SUM(A1)",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝HYPERLINK(1)",
    " =1+1",
    "　=1+1",
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
OURS = frozenset(
    (
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "p",
        "h1",
        "h2",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
    )
)


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in OURS or any(name.startswith("on") or name in ("href", "src", "http-equiv") for name, _ in attrs):
            self.foreign.append(tag)


def is_foreign(markup: str) -> bool:
    seen = _Seen()
    seen.feed(markup)
    return bool(seen.foreign) or markup.count("<style") > 1


def pages() -> tuple[tuple[str, Callable[[str], str]], ...]:
    """Every place that makes markup of words from outside."""
    record = sheltered.record()
    disposal = ("D1", "{}", "{}", "done", "2020-01-01", "2015-01-01", 5, "fiscal", "b", "{}", "", "{}", "", "", "")
    return (
        ("history", lambda w: case_history.table(record, (Revision("c", 1, w, w, w, w, "2026-01-01", w),), lang="ja")),
        ("rescans", lambda w: rescans.table((RescanRow(w, w, 1, w, 1, w, w, ""),), "ja")),
        (
            "disposals",
            lambda w: retention.disposals([Disposal(*[w if one == "{}" else one for one in disposal])], lang="ja"),
        ),  # type: ignore[arg-type]
        (
            "rules",
            lambda w: retention.table(("keep_office",), [retention.rule_cells(Rule(w, w, basis=w), "ja")], lang="ja"),
        ),
        ("report", lambda w: report((), created=w, office=w, replaced=(Replaced(w, w, w, w, w),))),
    )


def sheets() -> tuple[tuple[str, Callable[[str], bytes]], ...]:
    record = sheltered.record()
    return (
        ("hits", lambda w: csv_of([(w, w)])),
        ("package", packaged),
        ("disclosure", lambda w: worklist([Item("p1.1", 1, w, "", Box(0, 0, 1, 1))], record)),
    )


def packaged(words: str) -> bytes:
    """As deliver.csv_files writes a row."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow([harmless(words), harmless(words)])
    return held.getvalue().encode()


def opens_a_formula(data: bytes) -> bool:
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    return any(cell.lstrip(" 　").startswith(DANGEROUS) or cell.startswith(DANGEROUS) for cell in cells)


def attacks() -> Iterator[Attack]:
    for place, make in pages():
        for words in MARKUP:
            yield Attack("markup", f"{place} {words}", lambda make=make, words=words: is_foreign(make(words)))
    for place, shown in sheets():
        for words in FORMULAS:
            yield Attack("formula", f"{place} {words!r}", lambda m=shown, w=words: opens_a_formula(m(w)))
