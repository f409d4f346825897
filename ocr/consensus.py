"""Makes one reading out of two or three: what they saw alike, what only one saw, and how sure that is.

Reader one's text stands unless the line is vertical and reader two has the signs that reader one is known to drop.
Reader three never changes a letter.
Every doubt becomes a reason; nothing is decided by an engine's own score.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.geometry import Box, confidence
from domain.page import Direction, OcrChar, OcrLine
from ocr import calibration
from ocr.alignment import Pair, side_by_side
from ocr.calibration import Signals
from ocr.confusables import lookalikes, variants
from ocr.context import in_context, is_ditto
from ocr.engine import RawChar, RawLine, Region
from ocr.variants import is_unreadable, told

DROPPED_IN_VERTICAL = "ー。、「」『』"
VARIANT_RATIO = 5e-4  # a variant at least this likely beside its common form is worth a person's look
VARIANT_DOUBT = 0.6  # confidence of a character that may be another form of itself, and of its line, at most
THIRD_DOUBT = 0.6  # the same where reader three differs and reader two does not bear reader one out, either
LOOKALIKE_SHARE = 0.05
UNSURE = 0.9


@dataclass(frozen=True, slots=True)
class Others:
    """What the readers beside reader one saw in a line; None: not asked."""

    second: RawLine | None = None
    third: RawLine | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One character of the agreed text. `agrees` None: reader two says nothing about it; `third` the same of reader
    three. `variant`: perhaps another form of the character (髙 for 高) stands on the paper."""

    char: RawChar
    agrees: bool | None
    variant: bool = False
    third: bool | None = None


def settle(region: Region, first: RawLine, *, others: Others) -> OcrLine | None:
    """The line the readings make, or None when there is no writing."""
    weighed = weigh(region, first, others=others)
    if weighed is None:
        return None
    seen, signals = weighed
    chars = tuple(_char(one, region) for one in seen)
    level = calibration.of_line(signals)
    if any(one.variant for one in seen):
        level = confidence(min(level, VARIANT_DOUBT))
    if _stands_alone(signals):
        level = confidence(min(level, THIRD_DOUBT))
    reasons = _reasons(seen, signals, level=level)
    text = "".join(char.text for char in chars)
    told = others.second.text if others.second is not None else None
    return OcrLine(text, region.box, level, region.direction, chars, second=told, reasons=reasons)


def weigh(region: Region, first: RawLine, *, others: Others) -> tuple[list[Seen], Signals] | None:
    """The agreed characters and the line's evidence, before any confidence; None when there is no writing."""
    second = others.second
    spoke = second is not None and bool(second.chars)
    pairs = side_by_side(first, second or RawLine())
    alike = _by_third(first, others.third)
    seen = _trimmed([_seen(pair, spoke, alike=alike) for pair in pairs if _kept(pair, region)])
    if not seen:
        return None
    seen = _formed(_contextual(seen))
    signals = line_signals(seen, pairs, region=region)
    silent = second is not None and signals.agrees is None
    return seen, replace(signals, silent=silent, third=_line_by_third(first, others.third))


def char_signals(one: Seen) -> Signals:
    """A single character's evidence."""
    chance = one.char.probability
    doubtful = int(_is_lookalike(one))
    return Signals(lowest=chance, mean=chance, product=chance, agrees=one.agrees, doubtful=doubtful, third=one.third)


def line_signals(seen: Sequence[Seen], pairs: Sequence[Pair], *, region: Region) -> Signals:
    """The line's evidence in the form the calibration takes."""
    chances = [one.char.probability for one in seen if not one.char.text.isspace()]
    spoken = [one.agrees for one in seen if one.agrees is not None]
    differing = sum(not pair.agrees for pair in pairs if not (pair.first and pair.first.text.isspace()))
    agrees = None if not spoken else differing == 0
    side = min(region.box.width, region.box.height)
    return Signals(
        lowest=min(chances),
        mean=sum(chances) / len(chances),
        product=math.prod(chances),
        agrees=agrees,
        differing_share=differing / len(chances) if spoken else 0.0,
        length=len(chances),
        vertical=region.direction is Direction.VERTICAL,
        height_px=float(side),
        doubtful=sum(map(_is_lookalike, seen)),
    )


def _kept(pair: Pair, region: Region) -> bool:
    """Reader two alone is believed only for the signs that reader one drops in vertical lines."""
    if pair.first is not None:
        return True
    vertical = region.direction is Direction.VERTICAL
    return vertical and pair.second is not None and pair.second.text in DROPPED_IN_VERTICAL


def _by_third(first: RawLine, third: RawLine | None) -> dict[int, bool]:
    """By the identity of reader one's characters: whether reader three saw the same. Empty where it saw nothing."""
    if third is None or not third.chars:
        return {}
    pairs = side_by_side(first, third)
    return {id(pair.first): pair.agrees for pair in pairs if pair.first is not None and not pair.first.text.isspace()}


def _line_by_third(first: RawLine, third: RawLine | None) -> bool | None:
    """Whether reader three saw the very same line; letters that only it saw are a difference, too."""
    if third is None or not third.chars:
        return None
    return all(pair.agrees for pair in side_by_side(first, third) if not (pair.first and pair.first.text.isspace()))


def _stands_alone(one: Seen | Signals) -> bool:
    """Reader three saw something else, and reader two did not see what reader one did."""
    return one.third is False and one.agrees is not True


def _seen(pair: Pair, second_spoke: bool, *, alike: dict[int, bool]) -> Seen:
    if pair.first is None:
        assert pair.second is not None  # side_by_side never gives an empty pair
        return Seen(pair.second, None)
    if not second_spoke or pair.first.text.isspace():
        return Seen(pair.first, None, third=alike.get(id(pair.first)))
    return Seen(pair.first, pair.agrees, third=alike.get(id(pair.first)))


def _trimmed(seen: list[Seen]) -> list[Seen]:
    """Without spaces at the ends and with single spaces inside."""
    kept: list[Seen] = []
    for one in seen:
        if one.char.text.isspace() and (not kept or kept[-1].char.text.isspace()):
            continue
        kept.append(one)
    while kept and kept[-1].char.text.isspace():
        kept.pop()
    return kept


def _contextual(seen: list[Seen]) -> list[Seen]:
    """Look-alikes settled by their neighbours; a lone ditto sign becomes 〃."""
    if is_ditto("".join(one.char.text for one in seen)):
        first, last = seen[0].char, seen[-1].char
        low = min(one.char.probability for one in seen)
        return [Seen(RawChar("〃", low, first.start, last.end, first.runners), None)]
    settled = in_context([one.char.text for one in seen])
    return [
        one if text == one.char.text else replace(one, char=replace(one.char, text=text))
        for one, text in zip(seen, settled, strict=True)
    ]


def _formed(seen: list[Seen]) -> list[Seen]:
    """Forms of one character told apart by both their probabilities."""
    texts = ["", *(one.char.text for one in seen), ""]
    forms = (told(one.char, before=texts[n], after=texts[n + 2]) for n, one in enumerate(seen))
    return [replace(one, char=form.char, variant=form.doubtful) for one, form in zip(seen, forms, strict=True)]


def _is_lookalike(one: Seen) -> bool:
    alike = lookalikes(one.char.text)
    return any(choice.text in alike and choice.probability >= LOOKALIKE_SHARE for choice in one.char.runners)


def _may_be_variant(one: Seen) -> bool:
    """Log-ratio test on reader one's posterior: its winner never tells 髙 from 高, its second thoughts do."""
    if one.variant or is_unreadable(one.char.text):
        return True
    others = variants(one.char.text)
    floor = VARIANT_RATIO * one.char.probability
    return any(choice.text in others and choice.probability >= floor for choice in one.char.runners)


def _reasons(seen: Sequence[Seen], signals: Signals, *, level: float) -> tuple[str, ...]:
    found = []
    if signals.agrees is False:
        found.append("readers_disagree")
    if signals.silent:
        found.append("one_reader_only")
    if signals.third is False:
        found.append("third_reader_differs")
    if level < UNSURE:
        found.append("low_confidence")
    if signals.doubtful:
        found.append("lookalike")
    if any(map(_may_be_variant, seen)):
        found.append("variant_name")
    return tuple(found)


def _char(one: Seen, region: Region) -> OcrChar:
    char = one.char
    level = calibration.of_char(char_signals(one))
    if one.variant:
        level = confidence(min(level, VARIANT_DOUBT))
    if _stands_alone(one):
        level = confidence(min(level, THIRD_DOUBT))
    return OcrChar(char.text, char_box(region, char), level, char.runners)


def char_box(region: Region, char: RawChar) -> Box:
    """Where on the page the character stands: its share of the line, along the writing."""
    tl, tr, br, bl = region.corners
    ends = ((tl, bl), (tr, br)) if region.direction is Direction.VERTICAL else ((tl, tr), (bl, br))
    points = [
        (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        for a, b in ends
        for share in (char.start, char.end)
    ]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    left, top = max(0, round(min(xs))), max(0, round(min(ys)))
    return Box(left, top, max(1, round(max(xs)) - left), max(1, round(max(ys)) - top))
