"""What goes to a person and what comes back."""

from dataclasses import dataclass
from enum import StrEnum

from domain.geometry import Box


class DoubtKind(StrEnum):
    FIELD = "field"
    ENTRY = "entry"
    MEMBER = "member"
    CONSENT = "consent"
    PAGE = "page"


class Action(StrEnum):
    """What a clerk can say of a doubt."""

    ACCEPT = "accept"
    CORRECT = "correct"
    ILLEGIBLE = "illegible"
    BLANK = "blank"
    MISFILED = "misfiled"
    HOLD = "hold"
    RESCAN = "rescan"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing a person must look at. `target`: key of the field, entry, member, consent or page (`p3.page.0`)."""

    kind: DoubtKind
    target: str
    name: str
    reasons: tuple[str, ...]
    page_no: int
    box: Box


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """The open doubts of one case at one revision; a task without doubts does not exist."""

    case_id: str
    revision: int
    doubts: tuple[Doubt, ...]
    urgent: bool = False

    def __post_init__(self) -> None:
        if not self.doubts:
            raise ValueError("a review task exists only while at least one doubt does")


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one target. `revision` is the one they saw: a stale one is refused, never overwritten.

    `value`: the canonical value for CORRECT. `part` names the corrected attribute of an entry, member or consent
    (`date`, `text`, `method`, `staff`, `name`, `scope` …); "" for a field. `ms`: how long it was looked at, 0 unknown.
    """

    case_id: str
    revision: int
    target: str
    action: Action
    who: str
    when: str
    value: str | None = None
    part: str = ""
    note: str = ""
    ms: int = 0
