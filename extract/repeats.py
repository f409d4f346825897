"""The same item printed on several pages of a file: agreement bears a reading out, disagreement calls a person.

Refuses to replace one page's letters by another's: every reading is kept, the others are offered. Only where two names
have the same letters may the page that shows the space say where family and given name part.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.field import Alternative, Evidence
from extract.drafting import Draft
from extract.page_reading import PageRead
from extract.trust.evidence import READERS_NATS
from extract.values.parsed import others

# Two readings of two places hit the same wrong value by chance about once in thirty.
REPEAT_NATS = 3.4
REPEATED = frozenset(("fullName", "fullNameKana", "dateOfBirth", "caseNumber"))
_GUESSED = "name_divided_by_guess"


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The item on another page. `agreed`: both readers said the same of it there."""

    value: str
    page_no: int
    agreed: bool
    guessed: bool


def borne_out(
    pages: Sequence[PageRead], *, days: Collection[str] = ()
) -> tuple[tuple[PageRead, tuple[Draft, ...]], ...]:
    """Each page's drafts with the signal `repeat` where another page names the same item.

    `days`: dates that the file's contacts state in full; one of them is mostly the day of reception.
    """
    return tuple((page, tuple(_compared(_met(one, days), page, pages=pages) for one in page.drafts)) for page in pages)


def _met(one: Draft, days: Collection[str]) -> Draft:
    """The received date that a contact of the log is dated with; another day says nothing."""
    if one.name != "receivedDate" or one.reading.value not in days:
        return one
    return one.changed(evidence=(*one.reading.evidence, Evidence("repeat", True, REPEAT_NATS)))


def _compared(one: Draft, page: PageRead, *, pages: Sequence[PageRead]) -> Draft:
    if one.name not in REPEATED:
        return one
    elsewhere = [found for other in pages if other is not page and (found := _first(one.name, other))]
    if not elsewhere:
        return one
    read = one.reading.value
    same = [found for found in elsewhere if read is not None and _same(read) == _same(found.value)]
    offered = [Alternative(found.value, f"{found.page_no}ページの記載") for found in elsewhere]
    rest = one.reading.alternatives if same else others(read, (*offered[:3], *one.reading.alternatives), most=12)
    signal = (Evidence("repeat", bool(same), REPEAT_NATS),) if read else ()
    compared = one.changed(evidence=(*_outvoted(one.reading.evidence, same), *signal), alternatives=rest)
    return _divided(compared, same)


def _first(name: str, page: PageRead) -> _Elsewhere | None:
    found = next((one.reading for one in page.drafts if one.name == name and one.reading.value), None)
    if found is None or found.value is None:
        return None
    agreed = any(one.signal == "readers" and one.agrees for one in found.evidence)
    return _Elsewhere(found.value, page.page_no, agreed, _GUESSED in found.reasons)


def _outvoted(evidence: tuple[Evidence, ...], same: Sequence[_Elsewhere]) -> tuple[Evidence, ...]:
    """Where reader two saw something else here but the very value on another page, that page has its word."""
    if not any(found.agreed for found in same) or not any(
        one.signal == "readers" and not one.agrees for one in evidence
    ):
        return evidence
    elsewhere = Evidence("readers_elsewhere", True, READERS_NATS)
    return (*(one for one in evidence if one.signal != "readers"), elsewhere)


def _divided(one: Draft, same: Sequence[_Elsewhere]) -> Draft:
    """The cut that another page shows with a space is no guess any more."""
    shown = next((found.value for found in same if not found.guessed and " " in found.value), None)
    reading = one.reading
    if one.name != "fullName" or shown is None or _GUESSED not in reading.reasons:
        return one
    reasons = tuple(code for code in reading.reasons if code != _GUESSED)
    family, _, given = shown.partition(" ")
    parts = tuple(part for part in one.parts if part[0] not in ("family", "given"))
    rest = others(shown, (Alternative(reading.value or "", "区切りの推定"), *reading.alternatives), most=12)
    changed = one.changed(value=shown, reasons=reasons, alternatives=rest)
    return replace(changed, parts=(("family", family), ("given", given), *parts))


def _same(value: str) -> str:
    return "".join(value.split())
