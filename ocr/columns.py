"""Cuts a column of vertical writing into its characters and sets them side by side, the way the recogniser was taught.

Takes a column laid on its left side (`ocr.strips.column`); gives a strip of upright characters.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pixels import Floats, Image, as_grey

RULE_SHARE = 0.86
GAP_COST = 0.35  # how much a piece that is not square costs beside the ink a cut crosses


@dataclass(frozen=True, slots=True)
class Piece:
    """Start and end of one character along the column, px of the strip."""

    start: int
    end: int


def pieces(lying: Image) -> tuple[Piece, ...]:
    """Where the characters of a lying column stand, first to last; empty for a strip without ink."""
    ink = without_rules(ink_of(lying))
    profile = ink.sum(axis=0)
    inked = np.flatnonzero(profile > 0)
    if len(inked) == 0:
        return ()
    start, stop = int(inked[0]), int(inked[-1]) + 1
    em = em_of(ink)
    cuts = [min(lying.shape[1], max(0, start + cut)) for cut in _best_cuts(profile[start:stop] / em, em)]
    return tuple(Piece(a, b) for a, b in itertools.pairwise(cuts) if b > a)


def ink_of(strip: Image) -> Floats:
    """1 where there is ink, 0 on paper."""
    grey = as_grey(strip)
    _, mask = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(mask, dtype=np.float32)


def without_rules(ink: Floats) -> Floats:
    """The ink without cell borders: lines over the whole height of the strip or most of its length."""
    kept = ink.copy()
    kept[:, ink.mean(axis=0) > RULE_SHARE] = 0
    kept[ink.mean(axis=1) > RULE_SHARE * 0.8, :] = 0
    return kept


def em_of(ink: Floats) -> float:
    """Size of a full character: how wide the column's ink is, at least a third of the strip."""
    across = np.flatnonzero(ink.sum(axis=1) > 0.5)
    wide = float(across[-1] - across[0] + 1) if len(across) else 0.0
    return max(wide * 1.08, float(ink.shape[0]) / 3)


def _best_cuts(profile: Floats, em: float) -> list[int]:
    """Cut positions that cross least ink and leave pieces nearest to square (dynamic programming).

    The first and the last may lie outside the ink: 「 and 。 fill only a corner of their square.
    """
    margin = round(0.6 * em)
    padded = np.concatenate([np.zeros(margin), profile, np.zeros(margin + 1)])
    length = len(padded) - 1
    least, most = max(2, round(0.45 * em)), max(4, round(1.45 * em))
    cost = np.full(length + 1, np.inf)
    cost[: margin + 1] = 0.0
    back = np.arange(length + 1)
    for end in range(least, length + 1):
        low = max(0, end - most)
        sizes = end - np.arange(low, end - least + 1)
        total = cost[low : end - least + 1] + GAP_COST * 2 * (sizes / em - 1.0) ** 2
        place = int(total.argmin())
        if end > margin or total[place] + padded[end] < cost[end]:
            cost[end] = total[place] + padded[end]
            back[end] = low + place
    last = length - margin + int(cost[length - margin :].argmin())
    cuts = [last]
    while back[cuts[-1]] != cuts[-1]:
        cuts.append(int(back[cuts[-1]]))
    return [cut - margin for cut in cuts[::-1]]


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
