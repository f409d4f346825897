"""Where family name and given name part, when furigana was read without its space: the name above it tells.

Refuses to part what the readings of the name do not bear out at exactly one place.
"""

from domain.field import Alternative
from extract.drafting import Draft
from extract.values.kana import part_agrees
from extract.values.parsed import distinct, others
from extract.values.readings import readings


def kana_parted(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The same drafts, the furigana's halves parted by those of the name."""
    name = next((one.reading.value for one in drafts if one.name == "fullName" and one.reading.value), None)
    if name is None or name.count(" ") != 1:
        return drafts
    return tuple(_parted(one, name) if one.name == "fullNameKana" else one for one in drafts)


def _parted(one: Draft, name: str) -> Draft:
    kana = one.reading.value
    if kana is None:
        return one
    family, given = name.split(" ")
    if (meant := _respelled(kana, family=family, given=given)) is not None:
        rest = others(meant, (Alternative(kana, "読みのまま"), *one.reading.alternatives))
        codes = distinct((*one.reading.reasons, "lookalike"))
        return one.changed(value=meant, alternatives=rest, reasons=codes, inferred=True)
    if " " in kana:
        return one
    fitting = [place for place in range(1, len(kana)) if part_agrees(family, kana[:place], kind="姓")]
    both = [place for place in fitting if part_agrees(given, kana[place:], kind="名")]
    places = both or fitting
    if len(places) != 1:
        return one
    return one.changed(value=f"{kana[: places[0]]} {kana[places[0] :]}")


def _respelled(kana: str, *, family: str, given: str) -> str | None:
    """Furigana that is the name's reading but for a space read as ー and for small or large kana; None otherwise."""
    cuts = {
        (kana[:place].strip(_SPECKS), kana[place + 1 :].strip(_SPECKS))
        for place, sign in enumerate(kana)
        if sign in "ー・ "
    }
    fitting = {
        f"{first} {second}"
        for left, right in cuts
        if (first := _spelled(left, family, kind="姓")) and (second := _spelled(right, given, kind="名"))
    }
    meant = fitting.pop() if len(fitting) == 1 else None
    return None if meant == kana else meant


def _spelled(kana: str, part: str, *, kind: str) -> str | None:
    """The dictionary's spelling where exactly one reading of the part has these signs, small or large."""
    known = {one for one in readings(part, kind) if one.translate(_LARGE) == kana.translate(_LARGE)}
    if kana in known:
        return kana
    if len(known) == 1:
        return known.pop()
    return kana if not known and part_agrees(part, kana, kind=kind) else None


_SPECKS = "・ "
_LARGE = str.maketrans("ャュョッァィゥェォ", "ヤユヨツアイウエオ")
