"""Drawn papers that were aged and read, and that nobody has vouched for: does a search still lead to their case?

Readings are kept by tools/case_files.py; what this adds is the archive's own path from readings to findable texts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import jaconv
from sqlalchemy import Connection, insert

from domain.case import first_revision
from extract.reading import extract
from extract.trust.routing import Policy
from storage.archive import Archive
from storage.asked import Query
from storage.database import Database
from storage.findable import is_protected
from storage.indexing import add_lines, index_case
from storage.schema import cases as case_rows
from tools.case_files import kept
from tools.finding.questions import OTHER_SHAPE

WORN = ("worn", "fax", "faded")
TODAY = date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class WornCase:
    case_id: str
    ageing: str
    truth: dict[str, object]


def fill(url: str, folder: Path) -> list[WornCase]:
    """Every kept reading of `folder` as a case: its lines, then its record, as the line of work does."""
    found: list[WornCase] = []
    database = Database(url)
    for stem, sheets in kept(folder / "sheets"):
        truth = json.loads((folder / "truth" / f"{stem}.truth.json").read_text(encoding="utf-8"))
        record = first_revision(
            stem, extract(sheets, policy=Policy(), today=TODAY), office="office", title=stem, page_count=len(sheets)
        )
        with database.write() as connection:
            _insert(connection, stem)
            index_case(connection, record)
            for sheet in () if is_protected(record) else sheets:
                add_lines(connection, record, key=f"{stem}-{sheet.page.page_no:05d}", ocr=sheet.ocr)
        found.append(WornCase(stem, truth["traits"]["ageing"], truth))
    database.close()
    return found


def _insert(connection: Connection, stem: str) -> None:
    values = {column.name: "" for column in case_rows.columns if not column.nullable}
    numbers = {column.name: 0 for column in case_rows.columns if "INT" in str(column.type)}
    told = {"case_id": stem, "office": "office", "title": stem, "state": "in_review", "import_status": "archive_only"}
    connection.execute(insert(case_rows).values({**values, **numbers, **told}))


def recall(archive: Archive, cases: list[WornCase], *, count: int, seed: int) -> dict[str, object]:
    """On worn, faxed and faded papers: names, words and dates of the truth, each asked of its own case."""
    worn = [one for one in cases if one.ageing in WORN]
    rng = Random(seed)  # noqa: S311 - drawing samples
    asked: list[tuple[str, str, str]] = []
    while worn and len(asked) < count:
        one = rng.choice(worn)
        some = list(_words(rng, one.truth))
        if some:
            kind, words = rng.choice(some)
            asked.append((kind, words, one.case_id))
    by_kind: dict[str, list[bool]] = {}
    missed = []
    for kind, words, case_id in asked:
        hit = bool(archive.search(Query(words, case_id=case_id, limit=1)).hits)
        by_kind.setdefault(kind, []).append(hit)
        missed += [] if hit else [f"{kind}: {words} ({case_id})"]
    every = [hit for some in by_kind.values() for hit in some]
    kinds = {kind: round(sum(some) / len(some), 4) for kind, some in sorted(by_kind.items())}
    return {"files": len(worn), "questions": len(every), "recall": round(sum(every) / max(1, len(every)), 4),
            "by_kind": kinds, "missed": missed}  # fmt: skip


def _words(rng: Random, truth: dict[str, object]) -> Iterator[tuple[str, str]]:
    for field in truth["fields"]:  # type: ignore[attr-defined]
        raw, value = field["raw"] or "", field["value"] or ""
        if field["name"] == "fullName" and value:
            yield "full name", value.translate(OTHER_SHAPE)
            yield "family name", value.split()[0].translate(OTHER_SHAPE)
        elif field["name"] == "fullNameKana" and value:
            yield "reading", jaconv.kata2hira(value.split()[0])
        elif field["name"] == "dateOfBirth" and field["precision"] == "day":
            yield "birth date", value
        elif field["name"] in ("phone", "mobilePhone") and raw:
            yield "telephone", raw
    for entry in truth["entries"]:  # type: ignore[attr-defined]
        if entry["date"] and entry["date_precision"] == "day":
            yield "day of a contact", entry["date"]
        for person in entry["people"]:
            yield "other person's name", person["name"].translate(OTHER_SHAPE)
        text = entry["text"]
        starts = [at for at in range(len(text) - 3) if all("\u4e00" <= sign <= "\u9fff" for sign in text[at : at + 2])]
        if starts:
            at = rng.choice(starts)
            yield "word of two", text[at : at + 2]
