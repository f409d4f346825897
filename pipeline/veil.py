"""What of a case is not shown: where a protected person is, who reported, anybody's individual number.

A veil is made for one case from all that is known: its own words, linked cases, whoever lives at the same address. It
covers values, texts, and the places of both on the page pictures. Refuses to guess that a suspicion is unfounded: only
a person clears it. What no reader could read on a page it cannot find: docs/security.md says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from deliver.folding import fold_text
from deliver.shield import BLOT, PROTECTED, Shield, blot, moved, shield_of
from deliver.shielding import shielded
from domain.access import Operator
from domain.case import CaseRecord, Revision
from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.geometry import Box
from domain.household import Consent, Member
from domain.page import Sheet
from extract.values.individual_number import find as find_numbers
from extract.values.individual_number import masked as without_number
from pipeline.delivery import kin_of
from pipeline.doubts import items
from storage.archive import Archive
from storage.asked import Hit, Hits

REPORTER = re.compile("通告者|通報者|情報提供者")
TEXTS = frozenset(
    (
        *("text", "judgement", "counterpart", "method_raw", "date_raw", "staff", "struck"),
        *("name", "relationship_raw", "note", "scope", "agencies", "exclusions"),
    )
)
IDS = frozenset(("case_id", "target", "when", "sha256"))
Row = TypeVar("Row", SupportEntry, Member, Consent)
LONGEST_LABEL = 14
KEPT = 8192


@dataclass(frozen=True, slots=True)
class Veil:
    """`is_open`: this person gave a reason for looking, which is in the log; individual numbers stay hidden."""

    shield: Shield
    is_open: bool = False

    @property
    def is_protected(self) -> bool:
        return self.shield.is_protected and not self.is_open

    def text(self, words: str) -> str:
        return _told(self.shield, words) if self.is_protected else _numberless(words)

    def touches(self, words: str) -> bool:
        return self.text(words) != words

    def hides(self, label: str) -> bool:
        """A box that holds nothing else: of a protected person, or of whoever reported."""
        return not self.is_open and bool(self.shield.hides(label) or REPORTER.search(fold_text(label)))


@lru_cache(maxsize=KEPT)
def _told(shield: Shield, words: str) -> str:
    return without_number(shield.blotted(words))


@lru_cache(maxsize=KEPT)
def _numberless(words: str) -> str:
    """A key changes one item of a case; the others need not be looked through again."""
    return without_number(words)


def veil_of(archive: Archive, record: CaseRecord, *, who: Operator | None = None) -> Veil:
    """`who` None: for nobody in particular, so nothing is open."""
    is_open = who is not None and archive.audit.has_unmasked(who, record.case_id)
    return Veil(shield_of(record, kin_of(archive, known=record)(record.case_id)), is_open)


def indexed(record: CaseRecord) -> CaseRecord:
    """As a search may meet it, by what the case itself says."""
    return drawn(record, Veil(shield_of(record)))


def drawn(record: CaseRecord, veil: Veil) -> CaseRecord:
    """The record as it may be seen. Never to be saved: `is_masked` names the items that a decision must leave alone."""
    fields = tuple(_field(one, veil) for one in record.fields)
    plain = replace(record, fields=())
    rest = shielded(plain, veil.shield)[0] if veil.is_protected else plain
    warnings = tuple(replace(one, text=veil.text(one.text)) for one in record.warnings)
    return replace(
        rest,
        title=_numberless(rest.title),
        fields=fields,
        entries=tuple(map(_without, rest.entries)),
        members=tuple(map(_without, rest.members)),
        consent=_without(rest.consent) if rest.consent else None,
        warnings=warnings,
    )


def _without(one: Row) -> Row:
    """Every text of a row, whichever column somebody wrote a number into."""
    told: dict[str, Any] = {}
    for name in TEXTS.intersection(type(one).__dataclass_fields__):
        found = getattr(one, name)
        told[name] = _numberless(found) if isinstance(found, str) else tuple(map(_numberless, found))
    return replace(one, **told)


def numberless(told: object) -> object:
    """A JSON value without anybody's individual number: the last look at what is written out, whatever it is."""
    if isinstance(told, str):
        return _numberless(told)
    if isinstance(told, dict):
        is_number = told.get("name") == "caseNumber"
        return {name: one if is_number or name in IDS else numberless(one) for name, one in told.items()}
    return [numberless(one) for one in told] if isinstance(told, list | tuple) else told


def _field(one: FieldReading, veil: Veil) -> FieldReading:
    if veil.hides(one.label) or (veil.is_protected and one.name in PROTECTED):
        return replace(one, raw=BLOT, value=BLOT if one.value else None, alternatives=(), evidence=())
    if one.name == "caseNumber":
        return one
    value = veil.text(one.value) if one.value else one.value
    others = tuple(other for other in one.alternatives if not veil.touches(other.value))
    return replace(one, raw=veil.text(one.raw), value=value, alternatives=others)


def is_masked(record: CaseRecord, target: str, *, veil: Veil) -> bool:
    """Whether the item is shown otherwise than it is: nobody vouches for what they have not seen."""
    seen = drawn(record, veil)
    pairs = zip(items(record), items(seen), strict=True)
    return any(one.key == target and one != other for one, other in pairs)


def boxes(record: CaseRecord, sheets: Sequence[Sheet], *, veil: Veil, page_no: int) -> tuple[Box, ...]:
    """What of the page picture is blacked out, px of the upright page."""
    seen = drawn(record, veil)
    found = [
        one.box
        for one, other in zip(record.fields, seen.fields, strict=True)
        if one.page_no == page_no and one != other and one.box.area
    ]
    sheet = next((one for one in sheets if one.page.page_no == page_no), None)
    return (*found, *(_lines(sheet, veil) if sheet else ()))


def _lines(sheet: Sheet, veil: Veil) -> Iterator[Box]:
    before = None
    for line in sheet.ocr.lines:
        if find_numbers(line.text):
            yield line.box
        elif before and not find_numbers(before.text) and find_numbers(f"{before.text} {line.text}"):
            yield from (before.box, line.box)
        elif veil.touches(line.text):
            yield _within(sheet, line.box)
        elif len(line.text) <= LONGEST_LABEL and veil.hides(line.text):
            yield from _beside(sheet, line.box)
        before = line


def _within(sheet: Sheet, box: Box) -> Box:
    """The ruled cell around a line, where there is one that is not the whole form: a value may go on unread."""
    around = [one.box for one in sheet.ocr.cells if box.share_inside(one.box) >= 0.8]
    smallest = min(around, key=lambda one: one.area, default=box)
    return smallest if smallest.area < 0.1 * sheet.page.width_px * sheet.page.height_px else box


def _beside(sheet: Sheet, label: Box) -> Iterator[Box]:
    """The label's own cell and the next to its right: what stands there may have been read as nothing at all."""
    middle = label.y + label.height // 2
    own = _within(sheet, label)
    right = [
        one.box
        for one in sheet.ocr.cells
        if one.box.y <= middle <= one.box.y + one.box.height and one.box.x >= label.x + label.width - 4
    ]
    if own != label:
        yield own
    if right:
        yield min(right, key=lambda one: one.x)


def rows(found: Sequence[Revision], record: CaseRecord, *, veil: Veil) -> tuple[Revision, ...]:
    """Lines of a history as they may be seen."""
    whole = {one.key for one in record.fields if _field(one, veil).raw == BLOT}
    return tuple(_row(one, is_whole=any(one.target.startswith(key) for key in whole), veil=veil) for one in found)


def _row(one: Revision, *, is_whole: bool, veil: Veil) -> Revision:
    if is_whole:
        return replace(one, before=BLOT if one.before else one.before, after=BLOT if one.after else one.after)
    told = [veil.text(text) if text else text for text in (one.before, one.after, one.why)]
    return replace(one, before=told[0], after=told[1], why=told[2] or "")


def hits(archive: Archive, found: Hits, *, who: Operator | None = None) -> Hits:
    """Hits as they may be seen. One that was found by what is hidden is no hit at all."""
    veils: dict[str, Veil] = {}
    kept: list[Hit] = []
    for hit in found.hits:
        if hit.case_id not in veils:
            record = archive.case(hit.case_id)
            veils[hit.case_id] = veil_of(archive, record, who=who) if record else Veil(Shield(is_protected=False))
        shown = _hit(hit, veils[hit.case_id])
        if shown is not None:
            kept.append(shown)
    gone = len(found.hits) - len(kept)
    return replace(found, hits=tuple(kept), total=found.total - gone)


def _hit(hit: Hit, veil: Veil) -> Hit | None:
    title = veil.text(hit.title)
    hidden = list(veil.shield.found(hit.text)) if veil.is_protected else []
    hidden += [one.span for one in find_numbers(hit.text) if not any(a <= one.span[0] < b for a, b in hidden)]
    hidden.sort()
    if veil.is_protected and hit.name in PROTECTED:
        return None
    spans = [moved(span, hidden) for span in hit.spans]
    if any(span is None for span in spans) or (title != hit.title and not hit.spans):
        return None
    return replace(hit, title=title, text=blot(hit.text, hidden), spans=tuple(one for one in spans if one is not None))
