"""What the desk shows goes through here: looks are logged before anything is shown, and what is hidden stays hidden.

Refuses to show what was not logged, to take the veil off without a reason and the right to, and to let a decision
touch what its maker has not seen.
"""

from dataclasses import replace

from deliver.shield import BLOT
from domain.access import Operator, Right
from domain.auditing import REASONS, Action, Deed
from domain.case import CaseRecord
from domain.errors import AccessRefused
from domain.notices import DECIDED, NUMBER_OPEN
from domain.page import Sheet
from domain.review import Action as Verdict
from domain.review import Decision
from ingest.veil import veiled
from pipeline import veil
from pipeline.veil import Veil, veil_of
from storage.archive import Archive
from storage.asked import Hits, Query

SEEN = (Verdict.ACCEPT, Verdict.CORRECT)


class Guard:
    """One a desk. Veils are kept by revision, so that a key costs no second look at the household."""

    def __init__(self, archive: Archive, who: Operator) -> None:
        self.archive, self.who = archive, who
        self._veils: dict[tuple[str, int], Veil] = {}
        self._last: tuple[CaseRecord, Veil, CaseRecord] | None = None

    def over(self, record: CaseRecord) -> Veil:
        key = (record.case_id, record.revision)
        known = self._veils.get(key)
        is_open = self.archive.audit.has_unmasked(self.who, record.case_id)
        if known is None or known.is_open != is_open:
            self._veils = {key: replace(veil_of(self.archive, record), is_open=is_open)}
        return self._veils[key]

    def shown(self, record: CaseRecord) -> CaseRecord:
        over = self.over(record)
        if self._last is None or self._last[0] is not record or self._last[1] != over:
            self._last = (record, over, veil.drawn(record, over))
        return self._last[2]

    def against(self, record: CaseRecord, decision: Decision) -> str:
        """A code of `REFUSAL`; "" when nothing hidden is touched."""
        if decision.part == "clear" and decision.value == "protection_word" and not self.who.may(Right.PROTECT):
            return "protect_right"
        if decision.part == "clear" and decision.value in (*DECIDED, NUMBER_OPEN):
            return "decided_elsewhere"
        if decision.value and BLOT in decision.value:
            return "masked"
        return self.covers(record, decision.target) if decision.action in SEEN else ""

    def covers(self, record: CaseRecord, target: str) -> str:
        """The code `masked` for an item that is shown otherwise than it is."""
        return "masked" if veil.is_masked(record, target, veil=self.over(record)) else ""

    def covers_page(self, record: CaseRecord, sheets: tuple[Sheet, ...], *, page_no: int) -> str:
        """The code `masked_page` for a page that would show in another case what is hidden in this one."""
        over = self.over(record)
        hides = over.is_protected and veil.boxes(record, sheets, veil=over, page_no=page_no)
        return "masked_page" if hides else ""

    def picture(self, record: CaseRecord | None, picture: bytes, *, sheets: tuple[Sheet, ...], page_no: int) -> bytes:
        """The page with what is hidden blacked out."""
        self.who.need(Right.READ, what="page")
        if record is None or not picture:
            return picture
        hidden = veil.boxes(record, sheets, veil=self.over(record), page_no=page_no)
        return veiled(picture, hidden) if hidden else picture

    def side(self, key: str) -> bytes:
        """Any side by its key, separators too, as it may be seen; a role that reads no case sees separators only."""
        place = self.archive.boxes.place(key)
        if place is None or not (place.is_separator or self.who.may(Right.READ)):
            return b""
        picture = self.archive.boxes.picture(key)
        if place.is_separator:
            return picture
        sheets = self.archive.sheets(place.case_id)
        return self.picture(self.archive.case(place.case_id), picture, sheets=sheets, page_no=place.page_no)

    def unmask(self, case_id: str, reason: str) -> None:
        """For half an hour, for this person. Raises AccessRefused without the right or a reason of the list, and for a
        case that another office only lends: whoever shelters a person decides who sees where."""
        self.who.need(Right.PROTECT, what="unmask")
        if not self.is_own(case_id):
            raise AccessRefused(f"case {case_id} is another office's: they take the veil off")
        if reason not in REASONS:
            raise AccessRefused("taking the veil off needs a reason of the list")
        self.archive.audit.add(self.who, Deed(Action.UNMASK, case_id, "", reason))

    def is_own(self, case_id: str) -> bool:
        """Whether the case is of the office that looks; an archive without offices is one's own."""
        return self.archive.scope_office in ("", self.archive.case_line(case_id).office)

    def looked_up(self, query: Query) -> Hits:
        """A search, and in the log that it was made and which cases it showed; never its words."""
        self.who.need(Right.READ, what="search")
        return searched(self.archive, self.who, query=query)

    def looked_at(self, case_id: str) -> None:
        self.who.need(Right.READ, what="open")
        self.archive.audit.add(self.who, Deed(Action.VIEW, case_id))


def searched(archive: Archive, who: Operator, *, query: Query, action: Action = Action.SEARCH) -> Hits:
    """The one way to search for somebody: hidden things find nothing, and what was shown is in the log."""
    found = veil.hits(archive, archive.search(query), who=who)
    log_hits(archive, who, found=found, action=action)
    return found


def log_hits(archive: Archive, who: Operator, *, found: Hits, action: Action, why: str = "") -> None:
    """That it happened, and each case that was shown or left."""
    seen = dict.fromkeys(hit.case_id for hit in found.hits)
    archive.audit.add(who, *(Deed(action, one, "", why) for one in ("", *seen)))
