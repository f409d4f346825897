"""Readings of Japanese names from SudachiDict, offline: the witness that a furigana and a kanji name belong together.

Refuses to judge a given name by one missing reading: given names are read freely, family names mostly are not.
"""

from functools import lru_cache

from sudachipy import Dictionary, MorphemeList  # type: ignore[import-untyped]  # ships no py.typed

from extract.values.variants import folded

_LONG = {"オオ": "オ", "オウ": "オ", "ウウ": "ウ", "エイ": "エ", "エエ": "エ", "イイ": "イ", "アア": "ア"}
_FOLD = str.maketrans("ヅヂャュョァィゥェォッヴヱヰヲ", "ズジヤユヨアイウエオツブエイオ")


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """SudachiDict core, opened once a process (0.2 s)."""
    return Dictionary(dict="core")


@lru_cache(maxsize=4096)
def readings(surface: str, kind: str) -> frozenset[str]:
    """Katakana readings of a name part; `kind` is 姓 or 名. Empty when the dictionary does not know it as one."""
    return frozenset(reading for known, reading in _lookups(surface) if known in (kind, "一般"))


def _lookups(surface: str) -> set[tuple[str, str]]:
    """(人名 kind, reading) of the word in its own shape and in its everyday shape."""
    found: set[tuple[str, str]] = set()
    for shape in dict.fromkeys((surface, folded(surface))):
        words: MorphemeList = dictionary().lookup(shape) if shape else ()
        found |= {
            (word.part_of_speech()[3], word.reading_form()) for word in words if _is_person(word.part_of_speech())
        }
    return found


def _is_person(speech: tuple[str, ...]) -> bool:
    return speech[2] == "人名"


@lru_cache(maxsize=4096)
def any_readings(surface: str) -> frozenset[str]:
    """Readings of a word as any part of speech: for a kanji inside a given name."""
    words = dictionary().lookup(surface) if surface else ()
    return frozenset(word.reading_form() for word in words)


def sound(kana: str) -> str:
    """Katakana folded for comparing: long vowels, small kana, ヅ/ズ (values.md 3.2)."""
    kana = kana.translate(_FOLD).replace("ー", "").replace(" ", "")
    for long, short in _LONG.items():
        kana = kana.replace(long, short)
    return kana


def voiced_alike(one: str, other: str) -> bool:
    """True when two readings sound alike but for 連濁 on any sign (ナカシマ and ナカジマ)."""
    return sound(one).translate(_UNVOICED) == sound(other).translate(_UNVOICED)


_UNVOICED = str.maketrans(
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポ", "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホ"
)
