"""Typing blind: a second person who sees no value, a third when two disagree, and samples of what passed by itself.

Refuses to show a value before it is typed, and to let one person be two.
"""

from dataclasses import dataclass, replace

from domain.access import Right
from domain.case import CaseRecord, CaseState, ImportStatus
from domain.errors import StaleRecord
from domain.field import FieldReading, Origin, Route
from domain.geometry import Box
from domain.review import Action, Decision
from extract.values.typed import Typed
from pipeline.desk.cases import Desk, now
from pipeline.desk.identity import identity, is_confirmed, plain
from pipeline.desk.moving import task_for
from pipeline.desk.quality import Rules, chosen, rules_of
from pipeline.desk.revise import revised_field
from pipeline.desk.shape import put
from pipeline.desk.status import carried
from pipeline.desk.words import against, longest
from storage.quality import Keying, Look

MOST_CASES = 100
OPEN = (ImportStatus.ARCHIVE_ONLY, ImportStatus.CANDIDATE)


@dataclass(frozen=True, slots=True)
class BlindTask:
    """One crop to type from. `choices`: what the first two typed, in no order, for the third person only."""

    case_id: str
    target: str
    role: str
    name: str
    page_no: int
    box: Box
    choices: tuple[str, ...] = ()


class SecondKeying:
    """What one person may type blind, and what becomes of it. All rules; no screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.archive = desk, desk.archive

    def tasks(self, limit: int = 20) -> tuple[BlindTask, ...]:
        """For this person, oldest cases first."""
        rules = rules_of(self.archive)
        found: list[BlindTask] = []
        if not (rules.double_entry or rules.sample_share):
            return ()
        lines = self.archive.cases(state=CaseState.REVIEWED, limit=MOST_CASES)
        for line in reversed(lines):
            if line.import_status in OPEN:
                record = self.archive.case(line.case_id)
                found += self._of(record, rules) if record else []
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    def _of(self, record: CaseRecord, rules: Rules) -> list[BlindTask]:
        typed = self.archive.quality.keyings(record.case_id)
        made = []
        for one in identity(record) if rules.double_entry else ():
            role = self._role(record, one, typed=typed)
            if role:
                made.append(_task(record, one, role=role, typed=typed))
        sampled = {found.target for found in typed if found.role == "sample"}
        for one in record.fields:
            passed = one.route is Route.AUTO and one.origin is Origin.MACHINE and one.value and one.box.area
            if passed and one.key not in sampled and chosen(rules.sample_share, record.case_id, one.key):
                made.append(_task(record, one, role="sample", typed=()))
        return made

    def _role(self, record: CaseRecord, one: FieldReading, *, typed: tuple[Keying, ...]) -> str:
        if is_confirmed(one, typed):
            return ""
        mine = [found for found in typed if found.target == one.key and found.role != "sample"]
        rows = self.archive.history(record.case_id, one.key)
        busy = {rows[-1].who if rows else "", *(found.who for found in mine)}
        if self.desk.who in busy:
            return ""
        return "third" if mine else "second"

    def check(self, task: BlindTask, text: str) -> Typed:
        record = self._record(task)
        return self.desk.check_typed(record, task.target, part="", text=text)

    def key(self, task: BlindTask, text: str, *, ms: int = 0) -> str:
        """Takes what was typed. A code of `REFUSAL`, "" when it was taken."""
        self.desk.operator.need(Right.DECIDE, what="second keying")
        record = self._record(task)
        one = next((found for found in record.fields if found.key == task.target), None)
        typed = self.check(task, text)
        if one is None or record.import_status not in OPEN:
            return "gone"
        if not typed.ok or not typed.value:
            return against(text, most=longest(one.name)) or "value_wrong"
        agrees = plain(typed.value) == plain(one.value)
        if not agrees and task.role in ("third", "sample"):
            try:
                self._settle(record, one, role=task.role, value=typed.value)
            except StaleRecord:
                return "stale"
        self.archive.quality.keyed(Keying(task.case_id, task.target, self.desk.who, task.role, typed.value, agrees))
        self.archive.quality.looked(
            Look(
                self.desk.who, task.case_id, task.target, one.name, "correct", ms, task.role, agrees,
                float(one.confidence),
            )
        )  # fmt: skip
        return ""

    def take_back(self, task: BlindTask) -> None:
        """What this person typed last is forgotten; a value that a third person settled stays in the history."""
        self.archive.quality.unkeyed(task.case_id, task.target, who=self.desk.who)

    def _settle(self, record: CaseRecord, one: FieldReading, *, role: str, value: str) -> None:
        """The third person's word stands; a sample that disagrees makes a doubt of the field."""
        if role == "third":
            said = Decision(
                record.case_id, record.revision, one.key, Action.CORRECT, self.desk.who, now().isoformat(), value
            )
            after = revised_field(one, said)
        else:
            after = replace(one, route=Route.REVIEW, reasons=(*one.reasons, "random_check"))
        made = carried(record, put(record, one, after=after, part=""))
        task = task_for(self.archive, made.record)
        self.archive.save_case(made.record, made.changes, who=self.desk.who, why=role, task=task)

    def _record(self, task: BlindTask) -> CaseRecord:
        return self.desk.record(task.case_id)


def _task(record: CaseRecord, one: FieldReading, *, role: str, typed: tuple[Keying, ...]) -> BlindTask:
    said = {plain(found.value): found.value for found in typed if found.target == one.key}
    said.setdefault(plain(one.value), one.value or "")
    choices = tuple(sorted(said.values())) if role == "third" else ()
    return BlindTask(record.case_id, one.key, role, one.name, one.page_no, one.box, choices)
