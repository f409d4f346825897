"""A search as typed, taken apart: each word with every spelling it may have in the archive. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from storage.keys import BREAK, fold, storable
from storage.lookalikes import ABBREVIATIONS
from storage.termdates import Days, days_of

MAX_TERMS, MAX_WORD_CHARS, MAX_SPELLINGS = 8, 200, 24

_O_ROW = "オコソトノホモヨロゴゾドボポ"
_E_ROW = "エケセテネヘメレゲゼデベペ"
LONG_VOWEL = re.compile(rf"(?<=[{_O_ROW}])[ウオー]|(?<=[{_E_ROW}])[イエー]|(?<=[ァ-ヺ])ー")
_KANJI = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_GA = re.compile(rf"(?<={_KANJI})[ケガ](?={_KANJI})")
_REPEATED = re.compile(rf"({_KANJI})(々|\1)")
_HYPHEN = re.compile(r"(?<=\d)ー(?=\d)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word: found where a text's key holds one of `keys`, or where a date of the text lies in `days`."""

    typed: str
    keys: tuple[str, ...]
    days: Days | None


def terms(words: str, same: Sequence[tuple[str, str]] = ()) -> tuple[Term, ...]:
    """Words without letters or digits ask for nothing and are left out; what is beyond the limits is cut.

    `same`: pairs of words that stand for one another, such as an old and a new town name, also inside a longer word.
    """
    pairs = [(fold(one).text, fold(other).text) for one, other in same]
    found = (_term(word, pairs) for word in words.split()[:MAX_TERMS])
    return tuple(one for one in found if one.keys or one.days)


def as_name(asked: Sequence[Term]) -> Term | None:
    """Two words as one name, family before given, as it stands without a space between them; None for anything else."""
    if len(asked) != 2 or any(one.days or not one.keys for one in asked):
        return None
    family, given = asked
    keys = [f"{one}{other}" for one in family.keys for other in given.keys]
    return Term(f"{family.typed} {given.typed}", tuple(keys[:MAX_SPELLINGS]), None)


def _term(word: str, same: Sequence[tuple[str, str]]) -> Term:
    typed = storable(word[:MAX_WORD_CHARS])
    key = fold(typed).text.strip(BREAK)
    if not key:
        return Term(typed, (), days_of(typed))
    others = [spelling for other in _said_otherwise(key, same) for spelling in spellings(other)]
    keys = dict.fromkeys((*spellings(key)[: MAX_SPELLINGS // 2 if others else MAX_SPELLINGS], *others))
    return Term(typed, tuple(keys)[:MAX_SPELLINGS], days_of(typed))


def _said_otherwise(key: str, same: Sequence[tuple[str, str]]) -> list[str]:
    ways = ((old, new) for one, other in same for old, new in ((one, other), (other, one)))
    return [key.replace(old, new) for old, new in ways if old in key]


def spellings(key: str) -> tuple[str, ...]:
    """The key itself first; long vowels, 々, ケ/ガ, hyphens in numbers and the office's abbreviations both ways."""
    found = dict.fromkeys(_long_vowels(key))
    for other in _abbreviated(key):
        found.setdefault(other)
    for one in tuple(found):
        found.setdefault(_REPEATED.sub(r"\1々", one))
        found.setdefault(_REPEATED.sub(r"\1\1", one))
        found.setdefault(_HYPHEN.sub("", one))
        found.setdefault(_GA.sub(lambda hit: "ガ" if hit.group() == "ケ" else "ケ", one))
    return tuple(found)[:MAX_SPELLINGS]


def _long_vowels(key: str) -> list[str]:
    """サトウ, サトー, サトオ: the same sound written three ways."""
    choices: list[tuple[str, ...]] = []
    at = 0
    for hit in LONG_VOWEL.finditer(key):
        written = hit.group()
        others: tuple[str, ...] = ("ー", "ウ", "オ") if key[hit.start() - 1] in _O_ROW else ("ー", "イ", "エ")
        if key[hit.start() - 1] not in _O_ROW + _E_ROW:
            others = ("ー",)
        choices += [
            (key[at : hit.start()],),
            tuple(dict.fromkeys((written, *others, *([""] if written == "ー" else ())))),
        ]
        at = hit.end()
    choices.append((key[at:],))
    found = ["".join(parts) for parts, _ in zip(product(*choices), range(MAX_SPELLINGS), strict=False)]
    return [one for one in found if one]


def _groups() -> dict[str, tuple[str, ...]]:
    folded = [tuple(fold(one).text for one in group) for group in ABBREVIATIONS]
    return {one: tuple(other for other in group if other != one) for group in folded for one in group}


_SAME = _groups()


def _abbreviated(key: str) -> tuple[str, ...]:
    """Only where the whole word is one: 生保 inside another word means something else."""
    return _SAME.get(key, ())
