"""Is what was found right? Recall by case, precision of names among the first ten, times. Judges by what was drawn."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from storage.archive import Archive
from storage.asked import Hit, Query
from tools.finding.drawn import drawn_case
from tools.finding.questions import OTHER_SHAPE, Question

FIRST = 10


def recall(archive: Archive, questions: Iterable[Question]) -> dict[str, object]:
    """Share of questions that find their case, by kind of question; what was missed by name."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    missed: list[str] = []
    for one in questions:
        found = bool(archive.search(Query(one.words, case_id=one.case_id, limit=1)).hits)
        by_kind[one.kind].append(found)
        missed += [] if found else [f"{one.kind}: {one.words} ({one.case_id})"]
    every = [found for some in by_kind.values() for found in some]
    kinds = {kind: round(statistics.mean(some), 4) for kind, some in sorted(by_kind.items())}
    return {"questions": len(every), "recall": round(statistics.mean(every), 4), "by_kind": kinds, "missed": missed}


def precision(archive: Archive, questions: Iterable[Question], *, seed: int) -> dict[str, object]:
    """Of the first ten hits on a name: the share whose own text truly has that person's name, in any shape of it."""
    right: list[bool] = []
    wrong: list[str] = []
    for one in (one for one in questions if one.name):
        for hit in archive.search(Query(one.words, limit=FIRST)).hits:
            good = _says(hit, one.name, seed=seed)
            right.append(good)
            wrong += [] if good else [f"{one.words}: {hit.text[:40]}"]
    return {"hits": len(right), "precision_at_10": round(statistics.mean(right), 4) if right else None, "wrong": wrong}


def _says(hit: Hit, name: str, *, seed: int) -> bool:
    """In the whole text that was drawn, not in the snippet: of the field, of the entry, of the title."""
    case = drawn_case(int(hit.case_id.removeprefix("d")), seed=seed)
    record = case.record
    texts = {field.key: field.raw for field in record.fields} | {entry.key: entry.text for entry in record.entries}
    texts |= {f"{entry.key}.staff": "・".join(entry.staff) for entry in record.entries}
    said = texts.get(hit.target, "") + texts.get(f"{hit.target}.staff", "")
    return _plain(name) in _plain(said)


def _plain(name: str) -> str:
    return "".join(name.translate(OTHER_SHAPE).split())


def times(archive: Archive, questions: Sequence[Question]) -> dict[str, object]:
    """Milliseconds of wall time for a first page of twenty, each question once, caches as they come."""
    taken: dict[str, list[float]] = defaultdict(list)
    for one in questions:
        start = time.perf_counter()
        archive.search(Query(one.words, limit=20))
        taken[one.kind].append((time.perf_counter() - start) * 1000)
    every = sorted(ms for some in taken.values() for ms in some)
    kinds = {kind: round(statistics.median(some), 1) for kind, some in sorted(taken.items())}
    return {"questions": len(every), **_spread(every), "median_by_kind": kinds}


def _spread(every: Sequence[float]) -> dict[str, float]:
    return {
        "median_ms": round(statistics.median(every), 1),
        "p95_ms": round(every[int(len(every) * 0.95)], 1),
        "max_ms": round(every[-1], 1),
    }


def spread(taken: Iterable[float]) -> dict[str, float]:
    return _spread(sorted(taken))
