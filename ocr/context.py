"""Settles look-alikes that only their neighbours can tell apart: 一 or ー, 二 or ニ, 口 or ロ, 0 or O or 〇, 〃.

Changes a character only into another one of the same shape; refuses to guess where the neighbours say nothing.
"""

from collections.abc import Sequence
from typing import Protocol

from ocr.scripts import NUMERALS, is_digit, is_hiragana, is_kanji, is_katakana

# kanji form -> katakana form
_PAIRS = {"二": "ニ", "三": "ミ", "口": "ロ", "力": "カ", "夕": "タ", "工": "エ", "八": "ハ", "卜": "ト"}
_TO_KANJI = {kana: kanji for kanji, kana in _PAIRS.items()}
_HE = {"へ": "ヘ", "べ": "ベ", "ぺ": "ペ"}
_TO_HIRAGANA_HE = {kata: hira for hira, kata in _HE.items()}
_BARS = "一ー－―‐—−"
_ROUND = "〇○oOоОΟ◯"
_POINTS = ".．"
_UPRIGHT = "lI|丨ｌ"
_UNSURE = frozenset({*_BARS, *_PAIRS, *_TO_KANJI})
_IN_NUMBERS = frozenset({*_ROUND, *_UPRIGHT, "-"})
_TWO_STROKES = "∥‖″"
_DITTO = frozenset({"//", "〃", "″", "∥", "''", '"', "ll", "Il", "lI", "II", "||", "『』", "””", "“", "”", "ハ", "八"})


def in_context(texts: Sequence[str]) -> tuple[str, ...]:
    """One character a place, the same number of places."""
    settled = list(texts)
    for place, text in enumerate(settled):
        passed = _IN_NUMBERS if text in _ROUND or text in _UPRIGHT else _UNSURE
        before = _neighbour(settled, place, step=-1, passed=passed)
        after = _neighbour(settled, place, step=1, passed=passed)
        settled[place] = _settle(text, before=before, after=after)
    if len(settled) > 1 and settled[0] in _TWO_STROKES and (settled[1].isspace() or is_digit(settled[1])):
        settled[0] = "〃"  # the date as above, before a time of the day
    return tuple(settled)


def is_ditto(text: str) -> bool:
    """A cell that holds nothing but a sign for 'as above'."""
    return text.strip() in _DITTO


def _neighbour(texts: Sequence[str], place: int, *, step: int, passed: frozenset[str]) -> str:
    """The next character that says something: no space, none of `passed`; "" at the line's end."""
    place += step
    while 0 <= place < len(texts) and (texts[place].isspace() or texts[place] in passed):
        place += step
    return texts[place] if 0 <= place < len(texts) else ""


def _settle(text: str, *, before: str, after: str) -> str:
    rule = next((rule for signs, rule in _RULES if text in signs), None)
    return rule(text, before=before, after=after) if rule else text


def _kana(character: str) -> bool:
    return bool(character) and (is_katakana(character) or character == "ー")


def _digit(character: str) -> bool:
    return bool(character) and is_digit(character)


def _bar(text: str, *, before: str, after: str) -> str:
    if _digit(before) and _digit(after):
        return "-" if text in "一ー" else text
    if _kana(before) and (_kana(after) or not after or not (is_kanji(after) or _digit(after))):
        return "ー"
    if (
        text == "ー"
        and (not before or is_kanji(before) or not (_kana(before) or is_hiragana(before)))
        and after
        and is_kanji(after)
    ):
        return "一"
    if text == "ー" and before and is_kanji(before) and not _kana(after):
        return "一"
    return text


def _point(text: str, *, before: str, after: str) -> str:
    """A full stop between words is the middle dot that parts choices; after a number it stays."""
    return "・" if _is_letter(before) and _is_letter(after) else text


def _is_letter(character: str) -> bool:
    return _kana(character) or (bool(character) and (is_kanji(character) or is_hiragana(character)))


def _round(text: str, *, before: str, after: str) -> str:
    if _digit(before) or _digit(after):
        return "0" if text in "oOоОΟ〇" else text
    if text in "0OoО" and before and after and before in NUMERALS and after in NUMERALS:
        return "〇"
    return text


def _upright(text: str, *, before: str, after: str) -> str:
    return "1" if _digit(before) or _digit(after) else text


def _kana_or_kanji(text: str, *, before: str, after: str) -> str:
    kana = _PAIRS.get(text, text)
    kanji = _TO_KANJI.get(kana, kana)
    if _kana(before) and (_kana(after) or not after or not is_kanji(after)):
        return kana
    if _kana(after) and not (before and is_kanji(before)):
        return kana
    if not _kana(before) and not _kana(after) and (_is_word(before) or _is_word(after)):
        return kanji
    return text


def _is_word(character: str) -> bool:
    return bool(character) and (is_kanji(character) or is_hiragana(character) or _digit(character))


def _he(text: str, *, before: str, after: str) -> str:
    hiragana = _TO_HIRAGANA_HE.get(text, text)
    if _kana(before) and _kana(after):
        return _HE[hiragana]
    if _kana(after) and not before:
        return _HE[hiragana]
    if _kana(before) and not after:
        return text
    if before and not _kana(before) and not _kana(after):
        return hiragana
    return text


class _Rule(Protocol):
    def __call__(self, text: str, *, before: str, after: str) -> str: ...


_RULES: tuple[tuple[frozenset[str], _Rule], ...] = (
    (frozenset(_BARS), _bar),
    (frozenset(_POINTS), _point),
    (frozenset(_ROUND), _round),
    (frozenset(_UPRIGHT), _upright),
    (frozenset({*_PAIRS, *_TO_KANJI}), _kana_or_kanji),
    (frozenset({*_HE, *_TO_HIRAGANA_HE}), _he),
)
