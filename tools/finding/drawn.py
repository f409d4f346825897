"""Invented cases by the thousand: people, households' numbers, logs; as records that a person has vouched for.

Sentences, names and addresses come from the drawing room of the samples; nobody in them exists.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))

from drawing.fiction import calling, contacts, people, towns
from drawing.logs import LogRow
from drawing.narrative import read

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.reading import PageForm

ENTRIES_A_CASE = 10
SURE = confidence(0.99)
ERAS = (("R", date(2019, 5, 1)), ("H", date(1989, 1, 8)), ("S", date(1926, 12, 25)), ("T", date(1912, 7, 30)))
OFFICE = calling.OFFICES[0]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case and what it truly says: `callers` are the other people of its log, `texts` its entries."""

    record: CaseRecord
    person: people.Person
    callers: tuple[str, ...]
    phone: str
    days: tuple[date, ...]
    texts: tuple[str, ...]


def drawn_case(number: int, *, seed: int) -> Drawn:
    rng = Random(f"{seed}/{number}")  # noqa: S311 - drawing samples
    on = date(2010, 4, 1) + timedelta(days=rng.randint(0, 5000))
    person = people.person(rng, age=rng.randint(20, 96), on=on)
    cast = calling.cast(rng, OFFICE, person=person, relatives=())
    rows = contacts.rows(rng, cast, first=on, count=ENTRIES_A_CASE, habit=contacts.habit(rng))
    entries = tuple(_entry(seq, row) for seq, row in enumerate(rows, 1))
    phone = f"043-000-{rng.randint(0, 9999):04d}"
    case_id = f"d{number:07d}"
    fields = _fields(rng, person, phone=phone, number=number)
    form = PageForm(1, "face_sheet", SURE)
    record = CaseRecord(case_id, OFFICE.name, 1, f"{OFFICE.mark}-{number:06d}", 2, (form,), fields, entries)
    days = tuple(date.fromisoformat(row.entry.date or "") for row in rows)
    callers = tuple(one.family for one in cast.callers if any(one.family in entry.text for entry in entries))
    return Drawn(record, person, callers, phone, days, tuple(entry.text for entry in entries))


def drawn_person(number: int, *, seed: int) -> CaseRecord:
    """A case of a face sheet alone."""
    rng = Random(f"person/{seed}/{number}")  # noqa: S311 - drawing samples
    person = people.person(rng, age=rng.randint(20, 96), on=date(2024, 4, 1))
    fields = _fields(rng, person, phone=f"043-000-{rng.randint(0, 9999):04d}", number=number)
    form = PageForm(1, "face_sheet", SURE)
    return CaseRecord(f"d{number:07d}", OFFICE.name, 1, f"{OFFICE.mark}-{number:07d}", 1, (form,), fields, ())


def _fields(rng: Random, person: people.Person, *, phone: str, number: int) -> tuple[FieldReading, ...]:
    values = {
        "caseNumber": (f"{OFFICE.mark}-R6-{number:07d}",) * 2,
        "fullName": (person.name,) * 2,
        "fullNameKana": (person.kana,) * 2,
        "dateOfBirth": (wareki(person.born), person.born.isoformat()),
        "phone": (phone,) * 2,
        "address": (towns.address(rng).text,) * 2,
    }
    return tuple(_field(name, raw, value=value) for name, (raw, value) in values.items())


def _field(name: str, raw: str, *, value: str) -> FieldReading:
    return FieldReading(
        name=name, raw=raw, value=value, confidence=SURE, route=Route.AUTO, state=FieldState.READ,
        page_no=1, box=Box(100, 100, 400, 40), origin=Origin.HUMAN,
    )  # fmt: skip


def _entry(seq: int, row: LogRow) -> SupportEntry:
    facts, day = row.entry, row.entry.date or ""
    return SupportEntry(
        seq=seq, page_no=2, box=Box(100, 100 * seq, 2000, 90), date=day, date_raw=day, text=read(row.text).text,
        confidence=SURE, route=Route.AUTO, method=facts.method, staff=facts.staff, origin=Origin.HUMAN,
    )  # fmt: skip


def wareki(day: date) -> str:
    """S13.3.9, as forms have it."""
    for mark, first in ERAS:
        if day >= first:
            return f"{mark}{day.year - first.year + 1}.{day.month}.{day.day}"
    raise ValueError(f"nobody drawn was born on {day}")


def drawn_cases(count: int, *, seed: int) -> Iterator[Drawn]:
    return (drawn_case(number, seed=seed) for number in range(count))
