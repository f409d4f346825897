"""A case for keeping: its scans with their text as one PDF/A, or the readings of its pages in a library's formats.

Pages of other people and with an individual number are never bound in; those of a person under protection only when two
people have approved the case. Refuses to give away a document that breaks a rule or whose text does not come back.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from deliver.booklet import Leaf, booklet
from deliver.booklet_check import faults, texts
from deliver.booklet_words import Words
from deliver.readings_xml import SUFFIXES, WRITERS, Made
from deliver.scan_picture import Picture
from deliver.shield import shield_of
from domain.access import office_name
from domain.case import CaseRecord, ImportStatus
from domain.errors import AccessRefused, DeliveryError, PaperError, StorageError
from domain.page import Sheet
from ingest.untouched import page_image
from pipeline.delivery import kin_of
from storage.archive import Archive
from storage.order import PagePlace

_APPROVED = (ImportStatus.APPROVED, ImportStatus.IMPORTED)
_PROTECTED = "秘匿の疑いか確定のあるケースのため、どのページも見せません。"
_ASIDE = {
    "backside_other": "別の人の書類の疑いがあるためです。",
    "other_person": "別の人の書類の疑いがあるためです。",
    "individual_number": "個人番号の疑いがあるためです。",
    "number_to_destroy": "個人番号があり、廃棄すると決めたためです。",
}


def bound(archive: Archive, case_id: str, *, author: str, made_at: datetime, whole: bool = False) -> bytes:
    """`whole`: the pages of a protected person too. Raises AccessRefused where two people have not approved that."""
    record = _record(archive, case_id)
    hidden = kept_back(archive, record, whole=whole)
    places = {one.page_no: one for one in archive.case_pages(case_id)}
    leaves = tuple(
        _leaf(archive, sheet, place=places.get(sheet.page.page_no), why=hidden.get(sheet.page.page_no, ""))
        for sheet in as_they_lie(record, archive.sheets(case_id))
    )
    title = f"{office_name(record.office)} {record.value('caseNumber') or case_id}".strip()
    made = booklet(leaves, Words(title, author, made_at))
    if broken := faults(made):
        raise DeliveryError(f"the PDF of {case_id} breaks PDF/A-2b: {'; '.join(broken[:3])}")
    wanted = [[line.text for line in leaf.lines] if leaf.picture and not leaf.withheld else [] for leaf in leaves]
    if texts(made) != wanted:
        raise DeliveryError(f"the text of {case_id} does not come back from its PDF as it was read")
    return made


def as_they_lie(record: CaseRecord, sheets: Iterable[Sheet]) -> list[Sheet]:
    """In the order a person put the pages; each keeps its number."""
    places = {page_no: place for place, page_no in enumerate(record.page_order)}
    return sorted(sheets, key=lambda sheet: places.get(sheet.page.page_no, sheet.page.page_no))


def kept_back(archive: Archive, record: CaseRecord, *, whole: bool) -> dict[int, str]:
    """Pages that are not shown, each with the reason in Japanese."""
    found = {one.page_no: _ASIDE["other_person"] for one in record.forms if one.set_aside}
    found |= {one.page_no: _ASIDE[one.code] for one in record.warnings if one.code in _ASIDE}
    if not shield_of(record, kin_of(archive)(record.case_id)).is_protected:
        return found
    if not whole:
        return dict.fromkeys(range(1, record.page_count + 1), _PROTECTED) | found
    if archive.scope_office not in ("", record.office):
        raise AccessRefused(f"{record.case_id} is another office's: they take the veil off")
    if record.import_status not in _APPROVED:
        raise AccessRefused(f"{record.case_id} is under protection: it is bound whole once two people approved it")
    return found


def reading_files(
    archive: Archive, case_id: str, *, kind: str, made_at: datetime, whole: bool = False
) -> dict[str, bytes]:
    """File name to contents, one a page; a page that is not shown has none."""
    hidden = kept_back(archive, _record(archive, case_id), whole=whole)
    return {
        f"p{sheet.page.page_no:04d}{SUFFIXES[kind]}": WRITERS[kind](
            sheet, Made(f"p{sheet.page.page_no:04d}.jpg", made_at)
        )
        for sheet in archive.sheets(case_id)
        if sheet.page.page_no not in hidden
    }


def _record(archive: Archive, case_id: str) -> CaseRecord:
    record = archive.case(case_id)
    if record is None:
        raise StorageError(f"the archive has no record of case {case_id}")
    return record


def _leaf(archive: Archive, sheet: Sheet, *, place: PagePlace | None, why: str) -> Leaf:
    if why:
        return Leaf(sheet.page, None, (), why)
    picture = next(_pictures(archive, place), None) if place and place.key else None
    return Leaf(sheet.page, picture, sheet.ocr.lines, "" if picture else "読み取れなかったページです。")


def _pictures(archive: Archive, place: PagePlace) -> Iterator[Picture]:
    """One, or none for a page that will not open."""
    page_no = int(place.key.rsplit("-", 1)[1])
    try:
        found = page_image(Path(archive.original(place.file_id)), page_no)
    except PaperError:
        return
    yield Picture(found.width, found.height, found.channels, found.bits, found.jpeg, found.rows)
