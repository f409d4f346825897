"""Which of several places is a field's value, and what becomes of the others.

The wording the form file puts first wins, then the place with writing. Refuses to drop a loser: it stays a local item.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.finders.found import Found, How
from extract.form import Field, Form
from extract.labels import Wording, key

EMERGENCY_SECTIONS = frozenset(key(word) for word in ("緊急連絡先", "緊急時連絡先", "緊急連絡先（続柄）"))
_TIES = {How.RIGHT: 0, How.INSIDE: 1, How.BELOW: 2, How.PATTERN: 3, How.LOOSE: 4}


@dataclass(frozen=True, slots=True)
class Chosen:
    """`found` None: the form prints this field and it was not found. `index` counts repeats."""

    field: Field
    found: Found | None
    index: int = 0


def choose(found: Sequence[Found], form: Form) -> tuple[tuple[Chosen, ...], tuple[Found, ...]]:
    """The fields' places in the form's order, and every other place."""
    found = tuple(_rehomed(one, form) for one in found)
    chosen: list[Chosen] = []
    used: list[Found] = []
    for field in form.fields:
        places = [one for one in found if one.name == field.name and not one.section and one.wording is not None]
        picked = _ranked(places, field)
        if not field.repeat:
            picked = picked[:1]
        chosen += [Chosen(field, one, index) for index, one in enumerate(picked)]
        if not picked and field.expected:
            chosen.append(Chosen(field, None))
        used += picked
    rest = tuple(one for one in found if not any(one is other for other in used))
    return tuple(chosen), rest


def _rehomed(one: Found, form: Form) -> Found:
    """電話 under 緊急連絡先 is the emergency number."""
    emergency = form.field("emergencyPhone")
    is_phone = one.wording is not None and one.wording.field is not None and one.wording.field.kind == "phone"
    if emergency and is_phone and key(one.section) in EMERGENCY_SECTIONS and one.wording:
        return replace(one, wording=Wording(one.wording.printed, one.wording.folded, emergency), section="")
    return one


def _ranked(places: Iterable[Found], field: Field) -> list[Found]:
    if field.repeat:
        return sorted(places, key=lambda one: (one.region.y, one.region.x))
    return sorted(places, key=lambda one: (not one.value.compact, _wish(one, field), _TIES[one.how], one.region.y))


def _wish(one: Found, field: Field) -> int:
    """Place of its wording in the form's list: the first is the most usual."""
    folded = [key(label) for label in field.labels]
    own = one.wording.folded if one.wording else ""
    return folded.index(own) if own in folded else len(folded)
