"""What the finders hand on: a label with the writing that belongs to it, before anybody read a value out of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.geometry import Box
from domain.page import Mark
from extract.labels import Wording
from extract.signs import Text

NOTHING = Text(())


class How(StrEnum):
    """Where the value stood: how sure the tie between label and value is."""

    RIGHT = "right"
    BELOW = "below"
    INSIDE = "inside"
    PATTERN = "pattern"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Found:
    """`value` is the writing as it stands; empty when the place is there and bare. `region` is that place.

    `section`: the label this one stands under (緊急連絡先), "" when it speaks of the person of the file. `struck`: what
    was crossed out there. `in_cell`: it stands in a ruled cell. Places in reading space.
    """

    wording: Wording | None
    label: Text
    value: Text
    region: Box
    how: How
    score: float = 1.0
    section: str = ""
    marks: tuple[Mark, ...] = ()
    struck: tuple[str, ...] = ()
    in_cell: bool = False

    @property
    def name(self) -> str:
        """The contract name, `localItem` for a local or missing label."""
        return self.wording.field.name if self.wording and self.wording.field else "localItem"

    @property
    def printed(self) -> str:
        """The label as the vocabulary spells it, with its section."""
        own = self.wording.printed if self.wording else str(self.label)
        return f"{self.section} {own}".strip() if self.section else own

    def with_value(self, value: Text) -> "Found":
        return replace(self, value=value)
