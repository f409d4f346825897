"""縦書き: writing from top to bottom, columns from right to left.

Brackets, dashes and the long-vowel mark are turned, commas and small kana moved to the upper right, short numbers
stand upright in one square.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from drawing import fonts
from drawing.paper import Sheet
from drawing.setting import draw_char
from drawing.style import Ink, Style
from drawing.truth import Box, Line, surround
from drawing.writing import Run

TURNED = set("ー～〜（）()「」『』【】〔〕…‥―－-＝=→⇒:：")
MIRRORED = set("ー～〜")
CORNER = set("、。，．")
SMALL = set("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
NOT_TOP = CORNER | SMALL | set("）)」』】〕ー々・")


@dataclass(frozen=True, slots=True)
class Square:
    """What takes one square of a column: a character, or up to three half-width ones side by side."""

    text: str
    ink: Ink
    tag: str


def squares(runs: Sequence[Run], style: Style) -> list[Square]:
    found: list[Square] = []
    for run in runs:
        word = ""
        for char in run.text:
            if char.isascii() and char.isalnum() and len(word) < 3:
                word += char
                continue
            if word:
                found.append(Square(word, style.of(run.ink), run.tag))
            word = char if char.isascii() and char.isalnum() else ""
            if not word:
                found.append(Square(char, style.of(run.ink), run.tag))
        if word:
            found.append(Square(word, style.of(run.ink), run.tag))
    return found


def columns_of(runs: Sequence[Run], style: Style, *, height: int) -> list[list[Square]]:
    """Squares column by column; nothing that may not begin a column does."""
    room = max(2, int(height / (style.size * 1.06)))
    columns: list[list[Square]] = [[]]
    for square in squares(runs, style):
        full = len(columns[-1]) >= room and not (square.text in NOT_TOP and len(columns[-1]) == room)
        if square.text == "\n" or full:
            columns.append([])
        if square.text != "\n":
            columns[-1].append(square)
    return columns


def write_column(sheet: Sheet, column: Sequence[Square], *, box: Box, style: Style) -> Box:
    """One column, centred across `box`, from its top down. Notes it as one vertical line."""
    size, y, boxes = style.size, float(box[1]), []
    x = box[0] + (box[2] - size) / 2
    for square in column:
        drawn = round(size * square.ink.grow)
        _square(sheet, square, at=(x - (drawn - size) / 2, y), size=drawn)
        place = (round(x), round(y), size, size)
        boxes.append(place)
        if square.tag:
            sheet.place(square.tag, place)
        y += size * 1.06
    text = "".join(square.text for square in column).strip()
    whole = surround(boxes)
    if text:
        sheet.note(Line(text, whole, direction="vertical", hand=any(square.ink != style.print for square in column)))
    return whole


def _square(sheet: Sheet, square: Square, *, at: tuple[float, float], size: int) -> None:
    text, ink = square.text, square.ink
    if len(text) > 1 or (text.isascii() and text.isalnum()):
        _side_by_side(sheet, square, at=at, size=size)
    elif text in TURNED:
        _turned(sheet, text, at=at, size=size, ink=ink)
    elif text in CORNER:
        draw_char(sheet, text, at=(at[0] + size * 0.6, at[1] - size * 0.58), size=size, ink=ink)
    elif text in SMALL:
        draw_char(sheet, text, at=(at[0] + size * 0.1, at[1] - size * 0.1), size=size, ink=ink)
    else:
        draw_char(sheet, text, at=at, size=size, ink=ink)


def _side_by_side(sheet: Sheet, square: Square, *, at: tuple[float, float], size: int) -> None:
    small = size if len(square.text) <= 2 else round(size * 0.68)
    ink = replace(square.ink, wobble=square.ink.wobble * 0.5)
    width = sum(fonts.glyph(ink.face, char, size_px=small).advance for char in square.text)
    if width > size * 1.15:
        small = round(small * size * 1.1 / width)
        width = size * 1.1
    x = at[0] + (size - width) / 2
    for char in square.text:
        x += draw_char(sheet, char, at=(x, at[1] + (size - small) / 2), size=small, ink=ink)


def _turned(sheet: Sheet, char: str, *, at: tuple[float, float], size: int, ink: Ink) -> None:
    shape = fonts.glyph(ink.face, char, size_px=size)
    square = Image.new("L", (size, size), 0)
    left = round(shape.left + (size - shape.advance) / 2)
    square.paste(shape.mask, (left, shape.top))
    square = square.transpose(Image.Transpose.ROTATE_270)
    if char in MIRRORED:
        square = square.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    sheet.ink(square, (round(at[0]), round(at[1])), colour=ink.colour)
