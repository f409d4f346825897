"""From the values of the house to the published reading, field by field. Rewrites nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.entry import DateMention, SupportEntry
from domain.field import FieldReading
from domain.geometry import Box
from domain.household import Consent, Member
from domain.page import Sheet
from domain.reading import Extraction, PageForm
from pipeline.published import (
    AlternativeOut,
    ChecksOut,
    ConsentOut,
    DateOut,
    EntryOut,
    FieldOut,
    LineOut,
    MarkOut,
    MemberOut,
    OrganisationOut,
    PageOut,
    PersonOut,
    QualityOut,
    Reading,
    SecondsOut,
    StampOut,
    WarningOut,
)

DIGITS = 4  # of a confidence: more would promise more than calibration can keep


@dataclass(frozen=True, slots=True)
class Source:
    """The file as given and the hash of its untouched bytes."""

    name: str
    sha256: str


def reading_out(source: Source, sheets: Sequence[Sheet], *, found: Extraction, seconds: Mapping[str, float]) -> Reading:
    forms = {form.page_no: form for form in found.forms}
    return Reading(
        schema="tsuzuri.reading/1",
        source=source.name,
        sha256=source.sha256,
        status="read",
        reason=None,
        pages=[page_out(sheet, forms[sheet.page.page_no]) for sheet in sheets],
        fields=[field_out(one) for one in found.fields],
        entries=[entry_out(one) for one in found.entries],
        members=[member_out(one) for one in found.members],
        consent=consent_out(found.consent) if found.consent else None,
        warnings=[WarningOut(code=one.code, page_no=one.page_no, text=one.text) for one in found.warnings],
        seconds=seconds_out(seconds),
    )


def quarantined_out(source: Source, reason: str, *, seconds: Mapping[str, float]) -> Reading:
    """The line of a file that could not be read; `reason` is code and sentence."""
    return Reading(
        schema="tsuzuri.reading/1",
        source=source.name,
        sha256=source.sha256,
        status="quarantined",
        reason=reason,
        pages=[],
        fields=[],
        entries=[],
        members=[],
        consent=None,
        warnings=[],
        seconds=seconds_out(seconds),
    )


def seconds_out(seconds: Mapping[str, float]) -> SecondsOut:
    parts = {name: round(seconds.get(name, 0.0), 3) for name in ("unpack", "clean", "read", "extract")}
    return SecondsOut(total=round(sum(parts.values()), 3), **parts)


def place(box: Box) -> tuple[int, int, int, int]:
    return box.as_tuple()


def share(value: float) -> float:
    return round(float(value), DIGITS)


def page_out(sheet: Sheet, form: PageForm) -> PageOut:
    page, ocr = sheet.page, sheet.ocr
    return PageOut(
        page_no=page.page_no,
        width_px=page.width_px,
        height_px=page.height_px,
        dpi=page.dpi,
        turned_deg=page.turned_deg,  # type: ignore[arg-type]  # Page checks the four turns
        skew_deg=round(page.skew_deg, 2),
        form=form.form,
        form_confidence=share(form.confidence),
        blank=page.blank,
        quality=QualityOut(
            sharpness=share(page.quality.sharpness),
            contrast=share(page.quality.contrast),
            rescan=page.quality.rescan,
        ),
        lines=[
            LineOut(
                text=line.text,
                box=place(line.box),
                confidence=share(line.confidence),
                direction=line.direction.value,
                struck=line.struck,
            )
            for line in ocr.lines
        ],
        marks=[
            MarkOut(
                kind=mark.kind.value,
                label=mark.label,
                on=mark.on,
                box=place(mark.box),
                confidence=share(mark.confidence),
            )
            for mark in ocr.marks
        ],
        stamps=[StampOut(text=stamp.text, box=place(stamp.box)) for stamp in ocr.stamps],
    )


def field_out(one: FieldReading) -> FieldOut:
    return FieldOut(
        name=one.name,
        label=one.label,
        index=one.index,
        raw=one.raw,
        value=one.value,
        precision=one.precision.value if one.precision else None,
        inferred=one.inferred,
        confidence=share(one.confidence),
        route=one.route.value,
        reasons=list(one.reasons),
        state=one.state.value,
        page_no=one.page_no,
        box=place(one.box),
        alternatives=[AlternativeOut(value=other.value, why=other.why) for other in one.alternatives],
    )


def entry_out(one: SupportEntry) -> EntryOut:
    return EntryOut(
        seq=one.seq,
        page_no=one.page_no,
        box=place(one.box),
        date=one.date,
        date_raw=one.date_raw,
        date_precision=one.date_precision.value if one.date_precision else None,
        date_inferred=one.date_inferred,
        date_end=one.date_end,
        time=one.time,
        method=one.method,
        method_raw=one.method_raw,
        staff=list(one.staff),
        text=one.text,
        people=[PersonOut(name=person.name, role=person.role, span=person.span) for person in one.people],
        organisations=[OrganisationOut(name=body.name, span=body.span) for body in one.organisations],
        dates=[date_out(date) for date in one.dates],
        confidence=share(one.confidence),
        route=one.route.value,
        reasons=list(one.reasons),
        checks=ChecksOut(weekday=one.checks.weekday.value, order=one.checks.order.value),
    )


def date_out(one: DateMention) -> DateOut:
    role = one.role if one.role in ("next_contact", "deadline", "event") else "other"
    return DateOut(raw=one.raw, value=one.value, role=role, span=one.span)  # type: ignore[arg-type]  # narrowed above


def member_out(one: Member) -> MemberOut:
    return MemberOut(
        name=one.name,
        relationship_raw=one.relationship_raw,
        relationship=one.relationship,
        dateOfBirth=one.dateOfBirth,
        age=one.age,
        living=one.living,
        route=one.route.value,
        reasons=list(one.reasons),
        page_no=one.page_no,
        box=place(one.box),
        confidence=share(one.confidence),
    )


def consent_out(one: Consent) -> ConsentOut:
    return ConsentOut(
        signedOn=one.signedOn,
        scope=list(one.scope),
        agencies=list(one.agencies),
        exclusions=list(one.exclusions),
        validUntil=one.validUntil,
        untilSupportEnds=one.untilSupportEnds,
        proxy=one.proxy,
        route=one.route.value,
        reasons=list(one.reasons),
    )
