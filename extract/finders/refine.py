"""Parts what stands in one place but answers several questions: `〒299-0000 千葉県…`, `0470-00-1234（呼出）`,
`髙橋 キヨ 男・女`, `4月9日(火) 来所・電話`. Refuses to drop the rest: it goes on as a local item under the same label.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from domain.geometry import Box
from extract.finders.found import Found, How
from extract.form import Extent, Field, Form
from extract.forms._wordings import POSTCODE
from extract.labels import Wording, key
from extract.layout import Layout
from extract.signs import Text
from extract.values.date_text import is_skeleton, scan

_PHONE = re.compile(r"[+(（]?[0-9０-９OoＯ〇l|][0-9０-９OoＯ〇l|\-－‐−–ー()（）\s・.]{7,16}[0-9０-９OoＯ〇l|]")
_POSTCODE = re.compile(
    r"〒\s*[0-9０-９OoＯ〇]{3}\s*[-－‐−–ー]?\s*[0-9０-９OoＯ〇]{4}|〒[\s\-－‐_ー]*|^\s*[0-9０-９]{3}[-－‐−–][0-9０-９]{4}(?![0-9０-９-])"
)
# What readers make of a printed 〒 whose number was left out.
_NUMBER = r"[0-9０-９]{3}[-－‐−–ー][0-9０-９]{4}"
_LOST_SIGN = re.compile(rf"\s*(?:\S\s?(?={_NUMBER}){_NUMBER}|[℡TＴ丁干〶]\s*[-－ー]?\s*(?=[\u4e00-\u9fff]))")
_ADDRESS_NOTE = re.compile(r"(?:(?<=[0-9０-９号室荘])|\s+)[(（][^()（）]*(?:[)）]|$)|\s*[←⇐※].*$")
_NAME_NOTE = re.compile(r"\s*[(（][^()（）]*(?:[)）]|$)")
_SEAL = re.compile(r"\s*(?:[㊞印@]|[(（]\s*印\s*[)）])\s*$")

# Values that never hold a wide gap; printed choices do.
_CLOSE_KNIT = frozenset(("person_name", "kana", "code", "staff"))
# Letters of one name stand at most this far apart.
WIDE_GAP_EM = 3.5

Span = tuple[int, int]


def refine(found: tuple[Found, ...], form: Form, *, layout: Layout) -> tuple[Found, ...]:
    """The same writing in more pieces, in order."""
    near = [piece for one in found for piece in _by_gap(one, layout)]
    parted = [piece for one in near for piece in _by_patterns(one, form, layout=layout)]
    return tuple(piece for one in parted for piece in _trimmed(one, layout))


def _by_gap(one: Found, layout: Layout) -> list[Found]:
    """On open ground a short value ends at a wide gap: what follows is another thing on the same line."""
    field = one.wording.field if one.wording else None
    if one.how is not How.INSIDE or field is None or field.kind not in _CLOSE_KNIT:
        return [one]
    wide = WIDE_GAP_EM * layout.em_px
    for place, sign in enumerate(one.value.signs):
        if sign.is_space and sign.line < 0 and sign.box.width > wide:
            rest = one.value.cut(place).trimmed()
            kept = one.with_value(one.value.cut(0, place).trimmed())
            return [kept, Found(None, Text(()), rest, rest.box, How.LOOSE, marks=layout.marks_in(rest.box))]
    return [one]


def _by_patterns(one: Found, form: Form, *, layout: Layout) -> list[Found]:
    """Values that need no label, cut out of another label's writing."""
    if one.section or not one.value.compact or _is_running_text(one):
        return [one]
    for field in form.fields:
        hit = _pattern_hit(one, field)
        if hit is None:
            continue
        return [*_around_pattern(one, hit.span(), field=field, layout=layout, form=form)]
    return [one]


def _around_pattern(one: Found, span: Span, *, field: Field, layout: Layout, form: Form) -> list[Found]:
    """The label keeps what stands before the pattern, or all the rest when its value runs over lines."""
    before, inner, after = _cut(one.value, span)
    own_field = one.wording.field if one.wording else None
    keeps_all = not before.compact or (own_field is not None and own_field.extent is Extent.BLOCK)
    kept = Text((*before.signs, *after.signs)).trimmed() if keeps_all else before.trimmed()
    own = replace(one, value=kept, marks=layout.marks_in(_around(kept, one.region)))
    rest = [] if keeps_all or not _says_something(after) else [_remainder(one, after, layout=layout)]
    pieces = [own, _pattern_found(field, inner, layout=layout), *rest]
    return [
        piece for one in pieces for piece in (_by_patterns(one, form, layout=layout) if one is not pieces[1] else [one])
    ]


def _pattern_hit(one: Found, field: Field) -> re.Match[str] | None:
    if not field.printed or one.name == field.name:
        return None
    hit = re.search(field.printed, one.value.raw)
    return hit if hit and hit.group(0).strip() else None


def _is_running_text(one: Found) -> bool:
    """A text field keeps its words together: 「男女のトラブル」 is no choice of sex."""
    field = one.wording.field if one.wording else None
    return field is not None and field.kind == "text" and field.extent is Extent.BLOCK


def _pattern_found(field: Field, inner: Text, *, layout: Layout) -> Found:
    label = field.labels[0]
    marks = layout.marks_in(inner.box)
    return Found(Wording(label, key(label), field), Text(()), inner.trimmed(), inner.box, How.PATTERN, 0.9, marks=marks)


def _remainder(one: Found, rest: Text, *, layout: Layout) -> Found:
    """What is left behind a value: a local item under the label of the place."""
    box = rest.box if rest.compact else one.region
    if rest.compact and one.how is not How.LOOSE:
        # Marks may stand on words that were not read: the place goes on to the edge.
        box = Box(box.x, box.y, max(box.width, one.region.right - box.x), box.height)
    wording = Wording(one.wording.printed, one.wording.folded, None) if one.wording else None
    return Found(wording, one.label, rest.trimmed(), box, How.LOOSE, one.score, one.section, layout.marks_in(box))


def _cut(text: Text, span: Span) -> tuple[Text, Text, Text]:
    return text.cut_raw(0, span[0]), text.cut_raw(*span), text.cut_raw(span[1])


def _around(text: Text, place: Box) -> Box:
    return text.box if text.compact else place


def _trimmed(one: Found, layout: Layout) -> list[Found]:
    """The value alone, and what else stood with it."""
    field = one.wording.field if one.wording else None
    trim = _TRIMS.get(field.kind) if field else None
    if trim is None or not one.value.compact:
        return [one]
    if field is not None and field.kind == "address":
        return _with_postcode(one, layout)
    span = trim(one.value.raw)
    return _parted(one, span, layout=layout) if span else [one]


def _parted(one: Found, span: Span, *, layout: Layout) -> list[Found]:
    before, inner, after = _cut(one.value, span)
    if not inner.compact:
        return [one]
    region = inner.box.union(one.region) if not (before.compact or after.compact) else inner.box
    kept = replace(one, value=inner.trimmed(), region=region if one.marks == () else one.region)
    return [
        kept,
        *(_remainder(one, rest.trimmed(), layout=layout) for rest in (before, after) if _says_something(rest)),
    ]


def _says_something(rest: Text) -> bool:
    return bool(rest.compact.strip("()（）[]・/／:：,，、.。-－ー=歳才印㊞"))


def _with_postcode(one: Found, layout: Layout) -> list[Found]:
    hit = _POSTCODE.search(one.value.raw) or _LOST_SIGN.match(one.value.raw)
    found: list[Found] = []
    if hit and hit.group(0).strip():
        before, inner, after = _cut(one.value, hit.span())
        found.append(_postcode(inner, one))
        one = replace(one, value=Text((*before.signs, *after.signs)).trimmed())
    note = _ADDRESS_NOTE.search(one.value.raw)
    if note and note.start() > 3:
        return [*found, *_parted(one, (0, note.start()), layout=layout)]
    return [*found, one]


def _postcode(inner: Text, one: Found) -> Found:
    return Found(
        Wording("〒", key("〒"), POSTCODE), one.label, inner.trimmed(), inner.box, How.PATTERN, section=one.section
    )


def _phone_span(raw: str) -> Span | None:
    hit = _PHONE.search(raw)
    return hit.span() if hit else None


def _date_span(raw: str) -> Span | None:
    """From the start (an era row belongs to the date) to the end of weekday and age."""
    found = scan(raw)
    if found is None:
        return None
    rest = raw[found.end :]
    return (0, len(raw)) if is_skeleton(rest) or not rest.strip(" ()（）歳才生") else (0, found.end)


def _name_span(raw: str) -> Span | None:
    note = _NAME_NOTE.search(raw)
    if note and note.start() > 0:
        return 0, note.start()
    seal = _SEAL.search(raw)
    return (0, seal.start()) if seal else None


def _staff_span(raw: str) -> Span | None:
    seal = _SEAL.search(raw)
    return (0, seal.start()) if seal else None


_TRIMS: dict[str, Callable[[str], Span | None]] = {
    "phone": _phone_span,
    "wareki": _date_span,
    "person_name": _name_span,
    "staff": _staff_span,
    "address": lambda raw: (0, len(raw)),
}
