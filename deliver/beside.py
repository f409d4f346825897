"""What the archive knows of a case beside the words on its paper: scans, keeping, who matched whom. Values only.

The record of version 1 is made without it, so that keys never change because a rule of keeping did.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.page import Page, Stamp


@dataclass(frozen=True, slots=True)
class ScanOf:
    """One page as it was taken in. `page` None: it could not be opened. `side` "": the box has one side a sheet.

    `file`: its name without its folders. `scanner`, `scanned_at` and `colour` ("", colour, grey, bitonal) are what
    the file itself says; `engines` read it.
    """

    batch: str
    file: str
    leaf: int
    sha256: str
    taken_in_at: str
    operator: str = ""
    page: Page | None = None
    stamps: tuple[Stamp, ...] = ()
    engines: tuple[str, ...] = ()
    side: str = ""
    scanner: str = ""
    scanned_at: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """What people decided about this case and another; days as UTC ISO 8601."""

    case_id: str
    decision: str
    who: str
    when: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """Rule and last day (YYYY-MM-DD) of keeping, "" and 0 for unknown; `file_no`: numbers announced in the boxes."""

    boxes: tuple[str, ...] = ()
    file_no: tuple[str, ...] = ()
    basis: str = ""
    years: int = 0
    last_day: str = ""
    closed_on: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """`pages` by number. `parts`: (field name, canonical value) to the pieces a parser told apart.

    `spans`: key of an entry to (page number, box) where it goes on. `words`: why the case may need protection.
    `today`: the day it was packed, for what runs out.
    """

    pages: Mapping[int, ScanOf] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    spans: Mapping[str, tuple[tuple[int, tuple[int, int, int, int]], ...]] = field(default_factory=dict)
    matches: tuple[Matched, ...] = ()
    keeping: Keeping = Keeping()
    words: tuple[str, ...] = ()
    today: str = ""


NOTHING = Beside()
# case_id to what is known beside it.
Know = Callable[[str], Beside]


def know_nothing(_: str) -> Beside:
    return NOTHING
