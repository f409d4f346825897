"""A page and what the readers found on it. Pixels never travel in these values: an image is named by its hash."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.geometry import Affine, Box, Confidence

# A remark of a page: it is no paper of any case but divides them.
SEPARATOR_SHEET = "separator_sheet"


class Direction(StrEnum):
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class MarkKind(StrEnum):
    CHECKBOX = "checkbox"
    CIRCLED = "circled"


@dataclass(frozen=True, slots=True)
class Quality:
    """Scan quality: `sharpness` and `contrast` 0..1; `rescan` asks for a new scan."""

    sharpness: float
    contrast: float
    rescan: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet, made upright. `to_scan` maps its px back to the untouched scan."""

    page_no: int
    width_px: int
    height_px: int
    dpi: int
    turned_deg: int
    skew_deg: float
    to_scan: Affine
    blank: bool
    quality: Quality
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.page_no < 1:
            raise ValueError("page_no counts from 1")
        if self.turned_deg not in (0, 90, 180, 270):
            raise ValueError(f"turned_deg must be 0, 90, 180 or 270, found {self.turned_deg}")

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width_px, self.height_px)


@dataclass(frozen=True, slots=True)
class CharChoice:
    """A character that reader one also thought possible, with its probability at that place, 0..1."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class OcrChar:
    """One character with its place; `runners` are the other candidates, most probable first."""

    text: str
    box: Box
    confidence: Confidence
    runners: tuple[CharChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One line of writing, never empty; `text` is the characters joined.

    `confidence`: share of such lines that are right to the letter. `second` is what reader two saw (None: it was not
    asked). `reasons`: codes of `domain.reasons` that say why the confidence is not higher.
    """

    text: str
    box: Box
    confidence: Confidence
    direction: Direction
    chars: tuple[OcrChar, ...]
    struck: bool = False
    second: str | None = None
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a line is never empty")
        if "".join(char.text for char in self.chars) != self.text:
            raise ValueError(f"the characters do not spell the line {self.text!r}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One ruled cell; `table`, `row`, `column` count from 0, spans from 1."""

    table: int
    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Mark:
    """A choice made by hand: a ticked box or a circled word. `label` is the word it chooses."""

    kind: MarkKind
    label: str
    on: bool
    box: Box
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Stamp:
    """A seal or date stamp lifted off the ink; `text` is "" where it cannot be read."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class OcrPage:
    """Everything read on a page. `engines` names and versions make the stored reading reproducible.

    `unread`: reading was given up (timeout); such a page is shown as unread, never as empty.
    """

    page_no: int
    lines: tuple[OcrLine, ...]
    cells: tuple[Cell, ...] = ()
    marks: tuple[Mark, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    engines: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its reading: what extraction takes, in the order of the file."""

    page: Page
    ocr: OcrPage
    remarks: tuple[str, ...] = field(default=())


def unread_sheet(page_no: int) -> Sheet:
    """Stands for a page that is too broken to open: counted and shown as unread, never dropped and never empty."""
    page = Page(
        page_no=page_no,
        width_px=1,
        height_px=1,
        dpi=300,
        turned_deg=0,
        skew_deg=0.0,
        to_scan=Affine(),
        blank=False,
        quality=Quality(sharpness=0.0, contrast=0.0, rescan=True),
        remarks=("page_unread",),
    )
    return Sheet(page, OcrPage(page_no=page_no, lines=(), unread=True))
