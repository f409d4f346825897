"""A case file as the archive holds it. It changes only by making the next revision."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.household import Consent, Member
from domain.reading import Extraction, Notice, PageForm


class ImportStatus(StrEnum):
    """Everything scanned is archive; only what a person marks goes to the platform."""

    ARCHIVE_ONLY = "archive_only"
    CANDIDATE = "candidate"
    APPROVED = "approved"
    IMPORTED = "imported"
    EXCLUDED = "excluded"


class CaseState(StrEnum):
    """Where the file is on its way: being read, at the desk, done there, put on hold, or not processable."""

    READING = "reading"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    ON_HOLD = "on_hold"


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One revision of a case. `revision` counts from 1; keys of fields, entries and members are unique within it.

    `order`: numbers of the pages in the order a person put them, empty as scanned. A page keeps its number wherever
    it lies, so that keys and history go on meaning the same page.
    `legal_basis`: codes (`domain.sharing`) under which it may be shared; empty: the consent alone decides.
    """

    case_id: str
    office: str
    revision: int
    title: str
    page_count: int
    forms: tuple[PageForm, ...]
    fields: tuple[FieldReading, ...] = ()
    entries: tuple[SupportEntry, ...] = ()
    members: tuple[Member, ...] = ()
    consent: Consent | None = None
    warnings: tuple[Notice, ...] = ()
    import_status: ImportStatus = ImportStatus.ARCHIVE_ONLY
    exclusion_reason: str = ""
    legal_basis: tuple[str, ...] = ()
    order: tuple[int, ...] = ()

    @property
    def page_order(self) -> tuple[int, ...]:
        """Every page number once, as the pages lie."""
        rest = (number for number in range(1, self.page_count + 1) if number not in self.order)
        return (*self.order, *rest)

    def field(self, name: str, index: int = 0) -> FieldReading | None:
        """The best reading of a named field: a person's word first, then the most sure; None when the case has none."""
        found = [one for one in self.fields if one.name == name and one.index == index]
        found.sort(key=lambda one: (one.origin.value != "human", one.value is None, -one.confidence))
        return found[0] if found else None

    def value(self, name: str) -> str | None:
        found = self.field(name)
        return found.value if found else None

    def next(self, **changes: object) -> "CaseRecord":
        return replace(self, revision=self.revision + 1, **changes)  # type: ignore[arg-type]  # replace checks the names


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of a case's history: what changed, from what, to what, by whom, when (UTC ISO 8601) and why."""

    case_id: str
    revision: int
    target: str
    before: str | None
    after: str | None
    who: str
    when: str
    why: str


def first_revision(case_id: str, found: Extraction, *, office: str, title: str, page_count: int) -> CaseRecord:
    """The machine's reading as revision 1."""
    return CaseRecord(
        case_id=case_id,
        office=office,
        revision=1,
        title=title,
        page_count=page_count,
        forms=found.forms,
        fields=found.fields,
        entries=found.entries,
        members=found.members,
        consent=found.consent,
        warnings=found.warnings,
    )
