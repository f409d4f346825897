"""What a decision replaced, kept until the clerk moves on, so that the last one can be taken back exactly.

Refuses to undo over somebody else's later change.
"""

import json
from dataclasses import dataclass, replace

from domain.case import CaseRecord, ImportStatus
from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.household import Consent, Member
from domain.reading import Notice, PageForm
from pipeline.desk.shape import Change, Keyed
from pipeline.desk.views import Refused
from storage.codec import decode, encode

# Name under which the steps rest among the drafts of a clerk: no item's key looks like it.
UNDO = "undo"
MOST_STEPS = 30
LISTS = ("fields", "entries", "members")


@dataclass(frozen=True, slots=True)
class Went:
    """Pages by their keys, the case they went to, and whether it began with them."""

    keys: tuple[str, ...]
    to: str
    began: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One decision backwards. `revision` is the one it made; None means: that part did not change.

    `whole` names the lists kept from end to end, because rows came, went or changed their order.
    `moved`: keys of the pages and, last, the case they went to, when the step was that; `began`: it was a new one.
    """

    revision: int
    target: str
    changes: tuple[tuple[str, str | None, str | None], ...]
    fields: tuple[FieldReading, ...] | None = None
    entries: tuple[SupportEntry, ...] | None = None
    members: tuple[Member, ...] | None = None
    consent: tuple[Consent, ...] | None = None
    forms: tuple[PageForm, ...] | None = None
    warnings: tuple[Notice, ...] | None = None
    import_status: ImportStatus | None = None
    exclusion_reason: str | None = None
    whole: tuple[str, ...] = ()
    order: tuple[int, ...] | None = None
    moved: tuple[str, ...] = ()
    began: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """Oldest first."""

    steps: tuple[Step, ...] = ()

    def pushed(self, step: Step) -> "Steps":
        return Steps((*self.steps, step)[-MOST_STEPS:])

    def popped(self, revision: int) -> "Steps":
        """Without the last; the one before may be undone next, from the revision the undo made.

        Unless something else, such as a delivery, changed the case between the two: then it stays out of reach.
        """
        rest = self.steps[:-1]
        if not rest or rest[-1].revision != self.steps[-1].revision - 1:
            return Steps(rest)
        shift = revision - rest[-1].revision
        return Steps(tuple(replace(one, revision=one.revision + shift) for one in rest))


def backwards(before: CaseRecord, after: CaseRecord, *, target: str, changes: tuple[Change, ...]) -> Step:
    """The step that leads from `after` back to `before`; items that did not change are not kept."""
    return Step(
        revision=after.revision,
        target=target,
        changes=changes,
        fields=_old(before.fields, after.fields),
        entries=_old(before.entries, after.entries),
        members=_old(before.members, after.members),
        consent=None if before.consent == after.consent else ((before.consent,) if before.consent else ()),
        forms=None if before.forms == after.forms else before.forms,
        warnings=None if before.warnings == after.warnings else before.warnings,
        import_status=None if before.import_status == after.import_status else before.import_status,
        exclusion_reason=None if before.exclusion_reason == after.exclusion_reason else before.exclusion_reason,
        order=None if before.order == after.order else before.order,
        whole=tuple(name for name in LISTS if _keys(before, name) != _keys(after, name)),
    )


def _keys(record: CaseRecord, name: str) -> list[str]:
    return [one.key for one in getattr(record, name)]


def undone(record: CaseRecord, step: Step) -> CaseRecord:
    """The next revision, which holds what was there before the step. Raises Refused when the case moved on since."""
    if record.revision != step.revision:
        raise Refused("changed_since")
    return record.next(
        fields=_restored(record.fields, step.fields, whole="fields" in step.whole),
        entries=_restored(record.entries, step.entries, whole="entries" in step.whole),
        members=_restored(record.members, step.members, whole="members" in step.whole),
        consent=record.consent if step.consent is None else next(iter(step.consent), None),
        forms=record.forms if step.forms is None else step.forms,
        warnings=record.warnings if step.warnings is None else step.warnings,
        import_status=record.import_status if step.import_status is None else step.import_status,
        exclusion_reason=record.exclusion_reason if step.exclusion_reason is None else step.exclusion_reason,
        order=record.order if step.order is None else step.order,
    )


def written(steps: Steps) -> str:
    return json.dumps(encode(steps), separators=(",", ":")) if steps.steps else ""


def read(text: str) -> Steps:
    """What `written` made; nothing to undo for text it did not make."""
    try:
        return decode(Steps, json.loads(text)) if text else Steps()
    except ValueError:
        return Steps()


def _old(before: tuple[Keyed, ...], after: tuple[Keyed, ...]) -> tuple[Keyed, ...] | None:
    """Only the items that changed when all are still there in their order; else all of them."""
    if before == after:
        return None
    if [one.key for one in before] != [one.key for one in after]:
        return before
    return tuple(old for old, new in zip(before, after, strict=True) if old != new)


def _restored(now: tuple[Keyed, ...], old: tuple[Keyed, ...] | None, *, whole: bool) -> tuple[Keyed, ...]:
    if old is None:
        return now
    kept = {one.key: one for one in old}
    if whole or not kept.keys() <= {one.key for one in now}:
        return old
    return tuple(kept.get(one.key, one) for one in now)
