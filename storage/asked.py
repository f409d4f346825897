"""What a search asks for and what it finds. Values only."""

from dataclasses import dataclass
from typing import Literal

from domain.case import CaseState, ImportStatus
from domain.geometry import Box

Sort = Literal["best", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Query:
    """`words` as typed: names, words, numbers, dates in either calendar, separated by spaces; all must be in the case.

    Filters: `form` and `method` are contract codes, `box` the name of a box or bundle,
    `since` and `until` YYYY-MM-DD for what has a date.
    `reviewed` True: only what a person has vouched for. `limit` hits from `offset` on.
    """

    words: str
    form: str = ""
    method: str = ""
    office: str = ""
    state: CaseState | None = None
    import_status: ImportStatus | None = None
    since: str = ""
    until: str = ""
    reviewed: bool | None = None
    kind: str = ""
    case_id: str = ""
    box: str = ""
    sort: Sort = "best"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found. `text` is the untouched text around it; `spans` [start, end) in `text` to highlight.

    `kind`: field | entry | member | consent | case | line (a line as read). `target`: key of the item. `page_no` and
    `box` (px of the upright page) show it on the scan; a box of zero size means the whole page. `reviewed` False: no
    person has vouched for this text yet.
    """

    case_id: str
    title: str
    full_name: str
    kind: str
    target: str
    name: str
    page_no: int
    box: Box
    text: str
    spans: tuple[tuple[int, int], ...]
    reviewed: bool
    form: str
    method: str
    day: str


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` counts all hits, at most `COUNTED`; `more` says that there are still more than that."""

    hits: tuple[Hit, ...]
    total: int
    cases: int
    more: bool = False
