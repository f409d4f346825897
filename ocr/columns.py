"""Cuts a column of vertical writing into its characters and sets them side by side, the way the recogniser was taught.

Takes a column laid on its left side (`ocr.strips.column`); gives a strip of upright characters.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pixels import Floats, Image, as_grey

GAP_COST = 0.35  # how much a piece that is not square costs beside the ink a cut crosses


@dataclass(frozen=True, slots=True)
class Piece:
    """Start and end of one character along the column, px of the strip."""

    start: int
    end: int


def pieces(lying: Image) -> tuple[Piece, ...]:
    """Where the characters of a lying column stand, first to last; empty for a strip without ink."""
    ink = ink_of(lying)
    profile = ink.sum(axis=0)
    inked = np.flatnonzero(profile > 0)
    if len(inked) == 0:
        return ()
    start, stop = int(inked[0]), int(inked[-1]) + 1
    em = em_of(ink)
    cuts = _best_cuts(profile[start:stop] / em, em)
    return tuple(Piece(start + a, start + b) for a, b in itertools.pairwise(cuts))


def ink_of(strip: Image) -> Floats:
    """1 where there is ink, 0 on paper."""
    grey = as_grey(strip)
    _, mask = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(mask, dtype=np.float32)


def em_of(ink: Floats) -> float:
    """Size of a full character: how wide the column's ink is, at least a third of the strip."""
    across = np.flatnonzero(ink.sum(axis=1) > 0.5)
    wide = float(across[-1] - across[0] + 1) if len(across) else 0.0
    return max(wide * 1.08, float(ink.shape[0]) / 3)


def _best_cuts(profile: Floats, em: float) -> list[int]:
    """Cut positions from 0 to the end that cross least ink and leave pieces nearest to square (dynamic programming)."""
    length = len(profile)
    padded = np.append(profile, 0.0)
    least, most = max(2, round(0.45 * em)), max(4, round(1.45 * em))
    cost = np.full(length + 1, np.inf)
    cost[0] = 0.0
    back = np.zeros(length + 1, dtype=np.int64)
    for end in range(1, length + 1):
        low, high = max(0, end - most), max(0, end - least + 1)
        if end == length:
            high = max(high, min(length, 1))
        if low >= high:
            continue
        sizes = end - np.arange(low, high)
        total = cost[low:high] + GAP_COST * (sizes / em - 1.0) ** 2 * 2
        place = int(total.argmin())
        cost[end] = total[place] + (padded[end] if end < length else 0.0)
        back[end] = low + place
    cuts = [length]
    while cuts[-1] > 0:
        cuts.append(int(back[cuts[-1]]))
    return cuts[::-1]


def upright(lying: Image, found: Sequence[Piece]) -> Image:
    """The characters turned upright and set side by side, each in a square of the strip's height."""
    side = lying.shape[0]
    paper = np.percentile(lying.reshape(-1, lying.shape[2]), 90, axis=0).astype(np.uint8)
    cells = []
    for piece in found:
        character = np.rot90(lying[:, piece.start : piece.end], -1)
        height = character.shape[0]
        if height > side:
            squeezed = cv2.resize(np.ascontiguousarray(character), (side, side), interpolation=cv2.INTER_AREA)
            character = np.asarray(squeezed, dtype=np.uint8)
            height = side
        top = (side - height) // 2
        cell = np.broadcast_to(paper, (side, side, lying.shape[2])).copy()
        cell[top : top + height] = character
        cells.append(cell)
    return np.ascontiguousarray(np.concatenate(cells, axis=1)) if cells else lying
