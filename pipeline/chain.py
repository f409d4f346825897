"""One page through clean-up and the readers, timed: the same few calls for `read` and for the stored line."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from domain.page import Sheet
from ingest.cleanup import Cleaned, clean
from ingest.scan import RawPage
from ingest.unpack import Scan
from ocr.reader import Reader


@dataclass(slots=True)
class Stopwatch:
    """Seconds by name; the one mutable thing on the way of a page."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page read: its values and the cleaned pixels they were read from (never stored as they are)."""

    sheet: Sheet
    cleaned: Cleaned


def read_page(reader: Reader, scan: Scan, *, page_no: int, watch: Stopwatch) -> ReadPage:
    """Raises PaperError when the page itself is broken, EngineError when a tool failed on it."""
    with watch.timing("unpack"):
        raw = scan.page(page_no)
    return read_raw(reader, raw, page_no=page_no, watch=watch)


def read_raw(reader: Reader, raw: RawPage, *, page_no: int, watch: Stopwatch) -> ReadPage:
    """The same for a page already opened."""
    with watch.timing("read"):
        turn = reader.turn_of(raw.image)
    with watch.timing("clean"):
        cleaned = clean(raw, page_no=page_no, turned_deg=turn.deg)
    with watch.timing("read"):
        ocr = reader.read(cleaned.page, cleaned.image)
    return ReadPage(Sheet(cleaned.page, ocr), cleaned)
