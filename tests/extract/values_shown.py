"""What the tests of the values share: the day they are read on, and what a reading says of itself."""

from datetime import date

from extract.values.parsed import Context, Parsed

CONTEXT = Context(date(2026, 11, 1), record_date=date(2024, 4, 9))


def signals(found: Parsed) -> dict[str, bool]:
    return {one.signal: one.agrees for one in found.evidence}


def offered(found: Parsed) -> list[object]:
    return [one.value for one in found.alternatives]
