"""`tsuzuri read`: pages of many files through a pool; one published reading a file, in order. Stores nothing."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from domain.case import first_revision
from domain.errors import EngineError, PaperError
from domain.page import Sheet, unread_sheet
from domain.reading import Extraction
from extract.reading import extract
from extract.stakes import needs_second_reader
from extract.trust.routing import Policy
from ingest.passwords import know
from ingest.sources import fingerprint
from ingest.unpack import open_scan
from ocr.reader import Reader
from pipeline.chain import Stopwatch, read_page
from pipeline.contract_out import Source, quarantined_out, reading_out
from pipeline.doubts import sure_and_doubted
from pipeline.pool import make_pool
from pipeline.published import Reading

TRIES = 2  # a page that kills its process twice is shown as unread


@dataclass(frozen=True, slots=True)
class Orders:
    """What every process of one run needs to know."""

    policy: Policy
    today: date
    page_budget_s: float
    reader: str = "onnx"
    second_reader: str = "tesseract"
    third_reader: Path | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PageJob:
    file_no: int
    path: Path
    page_no: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class PageDone:
    sheet: Sheet
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class ExtractJob:
    file_no: int


@dataclass(frozen=True, slots=True)
class Extracted:
    found: Extraction
    seconds: float


@dataclass
class OpenFile:
    """A file whose pages are under way."""

    source: Source
    page_count: int
    watch: Stopwatch = field(default_factory=Stopwatch)
    sheets: dict[int, Sheet] = field(default_factory=dict)
    outcome: Reading | None = None

    def in_order(self) -> tuple[Sheet, ...]:
        return tuple(self.sheets[page_no] for page_no in sorted(self.sheets))


@dataclass(frozen=True, slots=True)
class Progress:
    pages_done: int
    pages_total: int
    sure: int
    doubt: int


class _Desk:
    """The reader and the orders of one process."""

    reader: Reader
    orders: Orders


def prepare(orders: Orders) -> None:
    _Desk.orders = orders
    know(orders.passwords)
    _Desk.reader = Reader(
        engine=orders.reader,
        second=orders.second_reader,
        third=orders.third_reader,
        threads=1,
        budget_s=orders.page_budget_s,
        asks=needs_second_reader,
    )


def do_page(job: PageJob) -> PageDone:
    """A page that is broken or on which a tool fails comes back as unread; its file goes on."""
    watch = Stopwatch()
    try:
        with open_scan(job.path) as scan:
            sheet = read_page(_Desk.reader, scan, page_no=job.page_no, watch=watch).sheet
    except (PaperError, EngineError):
        sheet = unread_sheet(job.page_no)
    return PageDone(sheet, watch.seconds)


def do_extract(sheets: Sequence[Sheet]) -> Extracted:
    start = time.perf_counter()
    found = extract(sheets, policy=_Desk.orders.policy, today=_Desk.orders.today)
    return Extracted(found, time.perf_counter() - start)


class ReadingRun:
    """One run over `paths`. Iterate `readings()`; `on_progress` is told after every page."""

    def __init__(
        self, paths: Sequence[Path], orders: Orders, *, workers: int, on_progress: Callable[[Progress], None]
    ) -> None:
        self.paths, self.orders, self.workers, self.tell = paths, orders, workers, on_progress
        self.files: dict[int, OpenFile] = {}
        self.under_way: dict[Future[PageDone | Extracted], PageJob | ExtractJob] = {}
        self.again: deque[PageJob] = deque()
        self.counts = Progress(0, 0, 0, 0)
        self.pool: ProcessPoolExecutor | None = None

    def readings(self) -> Iterator[Reading]:
        jobs = self._jobs()
        next_out = 0
        try:
            while True:
                more = self._fill(jobs)
                while next_out in self.files and (outcome := self.files[next_out].outcome):
                    yield outcome
                    del self.files[next_out]
                    next_out += 1
                if not self.under_way and not more:
                    return
                self._collect()
        finally:
            if self.pool:
                self.pool.shutdown(cancel_futures=True)

    def _jobs(self) -> Iterator[PageJob]:
        """Opens files one after the other, only as fast as their pages are taken."""
        for file_no, path in enumerate(self.paths):
            watch = Stopwatch()
            sha256 = ""
            try:
                with watch.timing("unpack"):
                    sha256, _ = fingerprint(path)
                    with open_scan(path) as scan:
                        count = scan.page_count
            except PaperError as error:
                source = Source(str(path), sha256)
                self.files[file_no] = OpenFile(source, 0, watch)
                self.files[file_no].outcome = quarantined_out(source, str(error), seconds=watch.seconds)
                continue
            self.files[file_no] = OpenFile(Source(str(path), sha256), count, watch)
            self.counts = replace(self.counts, pages_total=self.counts.pages_total + count)
            for page_no in range(1, count + 1):
                yield PageJob(file_no, path, page_no)

    def _fill(self, jobs: Iterator[PageJob]) -> bool:
        """Keeps the pool fed, two pages ahead a process. False when there is nothing left to submit."""
        while len(self.under_way) < 2 * self.workers:
            job = self.again.popleft() if self.again else next(jobs, None)
            if job is None:
                return False
            self._submit(job)
        return True

    def _submit(self, job: PageJob | ExtractJob) -> None:
        if self.pool is None:
            self.pool = make_pool(self.workers, prepare, args=(self.orders,))
        if isinstance(job, PageJob):
            future: Future[PageDone | Extracted] = self.pool.submit(do_page, job)
        else:
            future = self.pool.submit(do_extract, self.files[job.file_no].in_order())
        self.under_way[future] = job

    def _collect(self) -> None:
        for done in wait(self.under_way, return_when=FIRST_COMPLETED).done:
            try:
                result = done.result()
            except BrokenProcessPool:
                self._start_again()
                return
            job = self.under_way.pop(done)
            if isinstance(result, PageDone) and isinstance(job, PageJob):
                self._page_read(job, result)
            elif isinstance(result, Extracted):
                self._extracted(job.file_no, result)

    def _start_again(self) -> None:
        """A process died: new pool; what was under way is tried once more, then its page is shown as unread."""
        lost, self.under_way, self.pool = list(self.under_way.values()), {}, None
        for job in lost:
            if isinstance(job, ExtractJob):
                self._submit(job)
            elif job.tries + 1 < TRIES:
                self.again.append(replace(job, tries=job.tries + 1))
            else:
                self._page_read(job, PageDone(unread_sheet(job.page_no), {}))

    def _page_read(self, job: PageJob, done: PageDone) -> None:
        file = self.files[job.file_no]
        file.sheets[job.page_no] = done.sheet
        for name, seconds in done.seconds.items():
            file.watch.seconds[name] = file.watch.seconds.get(name, 0.0) + seconds
        self.counts = replace(self.counts, pages_done=self.counts.pages_done + 1)
        self.tell(self.counts)
        if len(file.sheets) == file.page_count:
            self._submit(ExtractJob(job.file_no))

    def _extracted(self, file_no: int, result: Extracted) -> None:
        file = self.files[file_no]
        file.watch.seconds["extract"] = result.seconds
        file.outcome = reading_out(file.source, file.in_order(), found=result.found, seconds=file.watch.seconds)
        record = first_revision("", result.found, office="", title=str(file.source), page_count=file.page_count)
        sure, doubt = sure_and_doubted(record)
        self.counts = replace(self.counts, sure=self.counts.sure + sure, doubt=self.counts.doubt + doubt)
        self.tell(self.counts)


def quiet(_: Progress) -> None:
    """For callers that want no progress."""
