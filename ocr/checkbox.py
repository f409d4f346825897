"""Checkboxes: which squares are boxes to tick, whether they are ticked, and the words they stand for.

A square that is really 口 or 国, or a ■ before a heading, is no checkbox.
"""

import unicodedata
from collections.abc import Sequence

from domain.geometry import Box, Confidence, confidence
from domain.page import Cell, Direction, Mark, MarkKind, OcrChar, OcrLine
from ocr.squares import Square

SIGNS = frozenset("□☐☑☒✓✔✗✘■レ◻▢ロ口囗区図凶回国日目田四")  # what readers make of a checkbox
LETTERS = frozenset("口ロ")
# Nothing but paper in their middle, or in a bowl that by itself may look square.
HOLLOW = frozenset("DOQ0ＤＯＱ０〇○4689ABPRabdegopq４６８９ＡＢＰＲａｂｄｅｇｏｐｑ")
AFTER_MOUTH = frozenset("座頭腔調論実外述癖数内径伝答紙")  # 口座, 口頭: a word's first letter rather than a box
EMPTY, TICKED = 0.035, 0.12  # share of the inside that is ink: at most, at least
CLEAR = 0.22  # of its side: paper before a box; letters stand closer
ITEM = 0.5  # of its side: paper before the first box of a row
BEYOND = 0.06  # ink of a tick outside its box, in shares of the box
LEAVES = 0.03  # the same where a mark is certain and a letter is not
SAME_SIZE = 0.15
PART, WITHIN = (
    0.45,
    0.9,
)  # of a letter's height; of the square: so small a square in a letter is a part of it (口 in 話)
WIDEST_GAP = 5.0  # of a character: words further away do not belong to the box
CLEARLY_READ, OVER = 0.9, 0.5  # a letter's confidence; the share of the box under it
SURE, LIKELY, DOUBTFUL = 0.97, 0.85, 0.5


def find(squares: Sequence[Square], lines: Sequence[OcrLine], *, cells: Sequence[Cell]) -> tuple[Mark, ...]:
    """A mark for every checkbox, on or off, from the top."""
    boxes = [square for square in squares if _is_checkbox(square, squares, lines=lines)]
    marks = [_mark(square, boxes, lines=lines, cells=cells) for square in boxes]
    return tuple(mark for mark in marks if mark is not None)


def _is_checkbox(square: Square, squares: Sequence[Square], *, lines: Sequence[OcrLine]) -> bool:
    """Siblings of the same size speak for a box; an ideograph read there, or writing close before it, against one."""
    siblings = _siblings(square, squares)
    plain = [other for other in siblings if other.inside <= EMPTY and other.clear >= CLEAR]
    among = any(not _is_ideograph(_read_at(other.box, lines)) for other in plain)
    if _is_letter(square, lines, among=bool(siblings)) or _is_part(square.box, lines):
        return False
    if square.clear < CLEAR and not square.crossed:
        return False
    read = _read_at(square.box, lines)
    if square.inside >= 1.0:
        return among or (bool(siblings) and square.clear >= ITEM and not _is_ideograph(read))
    if _is_ideograph(read):
        return among and not (_may_be_printed(square, read, alone=False) and _is_clear(square.box, lines))
    return not _is_in_a_word(square, siblings, read=read)


def _may_be_printed(square: Square, read: str, *, alone: bool) -> bool:
    """True for what stands in a box and is no cross and does not leave it as ticks do, read as a letter or all alone;
    and for a black square close to other letters."""
    if square.inside >= 1.0:
        return square.clear < ITEM
    is_hand = square.crossed or square.beyond > LEAVES
    return square.inside > EMPTY and not is_hand and (alone or _is_ideograph(read))


def _is_in_a_word(square: Square, siblings: Sequence[Square], *, read: str) -> bool:
    """True for 口 or ロ with a letter as close before it as letters stand, unless it is one of a row of boxes."""
    if read not in LETTERS or square.inside > EMPTY or square.clear >= ITEM:
        return False
    return not any(other.clear >= ITEM for other in siblings)


def _is_letter(square: Square, lines: Sequence[OcrLine], *, among: bool) -> bool:
    """True where the reader clearly saw a letter that is no box: bold on a poor copy, 藤 and 自 fill a square.

    In an empty square only letters without ink in their middle are believed; `among` others of its size only a letter
    that stands right there: its box may reach over one that the reader dropped.
    """
    return any(
        char.confidence >= CLEARLY_READ
        and char.text.isalnum()
        and char.text not in SIGNS
        and (square.inside > EMPTY or char.text in HOLLOW)
        for line in lines
        if line.box.overlap(square.box).area
        for char in line.chars
        if square.box.share_inside(char.box) > OVER and (not among or square.box.holds(*char.box.centre))
    )


def _is_part(box: Box, lines: Sequence[OcrLine]) -> bool:
    """True for a square far smaller than the clearly read letters of the line that it lies in."""
    return any(_covered(box, line) > WITHIN for line in lines if box.height < PART * _tall(line))


def _tall(line: OcrLine) -> int:
    return line.box.width if line.direction is Direction.VERTICAL else line.box.height


def _covered(box: Box, line: OcrLine) -> float:
    """The share of the box under clearly read letters that are no boxes themselves."""
    letters = (char for char in line.chars if char.text.isalnum() and char.text not in SIGNS)
    return sum(box.share_inside(char.box) for char in letters if char.confidence >= CLEARLY_READ)


def _siblings(square: Square, squares: Sequence[Square]) -> list[Square]:
    """Squares of the same size in the same row or list."""
    others = (other for other in squares if other is not square and _same_size(square.box, other.box))
    return [other for other in others if _side_by_side(square.box, other.box) or _below(square.box, other.box)]


def _is_ideograph(read: str) -> bool:
    return any(unicodedata.name(sign, "").startswith("CJK UNIFIED") and sign != "口" for sign in read)


def _is_clear(box: Box, lines: Sequence[OcrLine]) -> bool:
    """True where the reader is sure of the letter in the square: 田, 国, 回."""
    return any(char.confidence >= CLEARLY_READ and box.holds(*char.box.centre) for line in lines for char in line.chars)


def _read_at(box: Box, lines: Sequence[OcrLine]) -> str:
    """What the reader saw in the square."""
    return "".join(char.text for line in lines for char in line.chars if box.holds(*char.box.centre))


def _same_size(box: Box, other: Box) -> bool:
    return (
        abs(box.width - other.width) <= SAME_SIZE * box.width
        and abs(box.height - other.height) <= SAME_SIZE * box.height
    )


def _side_by_side(box: Box, other: Box) -> bool:
    return abs(box.centre[1] - other.centre[1]) < 0.6 * box.height


def _below(box: Box, other: Box) -> bool:
    """True for boxes of one upright list."""
    return abs(box.x - other.x) < 0.4 * box.width and abs(box.y - other.y) < 4 * box.height


def _mark(square: Square, boxes: Sequence[Square], *, lines: Sequence[OcrLine], cells: Sequence[Cell]) -> Mark | None:
    words = _words(square.box, [other.box for other in boxes if other is not square], lines=lines, cells=cells)
    label = "".join(char.text for char in words).strip(" \u3000、,・･·/／")
    if not label:
        return None
    on, sure = _state(square, boxes)
    read = min(float(char.confidence) for char in words if not char.text.isspace())
    alone = not _siblings(square, boxes)
    seen = _read_at(square.box, lines)
    in_a_word = seen in LETTERS and (alone or label[0] in AFTER_MOUTH)
    if in_a_word or _may_be_printed(square, seen, alone=alone):
        sure = confidence(DOUBTFUL)
    return Mark(
        MarkKind.CHECKBOX, label, on, square.box, confidence(min(sure, LIKELY if alone else SURE, max(0.2, read)))
    )


def _state(square: Square, boxes: Sequence[Square]) -> tuple[bool, Confidence]:
    """On or off, and how sure. A black box among ticked ones may be a tick taken back."""
    if square.inside <= EMPTY:
        return (True, confidence(DOUBTFUL)) if square.beyond > BEYOND else (False, confidence(SURE))
    if square.inside < TICKED:
        return square.inside > (EMPTY + TICKED) / 2, confidence(DOUBTFUL)
    others = [other for other in boxes if other is not square and other.inside >= TICKED]
    filled = [other for other in others if other.inside >= 1.0]
    if square.inside >= 1.0 and len(others) > 2 * len(filled):
        return True, confidence(DOUBTFUL)
    return True, confidence(SURE)


def _words(box: Box, others: Sequence[Box], *, lines: Sequence[OcrLine], cells: Sequence[Cell]) -> list[OcrChar]:
    """Characters from the box to the next box, a cell's wall or a wide gap; downwards in vertical writing."""
    upright = _is_upright(box, lines)
    limit = _limit(box, others, upright=upright, cells=cells)
    chars = [
        char
        for line in lines
        if not line.struck and (line.direction is Direction.VERTICAL) == upright
        for char in line.chars
        if _follows(char.box, box, upright=upright)
        and _start(char.box, upright=upright) + _length(char.box, upright=upright) / 2 < limit
    ]
    chars.sort(key=lambda char: _start(char.box, upright=upright))
    while (
        chars
        and chars[0].text in SIGNS
        and _middle(chars[0].box, upright=upright) < _end(box, upright=upright) + 0.3 * box.width
    ):
        chars.pop(0)
    return _without_gap(chars, box, upright=upright)


def _is_upright(box: Box, lines: Sequence[OcrLine]) -> bool:
    near = [line for line in lines if line.box.padded(box.width).overlap(box).area > 0]
    return bool(near) and all(line.direction is Direction.VERTICAL for line in near)


def _limit(box: Box, others: Sequence[Box], *, upright: bool, cells: Sequence[Cell]) -> float:
    """Where the next box or the cell's wall begins."""
    ahead = [
        _start(other, upright=upright)
        for other in others
        if _start(other, upright=upright) > _start(box, upright=upright)
        and (_below(box, other) if upright else _side_by_side(box, other))
    ]
    walls = [_end(cell.box, upright=upright) for cell in cells if cell.box.holds(*box.centre)]
    return min(ahead + walls, default=float("inf"))


def _follows(char: Box, box: Box, *, upright: bool) -> bool:
    """True for a character in the box's own line, behind the box."""
    across = char.centre[0] - box.centre[0] if upright else char.centre[1] - box.centre[1]
    breadth = max(box.width, char.width) if upright else max(box.height, char.height)
    return abs(across) < 0.6 * breadth and _middle(char, upright=upright) > _end(box, upright=upright)


def _without_gap(chars: list[OcrChar], box: Box, *, upright: bool) -> list[OcrChar]:
    """Up to the first gap of several characters."""
    reach = _end(box, upright=upright)
    for number, char in enumerate(chars):
        if _start(char.box, upright=upright) - reach > WIDEST_GAP * max(box.width, box.height):
            return chars[:number]
        reach = _end(char.box, upright=upright)
    return chars


def _start(box: Box, *, upright: bool) -> int:
    return box.y if upright else box.x


def _end(box: Box, *, upright: bool) -> int:
    return box.bottom if upright else box.right


def _length(box: Box, *, upright: bool) -> int:
    return box.height if upright else box.width


def _middle(box: Box, *, upright: bool) -> float:
    return box.centre[1] if upright else box.centre[0]
