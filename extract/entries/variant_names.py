"""Names in an entry's text that may be written with another shape (髙 or 高): the entry goes to a person.

Looks only where a name stands: a person found, a calling word behind it, the family name of the file. Refuses to choose
a shape, and to doubt 高齢 or 崎 in a place's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.entry import SupportEntry
from extract.values.parsed import distinct
from extract.values.variants import folded, variant_places

_KANJI = r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CALLED = re.compile(rf"({_KANJI}{{1,5}})[ \u3000]?(?:宅|さん|氏|様)")
# The two of a family name of one character that are also everyday words need a calling word.
_SHORTEST = 2


def with_variants(entry: SupportEntry, *, families: Sequence[str]) -> SupportEntry:
    """The entry with `variant_name` when a name in its text has a character of a variant class."""
    if not any(variant_places(name) for name in _names(entry, families)):
        return entry
    return replace(entry, reasons=distinct((*entry.reasons, "variant_name")))


def _names(entry: SupportEntry, families: Sequence[str]) -> Iterator[str]:
    yield from (one.name for one in entry.people)
    yield from (hit.group(1) for hit in _CALLED.finditer(entry.text))
    shape = folded(entry.text)
    yield from (name for name in families if len(name) >= _SHORTEST and folded(name) in shape)
