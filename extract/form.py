"""What a form type is: its titles, the fields it prints, and the other labels that stand on it.

Data only; a form file declares, the finders look. Refuses a field whose name the contract does not know.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.catalogue import Shelf
from domain.contract import FIELD_RISK, FORM_LABEL_JA, Risk


def words(text: str) -> tuple[str, ...]:
    """Wordings parted by white space: how form files list them."""
    return tuple(text.split())


class Where(StrEnum):
    """Where the value of a label stands. `ANY`: wherever there is room for one, in the order right, inside, below."""

    ANY = "any"
    RIGHT = "right"
    BELOW = "below"
    INSIDE = "inside"
    SAME_LINE = "same_line"


class Extent(StrEnum):
    """How far a value reaches: `LINE` to the end of its row (names, dates), `BLOCK` over further rows (texts)."""

    LINE = "line"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Field:
    """One item a form prints.

    `labels`: its wordings, most usual first. `kind`: the value parser (`extract.values.<kind>`). `expected`: the form
    always prints it, so its absence is a doubt. `repeat`: may stand several times. `printed`: a pattern by which the
    value is known without a label (`男・女`). `options`: the words of a printed choice.
    """

    name: str
    labels: tuple[str, ...]
    kind: str
    where: Where = Where.ANY
    extent: Extent = Extent.LINE
    expected: bool = False
    repeat: bool = False
    printed: str = ""
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.name not in FIELD_RISK:
            raise ValueError(f"the contract has no field {self.name!r}")

    @property
    def risk(self) -> Risk:
        return FIELD_RISK[self.name]


@dataclass(frozen=True, slots=True)
class Form:
    """A form type. `local`: further printed labels, each of which becomes a localItem.

    `titles`: what stands at the head; `tell_tales`: labels that only this form prints, for a page without its head.
    `principal`: the name on it is the person of the file (not so on a letter, which may name anybody).
    """

    name: str
    titles: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    local: tuple[str, ...] = ()
    tell_tales: tuple[str, ...] = ()
    principal: bool = True

    def __post_init__(self) -> None:
        if self.name not in FORM_LABEL_JA:
            raise ValueError(f"the contract has no form {self.name!r}")
        names = [field.name for field in self.fields]
        if len(names) != len(set(names)):
            raise ValueError(f"form {self.name} declares a field twice: {names}")

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


FORMS: Shelf[Form] = Shelf("extract.forms", "FORM")
