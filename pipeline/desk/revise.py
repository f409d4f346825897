"""One decision makes one new revision: pure, so every screen and every test gets the same.

Refuses to alter what the machine read (`raw`, boxes, evidence), to accept a value that is not there, and to drop
anything without a line of history.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.case import CaseRecord
from domain.contract import FORM_LABEL_JA
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import confidence
from domain.household import Consent, Member
from domain.notices import NOTICE_JA
from domain.reading import Notice, PageForm
from domain.review import Action, Decision
from pipeline.desk.dates import precision_of
from pipeline.desk.entries import revise_entry
from pipeline.desk.parts import corrected_consent, corrected_member
from pipeline.desk.shape import Revised, closing, marked, put, read_aloud
from pipeline.desk.views import Refused
from pipeline.doubts import WAITING, Item, items, page_key

SOMEBODY_ELSE = ("backside_other", "other_person")
MARK_JA = {"blank": "白紙", "backside": "裏紙", "duplicate": "重複", "moved": "別のケースへ移動"}
DATE_FIELDS = frozenset({"dateOfBirth", "receivedDate"})


def revise(record: CaseRecord, decision: Decision, *, today: date) -> Revised:
    """The next revision and what changed in it. Raises Refused with a code of `REFUSAL`."""
    if ".page." in decision.target:
        return revise_page(record, decision, page_no=page_number(decision.target))
    item = next((one for one in items(record) if one.key == decision.target), None)
    if item is None:
        raise Refused("gone")
    if decision.action is Action.MISFILED:
        return misfiled(record, item.page_no)
    if isinstance(item, FieldReading):
        return put(record, item, after=revised_field(item, decision), part="")
    if isinstance(item, SupportEntry):
        return revise_entry(record, item, decision=decision, today=today)
    return revise_row(record, item, decision=decision)


def page_number(target: str) -> int:
    number = target.split(".", 1)[0].removeprefix("p")
    if not number.isdigit():
        raise Refused("gone")
    return int(number)


def revised_field(one: FieldReading, decision: Decision) -> FieldReading:
    """`raw`, box, evidence and alternatives stay; a correction is a new reading with a person as its origin."""
    reasons = closing(one.reasons)
    match decision.action:
        case Action.ACCEPT:
            if one.value is None and one.state is FieldState.READ:
                raise Refused("nothing_to_accept")
            return replace(one, origin=Origin.HUMAN, reasons=reasons)
        case Action.CORRECT:
            return _corrected(one, decision.value)
        case Action.ILLEGIBLE | Action.BLANK:
            state = FieldState.ILLEGIBLE if decision.action is Action.ILLEGIBLE else FieldState.BLANK_ON_PAPER
            return replace(one, value=None, state=state, precision=None, origin=Origin.HUMAN, reasons=reasons)
        case Action.HOLD | Action.RESCAN:
            return replace(one, origin=Origin.MACHINE, route=Route.REVIEW, reasons=marked(one.reasons, decision.action))
        case _:
            raise Refused("not_for_this")


def _corrected(one: FieldReading, value: str | None) -> FieldReading:
    if not value or not value.strip():
        raise Refused("value_needed")
    precision = precision_of(value) if one.name in DATE_FIELDS else one.precision
    return replace(
        one,
        value=value,
        state=FieldState.READ,
        precision=precision,
        inferred=False,
        origin=Origin.HUMAN,
        reasons=closing(one.reasons),
    )


def revise_row(record: CaseRecord, item: Item, *, decision: Decision) -> Revised:
    """A household member or the consent: accepted whole, corrected part by part."""
    assert isinstance(item, Member | Consent)
    match decision.action:
        case Action.ACCEPT:
            if isinstance(item, Member) and not item.name and "row_added" in item.reasons:
                raise Refused("value_needed")
            return put(record, item, after=replace(item, origin=Origin.HUMAN, reasons=closing(item.reasons)), part="")
        case Action.CORRECT:
            changed = (
                corrected_member(item, decision) if isinstance(item, Member) else corrected_consent(item, decision)
            )
            return put(record, item, after=changed, part=decision.part)
        case Action.BLANK:
            return put(record, item, after=None, part="")
        case Action.ILLEGIBLE:
            return put(record, item, after=_illegible(item), part="")
        case _:
            reasons = marked(item.reasons, decision.action)
            return put(
                record, item, after=replace(item, origin=Origin.MACHINE, route=Route.REVIEW, reasons=reasons), part=""
            )


def _illegible(item: Member | Consent) -> Member | Consent:
    reasons = (*closing(item.reasons), "illegible")
    if isinstance(item, Member):
        return replace(
            item, name="", relationship=None, dateOfBirth=None, age=None, living=None, origin=Origin.HUMAN,
            reasons=reasons,
        )  # fmt: skip
    return replace(
        item, signedOn=None, scope=(), agencies=(), exclusions=(), validUntil=None, untilSupportEnds=False,
        origin=Origin.HUMAN, reasons=reasons,
    )  # fmt: skip


def revise_page(record: CaseRecord, decision: Decision, *, page_no: int) -> Revised:
    """A person's word on a page as a whole. What was known about it stays written; only what waited is closed."""
    if decision.action is Action.MISFILED:
        return misfiled(record, page_no)
    if decision.action in (Action.HOLD, Action.RESCAN):
        return _waiting_page(record, decision, page_no=page_no)
    before = page_form(record, page_no)
    after = replace(before, origin=Origin.HUMAN)
    if decision.action is Action.CORRECT and decision.part == "clear":
        return _cleared(record, after, code=decision.value or "")
    if decision.action is Action.CORRECT:
        after = _corrected_page(after, decision)
    if before.set_aside and not after.set_aside:
        record = _reclaimed(record, page_no)
    return _with_page(record, after, before=before)


def _reclaimed(record: CaseRecord, page_no: int) -> CaseRecord:
    """A person says that the page belongs here: what spoke of somebody else no longer holds."""
    kept = (one for one in record.warnings if one.page_no != page_no or one.code not in SOMEBODY_ELSE)
    return replace(record, warnings=tuple(kept))


def _cleared(record: CaseRecord, after: PageForm, *, code: str) -> Revised:
    """A person says that a warning does not hold: it goes, its line of history stays."""
    gone = [one for one in record.warnings if (one.page_no, one.code) == (after.page_no, code)]
    if not gone:
        raise Refused("gone")
    rest = replace(record, warnings=tuple(one for one in record.warnings if one not in gone))
    settled = _with_page(rest, after, before=after)
    return Revised(settled.record, ((page_key(after.page_no), gone[0].text, None),))


def _corrected_page(form: PageForm, decision: Decision) -> PageForm:
    if decision.part == "set_aside":
        if decision.value not in ("yes", "no"):
            raise Refused("value_wrong")
        return replace(form, set_aside=decision.value == "yes")
    if decision.value not in FORM_LABEL_JA:
        raise Refused("value_wrong")
    return replace(form, form=decision.value, set_aside=False)


def _with_page(record: CaseRecord, after: PageForm, *, before: PageForm) -> Revised:
    warnings = tuple(one for one in record.warnings if one.page_no != after.page_no or one.code not in WAITING)
    change = (page_key(after.page_no), read_aloud_page(before), read_aloud_page(after))
    return Revised(record.next(forms=with_form(record, after), warnings=warnings), (change,))


def _waiting_page(record: CaseRecord, decision: Decision, *, page_no: int) -> Revised:
    code = "held" if decision.action is Action.HOLD else "rescan_wanted"
    notice = Notice(code, page_no, NOTICE_JA[code])
    warnings = record.warnings if notice in record.warnings else (*record.warnings, notice)
    return Revised(record.next(warnings=warnings), ((page_key(page_no), None, code),))


def misfiled(record: CaseRecord, page_no: int) -> Revised:
    """別人・誤綴: the page is set aside and nothing read on it stays in the case; the history keeps every value."""
    gone = [one for one in items(record) if one.page_no == page_no]
    before = page_form(record, page_no)
    revised = _with_page(record, replace(before, set_aside=True, origin=Origin.HUMAN), before=before)
    stays: Callable[[Item], bool] = lambda one: one.page_no != page_no  # noqa: E731 - used four times just below
    kept = replace(
        revised.record,
        fields=tuple(filter(stays, record.fields)),
        entries=tuple(filter(stays, record.entries)),
        members=tuple(filter(stays, record.members)),
        consent=record.consent if record.consent and stays(record.consent) else None,
    )
    return Revised(kept, (*revised.changes, *((one.key, read_aloud(one), None) for one in gone)))


def page_form(record: CaseRecord, page_no: int) -> PageForm:
    found = next((form for form in record.forms if form.page_no == page_no), None)
    return found or PageForm(page_no, "unknown", confidence(0.0))


def with_form(record: CaseRecord, form: PageForm) -> tuple[PageForm, ...]:
    rest = [one for one in record.forms if one.page_no != form.page_no]
    return tuple(sorted((*rest, form), key=lambda one: one.page_no))


def read_aloud_page(form: PageForm) -> str:
    label = form.name or FORM_LABEL_JA.get(form.form, form.form)
    if form.mark:
        label = f"{label}・{MARK_JA[form.mark]}"
    return f"{label}（束から外す）" if form.set_aside else label
