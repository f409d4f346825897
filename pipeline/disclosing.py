"""The copy for the person who asked, and the list of what was kept back: made of decisions, for command and screen.

Refuses to make one without a line in the log before it, and for a case that another office only lends.
"""

from datetime import date

from deliver.disclosed_page import copy_of, list_of
from domain.access import Operator, Right
from domain.auditing import Action, Deed
from domain.case import CaseRecord
from domain.errors import AccessRefused
from ingest.veil import veiled
from pipeline.disclosure import Decided, decided, items, merged, worklist
from pipeline.veil import veil_of
from storage.archive import Archive


def listed(archive: Archive, who: Operator, *, record: CaseRecord) -> tuple[bytes, int]:
    """The list to decide on (CSV), and how many of its rows ask for a decision."""
    _may(archive, who, record=record)
    found = items(archive, record)
    archive.audit.add(who, Deed(Action.DISCLOSE, record.case_id, "", "list"))
    return worklist(found, record), sum(one.asks for one in found)


def copied(archive: Archive, who: Operator, *, record: CaseRecord, decisions: bytes) -> tuple[bytes, bytes, int]:
    """写し, the list of what was kept back, and its length. Raises BadQuestion for a list with a row undecided."""
    _may(archive, who, record=record)
    known = merged(decided(decisions, items(archive, record), record=record))
    archive.audit.add(who, Deed(Action.DISCLOSE, record.case_id, "", "copy"))
    pages = [(number, _picture(archive, record, known=known, number=number)) for number in record.page_order]
    told = {"number": record.value("caseNumber") or record.case_id, "made_on": date.today().isoformat()}
    return copy_of(pages, **told), list_of(known.told, **told), len(known.told)


def _may(archive: Archive, who: Operator, *, record: CaseRecord) -> None:
    """The list shows what is hidden everywhere else: only to the case's own office. Raises AccessRefused."""
    who.need(Right.RELEASE, what="disclosure")
    if archive.scope_office not in ("", record.office):
        raise AccessRefused(f"case {record.case_id} is another office's: they decide")
    if veil_of(archive, record).is_protected:
        who.need(Right.PROTECT, what="disclosure of a protected person")


def _picture(archive: Archive, record: CaseRecord, *, known: Decided, number: int) -> bytes:
    """Black is in the pixels; nothing lies under it. b"" for a page that is out as a whole."""
    if number in known.pages:
        return b""
    return veiled(archive.picture(record.case_id, number), known.boxes.get(number, ()))
