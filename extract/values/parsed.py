"""What a parser takes beside the raw text and what it gives back. Refuses an alternative that equals the value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.field import Alternative, Evidence, FieldState, Precision


class DateRole(StrEnum):
    """What a date stands for: it bounds which years are plausible."""

    BIRTH = "birth"
    RECORD = "record"
    EXPIRY = "expiry"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a value. Everything may be missing; nothing here is ever written into the value unseen.

    `record_date`: when the sheet was written. `marks`: labels of the marks that are on (ticked or circled) at this
    field. `options`: the choices printed there. `stated_age`, `stated_weekday` (Monday 1 … Sunday 7): printed beside
    the date but outside `raw`. `kana`, `name`, `postcode`, `address`: raw text of the sister fields.
    `era_hint`: era name of the nearest full date above. `relative_to`: whom a 続柄 is relative to.
    """

    today: date
    record_date: date | None = None
    previous_date: date | None = None
    era_hint: str | None = None
    birth_date: date | None = None
    role: DateRole = DateRole.OTHER
    marks: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    label: str = ""
    stated_age: int | None = None
    stated_weekday: int | None = None
    kana: str | None = None
    name: str | None = None
    postcode: str | None = None
    address: str | None = None
    relative_to: str = ""

    def now(self, **changes: object) -> "Context":
        """The same surroundings with some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # replace checks the names


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parser's answer. `value` None: not readable or not on paper, see `state`.

    `parts` are named pieces that belong to the value but not into its canonical form (`end`, `time`, `weekday`,
    `family`, `municipality_code` …). `inferred`: part of the value is not written at that place. `evidence.strength`
    is in nats: log of P(signal | value right) / P(signal | value wrong), before calibration.
    """

    value: str | None
    precision: Precision | None = None
    inferred: bool = False
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    state: FieldState = FieldState.READ
    parts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        values = [one.value for one in self.alternatives]
        if self.value in values or len(set(values)) != len(values):
            raise ValueError(f"alternatives must differ from the value {self.value!r} and from one another: {values}")

    def part(self, name: str) -> str | None:
        """The first part of that name, None when the value has none."""
        return next((text for key, text in self.parts if key == name), None)

    def with_reasons(self, *codes: str) -> "Parsed":
        return replace(self, reasons=distinct((*self.reasons, *codes)))

    def with_evidence(self, *signals: Evidence) -> "Parsed":
        return replace(self, evidence=(*self.evidence, *signals))


def distinct(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, in order of first use."""
    return tuple(dict.fromkeys(codes))


def others(value: str | None, choices: Iterable[Alternative], *, most: int = 8) -> tuple[Alternative, ...]:
    """At most `most` choices that differ from `value` and from one another, first come first kept."""
    kept: dict[str, Alternative] = {}
    for one in choices:
        if one.value != value and one.value not in kept:
            kept[one.value] = one
    return tuple(kept.values())[:most]


def unparsed(*codes: str, parts: tuple[tuple[str, str], ...] = ()) -> Parsed:
    """Something is written but its shape is not understood."""
    return Parsed(None, reasons=distinct(("value_unparsed", *codes)), parts=parts)


def blank() -> Parsed:
    """Only the printed skeleton is there, or nothing at all."""
    return Parsed(None, state=FieldState.BLANK_ON_PAPER)
