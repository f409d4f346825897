"""A value read from paper, with everything needed to trust it or to show why not."""

from dataclasses import dataclass
from enum import StrEnum

from domain.geometry import Box, Confidence


class Origin(StrEnum):
    MACHINE = "machine"
    HUMAN = "human"


class Route(StrEnum):
    """`auto`: no person needs to look before import. Given by the routing policy only."""

    AUTO = "auto"
    REVIEW = "review"


class FieldState(StrEnum):
    READ = "read"
    BLANK_ON_PAPER = "blank_on_paper"
    ILLEGIBLE = "illegible"
    NOT_ON_FORM = "not_on_form"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another possible value and why it is one; `why` is short and shown to the clerk."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One independent signal about a value: `agrees` None means it was not there to ask."""

    signal: str
    agrees: bool | None
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field as read. `raw` is exactly what is on paper; a correction is a new reading with `Origin.HUMAN`.

    `value` is the canonical form of the contract or None; `label` the printed label; `index` counts repeats from 0.
    """

    name: str
    raw: str
    value: str | None
    confidence: Confidence
    route: Route
    state: FieldState
    page_no: int
    box: Box
    label: str = ""
    index: int = 0
    precision: Precision | None = None
    inferred: bool = False
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = Origin.MACHINE

    @property
    def key(self) -> str:
        """Stable name of this field within its case; letters, digits, dots."""
        return f"p{self.page_no}.{self.name}.{self.index}"
