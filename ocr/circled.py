"""Which printed words a hand has circled. Two circled words are both reported; the choice is not made here."""

from collections.abc import Callable, Iterator, Sequence

from domain.geometry import Box, confidence, surround
from domain.page import Cell, Mark, MarkKind, OcrChar, OcrLine
from ocr.loops import Loop
from ocr.options import Group, Option, groups
from ocr.reading_order import blocks
from ocr.wordsets import WORDS, plain

SURE, LIKELY, DOUBTFUL = 0.96, 0.8, 0.5
OFF = 0.95
CLOSED = 0.93  # covered share of a loop that is surely one
HALF = 0.5
RINGED, CLEAR = 0.92, 0.70  # ring of ink about a word: from here on it is taken for circled, up to here surely not

_LOOSE = " \u3000・·.．、,/／"
Hint = Callable[[Sequence[Box]], Sequence[float]]  # how much of a ring of ink lies about each word, 0..1


def find(
    loops: Sequence[Loop], lines: Sequence[OcrLine], *, hint: Hint, cells: Sequence[Cell] = ()
) -> tuple[Mark, ...]:
    """A mark for every circled word, and an off one for every other word of its group.

    Groups of words that are always a choice (男・女) are reported when nothing in them is circled, too.
    """
    marks: list[Mark] = []
    used: set[int] = set()
    for group in groups(blocks(lines, cells)):
        held = {n: loop for n, loop in enumerate(loops) if any(_share(option, loop) > 0 for option in group.options)}
        used |= held.keys()
        if held or group.is_known:
            marks += _of_group(group, list(held.values()), hint=hint)
    marks += [mark for n, loop in enumerate(loops) if n not in used for mark in _lone(loop, lines)]
    return tuple(marks)


def _of_group(group: Group, loops: Sequence[Loop], *, hint: Hint) -> Iterator[Mark]:
    choosing = [_chosen(group, loop) for loop in loops]
    rings = hint([_place(option) for option in group.options])
    for number, (option, ring) in enumerate(zip(group.options, rings, strict=True)):
        own = [(loop, len(chosen)) for loop, chosen in zip(loops, choosing, strict=True) if number in chosen]
        if own:
            loop, rivals = max(own, key=lambda pair: pair[0].covered)
            yield _circled(option, loop, alone=rivals == 1)
        elif ring >= RINGED:
            yield Mark(MarkKind.CIRCLED, option.number or option.text, True, _place(option), confidence(DOUBTFUL))
        else:
            sure = OFF if ring < CLEAR and not _is_touched(option, loops) else DOUBTFUL
            label = option.number or option.text
            yield Mark(
                MarkKind.CIRCLED, label, False, _place(option), confidence(min(sure, _read(label, option.chars)))
            )


def _place(option: Option) -> Box:
    return option.number_char.box if option.number_char else option.box


def _circled(option: Option, loop: Loop, *, alone: bool) -> Mark:
    """The mark of a word that a loop means; its label is what the loop holds."""
    number = option.number_char
    chars: tuple[OcrChar, ...]
    held = tuple(char for char in option.chars if _inside(char, loop))
    if number is not None and _inside(number, loop) and (not held or _share(option, loop) < HALF):
        label, chars, fits = option.number, (number,), True
    else:
        chars = held
        label = "".join(char.text for char in chars).strip(_LOOSE)
        fits = label == option.text and loop.box.width <= option.box.width + 2.2 * option.box.height
        if not chars or (plain(label) not in WORDS and len(label) >= 0.75 * len(option.text)):
            label, chars = option.text, option.chars
    sure = SURE if loop.covered >= CLOSED else LIKELY
    return Mark(
        MarkKind.CIRCLED,
        label,
        True,
        loop.box,
        confidence(min(sure if fits and alone else DOUBTFUL, _read(label, chars))),
    )


def _read(label: str, chars: Sequence[OcrChar]) -> float:
    """How sure the word itself is; one that forms offer is hardly another one."""
    read = min(float(char.confidence) for char in chars)
    return max(read, 0.92) if plain(label) in WORDS and len(label) > 1 else max(read, 0.2)


def _chosen(group: Group, loop: Loop) -> list[int]:
    """Options that a loop means: those it holds for the most part; else the one it holds most of."""
    shares = [max(_share(option, loop), _number_share(option, loop)) for option in group.options]
    held = [number for number, share in enumerate(shares) if share >= HALF]
    return held or [shares.index(max(shares))]


def _share(option: Option, loop: Loop) -> float:
    """Share of an option's characters (its number counting as one) whose middle lies in the loop."""
    chars = [char for char in (*option.chars, option.number_char) if char is not None]
    return sum(_inside(char, loop) for char in chars) / len(chars)


def _number_share(option: Option, loop: Loop) -> float:
    return 1.0 if option.number_char is not None and _inside(option.number_char, loop) else 0.0


def _inside(char: OcrChar, loop: Loop) -> bool:
    return loop.holds(*char.box.centre)


def _is_touched(option: Option, loops: Sequence[Loop]) -> bool:
    """True where a loop meant for another word reaches into this one."""
    return any(_share(option, loop) > 0 or loop.box.share_inside(option.box) > 0.2 for loop in loops)


def _lone(loop: Loop, lines: Sequence[OcrLine]) -> Iterator[Mark]:
    """A circled word outside any group; a single character counts only when forms offer it (有, 男)."""
    chars = [char for line in lines if not line.struck for char in line.chars if _inside(char, loop)]
    label = "".join(char.text for char in chars).strip(_LOOSE)
    if not label or (len(label) < 2 and plain(label) not in WORDS):
        return
    sure = LIKELY if plain(label) in WORDS and loop.covered >= CLOSED else DOUBTFUL
    yield Mark(MarkKind.CIRCLED, label, True, loop.box, confidence(sure))


def unread(loops: Sequence[Loop], lines: Sequence[OcrLine]) -> tuple[Box, ...]:
    """Insides of loops in which no character was read: the reader may look there once more."""
    chars = [char for line in lines for char in line.chars]
    empty = (loop for loop in loops if not any(_inside(char, loop) for char in chars))
    return tuple(surround([loop.box]).padded(-max(2, loop.box.height // 8)) for loop in empty)
