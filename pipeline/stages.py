"""The three steps of the stored line: unpack a file, read a page, extract a case. Each is safe to repeat at any moment.

A stage loads its item, returns at once when it is already past, works, and saves result and next state in one
transaction. What it raises is judged by `remedy` alone, in `pipeline.tasks`.
"""

from dataclasses import dataclass, replace
from datetime import date

from domain.case import first_revision
from domain.errors import PaperError
from domain.review import ReviewTask
from extract.reading import extract
from ingest.cleanup import picture
from ingest.unpack import open_scan
from pipeline.chain import Stopwatch
from pipeline.dividing import look_at, tell_of_strangers
from pipeline.doubts import doubts, sure_and_doubted
from pipeline.holding import held
from pipeline.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage got done, for the progress bar: pages read, items that passed by themselves."""

    pages: int = 0
    sure: int = 0


def unpack(bench: Workbench, file_id: str) -> Outcome:
    """Counts the pages of a claimed file and makes them wait for reading."""
    line = bench.archive.line
    if not line.claim_file(file_id, bench.name, lease_s=bench.lease_s):
        return Outcome()
    with held(bench, file_id, renew=line.heartbeat_file):
        try:
            with open_scan(bench.archive.original(file_id), bench.limits) as scan:
                bench.archive.unpacked(file_id, scan.page_count)
        except PaperError as error:
            bench.archive.quarantine_file(file_id, str(error))
    return Outcome()


def read_one_page(bench: Workbench, key: str) -> Outcome:
    """Cleans and reads one page. A page that cannot be opened is quarantined; its file goes on."""
    if not bench.archive.claim_page(key, bench.name, lease_s=bench.lease_s):
        return Outcome()
    file_id, page_no = key.rsplit("-", 1)
    watch = Stopwatch()
    with held(bench, key, renew=bench.archive.heartbeat_page):
        try:
            with open_scan(bench.archive.original(file_id), bench.limits) as scan:
                done, mark = look_at(bench, scan, page_no=int(page_no), watch=watch)
        except PaperError as error:
            bench.archive.quarantine_page(key, str(error))
            return Outcome(pages=1)
        seen = picture(done.cleaned.image)
        spent_s = sum(watch.seconds.values())
        bench.archive.boxes.mark(key, mark)
        bench.archive.save_page(key, done.sheet.page, ocr=done.sheet.ocr, picture=seen, seconds=spent_s)
    return Outcome(pages=1)


def extract_case(bench: Workbench, case_id: str) -> Outcome:
    """Makes revision 1 of a case once all its pages are in an end state, with the task for a person."""
    if bench.archive.case(case_id) is not None:
        return Outcome()
    if bench.archive.boxes.cut(case_id) or not bench.archive.case_pages(case_id):
        return Outcome()  # what came of it is due by itself
    sheets = bench.archive.sheets(case_id)
    line = bench.archive.case_line(case_id)
    found = extract(sheets, policy=bench.policy, today=date.today())
    record = first_revision(
        case_id,
        found,
        office=line.office or bench.settings.office,  # whoever took it in decides, whoever reads it does not
        title=line.title,
        page_count=len(sheets),
    )
    open_doubts = doubts(record)
    task = ReviewTask(case_id, record.revision, open_doubts) if open_doubts else None
    tell_of_strangers(bench.archive, record)
    bench.archive.save_case(record, (), who="tsuzuri", why="first reading", task=task)
    return Outcome(sure=sure_and_doubted(record)[0])


def added(left: Outcome, right: Outcome) -> Outcome:
    return replace(left, pages=left.pages + right.pages, sure=left.sure + right.sure)
