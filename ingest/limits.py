"""How large a paper may be before it is set aside. Refuses nothing itself; the formats ask it."""

from dataclasses import dataclass

from domain.errors import OversizePaper


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults hold every honest case file and stop every bomb seen so far.

    `max_bytes`: 2 GB, some 2,000 colour pages at 300 dpi. `max_pages`: 5,000, more than one box holds.
    `max_page_px`: 200 megapixel, A3 at 1,000 dpi; 600 MB of memory in colour. `render_px`: a drawn PDF page is rendered
    at 300 dpi or, where its sheet is larger than A3, at what fits this many pixels. `page_s`: wall clock of one
    renderer run.
    """

    max_bytes: int = 2_000_000_000
    max_pages: int = 5_000
    max_page_px: int = 200_000_000
    render_px: int = 24_000_000
    page_s: float = 60.0

    def check_bytes(self, size_bytes: int, *, paper: str) -> None:
        if size_bytes > self.max_bytes:
            raise OversizePaper(f"{paper}: {size_bytes:,} bytes, at most {self.max_bytes:,}")

    def check_pages(self, count: int, *, paper: str) -> None:
        if count > self.max_pages:
            raise OversizePaper(f"{paper}: more than {self.max_pages:,} pages, at most {self.max_pages:,}")

    def check_pixels(self, width_px: int, height_px: int, *, paper: str) -> None:
        """Asked with the sizes a header claims, before anything is decoded."""
        if width_px * height_px > self.max_page_px:
            raise OversizePaper(f"{paper}: {width_px:,} x {height_px:,} px, at most {self.max_page_px:,} px a page")
