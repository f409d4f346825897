"""Tells the scan of an empty side, given as a loose image. Anything that cannot be opened is not called blank."""

from pathlib import Path

from domain.errors import PaperError
from ingest.cleanup import clean
from ingest.naming import shown
from ingest.sources import found_at
from ingest.unpack import open_scan


def is_blank_side(path: Path) -> bool:
    """An image of one page without ink; False for a PDF, which is a case file of its own."""
    if found_at(path).bundle == shown(path):
        return False
    try:
        with open_scan(path) as scan:
            return scan.page_count == 1 and clean(scan.page(1), page_no=1, turned_deg=0).page.blank
    except PaperError:
        return False
