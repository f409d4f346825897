"""Text folded so that one place, written in many ways, is one string; every sign remembers where it stood. Pure.

Width, spaces, dashes, ケ/ヶ, numbers of kanji and the words of a lot (丁目, 番地, 号) fold. For comparing only: what is
printed or sent is always cut from the untouched text.
"""

import re
import unicodedata
from dataclasses import dataclass

_DASHES = frozenset("-‐‑‒–—―−－ーｰ─━~〜～")
_NUMBERS = {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")}
_KE = frozenset("ケヶヵ")
_LOT_WORD = re.compile(r"(?<=[0-9])(?:丁目|番地の?|番の?|号|の)(?=[0-9])")
_KATAKANA = re.compile("[ァ-ヴ]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`places[i]`: where in the untouched text the i-th sign came from."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the untouched text."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for plain in unicodedata.normalize("NFKC", sign).lower():
            if not plain.isspace():
                signs.append(_folded(plain, before=signs[-1] if signs else "", after=text[at + 1 : at + 2]))
                places.append(at)
    return _joined("".join(signs), places)


def fold_text(text: str) -> str:
    return fold(text).text


def _folded(sign: str, *, before: str, after: str) -> str:
    if sign in _DASHES:
        return "-"
    if sign == "一" and _KATAKANA.match(before) and _KATAKANA.match(after):
        return "-"  # the reader's 一 for ー
    return "ケ" if sign in _KE else _NUMBERS.get(sign, sign)


def _joined(text: str, places: list[int]) -> Folded:
    """3丁目4番地の5 is 3-4-5."""
    parts: list[str] = []
    kept: list[int] = []
    at = 0
    for hit in _LOT_WORD.finditer(text):
        parts += [text[at : hit.start()], "-"]
        kept += [*places[at : hit.start()], places[hit.start()]]
        at = hit.end()
    return Folded("".join((*parts, text[at:])), (*kept, *places[at:]))
