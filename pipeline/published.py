"""The reading contract, version 1, as types: what `tsuzuri read` writes; its JSON Schema is made from them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from domain.contract import FIELD_RISK, FORM_LABEL_JA

Share = Annotated[float, Field(ge=0, le=1, description="share of such readings that are right, 0..1")]
BoxPx = Annotated[
    tuple[int, int, int, int],
    Field(description="x, y, width, height in px of the upright page, origin top left"),
]
Span = Annotated[tuple[int, int], Field(description="start, end (exclusive) in `text`")]
Day = Annotated[
    str, Field(description="YYYY-MM-DD; shorter when the precision says so", pattern=r"^\d{4}(-\d{2}){0,2}$")
]
RouteName = Literal["auto", "review"]
CheckName = Literal["agrees", "contradicts", "absent"]
Precision = Literal["day", "month", "year", "approximate"]


FORMS: list[JsonValue] = [*sorted(FORM_LABEL_JA)]
NAMES: list[JsonValue] = [*sorted(FIELD_RISK)]


class Published(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QualityOut(Published):
    sharpness: Share
    contrast: Share
    rescan: bool


class LineOut(Published):
    text: str = Field(min_length=1)
    box: BoxPx
    confidence: Share
    direction: Literal["horizontal", "vertical"]
    struck: bool


class MarkOut(Published):
    kind: Literal["checkbox", "circled"]
    label: str
    on: bool
    box: BoxPx
    confidence: Share


class StampOut(Published):
    text: str
    box: BoxPx


class PageOut(Published):
    page_no: int = Field(ge=1)
    width_px: int = Field(ge=1)
    height_px: int = Field(ge=1)
    dpi: int = Field(ge=1)
    turned_deg: Literal[0, 90, 180, 270] = Field(description="clockwise turn that made the scan upright")
    skew_deg: float
    form: str = Field(json_schema_extra={"enum": FORMS})
    form_confidence: Share
    blank: bool
    quality: QualityOut
    lines: list[LineOut]
    marks: list[MarkOut]
    stamps: list[StampOut]


class AlternativeOut(Published):
    value: str
    why: str


class FieldOut(Published):
    name: str = Field(json_schema_extra={"enum": NAMES})
    label: str
    index: int = Field(ge=0)
    raw: str
    value: str | None
    precision: Precision | None
    inferred: bool
    confidence: Share
    route: RouteName
    reasons: list[str]
    state: Literal["read", "blank_on_paper", "illegible", "not_on_form"]
    page_no: int = Field(ge=1)
    box: BoxPx
    alternatives: list[AlternativeOut]


class PersonOut(Published):
    name: str
    role: str
    span: Span


class OrganisationOut(Published):
    name: str
    span: Span


class DateOut(Published):
    raw: str
    value: str | None
    role: Literal["next_contact", "deadline", "event", "other"]
    span: Span


class ChecksOut(Published):
    weekday: CheckName
    order: CheckName


class EntryOut(Published):
    seq: int = Field(ge=1)
    page_no: int = Field(ge=1)
    box: BoxPx
    date: Day | None
    date_raw: str
    date_precision: Precision | None
    date_inferred: bool
    date_end: Day | None
    time: str | None
    method: str | None
    method_raw: str
    staff: list[str]
    text: str
    people: list[PersonOut]
    organisations: list[OrganisationOut]
    dates: list[DateOut]
    confidence: Share
    route: RouteName
    reasons: list[str]
    checks: ChecksOut


class MemberOut(Published):
    name: str
    relationship_raw: str
    relationship: str | None
    dateOfBirth: str | None  # noqa: N815 - GIF item name
    age: int | None
    living: str | None
    route: RouteName
    reasons: list[str]
    page_no: int = Field(ge=1)
    box: BoxPx
    confidence: Share


class ConsentOut(Published):
    signedOn: str | None  # noqa: N815 - contract name
    scope: list[str]
    agencies: list[str]
    exclusions: list[str]
    validUntil: str | None  # noqa: N815 - contract name
    untilSupportEnds: bool  # noqa: N815 - contract name
    proxy: bool
    route: RouteName
    reasons: list[str]


class WarningOut(Published):
    code: str
    page_no: int = Field(ge=1)
    text: str


class SecondsOut(Published):
    total: float = Field(ge=0)
    unpack: float = Field(ge=0)
    clean: float = Field(ge=0)
    read: float = Field(ge=0)
    extract: float = Field(ge=0)


class Reading(Published):
    """One input file as read; one line of `tsuzuri read`."""

    schema_: Literal["tsuzuri.reading/1"] = Field("tsuzuri.reading/1", alias="schema")
    source: str
    sha256: str = Field(description="of the untouched bytes; empty when they could not be read")
    status: Literal["read", "quarantined"]
    reason: str | None
    pages: list[PageOut]
    fields: list[FieldOut]
    entries: list[EntryOut]
    members: list[MemberOut]
    consent: ConsentOut | None
    warnings: list[WarningOut]
    seconds: SecondsOut
