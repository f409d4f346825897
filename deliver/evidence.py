"""A reading of the house as published evidence: raw, value, place and who vouched for it. Pure; alters no text."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliver import published as out
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Precision
from domain.geometry import Box
from domain.household import Consent, Member

# Key of an item to (who, when).
Reviews = Mapping[str, tuple[str, str]]
UNVERIFIED = "unverified_transcription"
_STATES: dict[FieldState, out.Status] = {
    FieldState.ILLEGIBLE: "illegible",
    FieldState.BLANK_ON_PAPER: "blank_on_paper",
    FieldState.NOT_ON_FORM: "not_on_form",
}


@dataclass(frozen=True, slots=True)
class Witness:
    """Turns items of one case into evidence."""

    case_id: str
    reviews: Reviews

    def page_id(self, page_no: int) -> str:
        return f"{self.case_id}-P{page_no:03d}"

    def field(self, one: FieldReading) -> out.Evidence:
        return out.Evidence(
            raw=one.raw,
            value=one.value,
            precision=precision(one.precision),
            inferred=one.inferred,
            confidence=one.confidence,
            status=_STATES.get(one.state) or status(one.origin),
            sources=(self.source(one.key, one.page_no, box=one.box, origin=one.origin),),
            alternatives=tuple(out.OtherValue(value=other.value, why=other.why) for other in one.alternatives),
            norm_notes=one.reasons,
        )

    def part(self, whole: SupportEntry | Member | Consent, raw: str, *, value: str | None) -> out.Evidence:
        """One attribute of an entry, a member or a consent: it stands where the whole stands."""
        return out.Evidence(
            raw=raw,
            value=value,
            confidence=whole.confidence,
            status=status(whole.origin),
            sources=(self.source(whole.key, whole.page_no, box=whole.box, origin=whole.origin),),
        )

    def text(self, whole: SupportEntry) -> out.Evidence:
        """Free text that no person has read is a transcription and says so (record-schema.md 7.4, class C)."""
        found = self.part(whole, whole.text, value=whole.text)
        notes = () if whole.origin is Origin.HUMAN else (UNVERIFIED,)
        return found.model_copy(update={"norm_notes": notes})

    def entry_date(self, entry: SupportEntry) -> out.Evidence:
        box = entry.date_box or entry.box
        return out.Evidence(
            raw=entry.date_raw,
            value=entry.date,
            precision=precision(entry.date_precision),
            inferred=entry.date_inferred,
            confidence=entry.confidence,
            status=status(entry.origin),
            sources=(self.source(entry.key, entry.page_no, box=box, origin=entry.origin),),
            alternatives=tuple(out.OtherValue(value=other.value, why=other.why) for other in entry.alternatives),
            norm_notes=entry.reasons,
        )

    def source(self, key: str, page_no: int, *, box: Box, origin: Origin) -> out.Source:
        who, when = self.reviews.get(key, ("", "")) if origin is Origin.HUMAN else ("", "")
        return out.Source(
            page_id=self.page_id(page_no), box=box.as_tuple(), reviewer=who or None, reviewed_at=when or None
        )


def status(origin: Origin) -> out.Status:
    return "verified" if origin is Origin.HUMAN else "auto"


def precision(found: Precision | None) -> out.Precision | None:
    names: dict[Precision, out.Precision] = {
        Precision.DAY: "day",
        Precision.MONTH: "month",
        Precision.YEAR: "year",
        Precision.APPROXIMATE: "approximate",
    }
    return names[found] if found else None
