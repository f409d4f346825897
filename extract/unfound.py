"""Fields that a known form prints although no value came of them: they go to a person instead of being missing.

What counts as printed: the label on the page, a misread label, writing of the field's shape under a label that nobody
read, or the form file's word. Refuses to guess the value, and to ask for what the page does not show: a form without a
handbook box is not asked for one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from domain.field import Alternative, FieldState
from domain.geometry import Box
from extract.drafting import Draft, draft
from extract.finders.found import Found
from extract.form import Field, Form
from extract.labels import Wording, book, key
from extract.layout import Layout
from extract.selection import Chosen
from extract.values.choice import code_of
from extract.values.kinds import parse_field
from extract.values.parsed import Context, distinct
from extract.values.variants import folded

_FACES = frozenset(("intake_sheet", "face_sheet", "basic_information"))
# Elsewhere only who it is about is asked for: in running text the other labels are everyday words.
_ELSEWHERE = frozenset(("fullName", "dateOfBirth", "caseNumber"))
# So long a label is no everyday word, nor a page's 「No.」.
_PLAIN_LABEL = 4
# Printed on every face sheet in some wording, perhaps one that no reader made out (a telephone sign).
_ALWAYS = frozenset(("phone", "chiefComplaint"))
# Values that are known by their shape, so that writing under an unread label can be told to be one.
_SHAPED = {
    "phone": re.compile(r"0\d{1,4}[-－‐ー()（）\s]{1,2}\d{1,4}"),
    "postcode": re.compile(r"\d{3}[-－‐ー]\d{4}"),
    "wareki": re.compile(r"生"),
    "care_level": re.compile(r"要(?:支|介)|申請|該当"),
    "handbook": re.compile(r"[級種度]|療育"),
}
_CHOSEN = frozenset(("route", "method", "sex"))
_LONGEST_SHAPED = 24
# A printed label of so few letters may be anything; a longer one must look like the field's own.
_NO_WORD, _ALIKE = 2, 0.5
_POSTCODE = re.compile(r"^\D{0,3}\d{3}\s?[-－‐ー−一]\s?\D?\d{3,4}(?!\d)|^\s*\D?\d{2,7}(?=[\u3400-\u9fffぁ-ん])")
_POST_SIGN = re.compile(r"^\W{0,2}〒")
_BOXES = re.compile(r"[□☐■口]")
_HEAD = re.compile(r"^\W{0,2}(\S{2,12}?)\s*(?:[：:\s]|$)")
_GOES_ON = "的"
_PARTICLES = "はがをにのとでもへや・"


def unfound(
    drafts: Collection[Draft],
    form: Form,
    *,
    layout: Layout,
    context: Context,
    found: Sequence[Found] = (),
) -> tuple[Draft, ...]:
    """A reading without a value, for a person, of every field of the form that the page prints and `drafts` lack.

    `found`: every place of the page; one place answers for one field.
    """
    had = {one.name for one in drafts}
    is_face = form.name in _FACES
    page = _Page(form, layout, drafts=drafts, found=found)
    return tuple(
        _asked(field, place, page=page, context=context)
        for field in form.fields
        if field.name not in had and field.name != "household" and (is_face or field.name in _ELSEWHERE)
        for place in page.places(field if is_face else _named(field), is_face=is_face, context=context)
    )


class _Page:
    """What shows that a page prints a field. `unread`: places under a label that no vocabulary knows, or none."""

    def __init__(self, form: Form, layout: Layout, *, drafts: Collection[Draft], found: Sequence[Found]) -> None:
        self.layout, self.drafts = layout, drafts
        self.unread = [one for one in found if _is_unread(one, form)]
        self.lines = layout.sheet.ocr.lines
        labelled = (one for one in found if one.wording is not None)
        self.answers = {line for one in labelled for line in one.value.lines if line not in one.label.lines}
        self.known = {folded(wording.folded) for wording in book(form).wordings}

    def places(self, field: Field, *, is_face: bool, context: Context) -> Iterator[Found | Box | None]:
        """Where the field seems to stand, once; None for one that must be somewhere."""
        place: Found | Box | None = next((one.box for one in self.lines if _opens(one.text, field)), None)
        place = place or self._swallowed(field)
        if place is None and is_face:
            place = self._shaped(field, context)
        place = place or self._misread(field if is_face else _named(field, least=_PLAIN_LABEL))
        if place is not None:
            yield place
        elif is_face and field.name == "postcode":
            yield from self._postcodes()
        elif is_face and (field.expected or field.name in _ALWAYS):
            yield None

    def _swallowed(self, field: Field) -> Box | None:
        """The label inside another field's writing, behind a separator."""
        raws = ((one.reading.raw, one.reading.box) for one in self.drafts if one.name != field.name)
        return next((box for raw, box in raws if any(_holds(raw, label) for label in field.labels)), None)

    def _misread(self, field: Field) -> Box | None:
        """A line whose first word is one of the field's labels but for a letter or two, and is no other label."""
        labels = _keys(field)
        others = self.known.difference(labels)
        lines = (line for number, line in enumerate(self.lines) if number not in self.answers)
        told = ((line.box, folded(key(head.group(1)))) for line in lines if (head := _HEAD.match(line.text)))
        return next((box for box, said in told if said not in others and _is_nearly(said, labels)), None)

    def _shaped(self, field: Field, context: Context) -> Found | None:
        """Writing of the field's shape for which nobody read a label."""
        found = next((one for one in self.unread if _shape(one, field, context=context)), None)
        if found is not None:
            self.unread.remove(found)
        return found

    def _postcodes(self) -> Iterator[Box]:
        """Digits before an address, or the sign itself."""
        addresses = (one.reading for one in self.drafts if one.name == "address")
        found = next((one.box for one in addresses if _POSTCODE.match(_BOXES.sub("", one.raw))), None)
        place = found or next((one.box for one in self.lines if _POST_SIGN.match(one.text)), None)
        yield from (place,) if place is not None else ()


def _named(field: Field, *, least: int = 2) -> Field:
    """The field under its labels of so many letters at least, and no case number as a page's number."""
    least = _PLAIN_LABEL if field.name == "caseNumber" else least
    return replace(field, labels=tuple(label for label in field.labels if len(key(label)) >= least))


def _is_unread(one: Found, form: Form) -> bool:
    if one.section or not 0 < len(one.value.compact) <= _LONGEST_SHAPED:
        return False
    return one.wording is None or (one.wording.field is None and one.wording.printed not in form.local)


def _shape(one: Found, field: Field, *, context: Context) -> str | None:
    """The value that the writing has if it is this field's; None when it has not the field's shape."""
    raw = str(one.value)
    if not _may_label(one, field):
        return None
    if field.kind in _CHOSEN:
        return code_of(field.kind, raw)
    if field.kind == "wareki" and _is_nearly(folded(key(one.label.compact)), _keys(field)):
        return parse_field(field.name, raw, context=context.now(marks=())).value
    pattern = _SHAPED.get(field.kind)
    if pattern is None or not pattern.search(raw):
        return None
    return parse_field(field.name, raw, context=context.now(marks=())).value


def _may_label(one: Found, field: Field) -> bool:
    """Whether what stands where the label should be may be the field's: nothing, a sign or two, or much like it."""
    said = key(one.label.compact)
    return len(said) <= _NO_WORD or any(
        Levenshtein.normalized_similarity(said, key(label)) >= _ALIKE for label in field.labels
    )


def _opens(text: str, field: Field) -> bool:
    """Whether a line is one of the field's labels or begins with it."""
    said = key(text)
    return any(
        len(label) > 1 and said.startswith(label) and not said.startswith(_GOES_ON, len(label))
        for label in map(key, field.labels)
    )


def _holds(raw: str, label: str) -> bool:
    return len(label) > 1 and re.search(rf"[・･／/|｜\s]{re.escape(label)}(?![{_PARTICLES}])", raw) is not None


def _keys(field: Field) -> list[str]:
    return [folded(key(label)) for label in field.labels]


def _is_nearly(said: str, labels: Sequence[str]) -> bool:
    return any(_is_label_but_for_a_letter(said, label) for label in labels)


def _is_label_but_for_a_letter(said: str, label: str) -> bool:
    """One letter in two to four was misread, or two of more; a label of two letters keeps its length."""
    if min(len(said), len(label)) < 2 or (len(label) == 2 and len(said) != 2):
        return False
    most = 1 if len(label) < 5 else 2
    return Levenshtein.distance(said, label, score_cutoff=most) <= most


def _asked(field: Field, place: Found | Box | None, *, page: _Page, context: Context) -> Draft:
    absent = draft(Chosen(field, None), page.layout, context=context)
    if isinstance(place, Found) and _is_nearly(folded(key(place.label.compact)), _keys(field)):
        # All but a letter of the label and the shape of the value: read as the field's, for a person to confirm.
        own = Wording(field.labels[0], key(field.labels[0]), field)
        read = draft(Chosen(field, replace(place, wording=own)), page.layout, context=context)
        return read.changed(reasons=distinct((*read.reading.reasons, "label_unread")))
    if place is None:
        return absent
    if isinstance(place, Box):
        return absent.changed(box=place, state=FieldState.ILLEGIBLE)
    box = page.layout.frame.out(place.region)
    value = _shape(place, field, context=context)
    offered = (Alternative(value, "見出しを読み取れない記入"),) if value else ()
    asked = absent.changed(box=box, state=FieldState.ILLEGIBLE, alternatives=offered)
    return replace(asked, ink=absent.ink)
