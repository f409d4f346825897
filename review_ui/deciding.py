"""From a key to the desk and back: which decision an event stands for, and where the eye goes next.

Holds no rule: what may be decided is said by `pipeline.desk`, and its refusals are told at the field.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from domain.errors import StorageError
from domain.field import FieldReading
from domain.review import Action, Decision, DoubtKind
from pipeline.desk.views import REFUSAL, CaseView
from pipeline.doubts import BAND_PX
from review_ui.asking import PARTS, choice_at, first_part, label_of, place_of
from review_ui.mounts import Event
from review_ui.seat import Seat
from review_ui.texts import say

PLAIN = {one.value: one for one in Action if one is not Action.CORRECT}


def on_act(seat: Seat, event: Event) -> None:
    """One key. An archive that does not answer costs nothing: the words stay and the sentence says so."""
    if not is_of_this(seat, event):
        return
    seat.about, seat.trouble, seat.note = "act", "", ("", True)
    seat.seq += 1
    try:
        act(seat, event)
    except StorageError as error:
        seat.trouble = say("lost", seat.lang, code=error.code)


def is_of_this(seat: Seat, event: Event) -> bool:
    """False for what was pressed at another item, or at the item of the same name in the case before."""
    return seat.view is not None and (event.get("case"), event.get("target")) == (
        seat.view.record.case_id,
        seat.target,
    )


def act(seat: Seat, event: Event) -> None:
    what = str(event.get("what"))
    seat.ms = int(str(event.get("ms", 0)))
    if what in PLAIN:
        decide(seat, PLAIN[what], part=seat.part if what in ("illegible", "blank") and seat.part == "date" else "")
    elif what == "correct":
        correct(seat, str(event.get("text", "")))
    elif what == "choose":
        choose(seat, int(str(event.get("choice", -1))))
    else:
        MOVES[what](seat, event)


def decide(seat: Seat, action: Action, *, value: str | None = None, part: str = "") -> None:
    view = current(seat)
    label = label_of(view, seat.target, lang=seat.lang)
    decision = Decision(
        case_id=view.record.case_id,
        revision=view.record.revision,
        target=seat.target,
        action=action,
        who=seat.desk.who,
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        value=value,
        part=part,
        ms=seat.ms,
    )
    answer = seat.desk.decide(decision)
    if answer.trouble:
        return refused(seat, answer)
    seat.last = say(f"last_{action.value}", seat.lang, label=label)
    onwards(seat, answer, stay=bool(part) and answer.item(seat.target) is not None)
    return None


def correct(seat: Seat, text: str) -> None:
    view = current(seat)
    typed = seat.desk.check_typed(view.record, seat.target, part=seat.part, text=text)
    if not typed.ok:
        seat.note, seat.edit = (typed.note, False), True
        seat.desk.save_draft(view.record.case_id, draft_key(seat), text=text)
        return
    decide(seat, Action.CORRECT, value=typed.value, part=seat.part)


def choose(seat: Seat, place: int) -> None:
    found = choice_at(current(seat), seat.target, part=seat.part, place=place)
    if found is not None:
        decide(seat, found.action, value=found.value, part=found.part)


def refused(seat: Seat, answer: CaseView) -> None:
    """The view is the newest one; what was typed stays in the line."""
    seat.view = answer
    seat.trouble = REFUSAL[answer.trouble][seat.lang == "en"]
    seat.edit = False


def onwards(seat: Seat, answer: CaseView, *, stay: bool) -> None:
    """To the next open doubt after this one; for a row of which one part was set right, to its next part."""
    before, was = current(seat), seat.target
    seat.view = answer
    if stay and any(doubt.target == was for doubt in answer.doubts):
        seat.edit, seat.note = False, ("", True)
        seat.part = stepped(answer, was, part=seat.part, step=1)
        return
    look_at(seat, answer.focus or after(before, answer, was=was, walk=seat.walk))


def behind_on_paper(now: CaseView, was: str) -> list[str]:
    """Doubts further down the page and on later pages than an item that was none, settled by somebody else before."""
    item = now.item(was)
    if item is None:
        return []
    here = (item.page_no, item.box.y // BAND_PX, item.box.x)
    later = (one for one in now.doubts if (one.page_no, one.box.y // BAND_PX, one.box.x) > here)
    return [one.target for one in later if one.kind is not DoubtKind.PAGE]


KIND = {"entries": DoubtKind.ENTRY, "members": DoubtKind.MEMBER}


def after(before: CaseView, now: CaseView, *, was: str, walk: str) -> str:
    """The first doubt still open behind `was` in the old order, else the first of all.

    When none is left: "" at the desk, the same row in a table, or the one that took its place.
    """
    order = [doubt.target for doubt in before.doubts]
    left = [doubt.target for doubt in now.doubts if walk == "doubts" or doubt.kind is KIND[walk]]
    behind = order[order.index(was) + 1 :] if was in order else behind_on_paper(now, was)
    nothing = "" if walk == "doubts" else row_at(before, now, was=was, walk=walk)
    return next((target for target in behind if target in left), left[0] if left else nothing)


def rows_of(view: CaseView, walk: str) -> list[str]:
    rows = view.record.entries if walk == "entries" else view.record.members
    return [one.key for one in rows]


def row_at(before: CaseView, now: CaseView, *, was: str, walk: str) -> str:
    """The same row, or the one that stands where it stood."""
    old, new = rows_of(before, walk), rows_of(now, walk)
    if was in new or not new:
        return was if was in new else ""
    return new[min(old.index(was) if was in old else 0, len(new) - 1)]


def look_at(seat: Seat, target: str) -> None:
    """Words that were typed there and not decided come back into the line."""
    view, about = current(seat), seat.about
    item = view.item(target) if target else None
    seat.moved(target, part=drafted_part(view, target) or first_part(item))
    seat.about, seat.edit = about, view.is_mine and draft_key(seat) in view.drafts
    if target:
        seat.page_no = place_of(view, target)[0]


def drafted_part(view: CaseView, target: str) -> str:
    keys = (key.removeprefix(f"{target}.") for key in view.drafts if key.startswith(f"{target}."))
    return next(keys, "")


def first_target(view: CaseView) -> str:
    """Where words wait undecided, else the first doubt; "" when nothing is left."""
    targets = [doubt.target for doubt in view.doubts]
    waiting = (target for target in targets if target in view.drafts or drafted_part(view, target))
    return next(waiting, targets[0] if targets else "")


def step_on(seat: Seat, step: int) -> None:
    """Only looks: from doubt to doubt at the desk, from row to row in the log."""
    view = current(seat)
    targets = [doubt.target for doubt in view.doubts] if seat.walk == "doubts" else rows_of(view, seat.walk)
    if not targets:
        return
    place = targets.index(seat.target) + step if seat.target in targets else 0
    look_at(seat, targets[place % len(targets)])


def undo(seat: Seat) -> None:
    answer = seat.desk.undo(current(seat).record.case_id)
    if answer.trouble:
        return refused(seat, answer)
    before, seat.view, seat.last = current(seat), answer, say("last_undo", seat.lang)
    known = answer.focus and (".page." in answer.focus or answer.item(answer.focus))
    elsewhere = next(iter(doubt.target for doubt in answer.doubts), "")
    if seat.walk != "doubts":
        elsewhere = row_at(before, answer, was=seat.target, walk=seat.walk)
    look_at(seat, answer.focus if known else elsewhere)
    return None


def change_part(seat: Seat, event: Event) -> None:
    step, name = event.get("step"), event.get("to")
    wanted = str(name) if name else stepped(current(seat), seat.target, part=seat.part, step=int(str(step or 1)))
    seat.part, seat.edit = wanted, bool(event.get("edit"))


def stepped(view: CaseView, target: str, *, part: str, step: int) -> str:
    item = view.item(target)
    if item is None or isinstance(item, FieldReading):
        return ""
    names = PARTS[type(item)]
    return names[(names.index(part) + step) % len(names)] if part in names else names[0]


def drop(seat: Seat) -> None:
    """Esc: what was typed is given up."""
    seat.desk.save_draft(current(seat).record.case_id, draft_key(seat), text="")
    view = current(seat)
    view.drafts.pop(draft_key(seat), None)
    seat.edit = False


def to_paper(seat: Seat) -> None:
    """The source page of the item, among the pages of its case."""
    view = current(seat)
    page_no = place_of(view, seat.target)[0] if seat.target else seat.page_no
    seat.goto = {"screen": "pages", "case": view.record.case_id, "page": str(page_no)}


def approve(seat: Seat) -> None:
    record = current(seat).record
    answer = seat.desk.approve(record.case_id, seen=record.revision)
    seat.view = answer
    seat.trouble = REFUSAL[answer.trouble][seat.lang == "en"] if answer.trouble else ""


def on_typed(seat: Seat, event: Event) -> None:
    """While typing: the words rest in the archive before anything else, then their meaning is told."""
    view = seat.view
    if view is None or not is_of_this(seat, event) or event.get("part") != seat.part:
        return
    text = str(event.get("text", ""))
    seat.about, seat.edit = "typed", True
    seat.seq += 1
    view.drafts[draft_key(seat)] = text
    try:
        seat.desk.save_draft(view.record.case_id, draft_key(seat), text=text)
    except StorageError as error:
        seat.note = (say("lost", seat.lang, code=error.code), False)
        return
    typed = seat.desk.check_typed(view.record, seat.target, part=seat.part, text=text)
    seat.note = (typed.note, typed.ok)


def draft_key(seat: Seat) -> str:
    return f"{seat.target}.{seat.part}" if seat.part else seat.target


def current(seat: Seat) -> CaseView:
    assert seat.view is not None
    return seat.view


MOVES: dict[str, Callable[[Seat, Event], None]] = {
    "next": lambda seat, _: step_on(seat, 1),
    "previous": lambda seat, _: step_on(seat, -1),
    "undo": lambda seat, _: undo(seat),
    "part": change_part,
    "drop": lambda seat, _: drop(seat),
    "paper": lambda seat, _: to_paper(seat),
    "approve": lambda seat, _: approve(seat),
}
