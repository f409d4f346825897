"""支援経過: one contact of the running log, with the people, places and dates that its text names."""

from dataclasses import dataclass
from enum import StrEnum

from domain.field import Alternative, Evidence, Origin, Precision, Route
from domain.geometry import Box, Confidence


class Check(StrEnum):
    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person (`role` as a word of the domain, "" if unknown) or organisation; `span` is [start, end) in `text`."""

    name: str
    role: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date inside the text; `role`: next_contact | deadline | event | other."""

    raw: str
    value: str | None
    role: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class EntryChecks:
    weekday: Check = Check.ABSENT
    order: Check = Check.ABSENT


@dataclass(frozen=True, slots=True)
class Place:
    """A place on another page of the case where the same writing goes on."""

    page_no: int
    box: Box


@dataclass(frozen=True, slots=True)
class SupportEntry:
    """One contact, in paper order. `date` is YYYY-MM-DD or None; `text` is verbatim, the cell's line breaks removed.

    `counterpart` and `judgement` are columns of their own (相手, 所見), as written. `also`: where a contact that runs
    over the end of a page goes on. `seq` is a name, not a place: rows keep it when people split or move them.
    """

    seq: int
    page_no: int
    box: Box
    date: str | None
    date_raw: str
    text: str
    confidence: Confidence
    route: Route
    date_precision: Precision | None = None
    date_inferred: bool = False
    date_end: str | None = None
    time: str | None = None
    method: str | None = None
    method_raw: str = ""
    staff: tuple[str, ...] = ()
    people: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    reasons: tuple[str, ...] = ()
    checks: EntryChecks = EntryChecks()
    alternatives: tuple[Alternative, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    risk_words: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    date_box: Box | None = None
    counterpart: str = ""
    judgement: str = ""
    origin: Origin = Origin.MACHINE
    also: tuple[Place, ...] = ()

    @property
    def key(self) -> str:
        return f"p{self.page_no}.entry.{self.seq}"
