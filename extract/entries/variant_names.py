"""Names in an entry that may be written with another shape (髙 or 高): the entry goes to a person.

Looks only where a name stands: a person found, a calling word behind it, the family name of the file, who made the
contact. Refuses to choose a shape, and to doubt 高齢 or 崎 in a place's name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.entry import SupportEntry
from extract.values.parsed import distinct
from extract.values.variants import folded, variant_places

DOUBT = "variant_name"
_KANJI = r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CALLED = re.compile(rf"({_KANJI}{{1,5}})[ \u3000]?(?:宅|さん|氏|様)")
# The two of a family name of one character that are also everyday words need a calling word.
_SHORTEST = 2


def with_variants(entry: SupportEntry, *, families: Sequence[str]) -> SupportEntry:
    """The entry with `variant_name` when a name in its text has a character of a variant class."""
    if not any(variant_places(name) for name in _names(entry, families)):
        return entry
    return replace(entry, reasons=distinct((*entry.reasons, DOUBT)))


def families_of(names: Iterable[str]) -> tuple[str, ...]:
    """The family names of people whose names are written `family given`."""
    return distinct(name.split(" ")[0] for name in names if name)


def variant_names(entry: SupportEntry, families: Sequence[str]) -> tuple[str, ...]:
    """The names for whose sake the entry is doubted, as its own words spell them, without white space."""
    found = ("".join(name.split()) for name in (*_names(entry, families), *entry.staff))
    return distinct(name for name in found if variant_places(name))


def spellings(names: Iterable[str]) -> frozenset[str]:
    """Names that people decided, whole and in their parts; none of which two shapes were decided in one file."""
    pieces = {piece for name in names for piece in ("".join(name.split()), *name.split()) if variant_places(piece)}
    shapes: dict[str, set[str]] = {}
    for piece in pieces:
        shapes.setdefault(folded(piece), set()).add(piece)
    return frozenset(piece for piece in pieces if len(shapes[folded(piece)]) == 1)


def is_decided(name: str, decided: Iterable[str]) -> bool:
    """Whether every character of the name that has other shapes stands in a name decided with just these letters."""
    rest = name
    for piece in sorted(decided, key=len, reverse=True):
        if len(piece) >= _SHORTEST or piece == name:
            rest = rest.replace(piece, " ")
    return not variant_places(rest)


def _names(entry: SupportEntry, families: Sequence[str]) -> Iterator[str]:
    yield from (one.name for one in entry.people)
    yield from (hit.group(1) for hit in _CALLED.finditer(entry.text))
    shape = folded(entry.text)
    for name in families:
        start = shape.find(folded(name)) if len(name) >= _SHORTEST else -1
        while start >= 0:
            yield entry.text[start : start + len(name)]
            start = shape.find(folded(name), start + 1)
