"""世帯: the members listed on a face sheet, and 同意書: what its signer allows to be shared."""

from dataclasses import dataclass

from domain.field import Origin, Route
from domain.geometry import Box, Confidence


@dataclass(frozen=True, slots=True)
class Member:
    """One row of the household table. `relationship`: a code word such as child, spouse, parent; None if unknown."""

    name: str
    relationship_raw: str
    relationship: str | None
    page_no: int
    box: Box
    confidence: Confidence
    route: Route
    index: int = 0
    dateOfBirth: str | None = None  # noqa: N815 - GIF item name
    age: int | None = None
    living: str | None = None
    note: str = ""
    reasons: tuple[str, ...] = ()
    origin: Origin = Origin.MACHINE

    @property
    def key(self) -> str:
        return f"p{self.page_no}.member.{self.index}"


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent form: machine-actionable scope, parties and limits. Dates are YYYY-MM-DD."""

    page_no: int
    box: Box
    confidence: Confidence
    route: Route
    signedOn: str | None = None  # noqa: N815 - contract name
    scope: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    validUntil: str | None = None  # noqa: N815 - contract name
    untilSupportEnds: bool = False  # noqa: N815 - contract name
    proxy: bool = False
    reasons: tuple[str, ...] = ()
    origin: Origin = Origin.MACHINE

    @property
    def key(self) -> str:
        return f"p{self.page_no}.consent.0"
