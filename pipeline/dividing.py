"""Where one case file ends and the next begins: separator sheets, blank sides, and another person without a separator.

A sheet is taken off the content only when its code names its number; a bare patch code starts a file and is read too.
"""

from dataclasses import replace

from domain.case import CaseRecord
from domain.page import SEPARATOR_SHEET, OcrPage, Sheet
from domain.paper_box import BoxAlarm, SideKind, SideMark
from ingest.cleanup import clean
from ingest.likeness import likeness
from ingest.separators import separator_on
from ingest.unpack import Scan
from pipeline.chain import ReadPage, Stopwatch, read_raw
from pipeline.workbench import Workbench
from storage.archive import Archive

PERSON_CHANGE = "person_change"
# Notices of a page that begins somebody else's papers; the back of used paper (裏紙) does not.
_STRANGER = frozenset({"other_person", "similar_person"})


def look_at(bench: Workbench, scan: Scan, *, page_no: int, watch: Stopwatch) -> tuple[ReadPage, SideMark]:
    """The page read, and what it is. Raises PaperError for a broken page, EngineError for a failed tool."""
    with watch.timing("unpack"):
        raw = scan.page(page_no)
    with watch.timing("code"):
        code = separator_on(raw.image)
    if code is not None and code.number:
        with watch.timing("clean"):
            cleaned = clean(raw, page_no=page_no, turned_deg=0)
        page = replace(cleaned.page, remarks=(*cleaned.page.remarks, SEPARATOR_SHEET))
        return ReadPage(Sheet(page, OcrPage(page_no, ())), cleaned), SideMark(SideKind.SEPARATOR, code)
    done = read_raw(bench.reader, raw, page_no=page_no, watch=watch)
    if code is not None:
        return done, SideMark(SideKind.PATCH, code)
    alike = likeness(done.cleaned.image)
    return done, SideMark(SideKind.BLANK if done.sheet.page.blank else SideKind.CONTENT, likeness=alike)


def tell_of_strangers(archive: Archive, record: CaseRecord) -> None:
    """Pages of somebody else in a case: perhaps a separator was forgotten. Said in the box; a person decides."""
    strange = {one.page_no for one in record.warnings if one.code in _STRANGER}
    for place in archive.case_pages(record.case_id):
        if place.page_no in strange and place.key:
            archive.boxes.alarm_of_page(place.key, BoxAlarm(PERSON_CHANGE, place.key, ""))
