"""What sealing at rest costs a page: the same pages into an open and a sealed archive, in turns, in one run.

Two denominators are said: what storing and showing a page takes without reading (a reader that answers at once), and
that plus the real reading of the very page, measured between the turns. Processor seconds of this process and its
children, for the clock tells of other programs too.
"""

import hashlib
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import first_revision
from domain.page import Sheet
from domain.reading import Extraction
from extract.reading import extract
from extract.stakes import needs_second_reader
from extract.trust.routing import Policy
from ingest.cleanup import picture
from ingest.unpack import open_scan
from ocr.reader import Reader
from pipeline.chain import Stopwatch, read_page
from storage.archive import Archive
from storage.keyring import KeySource, new_key_text

PAPERS = Path("samples/papers/levels/case-a-L0")


@dataclass(frozen=True, slots=True)
class Page:
    """Read once: scan, reading, what was extracted, picture for the desk."""

    path: Path
    sheet: Sheet
    found: Extraction
    seen: bytes


@dataclass
class Spent:
    """Processor and clock, seconds a page, in the order of the turns; `ms` are medians."""

    cpu: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        cpu, clock = processor(), time.perf_counter()
        yield
        self.cpu.append(processor() - cpu)
        self.clock.append(time.perf_counter() - clock)

    def ms(self) -> tuple[float, float]:
        return round(statistics.median(self.cpu) * 1000, 2), round(statistics.median(self.clock) * 1000, 2)


def processor() -> float:
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def sealing(rounds: int = 12) -> dict[str, object]:
    """`rounds` times the pages of one sample; reading them is measured once."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        archives = {name: stack.enter_context(made(Path(folder) / name)) for name in ("open", "sealed")}
        archives["sealed"].keys.init(KeySource(new_key_text()), office="office")
        spent = {name: Spent() for name in archives}
        reading, reader = Spent(), Reader(asks=needs_second_reader)
        for number, path in enumerate(sorted(PAPERS.glob("*.jpg"))):
            with open_scan(path) as scan:
                if number == 0:
                    read_page(reader, scan, page_no=1, watch=Stopwatch())  # models are loaded once a process
                with reading.one():
                    done = read_page(reader, scan, page_no=1, watch=Stopwatch())
            seen = picture(done.cleaned.image)
            found = extract((done.sheet,), policy=Policy(), today=date(2026, 4, 1))
            for turn in range(-1, rounds):  # the first turn warms up and is not counted
                page = Page(copy(Path(folder), path, turn=turn), done.sheet, found, seen)
                names = sorted(archives, reverse=bool(turn % 2))
                for name in names:
                    with (spent[name] if turn >= 0 else Spent()).one():
                        stored(archives[name], f"{number}-{turn}", page=page)
        return told(spent, reading, archives=archives)


def told(spent: dict[str, Spent], reading: Spent, *, archives: dict[str, Archive]) -> dict[str, object]:
    (open_cpu, open_clock), (sealed_cpu, sealed_clock) = spent["open"].ms(), spent["sealed"].ms()
    pairs = zip(spent["open"].cpu, spent["sealed"].cpu, strict=True)
    read_cpu, more = reading.ms()[0], statistics.median(sealed - plain for plain, sealed in pairs) * 1000
    kept = [archives["sealed"].is_sealed(name) for name in archives["sealed"].keys.kept_names()]
    assert kept and all(kept), "the sealed archive was not sealed"
    return {
        "sealing_pages_each": len(spent["open"].cpu),
        "sealing_store_open_cpu_ms": open_cpu,
        "sealing_store_sealed_cpu_ms": sealed_cpu,
        "sealing_store_clock_ms": [open_clock, sealed_clock],
        "sealing_more_cpu_ms": round(more, 2),
        "sealing_read_cpu_ms": read_cpu,
        "sealing_share_of_storing": round(more / open_cpu, 4),
        "sealing_share_of_page": round(more / (open_cpu + read_cpu), 4),
    }


def made(home: Path) -> Archive:
    archive = Archive(f"sqlite:///{home / 'archive.db'}", str(home / "files"))
    archive.migrate()
    archive.open_batch(ScanBatch("b1", "箱1", "bench", "2026-01-01T00:00:00+00:00", ()))
    return archive


def copy(folder: Path, path: Path, *, turn: int) -> Path:
    """The page as another file: a byte behind the picture's end makes it new."""
    put = folder / f"{turn}-{path.name}"
    put.write_bytes(path.read_bytes() + bytes([turn % 256]))
    return put


def stored(archive: Archive, name: str, *, page: Page) -> None:
    """All that a page of a one-page case asks of the store: taken in, opened, saved, kept as a record, shown."""
    case_id, path, sheet, seen = f"c{name}", page.path, page.sheet, page.seen
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    file = ScanFile(case_id, digest, f"箱1/{name}.jpg", path.stat().st_size, case_id, FileState.CLAIMED)
    assert archive.take_in(file, "b1", path=path)
    archive.unpacked(case_id, 1)
    key = f"{case_id}-00001"
    assert archive.claim_page(key, "bench:1", lease_s=60)
    archive.original(case_id).read_bytes()
    archive.save_page(key, sheet.page, ocr=sheet.ocr, picture=seen)
    assert archive.sheets(case_id)[0].ocr == sheet.ocr
    record = first_revision(case_id, page.found, office="office", title=name, page_count=1)
    archive.save_case(record, (), who="tsuzuri", why="first reading")
    assert archive.case(case_id) == record
    assert archive.picture(case_id, 1) == seen
