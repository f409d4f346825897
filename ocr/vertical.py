"""Reads columns: the recogniser takes them lying on their side, and what it drops there is read standing.

Lying, it reads letters well but loses 「ー」「。」「、」, brackets, small kana and what is set in a row (縦中横).
Those places are told by shape or read again on their own. Invents nothing where there is no ink.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.columns import Piece, em_of, ink_of, pieces, upright, without_rules
from ocr.engine import RawChar, RawLine
from ocr.pixels import Floats, Image

LEAST_INK = 0.012  # of a full character's square: less is dirt
SHAPE_PROBABILITY = 0.97  # of a sign told by its shape
SMALL_KANA = 0.7  # of a full character: small kana are no larger
SMALL = dict(zip("つやゆよあいうえおツヤユヨアイウエオワ", "っゃゅょぁぃぅぇぉッャュョァィゥェォヮ", strict=True))
BRACKETS = {"123": "「", "134": "」"}
LYING = frozenset("「」『』()（）【】〔〕[]［］〈〉《》{}~～〜…‥―ー：:")
LEAST_PROBABILITY = 0.3
# What the recogniser makes of a sign of vertical writing that stands upright on its own.
STANDING = {**dict.fromkeys("°oO0", "。"), **dict.fromkeys("`',", "、"), **dict.fromkeys("1|lI丨", "ー")}


@dataclass(frozen=True, slots=True)
class Missing:
    """A place in a column with ink but no letter. `line` counts the columns, `piece` is in px of the lying strip."""

    line: int
    piece: Piece
    shape: "Shape"


@dataclass(frozen=True, slots=True)
class Shape:
    """A sign's ink in its upright square, in shares of a full character: middle, size, and what it looks like.

    `corners`: which corners of its own box are inked, of "1234": top left, top right, bottom right, bottom left.
    """

    x: float
    y: float
    width: float
    height: float
    has_hole: bool
    slant: float
    ink: float
    corners: str = ""


def missing(lying: Image, line: RawLine, *, number: int) -> list[Missing]:
    """Pieces of the column that hold ink but none of the line's characters."""
    length = lying.shape[1]
    middles = [(char.start + char.end) / 2 * length for char in line.chars]
    ink = without_rules(ink_of(lying))
    em = em_of(ink)
    empty = (piece for piece in pieces(lying) if not any(piece.start <= middle < piece.end for middle in middles))
    found = (Missing(number, piece, shape_of(ink, piece, em=em)) for piece in empty)
    return [one for one in found if one.shape.ink > LEAST_INK]


def shape_of(ink: Floats, piece: Piece, *, em: float) -> Shape:
    """The piece of a column's ink turned upright and measured."""
    cell = np.ascontiguousarray(np.rot90(ink[:, piece.start : piece.end], -1))
    rows, columns = np.nonzero(cell)
    if len(rows) == 0:
        return Shape(0.5, 0.5, 0, 0, has_hole=False, slant=0, ink=0)
    across = (cell.shape[1] - em) / 2  # the column stands in the middle of the strip
    low_x, high_x, low_y, high_y = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    return Shape(
        x=float((low_x + high_x) / 2 - across) / em,
        y=float(low_y + high_y) / 2 / max(1, cell.shape[0]),
        width=float(high_x - low_x) / em,
        height=float(high_y - low_y) / em,
        has_hole=_has_hole(cell),
        slant=_slant(rows, columns),
        ink=len(rows) / em**2,
        corners=_corners(cell[low_y:high_y, low_x:high_x]),
    )


def _has_hole(cell: Floats) -> bool:
    _, tree = cv2.findContours(cell.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)[-2:]
    return tree is not None and bool((np.asarray(tree)[0, :, 3] >= 0).any())


def _corners(tight: Floats) -> str:
    high, wide = (max(1, round(length * 0.3)) for length in tight.shape)
    parts = (tight[:high, :wide], tight[:high, -wide:], tight[-high:, -wide:], tight[-high:, :wide])
    return "".join(name for name, part in zip("1234", parts, strict=True) if part.mean() > 0.2)


def _slant(rows: np.ndarray, columns: np.ndarray) -> float:
    """Correlation of right and down: near 1 for a stroke that falls to the right, as 、 does."""
    if len(rows) < 3 or rows.std() == 0 or columns.std() == 0:
        return 0.0
    return float(np.corrcoef(rows, columns)[0, 1])


def sign_of(shape: Shape) -> str:
    """「。」「、」「ー」 by shape; "" for anything else."""
    small = max(shape.width, shape.height) < 0.48
    if small and shape.x > 0.5:
        if shape.has_hole or abs(shape.slant) < 0.35:
            return "。" if max(shape.width, shape.height) > 0.15 else ""
        return "、" if shape.slant > 0.5 else ""
    if shape.height > 0.5 and shape.width < 0.32 and 0.25 < shape.x < 0.75 and shape.height > 2.2 * shape.width:
        return "ー"
    if 0.25 < shape.width < 0.8 and 0.13 < shape.height < 0.55 and shape.height < shape.width * 1.1:
        sign = BRACKETS.get(shape.corners, "")
        return sign if (sign == "「") == (shape.y > 0.5) else ""  # an opening bracket leans on what follows
    return ""


def looks(lying: Image, place: Missing) -> tuple[Image, Image]:
    """The place as strips of its own for a second look: upright, and lying as brackets are printed in rows."""
    side = lying.shape[0]
    paper = np.percentile(lying.reshape(-1, 3), 90, axis=0).astype(np.uint8)
    margin = np.broadcast_to(paper, (side, side // 3, 3))
    cells = (upright(lying, [place.piece]), lying[:, place.piece.start : place.piece.end])
    standing, flat = (np.ascontiguousarray(np.concatenate([margin, cell, margin], axis=1)) for cell in cells)
    return standing, flat


def chosen(standing: RawLine, flat: RawLine, *, shape: Shape) -> RawLine:
    """What the place says: a bracket or dash if it reads as one lying down, else what stands there."""
    if len(flat.chars) == 1 and flat.text in LYING and flat.score > min(0.9, standing.score):
        return flat
    if len(standing.chars) != 1:
        return standing
    text = STANDING.get(standing.text, standing.text)
    if max(shape.width, shape.height) < SMALL_KANA:
        text = SMALL.get(text, text)
    return RawLine((replace(standing.chars[0], text=text),))


def completed(line: RawLine, places: Sequence[Missing], *, length: int, readings: Sequence[RawLine]) -> RawLine:
    """The line with what was found at its missing places, in order along the column."""
    added = []
    for place, reading in zip(places, readings, strict=True):
        start, end = place.piece.start / length, place.piece.end / length
        step = (end - start) / max(1, len(reading.chars))
        for number, char in enumerate(reading.chars):
            if not char.text.isspace() and char.probability >= LEAST_PROBABILITY:
                added.append(replace(char, start=start + step * number, end=start + step * (number + 1)))
    return RawLine(tuple(sorted((*line.chars, *added), key=lambda char: char.start + char.end)))


def told(shape: Shape) -> RawLine | None:
    """The sign that the shape alone tells; None when it must be read."""
    sign = sign_of(shape)
    return RawLine((RawChar(sign, SHAPE_PROBABILITY, 0.0, 1.0),)) if sign else None
