"""Options printed with boxes, as read: which are ticked, and which stand without a box among boxed ones.

A tick hides its box from the reader, so an option without one among empty boxes is most likely the chosen one. Refuses
to call that certain: whoever uses it sends the choice to a person.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from domain.page import Mark

EMPTY, FULL = "□☐", "☑☒✓✔■"
_OPTION = re.compile(rf"([{EMPTY}{FULL}]?)\s*([^\s{EMPTY}{FULL}]+)")
_FRAME = "()（）[]［］:：、。,."
_NO_OPTION = re.compile(r"[0-9０-９年月日時分令和平成()（）\s]*(?:まで|迄)?")


@dataclass(frozen=True, slots=True)
class Boxed:
    """In printed order. `suspected`: words without a box among words with one."""

    chosen: tuple[str, ...]
    suspected: tuple[str, ...]
    seen: bool
    order: tuple[str, ...] = ()

    @property
    def likely(self) -> tuple[str, ...]:
        return tuple(word for word in self.order if word in self.chosen or word in self.suspected)


def boxed(raw: str, marks: Sequence[Mark]) -> Boxed:
    """`seen` False: the writing shows no box at all, and nothing is said."""
    places = [(hit.group(1), hit.group(2).strip(_FRAME)) for hit in _OPTION.finditer(raw)]
    if not any(sign for sign, _ in places):
        return Boxed((), (), seen=False)
    places = [(sign, word) for sign, word in places if word and not _NO_OPTION.fullmatch(word)]
    on = [_folded(mark.label) for mark in marks if mark.on]
    off = [_folded(mark.label) for mark in marks if not mark.on]
    chosen = [word for sign, word in places if _is_on(sign, word, on=on, off=off)]
    bare = [word for sign, word in places if not sign and word not in chosen and not _begins(word, off)]
    return Boxed(tuple(chosen), tuple(bare), True, tuple(dict.fromkeys(word for _, word in places)))


def _is_on(sign: str, word: str, *, on: Sequence[str], off: Sequence[str]) -> bool:
    """The mark found in the image decides; without one the sign that was read."""
    if _begins(word, on):
        return True
    return bool(sign) and sign in FULL and not _begins(word, off)


def _begins(word: str, labels: Sequence[str]) -> bool:
    return any(label.startswith(_folded(word)) for label in labels)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))
