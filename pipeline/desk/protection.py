"""Protection decided by people: a suspicion is confirmed by one with the right, and lifted again by two.

Words on paper make a suspicion (`domain.notices`); this makes it a decision, said of the case as a whole and kept in
its history and in the log. Refuses a reason that is not of the list, and one person in both places of a lifting.
"""

from dataclasses import dataclass

from domain.access import Right, Role
from domain.auditing import Action, Deed
from domain.case import CaseRecord
from domain.errors import AccessRefused
from domain.notices import CONFIRMED, NOTICE_JA, SUSPECTED, WHOLE_CASE
from domain.reading import Notice
from pipeline.desk.cases import Desk
from pipeline.desk.moving import task_for
from pipeline.desk.shape import Revised
from pipeline.desk.status import reopened

WHY: dict[str, tuple[str, str]] = {
    "measure": ("支援措置の申出・決定", "a protective measure was asked for or granted"),
    "violence": ("暴力・虐待・つきまといの事実", "violence, abuse or stalking"),
    "order": ("保護命令・接近禁止", "a court's order"),
    "statement": ("本人の申出", "the person says so"),
    "agency": ("関係機関からの連絡", "another agency says so"),
}
WHY_LIFT: dict[str, tuple[str, str]] = {
    "ended": ("支援措置の終了", "the measure ended"),
    "asked": ("本人の申出", "the person asks for it"),
    "mistaken": ("誤って確定した", "it was confirmed by mistake"),
}
ASKED, WITHDRAWN = "lift_asked", "lift_withdrawn"
TARGET = "protection"


@dataclass(frozen=True, slots=True)
class Standing:
    """`pages`: where words of protection stand. `lift`: who asked to lift it and why, "" while nobody does."""

    is_confirmed: bool
    pages: tuple[int, ...]
    lift_by: str = ""
    lift_why: str = ""


class Protection:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.archive, self.who = desk, desk.archive, desk.operator

    def standing(self, case_id: str) -> Standing:
        record = self._record(case_id)
        pages = tuple(sorted({one.page_no for one in record.warnings if one.code == SUSPECTED}))
        confirmed = _is_confirmed(record)
        said = self.archive.audit.last(case_id, Action.PROTECT) if confirmed else None
        word, _, why = said.deed.why.partition(":") if said else ("", "", "")
        if said is None or word != ASKED:
            return Standing(confirmed, pages)
        return Standing(confirmed, pages, said.who, why)

    def confirm(self, case_id: str, reason: str) -> None:
        record = self._may(case_id, reason, reasons=WHY)
        if _is_confirmed(record):
            raise AccessRefused(f"{case_id} is confirmed as protected already")
        notice = Notice(CONFIRMED, WHOLE_CASE, f"{NOTICE_JA[CONFIRMED]}（{WHY[reason][0]}）")
        after = record.next(warnings=(*record.warnings, notice))
        self._save(record, after, change=(None, reason), word="confirmed")
        self.archive.guarded.traces_gone()

    def ask_lift(self, case_id: str, reason: str) -> None:
        """The first of two."""
        record = self._may(case_id, reason, reasons=WHY_LIFT)
        if not _is_confirmed(record):
            raise AccessRefused(f"{case_id} is not confirmed as protected")
        self.archive.audit.add(self.who, Deed(Action.PROTECT, case_id, "", f"{ASKED}:{reason}"))

    def withdraw(self, case_id: str) -> None:
        """Whoever asked, or whoever will not agree."""
        self._may(case_id)
        if not self.standing(case_id).lift_by:
            raise AccessRefused(f"nobody asked to lift the protection of {case_id}")
        self.archive.audit.add(self.who, Deed(Action.PROTECT, case_id, "", WITHDRAWN))

    def lift(self, case_id: str) -> None:
        """The second of two. Words on paper stay a suspicion, which is cleared page by page."""
        record = self._may(case_id)
        asked = self.standing(case_id)
        if not asked.lift_by:
            raise AccessRefused(f"nobody asked to lift the protection of {case_id}")
        if self.who.role is Role.ALONE or asked.lift_by == self.who.name:
            raise AccessRefused("protection is lifted by a second person with an account of their own")
        kept = tuple(one for one in record.warnings if one.code != CONFIRMED)
        self._save(record, record.next(warnings=kept), change=(asked.lift_why, None), word="lifted")

    def _record(self, case_id: str) -> CaseRecord:
        self.who.need(Right.PROTECT, what="protection")
        return self.desk.record(case_id)

    def _may(self, case_id: str, reason: str = "", *, reasons: dict[str, tuple[str, str]] | None = None) -> CaseRecord:
        record = self._record(case_id)
        if self.archive.scope_office not in ("", record.office):
            raise AccessRefused(f"case {case_id} is another office's: they decide")
        if reasons is not None and reason not in reasons:
            raise AccessRefused(f"protection needs a reason of the list: {', '.join(reasons)}")
        return record

    def _save(self, before: CaseRecord, after: CaseRecord, *, change: tuple[str | None, str | None], word: str) -> None:
        """Not one of the steps that one person takes back. Raises StaleRecord."""
        made = reopened(before, Revised(after, ((TARGET, *change),)))
        task = task_for(self.archive, made.record)
        self.archive.save_case(made.record, made.changes, who=self.who.name, why="protect", task=task)
        reason = change[0] or change[1] or ""
        self.archive.audit.add(self.who, Deed(Action.PROTECT, before.case_id, "", f"{word}:{reason}"))


def _is_confirmed(record: CaseRecord) -> bool:
    return any(one.code == CONFIRMED for one in record.warnings)
