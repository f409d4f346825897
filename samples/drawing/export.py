"""The truth of a drawn file as JSON in the shape of the reading contract. No clock, no random identifiers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from drawing.paper import Sheet
from drawing.scan import Scan
from drawing.truth import NOWHERE, Box, Entry, Field, Line, Mark, Member, Mention

SCHEMA = "tsuzuri.reading/1"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet and what the scanner made of it."""

    sheet: Sheet
    scan: Scan


def truth_of(pages: Sequence[Drawn], *, source: str) -> dict[str, Any]:
    told = [_Page(number, page) for number, page in enumerate(pages, 1)]
    fields = [field for page in told for field in page.fields()]
    entries = [entry for page in told for entry in page.entries()]
    for seq, entry in enumerate(entries, 1):
        entry["seq"] = seq
    consents = [found for page in told if (found := page.consent())]
    return {
        "schema": SCHEMA,
        "source": source,
        "status": "read",
        "pages": [page.page() for page in told],
        "fields": fields,
        "entries": entries,
        "members": [member for page in told for member in page.members()],
        "consent": consents[0] if consents else None,
        "warnings": [warning for page in told for warning in page.warnings()],
    }


class _Page:
    """One page's truth; boxes scaled from the sheet to the px of the upright scan."""

    def __init__(self, number: int, page: Drawn) -> None:
        self.number, self.sheet, self.scan = number, page.sheet, page.scan
        self.share = page.scan.dpi / 300

    def box(self, box: Box) -> list[int]:
        return [round(side * self.share) for side in box]

    def at(self, tag: str) -> list[int]:
        return self.box(self.sheet.seen.place(tag)) if tag else list(NOWHERE)

    def page(self) -> dict[str, Any]:
        upright = self.scan.pixels.shape[1::-1] if self.scan.turned_deg % 180 == 0 else self.scan.pixels.shape[:2]
        to_scan = self.scan.matrix @ np.diag([1 / self.share, 1 / self.share, 1.0])
        facts, seen = self.sheet.facts, self.sheet.seen
        return {
            "page_no": self.number,
            "width_px": int(upright[0]),
            "height_px": int(upright[1]),
            "dpi": self.scan.dpi,
            "turned_deg": self.scan.turned_deg,
            "form": facts.form,
            "blank": facts.blank,
            "set_aside": facts.set_aside,
            "to_scan": [round(float(value), 6) for value in to_scan.ravel()],
            "lines": [self._line(line) for line in seen.lines],
            "marks": [self._mark(mark) for mark in seen.marks],
            "stamps": [{"text": stamp.text, "box": self.box(stamp.box)} for stamp in seen.stamps],
        }

    def _line(self, line: Line) -> dict[str, Any]:
        found = {"text": line.text, "box": self.box(line.box), "direction": line.direction, "struck": line.struck}
        return {**found, "hand": line.hand}

    def _mark(self, mark: Mark) -> dict[str, Any]:
        return {"kind": mark.kind, "label": mark.label, "on": mark.on, "box": self.box(mark.box)}

    def fields(self) -> list[dict[str, Any]]:
        return [self._field(field) for field in self.sheet.facts.fields]

    def _field(self, field: Field) -> dict[str, Any]:
        found = {
            "name": field.name,
            "label": field.label,
            "index": field.index,
            "raw": field.raw,
            "value": field.value,
            "precision": field.precision,
            "inferred": field.inferred,
            "state": field.state,
            "page_no": self.number,
            "box": self.at(field.tag or field.name),
        }
        return {**found, "struck": field.struck} if field.struck else found

    def entries(self) -> list[dict[str, Any]]:
        return [self._entry(entry) for entry in self.sheet.facts.entries]

    def _entry(self, entry: Entry) -> dict[str, Any]:
        return {
            "seq": 0,
            "page_no": self.number,
            "box": self.at(entry.tag),
            "date_box": self.at(f"{entry.tag}.date"),
            "date": entry.date,
            "date_raw": entry.date_raw,
            "date_precision": entry.precision,
            "date_inferred": entry.inferred,
            "date_end": entry.date_end,
            "time": entry.time,
            "method": entry.method,
            "method_raw": entry.method_raw,
            "staff": list(entry.staff),
            "counterpart": entry.counterpart,
            "text": entry.text,
            "people": [_mention(one) for one in entry.people],
            "organisations": [_mention(one) for one in entry.organisations],
            "dates": [
                {"raw": one.raw, "value": one.value, "role": one.role, "span": list(one.span)} for one in entry.dates
            ],
            "struck": list(entry.struck),
            "checks": {"weekday": entry.weekday, "order": entry.order},
        }

    def members(self) -> list[dict[str, Any]]:
        return [self._member(member) for member in self.sheet.facts.members]

    def _member(self, member: Member) -> dict[str, Any]:
        return {
            "name": member.name,
            "relationship_raw": member.relationship_raw,
            "relationship": member.relationship,
            "dateOfBirth": member.date_of_birth,
            "age": member.age,
            "living": member.living,
            "note": member.note,
            "page_no": self.number,
            "box": self.at(member.tag),
        }

    def consent(self) -> dict[str, Any] | None:
        given = self.sheet.facts.consent
        if given is None:
            return None
        return {
            "signedOn": given.signed_on,
            "scope": list(given.scope),
            "agencies": list(given.agencies),
            "exclusions": list(given.exclusions),
            "validUntil": given.valid_until,
            "untilSupportEnds": given.until_support_ends,
            "proxy": given.proxy,
            "page_no": self.number,
            "box": self.at(given.tag),
        }

    def warnings(self) -> list[dict[str, Any]]:
        return [{"code": code, "page_no": self.number, "text": text} for code, text in self.sheet.facts.warnings]


def _mention(one: Mention) -> dict[str, Any]:
    return {"name": one.name, "role": one.role, "span": list(one.span)}


def save_truth(pages: Sequence[Drawn], path: Path, *, source: str, traits: dict[str, str] | None = None) -> None:
    """Write the truth; `traits` says how the file was made (ageing, hand, layout …)."""
    told = truth_of(pages, source=source)
    text = json.dumps({**told, "traits": traits or {}}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
