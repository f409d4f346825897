"""Whatever is printed or written and no field took: local items under their printed label. Nothing is dropped.

Choices are given by their marks. Refuses to interpret: the value is the writing as it stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.field import FieldReading, FieldState, Route
from domain.geometry import Confidence, confidence
from domain.page import Mark
from extract.finders.choices import named_marks
from extract.finders.found import NOTHING, Found, How
from extract.form import Form
from extract.ink import ink_of
from extract.layout import Layout
from extract.signs import Text, flow

_PRINTED_BLANK = re.compile(r"[\s()（）\[\]［］・/／:：,，、.．。_＿\-－ー～〜年月日時分歳才円号〒℡印㊞]*")
_BOX = re.compile(r"[□☐☑☒]")
_OPTION_SIGNS = re.compile(r"[\s・･·/／,，、()（）□☐☑■✓✔☒①-⑨0-9０-９.．口ロ]+")


@dataclass(frozen=True, slots=True)
class LocalItem:
    """`reading` with name localItem, `ink` for its confidence."""

    reading: FieldReading
    ink: Confidence


def local_items(rest: Sequence[Found], layout: Layout, *, form: Form | None) -> tuple[LocalItem, ...]:
    """One for each further label, and one for each block of writing without a label, in reading order."""
    kept = [one for one in _joined(rest, layout) if not _is_title(one, form)]
    made = [_item(one, layout) for one in kept if _is_there(one)]
    return tuple(replace(one, reading=replace(one.reading, index=index)) for index, one in enumerate(made))


def _is_there(one: Found) -> bool:
    """A printed frame without a label and without a filled-in word says nothing."""
    if one.wording is not None or one.label.compact:
        return True
    return _PRINTED_BLANK.fullmatch(one.value.raw) is None


def _joined(rest: Sequence[Found], layout: Layout) -> list[Found]:
    """Loose lines that follow one another closely are one block."""
    done: list[Found] = []
    for one in rest:
        last = done[-1] if done else None
        if last is not None and _goes_on(last, one, layout=layout):
            value = flow((last.value, one.value), right_px=max(last.region.right, one.region.right))
            done[-1] = replace(last, value=value, region=last.region.union(one.region))
        else:
            done.append(one)
    return done


def _goes_on(last: Found, one: Found, *, layout: Layout) -> bool:
    if not (_is_loose(last) and _is_loose(one)):
        return False
    near = 0 <= one.region.y - last.region.bottom < 0.9 * layout.em_px
    return near and abs(one.region.x - last.region.x) < 3 * layout.em_px


def _is_loose(one: Found) -> bool:
    return one.how is How.LOOSE and one.wording is None


def _is_title(one: Found, form: Form | None) -> bool:
    """The form's own title says which form it is and nothing else."""
    if form is None or not _is_loose(one):
        return False
    bare = one.value.compact
    return any(bare == title for title in form.titles)


def _item(one: Found, layout: Layout) -> LocalItem:
    raw = str(one.value)
    value = _value(one, raw)
    ink = ink_of(one.value, layout)
    blank = value is None and not one.struck
    reading = FieldReading(
        name="localItem",
        raw=raw,
        value=value,
        confidence=confidence(0.0),
        route=Route.REVIEW,
        state=FieldState.BLANK_ON_PAPER if blank else FieldState.READ,
        page_no=layout.page_no,
        box=layout.frame.out(one.region),
        label=one.printed,
        reasons=_reasons(one),
        evidence=(ink.readers,) if ink.readers.agrees is not None else (),
    )
    return LocalItem(reading, ink.confidence)


def _reasons(one: Found) -> tuple[str, ...]:
    """Writing in a cell whose label nobody read may be a field that was missed."""
    codes = ("struck_text",) if one.struck else ()
    unlabelled = one.in_cell and one.wording is None and not one.label.compact
    codes = (*codes, "label_unread") if unlabelled and one.value.compact else codes
    return (*codes, *_missed_marks(one))


def _missed_marks(one: Found) -> tuple[str, ...]:
    """That no mark was found does not prove that none is there; of two options the marked one excludes the other."""
    on = sum(mark.on for mark in one.marks)
    offered = max(len(one.marks), len(_BOX.findall(one.value.raw)))
    if not offered or (on and offered <= 2):
        return ()
    return ("mark_may_be_missed",) if on else ("no_mark",)


def _value(one: Found, raw: str) -> str | None:
    """The chosen words where the place is nothing but choices; else the writing; None for a bare frame."""
    on = named_marks(one.marks, raw)
    if on and _is_choice_only(raw, one.marks):
        return "、".join(on)
    if on:
        return f"{'、'.join(on)}｜{raw}"
    if _PRINTED_BLANK.fullmatch(raw) or (one.marks and _is_choice_only(raw, one.marks)):
        return None
    return raw


def _is_choice_only(raw: str, marks: Iterable[Mark]) -> bool:
    rest = raw
    for label in sorted({mark.label for mark in marks}, key=len, reverse=True):
        rest = rest.replace(label, " ")
    return _OPTION_SIGNS.sub("", rest) == ""


def loose(text: Text) -> Found:
    """Writing that no label claims."""
    return Found(None, NOTHING, text, text.box, How.LOOSE)
