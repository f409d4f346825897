"""Which identity fields two people must have typed, and whether they have. Refuses to count one person twice."""

from domain.case import CaseRecord
from domain.field import FieldReading, FieldState, Origin
from pipeline.desk.quality import IDENTITY, Rules
from storage.archive import Archive
from storage.quality import Keying


def plain(value: str | None) -> str:
    """Two people space a name differently; that is no disagreement."""
    return "".join((value or "").split())


def unconfirmed(archive: Archive, record: CaseRecord, *, rules: Rules) -> tuple[FieldReading, ...]:
    """Identity fields that only one person has vouched for, while two are ordered."""
    if not rules.double_entry:
        return ()
    typed = archive.quality.keyings(record.case_id)
    return tuple(one for one in identity(record) if not is_confirmed(one, typed))


def identity(record: CaseRecord) -> list[FieldReading]:
    return [
        one
        for one in record.fields
        if one.name in IDENTITY and one.origin is Origin.HUMAN and one.state is FieldState.READ and one.box.area
    ]


def is_confirmed(one: FieldReading, typed: tuple[Keying, ...]) -> bool:
    mine = [found for found in typed if found.target == one.key and found.role != "sample"]
    return any(plain(found.value) == plain(one.value) for found in mine)
