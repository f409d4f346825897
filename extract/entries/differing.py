"""Where the two readers tell a contact's text differently and the difference could turn its meaning.

A lost ※, a 不 or ない more or less, another numeral, 髙 against 高: the contact goes to a person. Refuses to judge by
sheer difference: the second reader stumbles over most lines somewhere.
"""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from domain.page import OcrChar, OcrLine
from extract.ink import folded
from extract.layout import Layout
from extract.signs import Text
from extract.values.variants import shapes_of

_TURNS = frozenset("※不未無非否")
_NUMERALS = frozenset("0123456789")
# A sign that reader one was this sure of is not doubted for the second reader's sake.
SURE = 0.9
_LEAST_SHARE = 0.5


def turns_meaning(body: Text, layout: Layout) -> bool:
    """Whether any line of the text differs so between its two readers."""
    return any(
        _line_turns(layout.sheet.ocr.lines[number]) for number in body.lines if _is_most(body, number, layout=layout)
    )


def _is_most(body: Text, number: int, *, layout: Layout) -> bool:
    """The line belongs to this text, not to another cell that shares it."""
    own = sum(sign.line == number for sign in body.solid)
    return own >= _LEAST_SHARE * len("".join(layout.sheet.ocr.lines[number].text.split()))


def _line_turns(line: OcrLine) -> bool:
    if line.second is None:
        return False
    chars = [char for char in line.chars if char.text.strip()]
    return any(_turns(first, second) for first, second in _differences(chars, line.second))


def _differences(chars: Sequence[OcrChar], second: str) -> Iterator[tuple[Sequence[OcrChar], str]]:
    """Pieces of reader one and what stands there by reader two; widths and look-alike points set aside."""
    mine = [folded(char.text)[:1] or char.text for char in chars]
    theirs = [sign for sign in folded(second) if sign.strip()]
    for step in Levenshtein.opcodes(mine, theirs):
        if step.tag != "equal":
            yield chars[step.src_start : step.src_end], "".join(theirs[step.dest_start : step.dest_end])


def _turns(mine: Sequence[OcrChar], theirs: str) -> bool:
    own = "".join(char.text for char in mine)
    if len(own) == len(theirs) == 1 and theirs in shapes_of(own):
        return True
    if not mine:
        return theirs in _TURNS or theirs == "ない"
    if min(float(char.confidence) for char in mine) >= SURE:
        return False
    return bool((_TURNS | _NUMERALS) & set(own + theirs)) or "ない" in (own, theirs)
