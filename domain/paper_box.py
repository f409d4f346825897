"""A box of paper: what was announced in it, and every side of every sheet that came out of it.

A file of a box has a number from 1, printed on its separator sheet. Refuses numbers and counts below one.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PaperBox:
    """`sides`: 2 when both sides of each sheet are scanned, else 1."""

    box_id: str
    name: str
    sides: int = 2
    opened_by: str = ""
    opened_at: str = ""

    def __post_init__(self) -> None:
        if self.sides not in (1, 2):
            raise ValueError(f"a sheet has 1 or 2 sides, found {self.sides}")


@dataclass(frozen=True, slots=True)
class AnnouncedFile:
    """One case file that is said to be in the box. `sheets` None: not counted. `source`, `sha256`: from a manifest."""

    number: int
    label: str
    sheets: int | None = None
    source: str = ""
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.number < 1 or (self.sheets is not None and self.sheets < 1):
            raise ValueError(f"numbers and sheets count from 1, found file {self.number} with {self.sheets} sheets")


@dataclass(frozen=True, slots=True)
class SeparatorCode:
    """What a separator sheet says. `number` 0: a bare patch code, which starts a file and names none."""

    box_id: str
    number: int
    label: str


class SideKind(StrEnum):
    """`patch`: a bare patch code, which starts a file; what else is written on that sheet stays content."""

    CONTENT = "content"
    BLANK = "blank"
    SEPARATOR = "separator"
    PATCH = "patch"


@dataclass(frozen=True, slots=True)
class SideMark:
    """What one side of a sheet is besides its text. `likeness`: 256 bits in hex, alike for two scans of one side."""

    kind: SideKind
    code: SeparatorCode | None = None
    likeness: str = ""


@dataclass(frozen=True, slots=True)
class BoxSide:
    """One side of a sheet in a box, in the order scanned. `page_no` 0: a file not opened (yet), its pages unknown.

    `state`: of the page, or of the file when `page_no` is 0. `mark` None: not looked at yet.
    `run`: the same for a file of fronts and the file with their backs; 0 where that is not known.
    """

    key: str
    file_id: str
    sha256: str
    source: str
    page_no: int
    page_count: int
    case_id: str
    title: str
    state: str
    reason: str = ""
    mark: SideMark | None = None
    run: int = 0

    @property
    def pile(self) -> str:
        """Files whose pages lie between one another are one pile."""
        return str(self.run) if self.run else self.file_id


@dataclass(frozen=True, slots=True)
class BoxAlarm:
    """Something said once about a box: `subject` is a page key or a path."""

    code: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A difference that somebody looked into. `at`: UTC, ISO 8601."""

    mark: str
    who: str
    why: str
    at: str
