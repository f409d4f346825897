"""Tells forms of one character apart (高 髙, 邊 邉, 瀬 瀨) by what the recogniser thought of both, not by its winner.

The ratios are measured: 21 typefaces, two sizes, clean, blurred and at 200 dpi. Where the measured spreads touch, the
reading is a doubt. What the recogniser's alphabet lacks (﨑 𠮷 濵) can only be suspected, never read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.page import CharChoice
from ocr.engine import RawChar

# Common form, variant, ratio of probabilities (variant / common) from which on the variant stands on the paper.
_MEASURED: tuple[tuple[str, str, float], ...] = (
    ("高", "髙", 0.002),
    ("邊", "邉", 0.005),
    ("柳", "栁", 0.00008),
    ("瀬", "瀨", 1.0),
    ("徳", "德", 300.0),
    ("曽", "曾", 1000.0),
    ("恵", "惠", 40.0),
    ("真", "眞", 0.07),
    ("富", "冨", 0.006),
    ("青", "靑", 0.003),
    ("館", "舘", 0.05),
    ("槙", "槇", 0.3),
)
TOUCHING = 6.0  # within this factor of the ratio both forms occurred
# Written in the alphabet's form but possibly another: the recogniser has no class for the variant.
_UNREADABLE = frozenset("崎吉濱浜")

# Ordinary words in which the variant is never written: (common form, letters before, letters after).
_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("高", "最残", "齢校血い額次熱層等度卒速めさく価圧裁架"),
    ("真", "写", "夜っ実剣"),
    ("富", "豊", ""),
    ("館", "書民会旅童", "内長外"),
    ("青", "", "年少い色空森"),
    ("恵", "知恩", ""),
    ("徳", "道", ""),
)
_PAIRS = {common: pair for pair in _MEASURED for common in pair[:2]}


@dataclass(frozen=True, slots=True)
class Told:
    """`char` in the form that stands there, the other one among its runners; `doubtful`: a person should look."""

    char: RawChar
    doubtful: bool


def told(char: RawChar, *, before: str, after: str) -> Told:
    """`before`, `after`: the neighbouring characters, "" at the line's ends."""
    if char.text not in _PAIRS:
        return Told(char, doubtful=False)
    common, variant, least = _PAIRS[char.text]
    if _is_in_word(common, before=before, after=after):
        return Told(_as(common, char, other=variant), doubtful=False)
    chances = {common: _chance(common, char), variant: _chance(variant, char)}
    ratio = chances[variant] / max(chances[common], 1e-12)
    text = variant if ratio >= least else common
    doubtful = text == variant or ratio > least / TOUCHING
    return Told(_as(text, char, other=common if text == variant else variant), doubtful=doubtful)


def _chance(text: str, char: RawChar) -> float:
    if text == char.text:
        return char.probability
    return next((choice.probability for choice in char.runners if choice.text == text), 0.0)


def _as(text: str, char: RawChar, *, other: str) -> RawChar:
    """The character in this form, the other one first among its runners."""
    if text == char.text:
        return char
    rest: Iterable[CharChoice] = (choice for choice in char.runners if choice.text != text)
    runners = (CharChoice(char.text, char.probability), *rest) if other == char.text else tuple(rest)
    return RawChar(text, char.probability, char.start, char.end, runners)


def _is_in_word(common: str, *, before: str, after: str) -> bool:
    return any(
        common == word and ((before and before in ahead) or (after and after in behind))
        for word, ahead, behind in _PLAIN_WORDS
    )


def is_unreadable(text: str) -> bool:
    """True for a character behind which a form may hide that the recogniser cannot print."""
    return text in _UNREADABLE
