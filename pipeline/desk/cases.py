"""Every decision a person takes, for any screen: claim a case, settle its doubts, approve it, take a step back.

Knows no screen. Refuses to overwrite what somebody else saved, to approve while a doubt is open, and to lose a word
that was typed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from domain.access import Operator, Right, Role
from domain.case import CaseRecord, CaseState, Revision
from domain.errors import StaleRecord, StorageError
from domain.page import Sheet
from domain.review import Action, Decision
from extract.values.typed import Typed
from pipeline.desk import end as desk_end
from pipeline.desk.drafts import Drafts
from pipeline.desk.guard import Guard
from pipeline.desk.list import numbers_of_today, work_list
from pipeline.desk.moving import give_back, task_for
from pipeline.desk.page_views import pages_shown
from pipeline.desk.quality import Rules, look_at, outcome_of, overlaid, plants_for, rules_of
from pipeline.desk.revise import revise
from pipeline.desk.shape import Revised, read_aloud
from pipeline.desk.status import carried
from pipeline.desk.typed import typed_for
from pipeline.desk.undo import UNDO, Steps, Went, backwards, read, undone, written
from pipeline.desk.views import Ask, CaseView, Conflict, Filters, PageView, Refused, Today, WorkList
from pipeline.desk.words import LONGEST_LIST, against
from pipeline.doubts import doubts, items
from pipeline.veil import rows as veiled_rows
from storage.archive import Archive
from storage.asked import Hits, Query
from storage.cases import Save
from storage.quality import Look
from storage.tasks import Claim

LEASE_S = 180.0
SPARE_S = 120.0  # a claim that lasts so long yet is not renewed: a key in a hurry writes once
EVERYTHING = Filters()
Given = ParamSpec("Given")


def now() -> datetime:
    return datetime.now(UTC)


def at_one_sitting(
    run: Callable[Concatenate["Desk", Given], CaseView],
) -> Callable[Concatenate["Desk", Given], CaseView]:
    """What is asked of the archive for one key is asked on one connection."""

    @wraps(run)
    def sat(desk: "Desk", /, *given: Given.args, **named: Given.kwargs) -> CaseView:
        with desk.archive.sitting():
            return run(desk, *given, **named)

    return sat


class Desk:
    """`who`: the clerk, as the history will name them; a bare name works alone. `clock` gives an aware UTC time."""

    def __init__(self, archive: Archive, who: str | Operator, *, clock: Callable[[], datetime] = now) -> None:
        self.archive = archive
        self.operator = who if isinstance(who, Operator) else Operator(who, Role.ALONE)
        self.who = self.operator.name
        self.guard = Guard(archive, self.operator)
        self._clock = clock
        self._sheets: dict[str, tuple[Sheet, ...]] = {}
        self._rereads: tuple[object, ...] = ()
        self._rules = Rules()
        self._drafts = Drafts(archive, self.who)

    def work_list(self, filters: Filters = EVERYTHING) -> WorkList:
        return work_list(self.archive, self.who, filters=filters, now=self._clock())

    def today(self) -> Today:
        return numbers_of_today(self.archive, self.who, now=self._clock())

    def offices(self) -> tuple[str, ...]:
        """Whose cases this clerk can see."""
        return self.archive.lists.offices()

    def hurry(self, case_id: str, *, on: bool = True) -> None:
        """This one now: its papers and its task before all others. Raises StorageError when there is no such case."""
        self.operator.need(Right.DECIDE, what="hurry")
        self.archive.line.make_urgent(case_id, on)

    @at_one_sitting
    def open_case(self, case_id: str) -> CaseView:
        """Claims the case if it is free; `is_mine` False: `holder` has it and this view is for reading only.

        Raises StorageError when the archive has no record of it.
        """
        record = self.record(case_id)
        self.guard.looked_at(case_id)
        self._rules = rules_of(self.archive)
        claim = self._claim(case_id)
        if self._rules.plant_share and claim.is_mine:
            known = self.archive.quality.plants(case_id, self.who)
            share = self._rules.plant_share
            self.archive.quality.plant(plants_for(record, doubts(record), who=self.who, share=share, known=known))
        return self._view(record, claim=claim)

    @at_one_sitting
    def decide(self, decision: Decision, *, way: str = "single") -> CaseView:
        """Makes the next revision of it. A decision that cannot stand comes back as `trouble`, with nothing changed."""
        record, claim = self.record(decision.case_id), self._claim(decision.case_id)
        hidden = against(f"{decision.value or ''}{decision.note}") or self.guard.against(record, decision)
        if not claim.is_mine or hidden:
            return self._refused(record, decision, code=hidden if claim.is_mine else self._why_not())
        if decision.revision != record.revision:
            return self._stale(decision)
        outcome = self._met(decision)
        if outcome == "missed":
            self.archive.quality.looked(look_at(record, decision, way=way, outcome=outcome))
            return self._view(record, claim=claim, trouble="planted", focus=decision.target)
        try:
            revised = carried(record, revise(record, decision, today=self._clock().date()))
            look = look_at(record, decision, way=way, outcome=outcome)
            self._save(record, revised, why=_why(decision), target=decision.target, look=look)
        except Refused as refusal:
            return self._refused(record, decision, code=refusal.code)
        except StaleRecord:
            return self._stale(decision)
        return self._view(revised.record, claim=claim)

    @at_one_sitting
    def change(self, ask: Ask, make: Callable[[CaseRecord], Revised]) -> CaseView:
        """The next revision as `make` says, for rows and pages. A refusal comes back as `trouble`, nothing changed."""
        record, claim = self.record(ask.case_id), self._claim(ask.case_id)
        hidden = self.guard.covers(record, ask.target)
        if not claim.is_mine or hidden:
            return self._view(
                record, claim=claim, trouble=hidden if claim.is_mine else self._why_not(), focus=ask.target
            )
        if ask.revision != record.revision:
            return self._view(record, claim=claim, trouble="stale_look", focus=ask.target)
        try:
            revised = carried(record, make(record))
            self._save(record, revised, why=ask.why, target=ask.target)
        except Refused as refusal:
            return self._view(record, claim=claim, trouble=refusal.code, focus=ask.target)
        except StaleRecord:
            return self._view(self.record(ask.case_id), trouble="stale_look", focus=ask.target)
        return self._view(revised.record, claim=claim, focus=ask.target)

    def _met(self, decision: Decision) -> str:
        """What the decision says of a planted value: "" when there was none."""
        if not self._rules.plant_share:
            return ""
        plant = self.archive.quality.plants(decision.case_id, self.who).get(decision.target)
        if plant is None or plant.outcome in ("caught", "void"):
            return ""
        if plant.outcome == "missed":
            if decision.action is Action.CORRECT and decision.value == plant.shown:
                self.archive.quality.met(plant, "void")  # the slip was the truth: it measures nobody
            return ""
        outcome = outcome_of(plant, decision)
        if outcome:
            self.archive.quality.met(plant, outcome)
        return outcome

    @at_one_sitting
    def undo(self, case_id: str) -> CaseView:
        """Takes back the last decision of this clerk on this case; the history keeps both lines."""
        self.operator.need(Right.DECIDE, what="undo")
        record, steps = self.record(case_id), self._steps(case_id)
        if not steps.steps:
            return self._view(record, trouble="nothing_to_undo")
        step = steps.steps[-1]
        try:
            back = undone(record, step)
            reverse = tuple((target, after, before) for target, before, after in step.changes)
            if step.moved:
                give_back(self.archive, Revised(back, reverse), step=step, who=self.who)
                self._save_steps(case_id, steps.popped(back.revision))
                self._sheets = {}
            else:
                self._store(Revised(back, reverse), why="undo", steps=steps.popped(back.revision))
        except (Refused, StaleRecord):
            return self._view(self.record(case_id), trouble="changed_since")
        return self._view(back, focus=step.target)

    def approve(self, case_id: str, *, seen: int | None = None) -> CaseView:
        """For the platform. `seen`: the revision that was on the screen; one that changed since is not approved."""
        return desk_end.approve(self, case_id, seen=seen)

    def exclude(self, case_id: str, reason: str) -> CaseView:
        """Archive only: never to the platform, and why."""
        return desk_end.exclude(self, case_id, reason=reason)

    def send_back(self, case_id: str, reason: str) -> CaseView:
        """An approved case returns to the desk with a doubt that says why; one that was imported cannot."""
        return desk_end.send_back(self, case_id, reason=reason)

    def hold(self, case_id: str, reason: str) -> str:
        """The whole case waits until `resume`; what is decided of it meanwhile does not take it off.

        A code of `REFUSAL` for a reason that cannot be kept, else "".
        """
        self.operator.need(Right.DECIDE, what="hold")
        if wrong := against(reason, most=LONGEST_LIST):
            return wrong
        self.archive.hold_case(case_id, on=True, who=self.who, why=f"hold: {reason}")
        self.release(case_id)
        return ""

    def is_on_hold(self, case_id: str) -> bool:
        return self.archive.case_line(case_id).state == CaseState.ON_HOLD

    def resume(self, case_id: str) -> None:
        self.operator.need(Right.DECIDE, what="resume")
        self.archive.hold_case(case_id, on=False, who=self.who, why="resume")

    def heartbeat(self, case_id: str) -> bool:
        """False: the case was lost to somebody else. Words that a busy archive could not take are stored now."""
        self._drafts.catch_up()
        return self._claim(case_id).is_mine

    def release(self, case_id: str) -> None:
        """Leaves the case for others. Drafts stay; steps back do not."""
        self.archive.save_draft(case_id, UNDO, who=self.who, text="")
        self.archive.release(case_id, self.who)

    def save_draft(self, case_id: str, target: str, *, text: str) -> None:
        """Raises StorageError; the words are then stored as soon as the archive takes them."""
        self._drafts.save(case_id, target, text=text)

    def drafts(self, case_id: str) -> dict[str, str]:
        """What this clerk typed and has not decided: target (with `.part`) to text."""
        return {target: text for target, text in self._drafts.of(case_id).items() if target != UNDO}

    def check_typed(self, record: CaseRecord, target: str, *, part: str, text: str) -> Typed:
        """What the words would become, with a note in Japanese: 「S13.3.9」 -> 1938-03-09, its weekday and the age."""
        return typed_for(record, target, part=part, text=text, today=self._clock().date())

    def save(self, before: CaseRecord, revised: Revised, *, why: str, target: str) -> None:
        """Stores the next revision as one that `undo` takes back. Raises StaleRecord."""
        self._save(before, revised, why=why, target=target)

    def keep_step(self, before: CaseRecord, revised: Revised, *, target: str, went: Went) -> None:
        """Makes a change that was saved elsewhere one that `undo` takes back."""
        step = backwards(before, revised.record, target=target, changes=revised.changes)
        step = replace(step, moved=(*went.keys, went.to), began=went.began)
        self._save_steps(before.case_id, self._steps(before.case_id).pushed(step))
        self._sheets = {}

    def view_of(self, case_id: str, *, trouble: str = "", focus: str = "") -> CaseView:
        """The case as it stands, without a claim of its own."""
        return self._view(self.record(case_id), trouble=trouble, focus=focus)

    def today_is(self) -> date:
        return self._clock().date()

    def sheets(self, case_id: str) -> tuple[Sheet, ...]:
        """The pages as read, as the record last seen here tells of them."""
        if case_id not in self._sheets:
            self._sheets = {case_id: self.archive.sheets(case_id)}
        return self._sheets[case_id]

    def page_picture(self, case_id: str, page_no: int) -> bytes:
        """JPEG of the upright page; `page_no` counts through the case. Raises StorageError when there is none."""
        while True:
            record = self.record(case_id)
            self._keep_up(record)
            picture, sheets = self.archive.picture(case_id, page_no), self.sheets(case_id)
            if rereads(self.record(case_id)) == rereads(record):  # else a veil would lie where the words no longer are
                return self.guard.picture(record, picture, sheets=sheets, page_no=page_no)

    def search(self, query: Query) -> Hits:
        return self.guard.looked_up(query)

    def history(self, case_id: str, target: str | None = None) -> tuple[Revision, ...]:
        """Oldest first, as it may be seen; of one item and its parts if `target` names it."""
        record = self.record(case_id)
        rows = veiled_rows(self.archive.history(case_id), record, veil=self.guard.over(record))
        if target is None:
            return rows
        return tuple(row for row in rows if row.target == target or row.target.startswith(f"{target}."))

    def record(self, case_id: str) -> CaseRecord:
        """As stored. Raises StorageError when there is none."""
        record = self.archive.case(case_id)
        if record is None:
            raise StorageError(f"the archive has no record of case {case_id}")
        return record

    def _claim(self, case_id: str) -> Claim:
        """Claims or renews. A case without a task is nobody's: its revision alone guards it.

        Whoever only reads, and whoever looks at a case lent by another office, holds nothing.
        """
        if not self.operator.may(Right.DECIDE) or not self.guard.is_own(case_id):
            return Claim(case_id, False, "", 0.0)
        young = self.archive.young_claim(case_id, self.who, spare_s=SPARE_S)
        if young is not None:
            return young
        if self.archive.task(case_id) is None:
            return Claim(case_id, True, "", 0.0)
        return self.archive.claim_task(case_id, self.who, lease_s=LEASE_S)

    def _why_not(self) -> str:
        return "not_held" if self.operator.may(Right.DECIDE) else "no_right"

    def _view(self, record: CaseRecord, *, trouble: str = "", focus: str = "", claim: Claim | None = None) -> CaseView:
        held = claim or self._claim(record.case_id)
        drafts = self._drafts.of(record.case_id)
        steps = read(drafts.pop(UNDO, ""))
        found = doubts(record)
        if self._rules.plant_share:
            record = overlaid(record, self.archive.quality.plants(record.case_id, self.who), found=found)
        return CaseView(
            record=self.guard.shown(record),
            doubts=found,
            pages=self._pages(record),
            holder=held.holder,
            is_mine=held.is_mine,
            drafts=drafts,
            can_undo=bool(steps.steps),
            trouble=trouble,
            focus=focus,
        )

    def _pages(self, record: CaseRecord) -> tuple[PageView, ...]:
        self._keep_up(record)
        return pages_shown(record, self.sheets(record.case_id))

    def _keep_up(self, record: CaseRecord) -> None:
        """A page was read anew: only then do sheets change."""
        if rereads(record) != self._rereads:
            self._sheets, self._rereads = {}, rereads(record)

    def _save(self, before: CaseRecord, revised: Revised, *, why: str, target: str, look: Look | None = None) -> None:
        """Raises StaleRecord when somebody saved in between. The way back is stored with it."""
        step = backwards(before, revised.record, target=target, changes=revised.changes)
        self._store(revised, why=why, steps=self._steps(before.case_id).pushed(step), look=look)

    def _store(self, revised: Revised, *, why: str, steps: Steps, look: Look | None = None) -> None:
        task, kept = task_for(self.archive, revised.record), (UNDO, written(steps))
        self.archive.save(Save(revised.record, revised.changes, self.who, why, task, kept, look))
        self._drafts.decided(revised.record.case_id, (target for target, _, _ in revised.changes))

    def _steps(self, case_id: str) -> Steps:
        return read(self.archive.drafts(case_id, self.who).get(UNDO, ""))

    def _save_steps(self, case_id: str, steps: Steps) -> None:
        self.archive.save_draft(case_id, UNDO, who=self.who, text=written(steps))

    def _refused(self, record: CaseRecord, decision: Decision, *, code: str) -> CaseView:
        self._keep_words(decision)
        return replace(self._view(record, trouble=code), focus=decision.target)

    def _stale(self, decision: Decision) -> CaseView:
        """Both values, and mine as a draft: nothing is lost and nothing overwritten."""
        self._keep_words(decision)
        record = self.record(decision.case_id)
        item = next((one for one in items(self.guard.shown(record)) if one.key == decision.target), None)
        rows = self.history(decision.case_id, decision.target)
        conflict = Conflict(
            target=decision.target,
            part=decision.part,
            theirs=read_aloud(item, decision.part) if item else None,
            their_name=rows[-1].who if rows else "",
            mine=decision.value,
            action=decision.action,
        )
        last = self.archive.history(decision.case_id)[-1:]
        code = "stale_tab" if last and last[0].who == self.who else "stale"
        return replace(self._view(record, trouble=code, focus=decision.target), conflict=conflict)

    def _keep_words(self, decision: Decision) -> None:
        if decision.value:
            self.save_draft(decision.case_id, draft_key(decision), text=decision.value)


def rereads(record: CaseRecord) -> tuple[object, ...]:
    return (record.case_id, *(form.rereads for form in record.forms))


def draft_key(decision: Decision) -> str:
    return f"{decision.target}.{decision.part}" if decision.part else decision.target


def _why(decision: Decision) -> str:
    return f"{decision.action.value}: {decision.note}" if decision.note else decision.action.value
