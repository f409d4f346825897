"""What the readers say for a value that may be only a part of their lines: agreement, posterior, reasons.

Refuses to lend a whole line's doubt to a part that was read without any, and the reverse.
"""

import math
import unicodedata
from dataclasses import dataclass

from domain.field import Evidence
from domain.geometry import Confidence, confidence
from domain.page import OcrLine
from extract.layout import Layout
from extract.signs import Text
from extract.trust.evidence import DISAGREE_NATS, READERS_NATS

# A value that fills this share of its line stands for the line.
MOST = 0.75
_ALIKE = str.maketrans(
    {"·": "・", "･": "・", "〜": "~", "～": "~", "－": "-", "―": "-", "ー": "-", "一": "-", "−": "-", "‐": "-"}
)
_KEPT_REASONS = frozenset(("lookalike", "variant_name", "stamp_over_text", "one_reader_only", "third_reader_differs"))


@dataclass(frozen=True, slots=True)
class Ink:
    """`confidence`: that the letters are right. `readers`: reader two against reader one, on this part."""

    confidence: Confidence
    readers: Evidence
    reasons: tuple[str, ...] = ()


def folded(text: str) -> str:
    """A key for comparing two readings: width, look-alike punctuation and white space folded."""
    return "".join(unicodedata.normalize("NFKC", "".join(text.split())).translate(_ALIKE).split())


def ink_of(value: Text, layout: Layout) -> Ink:
    """For a value's signs; an empty value gives full confidence in there being nothing."""
    lines = [(layout.sheet.ocr.lines[number], _part(value, number)) for number in value.lines]
    if not lines:
        return Ink(confidence(1.0), Evidence("readers", None))
    chances = [_chance(line, part) for line, part in lines]
    reasons = tuple(dict.fromkeys(code for line, part in lines for code in _reasons(line, part)))
    return Ink(confidence(min(chances)), _agreement(lines), reasons)


def _part(value: Text, number: int) -> Text:
    return Text(tuple(sign for sign in value.signs if sign.line == number))


def _share(line: OcrLine, part: Text) -> float:
    return len(part.solid) / max(1, len("".join(line.text.split())))


def _chance(line: OcrLine, part: Text) -> float:
    """A whole line's own confidence; of a part the product of its letters, lifted or held by reader two."""
    letters = math.prod(sign.confidence for sign in part.solid)
    if _share(line, part) >= MOST or line.second is None:
        return min(letters, float(line.confidence)) if line.second is None else float(line.confidence)
    agrees = _is_in(part, line)
    return letters if agrees else min(letters, float(line.confidence))


def _is_in(part: Text, line: OcrLine) -> bool:
    return folded(part.compact) in folded(line.second or "")


def _agreement(lines: list[tuple[OcrLine, Text]]) -> Evidence:
    """Agreement needs reader two's word on every line; one that differs is enough to disagree.

    Where reader two saw nothing at all it has no word: `one_reader_only` says so already.
    """
    asked = [(line, part) for line, part in lines if line.second]
    agrees = all(_is_in(part, line) for line, part in asked)
    if not asked or (agrees and len(asked) < len(lines)):
        return Evidence("readers", None)
    return Evidence("readers", agrees, READERS_NATS if agrees else DISAGREE_NATS)


def _reasons(line: OcrLine, part: Text) -> tuple[str, ...]:
    return tuple(code for code in line.reasons if code in _KEPT_REASONS) if _share(line, part) >= 0.5 else ()
