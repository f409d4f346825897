"""What reader two says of a row's date, way of contact and staff, asked for what matters there.

Of a date its numbers, of a way of contact which word of the closed list it is, of a name whether both readers agreed on
it in another row of the file. Refuses to outvote reader two where it names something else: another number, another way
of contact, another colleague.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from domain.field import Evidence
from domain.geometry import Confidence, confidence
from extract.entries.methods import code_in_column
from extract.entries.titles import DATE, METHOD, STAFF
from extract.ink import MOST, Ink, folded, ink_of
from extract.layout import Layout
from extract.lexicon.tables import rows
from extract.signs import Text
from extract.trust.evidence import READERS_NATS
from extract.values.choice import words_of
from extract.values.numerals import KANJI
from extract.values.staff import names

_NUMBERS = re.compile(rf"[0-9]+|[{KANJI}]+")
_ERA = re.compile(r"[MTSHRmtshr](?=[0-9])|[明大昭平令][治正和成]?(?=[0-9元〇一二三四五六七八九十])")
# So much of a word of the list must be left in reader two's letters.
_LEAST_ALIKE = 0.5
_AGREED = Evidence("readers", True, READERS_NATS)
_SILENT = Evidence("readers", None)
# Doubts about single letters, answered where the whole word is borne out.
_OF_LETTERS = frozenset(("lookalike", "one_reader_only"))


@cache
def known_posts() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("posts"))


def word_of(kind: str, text: Text, *, layout: Layout, known: Collection[str] = ()) -> Ink:
    """As `ink_of`, for a cell of a log's row. `known`: names on which both readers agreed in the file."""
    ink = ink_of(text, layout)
    if not text.compact:
        return ink
    second = [layout.sheet.ocr.lines[number].second or "" for number in text.lines]
    if kind == STAFF:
        return _of_staff(ink, text, second="".join(second), known=known)
    if ink.readers.agrees is not False:
        return ink
    if kind == DATE and _same_numbers(text, second):
        return replace(ink, readers=_AGREED, confidence=_letters(text, ink))
    if kind == METHOD:
        return _of_method(ink, text, second=" ".join(second), alone=_is_alone(text, layout))
    return ink


def agreed_names(rows: Collection[tuple[Text, Layout]]) -> frozenset[str]:
    """The names of all staff cells that both readers read alike."""
    return frozenset(name for text, layout in rows if ink_of(text, layout).readers.agrees for name in _names(text))


def _names(text: Text) -> tuple[str, ...]:
    return tuple(name for line in str(text).split("\n") for name in names(line))


def _same_numbers(text: Text, second: Sequence[str]) -> bool:
    """The same numbers in a row, and the era if one is written; brackets, points and the weekday set aside."""
    first, other = _folded_apart(str(text).split()), _folded_apart(second)
    mine, theirs = _NUMBERS.findall(first), _NUMBERS.findall(other)
    if not mine or any(era.casefold() not in other.casefold() for era in _ERA.findall(first)):
        return False
    return any(theirs[start : start + len(mine)] == mine for start in range(len(theirs) - len(mine) + 1))


def _folded_apart(pieces: Sequence[str]) -> str:
    """Each piece folded, and kept apart so that numbers of two pieces do not run together."""
    return " ".join(folded(piece) for piece in pieces)


def _of_method(ink: Ink, text: Text, *, second: str, alone: bool) -> Ink:
    own = code_in_column(str(text))
    if own is None:
        return ink
    said = folded(second)
    words = words_of("method")
    named = {code for word, code in words.items() if len(word) > 1 and word in said.casefold()}
    if named - {own}:
        return ink
    likeness = _likeness(said.casefold(), words) if alone else {}
    best = max(likeness.values(), default=0.0)
    agrees = best >= _LEAST_ALIKE and [code for code, alike in likeness.items() if alike == best] == [own]
    return replace(ink, readers=_AGREED if agrees else _SILENT, confidence=_letters(text, ink))


def _likeness(said: str, words: Mapping[str, str]) -> dict[str, float]:
    """Code -> how much the letters look like the likeliest of its words."""
    found: dict[str, float] = {}
    for word, code in words.items():
        found[code] = max(found.get(code, 0.0), Levenshtein.normalized_similarity(said, word))
    return found


def _of_staff(ink: Ink, text: Text, *, second: str, known: Collection[str]) -> Ink:
    own = _names(text)
    if not own or not all(name in known for name in own) or _holds_more(text, own):
        return ink
    rest = folded(second)
    for name in own:
        rest = rest.replace(folded(name), " ")
    if any(folded(name) in rest for name in known if name not in own):
        return ink
    reasons = tuple(code for code in ink.reasons if code not in _OF_LETTERS)
    if ink.readers.agrees:
        return replace(ink, reasons=reasons)
    return replace(ink, readers=_AGREED, confidence=_letters(text, ink), reasons=reasons)


def _holds_more(text: Text, own: Collection[str]) -> bool:
    """Whether writing is left beside the names and known posts: perhaps a name that was not understood."""
    rest = text.compact
    for word in sorted((*own, *known_posts()), key=len, reverse=True):
        rest = rest.replace(word, "")
    return any(sign.isalpha() for sign in rest)


def _letters(text: Text, ink: Ink) -> Confidence:
    """Reader one's own letters; a line's doubt for reader two's sake no longer counts."""
    return confidence(max(float(ink.confidence), math.prod(sign.confidence for sign in text.solid)))


def _is_alone(text: Text, layout: Layout) -> bool:
    """Its lines hold little else, so that reader two's words are about it."""
    letters = sum(len("".join(layout.sheet.ocr.lines[number].text.split())) for number in text.lines)
    return len(text.solid) >= MOST * max(1, letters)
