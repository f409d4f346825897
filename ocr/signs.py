"""Writes checkboxes into the text of their lines: □ for an empty one, ☑ for a ticked one, ■ for a filled one.

The place comes from the marks found by shape; what a reader made of the box (口, レ, nothing) is replaced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.geometry import Box
from domain.page import Direction, Mark, MarkKind, OcrChar, OcrLine

BOX_LIKE = frozenset("□☐☑☒✓✔✗■口ロレ囗日田")


def with_signs(lines: Sequence[OcrLine], marks: Sequence[Mark]) -> tuple[OcrLine, ...]:
    """The lines with every checkbox at its place; a box that stands in no line changes nothing."""
    boxes = [mark for mark in marks if mark.kind is MarkKind.CHECKBOX]
    return tuple(_signed(line, [mark for mark in boxes if _belongs(mark.box, line)]) for line in lines)


def _belongs(box: Box, line: OcrLine) -> bool:
    """True for a box in the line's own row that is not far larger than its letters."""
    side = line.box.width if line.direction is Direction.VERTICAL else line.box.height
    return line.box.padded(box.width // 2).holds(*box.centre) and max(box.width, box.height) < 1.3 * side


def _signed(line: OcrLine, marks: Sequence[Mark]) -> OcrLine:
    if not marks:
        return line
    chars = [char for char in line.chars if not any(_is_reading_of(char, mark.box) for mark in marks)]
    chars += [_sign(mark, line) for mark in marks]
    upright = line.direction is Direction.VERTICAL
    chars.sort(key=lambda char: char.box.centre[1] if upright else char.box.centre[0])
    text = "".join(char.text for char in chars)
    box = line.box
    for mark in marks:
        box = box.union(mark.box)
    return replace(line, text=text, chars=tuple(chars), box=box)


def _is_reading_of(char: OcrChar, box: Box) -> bool:
    """What a reader made of the box: something like one, at its place."""
    return char.text in BOX_LIKE and box.padded(box.width // 3).holds(*char.box.centre)


def _sign(mark: Mark, line: OcrLine) -> OcrChar:
    read = next(_readings(mark.box, line), "")
    return OcrChar("□" if not mark.on else "■" if read == "■" else "☑", mark.box, mark.confidence)


def _readings(box: Box, line: OcrLine) -> Iterator[str]:
    return (char.text for char in line.chars if _is_reading_of(char, box))
