"""The neutral record, version 1, as types: what leaves the house. docs/schema/record-1.schema.json is made from them.

Three tiers: 共通的な項目 (common), 選択的な項目 (optional), 独自的な項目 (local). Every value carries its evidence.
"""

from typing import Annotated, Any, Literal, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

SCHEMA_NAME: Literal["tsuzuri.record/1"] = "tsuzuri.record/1"

BoxPx = Annotated[
    tuple[int, int, int, int], Field(description="x, y, width, height in px of the upright page, origin top left")
]
Status = Literal["verified", "auto", "illegible", "blank_on_paper", "not_on_form"]
Precision = Literal["day", "month", "year", "approximate"]


_COLUMNS = frozenset(("counterpart", "judgement_text"))


class Published(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Published):
    """Where on which page; `reviewer` and `reviewed_at` (UTC) when a person vouched for it."""

    page_id: str
    box: BoxPx
    reviewer: str | None = None
    reviewed_at: str | None = None


class OtherValue(Published):
    value: str
    why: str


class Evidence(Published):
    """A value and what it stands on. `raw`: exactly what is on the paper; `value`: canonical, null if there is none."""

    raw: str
    value: str | None
    precision: Precision | None = None
    inferred: Annotated[bool, Field(description="part of the value is not on the paper at that place")] = False
    confidence: float = Field(ge=0, le=1, description="share of such readings that are right")
    status: Status
    struck: bool = False
    sources: tuple[Source, ...]
    alternatives: tuple[OtherValue, ...] = ()
    norm_notes: tuple[str, ...] = ()


class Address(Published):
    kind: Literal["current", "registered"]
    text: Evidence
    as_of: str | None = Field(None, description="YYYY-MM-DD: an archive's address is of its day, never the newest")


class Phone(Published):
    kind: Literal["home", "mobile", "emergency"]
    number: Evidence


class Confidential(Published):
    """支援措置・秘匿: there even when nothing is known. `suspected` withholds addresses, phones and pictures."""

    type: Literal["none_found", "suspected"]
    pages: tuple[str, ...] = ()


class Person(Published):
    """`person_id` is stable for a case and says nothing about who is who: identities are never merged here."""

    person_id: str
    full_name: Evidence | None = Field(None, alias="fullName")
    full_name_kana: Evidence | None = Field(None, alias="fullNameKana")
    other_names: tuple[Evidence, ...] = Field((), alias="otherNames", description="also written so, on other pages")
    date_of_birth: Evidence | None = Field(None, alias="dateOfBirth")
    sex: Evidence | None = None
    postcode: Evidence | None = None
    addresses: tuple[Address, ...] = ()
    phones: tuple[Phone, ...] = ()
    confidential_information: Confidential = Field(alias="confidentialInformation")


class Member(Published):
    name: Evidence
    relation_raw: str
    relation_code: str | None
    living: str | None
    date_of_birth: str | None = Field(None, alias="dateOfBirth")
    age: int | None = None
    note: str = ""


class Household(Published):
    household_id: str
    members: tuple[Member, ...] = ()


class CaseFacts(Published):
    case_number_raw: tuple[Evidence, ...] = ()
    title: str
    chief_complaint: tuple[Evidence, ...] = ()
    consent_status: Literal["written", "none"]
    legal_basis: tuple[str, ...] = ()


class Intake(Published):
    received_at: Evidence | None = None
    method: Evidence | None = Field(None, description="code list `method`")
    route: Evidence | None = Field(None, description="code list `route`")
    staff: tuple[Evidence, ...] = ()


class Named(Published):
    name: str
    role: str = ""
    span: tuple[int, int] = Field(description="start, end (exclusive) in `text_verbatim.raw`")


class DayInText(Published):
    raw: str
    value: str | None
    role: str
    span: tuple[int, int]


class Entry(Published):
    """支援経過: one contact. `counterpart` and `judgement_text` are there when the form has such a column."""

    entry_id: str
    seq: int
    date: Evidence
    date_end: str | None = None
    time: str | None = None
    method: Evidence | None = Field(None, description="code list `method`")
    staff: tuple[Evidence, ...] = ()
    text_verbatim: Evidence
    counterpart: Evidence | None = Field(None, description="相手, as written")
    judgement_text: Evidence | None = Field(None, description="所見, apart from what happened, as written")
    people: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()
    dates: tuple[DayInText, ...] = ()
    risk_flags: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The members themselves: by the serializer alone the schema would say no more than "an object"."""
        plain = {name: one for name, one in core_schema.items() if name != "serialization"}
        return handler(cast(CoreSchema, plain))

    @model_serializer(mode="wrap")
    def _only_what_is_there(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A record without these columns stays the one it was, byte for byte, and with it its keys."""
        told: dict[str, Any] = handler(self)
        return {name: one for name, one in told.items() if one is not None or name not in _COLUMNS}


class Consent(Published):
    signed_date: Evidence
    scope_items: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    valid_until: str | None = None
    until_support_ends: bool = False
    proxy: bool = False


class PagePublished(Published):
    """`file` inside the package; null when the picture is withheld (`restricted`) or there is none."""

    page_id: str
    page_no: int = Field(ge=1)
    form: str
    status: Literal["ok", "restricted", "set_aside", "unreadable"]
    file: str | None = None
    sha256: str | None = None


class LocalItem(Published):
    label: str
    form: str
    value: Evidence


class Common(Published):
    person: Person
    household: Household
    case: CaseFacts
    intake: Intake
    entries: tuple[Entry, ...] = ()
    consent: Consent | None = None
    pages: tuple[PagePublished, ...] = ()


class Chosen(Published):
    """選択的な項目: in the record when the office's forms have them."""

    care_cert: tuple[Evidence, ...] = ()
    handbooks: tuple[Evidence, ...] = ()
    benefits: tuple[Evidence, ...] = ()


class Local(Published):
    """独自的な項目: every other printed label, verbatim, so that nothing on the form is dropped."""

    items: tuple[LocalItem, ...] = ()


class Record(Published):
    """One case. `content_hash`: sha256 of all but itself and `revision`; with `case_id` the idempotency key."""

    schema_: Literal["tsuzuri.record/1"] = Field(SCHEMA_NAME, alias="schema")
    case_id: str
    content_hash: str
    revision: int = Field(ge=1)
    office: str
    common: Common
    optional: Chosen
    local: Local
