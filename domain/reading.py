"""What extraction makes of a file: forms, fields, entries, members, consent and warnings, all routed."""

from dataclasses import dataclass

from domain.entry import SupportEntry
from domain.field import FieldReading, Origin
from domain.geometry import Confidence
from domain.household import Consent, Member


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person must know about a page; `code` is stable, `text` Japanese."""

    code: str
    page_no: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """付箋: a few words that a person left on a page; `when` UTC ISO 8601."""

    text: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class PageForm:
    """Which form a page is. `set_aside`: 裏紙 or another person's page, kept but not part of the case.

    `origin` human: a person has looked at the page as a whole and settled what the machine wondered about.
    `mark`: what a person called it: blank | backside | duplicate | moved, "" nothing of these. `name`: a person's name
    for a form the house does not know. `turn_deg`: how far a person turned the picture further, clockwise.
    `other_case`: where the page went (`moved`), or where it came from. `notes`: 付箋.
    `rereads`: how often it was read anew since it was taken in, each time with a new picture.
    """

    page_no: int
    form: str
    confidence: Confidence
    set_aside: bool = False
    origin: Origin = Origin.MACHINE
    mark: str = ""
    name: str = ""
    turn_deg: int = 0
    other_case: str = ""
    notes: tuple[Note, ...] = ()
    rereads: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """The reading of one case file, pages numbered through."""

    forms: tuple[PageForm, ...]
    fields: tuple[FieldReading, ...] = ()
    entries: tuple[SupportEntry, ...] = ()
    members: tuple[Member, ...] = ()
    consent: Consent | None = None
    warnings: tuple[Notice, ...] = ()
