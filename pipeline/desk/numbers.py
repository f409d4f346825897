"""Pages with an individual number: kept with the number masked, no such number after all, or to go with the case.

Twelve digits stay masked in every derivative whatever is decided; the decision is whether the page may leave. Refuses
whoever may not settle a suspicion, and a page on which nothing of the kind was found.
"""

from dataclasses import replace

from domain.access import Right
from domain.auditing import Action, Deed
from domain.case import CaseRecord
from domain.notices import NOTICE_JA, NUMBER_DESTROY, NUMBER_KEPT, NUMBER_NONE, NUMBER_OPEN, NUMBERS
from pipeline.desk.cases import Desk
from pipeline.desk.shape import Revised
from pipeline.desk.views import Ask, CaseView, Refused
from pipeline.doubts import page_key
from storage.guarded import GuardedPage

VERDICTS = {"keep": NUMBER_KEPT, "none": NUMBER_NONE, "destroy": NUMBER_DESTROY, "open": NUMBER_OPEN}


class Numbers:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.archive = desk, desk.archive

    def waiting(self) -> tuple[GuardedPage, ...]:
        self._may()
        return self.archive.guarded.all((NUMBER_OPEN,))

    def decided(self) -> tuple[GuardedPage, ...]:
        self._may()
        return self.archive.guarded.all(set(NUMBERS) - {NUMBER_OPEN})

    def decide(self, case_id: str, page_no: int, *, verdict: str, revision: int | None = None) -> CaseView:
        """`verdict` of VERDICTS; one can be exchanged for another, and `Desk.undo` takes the last one back."""
        self._may()
        code = VERDICTS.get(verdict, "")
        seen = self.desk.record(case_id).revision if revision is None else revision
        ask = Ask(case_id, seen, page_key(page_no), "number")
        view = self.desk.change(ask, lambda record: _decided(record, page_no, code=code))
        if not view.trouble:
            deed = Deed(Action.PROTECT, case_id, page_key(page_no), f"number:{verdict}")
            self.archive.audit.add(self.desk.operator, deed)
            self.archive.release(case_id, self.desk.who)  # whoever checks the case need not wait
        return view

    def picture(self, case_id: str, page_no: int) -> bytes:
        """The page as it may be seen: the number itself is black here too."""
        self._may()
        self.desk.guard.looked_at(case_id)
        return self.desk.page_picture(case_id, page_no)

    def _may(self) -> None:
        self.desk.operator.need(Right.PROTECT, what="individual numbers")


def _decided(record: CaseRecord, page_no: int, *, code: str) -> Revised:
    held = [one for one in record.warnings if one.page_no == page_no and one.code in NUMBERS]
    if not code or not held:
        raise Refused("gone" if code else "not_for_this")
    if held[0].code == code:
        raise Refused("not_for_this")
    after = replace(held[0], code=code, text=NOTICE_JA[code])
    warnings = tuple(after if one == held[0] else one for one in record.warnings if one not in held[1:])
    return Revised(record.next(warnings=warnings), ((f"{page_key(page_no)}.number", held[0].code, code),))
