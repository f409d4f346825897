"""What a program made of one page, in px of the straight sheet, and what it cost."""

from dataclasses import dataclass, field

from reading_score import Line

from domain.page import OcrPage


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """`seconds`: wall clock. `parts`: seconds by name, where the program tells them."""

    lines: tuple[Line, ...]
    seconds: float
    parts: dict[str, float] = field(default_factory=dict)
    ocr: OcrPage | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All pages of one program. `peak_mb`: of its largest process. `wall_s`: for all pages, two cores free to it."""

    name: str
    pages: tuple[PageOutcome, ...]
    peak_mb: float
    wall_s: float
