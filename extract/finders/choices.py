"""Which words of a printed choice are marked. Refuses to read a choice out of the words themselves."""

import re
import unicodedata

from domain.page import Mark
from extract.labels import Wording
from extract.values.choice import code_of
from extract.values.parsed import distinct

_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_DIGIT_MARK = re.compile(r"[1-9１-９①-⑨]")


def named_marks(marks: tuple[Mark, ...], raw: str) -> tuple[str, ...]:
    """Labels of the marks that are on; where only an option's number is circled (②昭和) the word behind it."""
    labels = [mark.label for mark in marks if mark.on]
    return distinct(_word_of(label, raw) if _DIGIT_MARK.fullmatch(label) else label for label in labels)


def is_answer(wording: Wording, text: str) -> bool:
    """Whether a cell that could be a label is this label's own answer: 対応方法 | 電話."""
    kind = wording.field.kind if wording.field else ""
    return kind in ("method", "route", "sex") and code_of(kind, text) is not None


def _word_of(digit: str, raw: str) -> str:
    plain = unicodedata.normalize("NFKC", digit)
    either = f"(?:{plain}|{_CIRCLED[int(plain) - 1]})"
    hit = re.search(rf"{either}\s*[.．・:]?\s*([^\s0-9０-９①-⑨.．/()（）]+)", raw)
    return hit.group(1).strip("・") if hit else digit
