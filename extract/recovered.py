"""Values whose label was not read: furigana that are a reading of the name, the one number without a label.

Refuses kana that do not sound like the name and any of several numbers: they may be anybody's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.finders.found import Found, How
from extract.form import Field
from extract.labels import Wording, key
from extract.selection import Chosen
from extract.values.kana import kana_agrees
from extract.values.kana import parse as parse_kana
from extract.values.parsed import Context
from extract.values.person_name import parse as parse_name

# A telephone sign read as one or two letters may stand before the number.
_PHONE = re.compile(
    r"\s*(?:\S{1,2}[\s:：]+)?(?P<number>[(（]?0[0-9０-９]{1,4}[)）\-－‐ー][0-9０-９]{1,4}[\-－‐ー][0-9０-９]{4})\s*"
)
_KANA = re.compile(r"[ぁ-ゖァ-ヶｦ-ﾟー・\s]{3,24}")


def with_kana(
    chosen: tuple[Chosen, ...], others: tuple[Found, ...], *, context: Context
) -> tuple[tuple[Chosen, ...], tuple[Found, ...]]:
    """The same places, the furigana's taken from the unlabelled ones where the form's own was not found."""
    lost = next((one for one in chosen if one.field.name == "fullNameKana" and not _is_written(one)), None)
    name = next((one.found for one in chosen if one.field.name == "fullName" and one.found is not None), None)
    if lost is None or name is None:
        return chosen, others
    heard = _reading_of(str(name.value), others, context=context)
    if heard is None:
        return chosen, others
    label = lost.field.labels[0]
    found = replace(heard, wording=Wording(label, key(label), lost.field), how=How.LOOSE, score=0.8)
    kept = tuple(replace(one, found=found) if one is lost else one for one in chosen)
    return kept, tuple(one for one in others if one is not heard)


def with_phone(
    chosen: tuple[Chosen, ...], others: tuple[Found, ...], *, field: Field
) -> tuple[tuple[Chosen, ...], tuple[Found, ...]]:
    """A telephone sign is seldom read as writing: the one number without a known label is the form's own."""
    own = [one for one in chosen if one.field.name == field.name]
    bare = [one for one in others if _has_no_label(one) and _PHONE.fullmatch(one.value.raw)]
    if any(map(_is_written, own)) or len(bare) != 1:
        return chosen, others
    label = field.labels[0]
    hit = _PHONE.fullmatch(bare[0].value.raw)
    value = bare[0].value.cut_raw(*hit.span("number")) if hit else bare[0].value
    found = replace(bare[0], wording=Wording(label, key(label), field), value=value, how=How.LOOSE, score=0.8)
    kept = tuple(one for one in chosen if one not in own)
    return (*kept, Chosen(field, found)), tuple(one for one in others if one is not bare[0])


def _has_no_label(one: Found) -> bool:
    """None, or one or two signs that are no vocabulary's word: 「B」 for a drawn telephone."""
    if one.section:
        return False
    return one.wording is None or (one.wording.field is None and len(one.label.compact) <= 2)


def _is_written(one: Chosen) -> bool:
    return one.found is not None and bool(one.found.value.compact)


def _reading_of(name: str, others: Sequence[Found], *, context: Context) -> Found | None:
    """The one unlabelled kana text that the name can be read as; None when there is none or more than one."""
    divided = parse_name(name, context).value
    fitting = [
        one
        for one in others
        if one.wording is None
        and _KANA.fullmatch(one.value.raw)
        and divided
        and (kana := parse_kana(str(one.value), context).value)
        and kana_agrees(divided, kana)
    ]
    return fitting[0] if len(fitting) == 1 else None
