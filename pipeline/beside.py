"""Gathers what the archive knows of a case beside the words on its paper, for version 2 of the record.

Asked of the archive only when a package is filed. Refuses to tell of a page that is no longer in the case.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import PurePath

from deliver.beside import Beside, Keeping, Matched, ScanOf
from deliver.shield import protection_words
from domain.errors import StorageError
from domain.field import FieldReading
from extract.values import address, benefit, care_level, handbook
from extract.values.parsed import Context, Parsed
from ingest.scan_facts import scan_facts
from storage.archive import Archive
from storage.identity import Decided
from storage.order import PagePlace

Parse = Callable[[str, Context], Parsed]
_PARSERS: dict[str, Parse] = {
    "address": address.parse,
    "registeredAddress": address.parse,
    "careLevel": care_level.parse,
    "handbook": handbook.parse,
    "benefit": benefit.parse,
}


def beside(archive: Archive, case_id: str) -> Beside:
    """Empty for a case without a record."""
    record = archive.case(case_id)
    if record is None:
        return Beside()
    places = archive.case_pages(case_id)
    return Beside(
        pages=dict(_pages(archive, case_id, places=places)),
        parts=dict(chain.from_iterable(map(_parts, record.fields))),
        spans={
            one.key: tuple((at.page_no, at.box.as_tuple()) for at in one.also) for one in record.entries if one.also
        },
        matches=tuple(_matches(archive, case_id)),
        keeping=_keeping(archive, case_id, places=places),
        words=tuple(filter(None, protection_words(record).split("、"))),
        today=date.today().isoformat(),
    )


def _pages(archive: Archive, case_id: str, *, places: tuple[PagePlace, ...]) -> Iterator[tuple[int, ScanOf]]:
    came = archive.provenance.files(tuple({one.file_id for one in places}))
    sheets = {sheet.page.page_no: sheet for sheet in archive.sheets(case_id)}
    sides = {
        name: box.sides if (box := archive.boxes.box(name)) else 1 for name in {one.batch for one in came.values()}
    }
    for place in places:
        known, sheet = came.get(place.file_id), sheets.get(place.page_no)
        if known is None or sheet is None or not place.key or sheet.ocr.unread:
            continue
        facts = scan_facts(archive.original(place.file_id), place.leaf)
        yield (
            place.page_no,
            ScanOf(
                batch=known.batch,
                file=PurePath(known.source).name,
                leaf=place.leaf,
                sha256=known.sha256,
                taken_in_at=known.taken_in_at,
                operator=known.operator,
                page=sheet.page,
                stamps=sheet.ocr.stamps,
                engines=sheet.ocr.engines,
                side="ab"[(place.leaf - 1) % 2] if sides[known.batch] == 2 else "",
                scanner=facts.scanner,
                scanned_at=facts.scanned_at,
                colour=facts.colour,
            ),
        )


def _parts(field: FieldReading) -> Iterator[tuple[tuple[str, str], Mapping[str, str]]]:
    """Pieces of what stands on paper where it says the value, else of the value itself as a person gave it."""
    parse, value = _PARSERS.get(field.name), field.value
    if parse is None or not value:
        return
    found = parse(field.raw, Context(date.today()))
    if found.value != value:
        found = parse(value, Context(date.today()))
    if found.value == value and found.parts:
        yield (field.name, value), dict(found.parts)


def _matches(archive: Archive, case_id: str) -> Iterator[Matched]:
    """The last word on each other case."""
    latest = {_other(one, case_id): one for one in archive.identity.decisions(case_id)}
    for other, one in sorted(latest.items()):
        yield Matched(other, one.decision.value, one.who, one.made_at, one.reasons)


def _other(one: Decided, case_id: str) -> str:
    return one.case_b if one.case_a == case_id else one.case_a


def _keeping(archive: Archive, case_id: str, *, places: tuple[PagePlace, ...]) -> Keeping:
    came = archive.provenance.files(tuple({one.file_id for one in places})).values()
    boxes, hashes = tuple(sorted({one.batch for one in came})), {one.sha256 for one in came}
    announced = (one for box in boxes for one in archive.boxes.announced(box) if one.sha256 in hashes)
    found = Keeping(boxes, tuple(f"{one.number} {one.label}".strip() for one in announced))
    try:
        kept = archive.retention.of(case_id)
    except StorageError:  # a case that another office shares with this one is kept there
        return found
    rule = kept.rule
    told = replace(found, basis=rule.basis, years=rule.years) if rule else found
    return replace(told, last_day=kept.last_day, closed_on=kept.closed_on)
