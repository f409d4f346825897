"""Names of people in drawn narratives: the house's finder beside GiNZA alone, over texts that need no reading.

The texts are the truth of drawn logs, so this measures names only. A name counts when its letters and its place agree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.finders.entity import find_entities
from extract.finders.language import analyse
from tools.measuring.items import TODAY

PERSON = frozenset(("Person",))
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class F1:
    hits: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: "F1") -> "F1":
        return F1(self.hits + other.hits, self.wanted + other.wanted, self.found + other.found)

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def value(self) -> float:
        return 2 * self.hits / (self.wanted + self.found) if self.wanted + self.found else 1.0

    def as_json(self) -> dict[str, float | int]:
        return {
            "f1": self.value,
            "precision": self.precision,
            "recall": self.recall,
            "names": self.wanted,
            "found": self.found,
        }


@dataclass(frozen=True, slots=True)
class Names:
    """`misses`: what the house's finder got wrong, in words."""

    own: F1
    ginza: F1
    texts: int
    misses: tuple[str, ...]


def names_of(truths: Iterable[dict[str, Any]]) -> Names:
    own, ginza, texts = F1(), F1(), 0
    misses: list[str] = []
    for truth in truths:
        entries = truth["entries"]
        wanted = [{(one["span"][0], one["span"][1]) for one in entry["people"]} for entry in entries]
        mine = list(_own(entries, known=_known(truth)))
        bare = list(_ginza([entry["text"] for entry in entries]))
        texts += len(entries)
        for entry, want, got, other in zip(entries, wanted, mine, bare, strict=True):
            own += F1(len(want & got), len(want), len(got))
            ginza += F1(len(want & other), len(want), len(other))
            misses += _misses(entry["text"], want, got=got)
    return Names(own, ginza, texts, tuple(misses))


def _known(truth: dict[str, Any]) -> tuple[str, ...]:
    """The names that the file's own forms give, as in the product."""
    fields = [one["value"] for one in truth["fields"] if one["name"] == "fullName" and one["value"]]
    return tuple(dict.fromkeys([*fields, *(one["name"] for one in truth["members"])]))


def _own(entries: Sequence[dict[str, Any]], *, known: tuple[str, ...]) -> Iterator[set[Span]]:
    days = [date.fromisoformat(one["date"]) if one["date"] else None for one in entries]
    found = find_entities([one["text"] for one in entries], days, today=TODAY, known=known)
    return ({one.span for one in seen.people} for seen in found)


def _ginza(texts: Sequence[str]) -> Iterator[set[Span]]:
    return ({(one.start, one.end) for one in seen.named if one.label in PERSON} for seen in analyse(texts))


def _misses(text: str, want: set[Span], *, got: set[Span]) -> Iterator[str]:
    for start, end in sorted(want ^ got):
        word = "missed" if (start, end) in want else "called a name"
        yield f"{word}: {text[max(0, start - 8) : start]}[{text[start:end]}]{text[end : end + 8]}"
