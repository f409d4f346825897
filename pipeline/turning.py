"""A page that a person turned is read the right way up, and its case follows. Safe to repeat at any moment.

Refuses to lose what a person vouched for, and to let anything newly read pass without a person.
"""

from datetime import date

from domain.errors import PaperError, StaleRecord
from domain.page import Sheet
from domain.reading import PageForm
from ingest.cleanup import clean, picture
from ingest.unpack import open_scan
from pipeline.desk.moving import task_for
from pipeline.desk.revise import page_form
from pipeline.desk.shape import Revised
from pipeline.desk.status import STATUS, carried
from pipeline.desk.turned import not_read, turned_record
from pipeline.holding import held
from pipeline.stages import Outcome
from pipeline.workbench import Workbench
from storage.cases import Save
from storage.rereading import Turned

MAX_TRIES = 3
MAX_SAVES = 5  # a clerk at work on the case is always faster than one reading of a page
WHO, WHY = "tsuzuri", "read turned"


def reread_turned(bench: Workbench, key: str) -> Outcome:
    """One turned page. One that cannot be read again stays as it was, and a person is told so."""
    turned = bench.archive.rereading.claim(key, bench.name, lease_s=bench.lease_s)
    if turned is None:
        return Outcome()
    with held(bench, key, renew=bench.archive.rereading.heartbeat):
        record = bench.archive.case(turned.case_id)
        if record is None or not page_form(record, turned.page_no).turn_deg:
            return Outcome()
        form = page_form(record, turned.page_no)
        try:
            found = None if turned.sheet is None or turned.tries > MAX_TRIES else _read(bench, turned, form=form)
        except PaperError:
            found = None
        for _ in range(MAX_SAVES):
            if _saved(bench, turned, form=form, found=found):
                break
    return Outcome(pages=1)


def _read(bench: Workbench, turned: Turned, *, form: PageForm) -> tuple[Sheet, bytes]:
    """As it lies now: the machine's turn and the person's. Raises PaperError, EngineError."""
    assert turned.sheet is not None
    file_id, leaf = turned.key.rsplit("-", 1)
    with open_scan(bench.archive.original(file_id), bench.limits) as scan:
        raw = scan.page(int(leaf))
    deg = (turned.sheet.page.turned_deg + form.turn_deg) % 360
    cleaned = clean(raw, page_no=int(leaf), turned_deg=deg)
    return Sheet(cleaned.page, bench.reader.read(cleaned.page, cleaned.image)), picture(cleaned.image)


def _saved(bench: Workbench, turned: Turned, *, form: PageForm, found: tuple[Sheet, bytes] | None) -> bool:
    """False: somebody saved meanwhile; what they did is taken up and the same reading laid over it."""
    archive = bench.archive
    record = archive.case(turned.case_id)
    if record is None or page_form(record, turned.page_no).turn_deg != form.turn_deg:
        return True  # turned further, or back: that is another job
    if found is None or turned.sheet is None:
        revised = not_read(record, turned.page_no)
    else:
        revised = turned_record(record, turned.page_no, old=turned.sheet.page, new=found[0], today=date.today())
    revised = carried(record, revised)
    save = Save(revised.record, _told(revised), WHO, WHY, task_for(archive, revised.record))
    try:
        if found is None:
            archive.save_case(save.record, save.changes, who=save.who, why=save.why, task=save.task)
        else:
            archive.rereading.replace(turned, save, sheet=found[0], picture=found[1])
    except StaleRecord:
        return False
    return True


def _told(revised: Revised) -> tuple[tuple[str, str | None, str | None], ...]:
    return tuple(sorted(revised.changes, key=lambda one: one[0] == STATUS))
