"""What a clerk does to the pages of a case as paper: order, turn, mark, name, move, 付箋. No screen, no rule outside.

Refuses a page that changed since it was seen, and a move that would lose what somebody did meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from domain.access import Right
from domain.case import CaseRecord
from domain.errors import StaleRecord
from domain.page import Sheet
from domain.reading import Note
from pipeline.desk.beginning import begun, pages_from
from pipeline.desk.cases import Desk
from pipeline.desk.moving import all_given, handed_over, key_of, saving, taker_of
from pipeline.desk.page_changes import (
    marked_page,
    named_page,
    noted_page,
    ordered_pages,
    page_given,
    page_received,
    turned_page,
    unnoted_page,
)
from pipeline.desk.revise import page_form
from pipeline.desk.shape import Revised
from pipeline.desk.status import carried
from pipeline.desk.undo import Went
from pipeline.desk.views import Ask, CaseView, Refused
from pipeline.doubts import page_key
from storage.asked import Query

MOST_FOUND = 9


@dataclass(frozen=True, slots=True)
class CaseFound:
    """A case that a page may go to: enough to tell two people of one name apart."""

    case_id: str
    case_number: str
    full_name: str
    date_of_birth: str
    title: str


class PageDesk:
    """`revision`: the one that was on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.archive = desk, desk.archive

    def mark(self, case_id: str, page_no: int, *, revision: int, mark: str) -> CaseView:
        """blank | backside | duplicate; "" takes the page back into the case."""
        ask = Ask(case_id, revision, page_key(page_no), f"mark: {mark}" if mark else "mark")
        sheet, today = self._sheet(case_id, page_no), self.desk.today_is()
        return self.desk.change(ask, lambda record: marked_page(record, page_no, mark=mark, sheet=sheet, today=today))

    def name(self, case_id: str, page_no: int, *, revision: int, form: str) -> CaseView:
        """A form of the catalogue, or a person's own words for one that is not in it."""
        ask = Ask(case_id, revision, page_key(page_no), "form")
        sheet, today = self._sheet(case_id, page_no), self.desk.today_is()
        return self.desk.change(ask, lambda record: named_page(record, page_no, form=form, sheet=sheet, today=today))

    def turn(self, case_id: str, page_no: int, *, revision: int, by: int = 90) -> CaseView:
        """Clockwise."""
        ask = Ask(case_id, revision, page_key(page_no), "turn")
        return self.desk.change(ask, lambda record: turned_page(record, page_no, by=by))

    def shift(self, case_id: str, page_no: int, *, revision: int, step: int) -> CaseView:
        """`step` -1: before the page in front of it, +1: behind the next."""
        ask, today = Ask(case_id, revision, page_key(page_no), "order"), self.desk.today_is()
        return self.desk.change(ask, lambda record: ordered_pages(record, page_no, step=step, today=today))

    def note(self, case_id: str, page_no: int, *, revision: int, text: str) -> CaseView:
        note = Note(text, self.desk.who, datetime.now(UTC).isoformat(timespec="seconds"))
        ask = Ask(case_id, revision, page_key(page_no), "note")
        return self.desk.change(ask, lambda record: noted_page(record, page_no, note=note))

    def unnote(self, case_id: str, page_no: int, *, revision: int, place: int) -> CaseView:
        ask = Ask(case_id, revision, page_key(page_no), "note")
        return self.desk.change(ask, lambda record: unnoted_page(record, page_no, place=place))

    def move(self, case_id: str, page_no: int, *, revision: int, to: str) -> CaseView:
        """The page, with what is on it, becomes the other case's; there it is read anew and a person is asked."""
        return self._given(
            Ask(case_id, revision, page_key(page_no), "move_page"), lambda one: self._move(one, page_no, to=to)
        )

    def begin(self, case_id: str, page_no: int, *, revision: int, to_end: bool = False) -> CaseView:
        """The page, or it and all that lie behind it, becomes a case of its own, read anew for a person to look at."""
        ask = Ask(case_id, revision, page_key(page_no), "begin_case")
        return self._given(ask, lambda one: self._begin(one, page_no, to_end=to_end))

    def _given(self, ask: Ask, give: Callable[[CaseRecord], tuple[Revised, Went]]) -> CaseView:
        """What leaves the case, with the way back kept. A refusal comes back as `trouble`, with nothing changed."""
        view = self.desk.open_case(ask.case_id)
        if not view.is_mine:
            may = self.desk.operator.may(Right.DECIDE)
            return replace(view, trouble="not_held" if may else "no_right", focus=ask.target)
        if view.record.revision != ask.revision:
            return replace(view, trouble="stale_look", focus=ask.target)
        self.desk.operator.need(Right.DECIDE, what="move a page")
        record = self.desk.record(ask.case_id)
        try:
            given, went = give(record)
        except Refused as refusal:
            return self.desk.view_of(ask.case_id, trouble=refusal.code, focus=ask.target)
        except StaleRecord:
            return self.desk.view_of(ask.case_id, trouble="stale_look", focus=ask.target)
        self.desk.keep_step(record, given, target=ask.target, went=went)
        return self.desk.view_of(ask.case_id, focus=ask.target)

    def _move(self, record: CaseRecord, page_no: int, *, to: str) -> tuple[Revised, Went]:
        taker = taker_of(self.archive, record, to=to)
        key, sheet = key_of(self.archive, record.case_id, page_no=page_no), self._leaving(record, page_no)
        number, today = self.archive.moves.number_in(to, key), self.desk.today_is()
        given = carried(record, page_given(record, page_no, to=to))
        came = replace(page_form(record, page_no), other_case=record.case_id)
        received = carried(taker, page_received(taker, number, sheet=sheet, came=came, today=today))
        handed_over(self.archive, {key: number}, giver=given, taker=received, saved=(self.desk.who, "move_page"))
        return given, Went((key,), to)

    def _begin(self, record: CaseRecord, page_no: int, *, to_end: bool) -> tuple[Revised, Went]:
        keys = {one.page_no: one.key for one in self.archive.case_pages(record.case_id) if one.key}
        numbers = pages_from(record, page_no, there=tuple(keys), to_end=to_end)
        sheets = tuple(self._leaving(record, number) for number in numbers)
        new = begun(record, numbers, sheets=sheets, today=self.desk.today_is())
        went = Went(tuple(keys[number] for number in numbers), new.record.case_id, began=True)
        given, saved = carried(record, all_given(record, numbers, to=went.to)), (self.desk.who, "begin_case")
        giver, taker = (saving(self.archive, one, saved=saved) for one in (given, new))
        self.archive.moves.begin(went.keys, giver=giver, taker=taker)
        return given, went

    def _leaving(self, record: CaseRecord, page_no: int) -> Sheet:
        """Raises Refused when the page is not here, or shows what this person may not see."""
        sheet = self._sheet(record.case_id, page_no)
        if sheet is None:
            raise Refused("gone")
        hidden = self.desk.guard.covers_page(record, self.desk.sheets(record.case_id), page_no=page_no)
        if hidden:
            raise Refused(hidden)
        return sheet

    def find_cases(self, words: str, *, other_than: str) -> tuple[CaseFound, ...]:
        """Cases that a page may belong to, by name, number or date of birth."""
        if not words.strip():
            return ()
        hits = self.desk.search(Query(words, limit=60)).hits
        ids = tuple(dict.fromkeys(hit.case_id for hit in hits if hit.case_id != other_than))
        return tuple(self._found(case_id) for case_id in ids[:MOST_FOUND])

    def _found(self, case_id: str) -> CaseFound:
        record, line = self.archive.case(case_id), self.archive.case_line(case_id)
        birth = record.value("dateOfBirth") if record else None
        return CaseFound(case_id, line.case_number, line.full_name, birth or "", line.title)

    def _sheet(self, case_id: str, page_no: int) -> Sheet | None:
        return next((one for one in self.desk.sheets(case_id) if one.page.page_no == page_no), None)
