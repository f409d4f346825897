"""What a search found, as programs read it: the shape of a hit in `tsuzuri search --json`, in CSV and over HTTP."""

import csv
import io
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from deliver.csv_files import BOM_UTF8, harmless
from storage.asked import Hit, Hits, Query

UNREVIEWED_JA = "未確認"
REVIEWED_JA = "確認済み"
HEADING = ("case_id", "name", "title", "kind", "item", "page_no", "date", "method", "text", "reviewed")


class FoundHit(BaseModel):
    """One place that was found. `reviewed` false: no person has vouched for this text yet."""

    model_config = ConfigDict(extra="forbid")

    case_id: str
    title: str
    full_name: str
    kind: Literal["field", "entry", "member", "consent", "case", "line"]
    target: str = Field(description="key of the item within its case")
    name: str
    page_no: int = Field(description="from 1 through the case; 0: not on a page")
    box: tuple[int, int, int, int] = Field(
        description="x, y, width, height in px of the upright page; no size: whole page"
    )
    text: str = Field(description="the untouched text around what was found")
    spans: tuple[tuple[int, int], ...] = Field(description="[start, end) in text, in Unicode code points")
    reviewed: bool
    form: str
    method: str
    day: str = Field(description="YYYY-MM-DD, or empty")


class Found(BaseModel):
    """`total` counts hits up to 10,000; `more`: there are still more than that."""

    model_config = ConfigDict(extra="forbid")

    total: int
    more: bool
    cases: int
    limit: int
    offset: int
    hits: tuple[FoundHit, ...]


def found_of(hits: Hits, query: Query) -> Found:
    told = tuple(hit_of(one) for one in hits.hits)
    return Found(total=hits.total, more=hits.more, cases=hits.cases, limit=query.limit, offset=query.offset, hits=told)


def hit_of(hit: Hit) -> FoundHit:
    values = {name: getattr(hit, name) for name in FoundHit.model_fields if name != "box"}
    return FoundHit(box=hit.box.as_tuple(), **values)


def rows_of(hits: Iterable[Hit]) -> list[tuple[str, ...]]:
    """A line a hit, under `HEADING`."""
    return [
        (
            one.case_id, one.full_name, one.title, one.kind, one.name, str(one.page_no), one.day, one.method, one.text,
            REVIEWED_JA if one.reviewed else UNREVIEWED_JA,
        )
        for one in hits
    ]  # fmt: skip


def csv_of(rows: Iterable[tuple[str, ...]]) -> bytes:
    """For a spreadsheet; nothing in it is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADING)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode(BOM_UTF8)
