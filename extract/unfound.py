"""Fields whose label stands on the page although no value came of it: they go to a person instead of being missing.

The label may be glued to its value or swallowed by another cell. Refuses to guess the value, and to ask for what the
page does not print: a form without a handbook box is not asked for one.
"""

import re
from collections.abc import Collection, Iterator

from domain.field import FieldState
from domain.geometry import Box
from extract.drafting import Draft, draft
from extract.form import Field, Form
from extract.labels import key
from extract.layout import Layout
from extract.selection import Chosen
from extract.values.parsed import Context

_FACES = frozenset(("intake_sheet", "face_sheet", "basic_information"))
# Elsewhere only the name is asked for: in running text the other labels are everyday words.
_ELSEWHERE = frozenset(("fullName",))
# Printed on every face sheet in some wording, perhaps one that no reader made out (a telephone sign).
_ALWAYS = frozenset(("phone", "chiefComplaint"))
_PHONES = frozenset(("phone", "mobilePhone"))
_POSTCODE = re.compile(r"^\D{0,3}\d{3}\s?[-－‐ー−一]\s?\D?\d{3,4}(?!\d)|^\s*\D?\d{2,7}(?=[\u3400-\u9fffぁ-ん])")
_BOXES = re.compile(r"[□☐■口]")
_GOES_ON = "的"


def unfound(drafts: Collection[Draft], form: Form, *, layout: Layout, context: Context) -> tuple[Draft, ...]:
    """A reading without a value, for a person, of every field of the form that the page prints and `drafts` lack."""
    had = {one.name for one in drafts}
    is_face = form.name in _FACES
    return tuple(
        _asked(field, place, layout=layout, context=context)
        for field in form.fields
        if field.name not in had and field.name != "household" and (is_face or field.name in _ELSEWHERE)
        for place in _places(field, drafts, layout=layout, is_face=is_face)
    )


def _places(field: Field, drafts: Collection[Draft], *, layout: Layout, is_face: bool) -> Iterator[Box | None]:
    """Where the field seems to stand, once; None for one that must be somewhere."""
    line = next((one.box for one in layout.sheet.ocr.lines if _opens(one.text, field)), None)
    if line is not None:
        yield line
    elif field.name == "postcode":
        yield from (
            one.reading.box
            for one in drafts
            if one.name == "address" and _POSTCODE.match(_BOXES.sub("", one.reading.raw))
        )
    elif is_face and field.name in _ALWAYS and not (field.name in _PHONES and _PHONES & {one.name for one in drafts}):
        yield None


def _opens(text: str, field: Field) -> bool:
    """Whether a line is one of the field's labels or begins with it."""
    said = key(text)
    return any(
        len(label) > 1 and said.startswith(label) and not said.startswith(_GOES_ON, len(label))
        for label in map(key, field.labels)
    )


def _asked(field: Field, place: Box | None, *, layout: Layout, context: Context) -> Draft:
    absent = draft(Chosen(field, None), layout, context=context)
    return absent if place is None else absent.changed(box=place, state=FieldState.ILLEGIBLE)
