"""A search as words of a command line, of an address or of a screen say it; refuses what nothing could mean.

The one place that knows the names and limits of the filters: `tsuzuri search`, the HTTP interface and the desk use it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, cast, get_args

from domain.case import CaseState, ImportStatus
from domain.contract import FORM_LABEL_JA, METHOD_LABEL_JA
from domain.errors import BadQuestion
from storage.asked import Query, Sort
from storage.termdates import days_of

LONGEST_WORDS, MOST_HITS, DEEPEST = 2000, 200, 10_000
KINDS = ("field", "entry", "member", "consent", "case", "line")
SORTS: tuple[Sort, ...] = get_args(Sort)
NAMES = ("form", "method", "office", "box", "case_id", "kind", "state", "import_status", "since", "until", "reviewed",
         "sort", "limit", "offset")  # fmt: skip
Chosen = TypeVar("Chosen", bound=StrEnum)
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")


@dataclass(frozen=True, slots=True)
class Choice:
    """Allowed words of one filter."""

    name: str
    words: tuple[str, ...]

    def checked(self, word: str) -> str:
        if word and word not in self.words:
            raise BadQuestion(f"{self.name}: 「{word}」 is none of {', '.join(self.words)}")
        return word


FORM = Choice("form", tuple(FORM_LABEL_JA))
METHOD = Choice("method", tuple(METHOD_LABEL_JA))
KIND = Choice("kind", KINDS)
SORT = Choice("sort", SORTS)


def query_of(words: str, given: Mapping[str, str]) -> Query:
    """`given`: filters by name, empty for none. Raises BadQuestion that names the filter and what it takes."""
    unknown = sorted(set(given) - set(NAMES))
    if unknown:
        raise BadQuestion(f"unknown: {', '.join(unknown)}; known are {', '.join(NAMES)}")
    if len(words) > LONGEST_WORDS:
        raise BadQuestion(f"{len(words):,} characters to look for; at most {LONGEST_WORDS:,}")
    asked = {name: (given.get(name) or "").strip() for name in NAMES}
    return Query(
        words,
        form=FORM.checked(asked["form"]),
        method=METHOD.checked(asked["method"]),
        office=asked["office"],
        state=_one_of(CaseState, asked["state"], name="state"),
        import_status=_one_of(ImportStatus, asked["import_status"], name="import_status"),
        since=day_of(asked["since"], name="since"),
        until=day_of(asked["until"], name="until", last=True),
        reviewed=_yes_or_no(asked["reviewed"]),
        kind=KIND.checked(asked["kind"]),
        case_id=asked["case_id"],
        box=asked["box"],
        sort=cast(Sort, SORT.checked(asked["sort"]) or "best"),
        limit=_number(asked["limit"], name="limit", low=1, high=MOST_HITS, usual=50),
        offset=_number(asked["offset"], name="offset", low=0, high=DEEPEST, usual=0),
    )


def day_of(word: str, *, name: str, last: bool = False) -> str:
    """YYYY-MM-DD of a date in either calendar, whole or not: its first day, or its last."""
    if not word:
        return ""
    days = days_of(word)
    if days is None:
        raise BadQuestion(f"{name}: 「{word}」 is no date such as 2024-04-09, H25.4 or 平成25年")
    return (days.last if last else days.first).isoformat()


def _one_of(kind: type[Chosen], word: str, *, name: str) -> Chosen | None:
    try:
        return kind(word) if word else None
    except ValueError:
        raise BadQuestion(f"{name}: 「{word}」 is none of {', '.join(kind)}") from None


def _yes_or_no(word: str) -> bool | None:
    if word and word.lower() not in _TRUE + _FALSE:
        raise BadQuestion(f"reviewed: 「{word}」 is neither true nor false")
    return word.lower() in _TRUE if word else None


def _number(word: str, *, name: str, low: int, high: int, usual: int) -> int:
    if not word:
        return usual
    found = int(word) if word.isascii() and word.isdigit() and len(word) <= 9 else -1
    if not low <= found <= high:
        raise BadQuestion(f"{name}: 「{word}」 is no number from {low} to {high}")
    return found
