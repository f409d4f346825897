"""What stands in and about a square: a cross from corner to corner, paper all around, strokes of a tick that leave it.

Tells a box to tick from 口 with its feet and from a square part of a kanji; says nothing of a box's meaning.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Box
from ocr.pixels import Image, Mask

AWAY, REACH = 0.12, 0.26  # of the side: where the strips of paper about a box begin and end
CORNERS = 0.25  # of the side: where the ends of a cross may leave
NEIGHBOURS = 0.08  # share of a strip that may be ink
RIGHT, ABOVE = 0.3, 0.35  # the same where ticks leave the box and where its words begin
FEET = 0.36  # share of a lower corner's underside that may be inked
ARM = 0.85  # share of an arm of a cross that must be ink
STRAYS = 0.13  # of the side: how far an arm may lie off the diagonal
OPEN, LEAST_OPEN = 0.55, 0.9  # share of a field between two arms that may be ink: of three of them, of the fourth
LEAVES = 0.3  # of the side: most that strokes crossing a side may be wide together
MARKED, FILLING = 0.06, 0.5  # share of the inside that a tick inks: at least, at most


def patch(marks: Image, box: Box, *, around: int) -> Mask:
    """The ink of a box inside the page and `around` px about it; beyond the page there is none."""
    left, top = max(0, box.x - around), max(0, box.y - around)
    seen = marks[top : box.bottom + around, left : box.right + around] > 0
    out = np.zeros((box.height + 2 * around, box.width + 2 * around), dtype=np.bool_)
    down, across = top - box.y + around, left - box.x + around
    out[down : down + seen.shape[0], across : across + seen.shape[1]] = seen
    return out


def is_crossed(inside: np.ndarray) -> bool:
    """True where four arms lead from the middle to the corners, a little crooked perhaps, with paper between them.

    `inside`: ink mask of the box with its sides.
    """
    height, width = inside.shape
    reach = max(1, round(STRAYS * (height + width) / 2))
    share = np.linspace(0.16, 0.84, 40)
    rows, columns = (share * (height - 1)).round().astype(int), (share * (width - 1)).round().astype(int)
    windows = np.clip(columns[:, None] + np.arange(-reach, reach + 1), 0, width - 1)
    falling, rising = inside[rows[:, None], windows].any(axis=1), inside[rows[::-1, None], windows].any(axis=1)
    arms = [half.mean() for line in (falling, rising) for half in (line[:20], line[20:])]
    *_, second, fullest = sorted(_fields(inside))
    return bool(min(arms) >= ARM and second <= OPEN and fullest <= LEAST_OPEN)


def _fields(inside: np.ndarray) -> list[float]:
    """Ink in the four fields between the arms, each near its side's middle."""
    height, width = inside.shape
    near, far = 0.22, 0.32
    down, across = (
        slice(round(0.43 * height), round(0.57 * height) + 1),
        slice(round(0.43 * width), round(0.57 * width) + 1),
    )
    bands = ((near, far), (1 - far, 1 - near))
    levels = (inside[round(low * height) : round(high * height) + 1, across] for low, high in bands)
    sides = (inside[down, round(low * width) : round(high * width) + 1] for low, high in bands)
    return [float(field.mean()) for field in (*levels, *sides)]


@dataclass(frozen=True, slots=True)
class _Strips:
    """The strips of paper on the four sides of a box in the middle of `seen`, from `near` px outwards."""

    seen: np.ndarray
    around: int
    near: int

    def _along(self, length: int, trimmed: float) -> slice:
        inner = length - 2 * self.around
        cut = round(trimmed * inner)
        return slice(self.around + cut, length - self.around - cut)

    def left(self, *, trimmed: float = 0.0) -> np.ndarray:
        return self.seen[self._along(self.seen.shape[0], trimmed), 1 : self.around - self.near + 1]

    def right(self) -> np.ndarray:
        first = self.seen.shape[1] - self.around + self.near - 1
        return self.seen[self._along(self.seen.shape[0], 0.0), first : first + max(2, self.near - 1)]

    def above(self) -> np.ndarray:
        return self.seen[1 : self.around - self.near + 1, self._along(self.seen.shape[1], 0.0)]

    def below(self, *, trimmed: float = 0.0) -> np.ndarray:
        return self.seen[-self.around + self.near - 1 : -1, self._along(self.seen.shape[1], trimmed)]


def _is_ticked(inside: np.ndarray) -> bool:
    """True where one stroke stands in the box, thinner than what fills it."""
    height, width = inside.shape
    inner = inside[round(0.2 * height) : round(0.8 * height), round(0.2 * width) : round(0.8 * width)]
    return bool(MARKED <= inner.mean() <= FILLING)


def _only_a_tick_leaves(seen: np.ndarray, around: int, *, near: int) -> bool:
    """True where all ink beyond the box hangs together with it, crosses its sides in narrow strokes and ends below."""
    count, labels = cv2.connectedComponents(seen.astype(np.uint8))
    frame = np.concatenate([labels[around, around:-around], labels[-around - 1, around:-around]])
    own = np.bincount(frame[frame > 0], minlength=count).argmax() if (frame > 0).any() else 0
    stray = _Strips((labels > 0) & (labels != own), around, near=near)
    leaving = _Strips(labels == own, around, near=near)
    left, below = leaving.left(), leaving.below()
    return bool(
        max(stray.left().mean(), stray.below().mean()) <= NEIGHBOURS
        and max(left.mean(axis=0).max(), below.mean(axis=1).max()) <= LEAVES
        and not below[-1].any()
    )


def _feet(seen: np.ndarray, around: int, *, side: float) -> float:
    """How much more ink there is under both lower corners than between them."""
    corner = max(2, round(0.15 * side))
    under = seen[seen.shape[0] - around : seen.shape[0] - around + 2, around:-around]
    feet = min(under[:, :corner].mean(), under[:, -corner:].mean())
    return float(feet - under[:, corner:-corner].mean())


def stands_alone(marks: Image, box: Box) -> bool:
    """True where paper lies left of and below the box and its lower corners are clean; only a mark in it may leave it.

    Parts of kanji have neighbours there, 口 and its like have feet. Copies fray the sides: the first px do not count.
    """
    side = (box.width + box.height) / 2
    near, far = max(4, round(AWAY * side)), max(6, round(REACH * side))
    around = far + 1
    seen = patch(marks, box, around=around)
    view = _Strips(seen, around, near=near)
    if view.right().mean() > RIGHT or view.above().mean() > ABOVE:
        return False
    inside = seen[around:-around, around:-around]
    if is_crossed(inside):
        return bool(max(view.left(trimmed=CORNERS).mean(), view.below(trimmed=CORNERS).mean()) <= NEIGHBOURS)
    strips = view.left(), view.below()
    if max(strip.mean() for strip in strips) > NEIGHBOURS:
        return _is_ticked(inside) and _only_a_tick_leaves(seen, around, near=near)
    return _feet(seen, around, side=side) <= FEET
