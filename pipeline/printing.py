"""What is printed of a case: shield over it, number spent, log written, page made, in this order.

Refuses to spend a number on a page that cannot be drawn for want of the font, and to print pieces of paper of anybody
who is protected: what no reader could read there, nobody can black out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from deliver.chronology import chronology
from deliver.chronology_crops import Crop
from deliver.chronology_page import draw
from deliver.chronology_pen import Print
from deliver.chronology_type import font
from deliver.hand_over import Pack, hand_over, household
from deliver.hand_over_page import draw as draw_pack
from deliver.shield import Shield, shield_of
from domain.access import Operator
from domain.auditing import Action, Deed
from domain.case import CaseRecord
from domain.geometry import Box
from ingest.crop import cut_out
from ingest.veil import veiled
from pipeline.delivery import kin_of
from pipeline.doubts import doubts, sentence
from pipeline.preserving import kept_back
from pipeline.veil import boxes, veil_of
from storage.archive import Archive

KINDS = ("chronology", "handover", "household")
DOUBT_JA = {"page": "ページ", "field": "項目", "entry": "支援経過", "member": "家族", "consent": "同意書"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and the number of this copy."""

    number: int
    data: bytes


def printed(archive: Archive, record: CaseRecord, *, kind: str, who: Operator, crops: bool = True) -> Printed:
    """`kind`: one of `KINDS`; `crops`: behind the chronology the pieces of paper its rows were read from."""
    shield = shield_of(record, kin_of(archive)(record.case_id))
    font()
    number = archive.finding.printed(record.case_id, kind, revision=record.revision, who=who.name)
    archive.audit.add(who, Deed(Action.PRINT, record.case_id, str(number), kind))
    copy = Print(number, date.today().isoformat(), who.name)
    if kind == "chronology":
        pieces = pieces_of(archive, record, shield=shield) if crops else {}
        return Printed(number, draw(chronology(record, shield), copy, crops=pieces))
    pack = _hand_over(record, shield) if kind == "handover" else household(record, shield)
    return Printed(number, draw_pack(pack, copy))


def pieces_of(archive: Archive, record: CaseRecord, *, shield: Shield) -> Mapping[str, tuple[Crop, ...]]:
    """By the key of the entry; nothing of a protected person or of a page that is kept back."""
    if shield.is_protected:
        return {}
    away = kept_back(archive, record, whole=False)
    pages: dict[int, tuple[bytes, int]] = {}
    sheets, veil = archive.sheets(record.case_id), veil_of(archive, record)
    widths = {one.page.page_no: one.page.width_px for one in sheets}

    def page(page_no: int) -> tuple[bytes, int]:
        if page_no not in pages:
            hidden = boxes(record, sheets, veil=veil, page_no=page_no)
            picture = archive.picture(record.case_id, page_no) if page_no in widths else b""
            pages[page_no] = (veiled(picture, hidden) if hidden else picture), widths.get(page_no, 0)
        return pages[page_no]

    def piece(page_no: int, box: Box) -> Crop | None:
        if page_no in away or not box.area:
            return None
        picture, width_px = page(page_no)
        found = cut_out(picture, box)
        return Crop(found, page_no, box.width, box.height, width_px or box.width) if found else None

    found: dict[str, tuple[Crop, ...]] = {}
    for entry in record.entries:
        places = ((entry.page_no, entry.box), *((one.page_no, one.box) for one in entry.also))
        some = tuple(crop for page_no, box in places if (crop := piece(page_no, box)))
        if some:
            found[entry.key] = some
    return found


def _hand_over(record: CaseRecord, shield: Shield) -> Pack:
    """Open doubts of one kind on one page are one line, with how many there are."""
    found: dict[tuple[str, int], list[str]] = {}
    for one in doubts(record):
        found.setdefault((DOUBT_JA[one.kind.value], one.page_no), []).extend([*one.reasons[:1], ""])
    told = []
    for (kind, page_no), reasons in sorted(found.items(), key=lambda one: one[0][1]):
        why = "".join(dict.fromkeys(sentence(code) for code in reasons if code))
        told.append((f"{kind}（{reasons.count('')} 件）", why, page_no))
    return hand_over(record, shield, open_doubts=told)
