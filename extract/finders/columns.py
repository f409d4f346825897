"""Where columns end when no rule says so: in the widest white between two titles. Refuses to cut through writing."""

from collections.abc import Sequence
from itertools import pairwise

from domain.geometry import Box
from extract.signs import Text


def between(titles: Sequence[tuple[int, int]], lines: Sequence[Text], *, page: Box) -> list[int]:
    """Edges of the columns under `titles` (their left and right px, in order): one more than there are titles.

    A centred title stands far inside a wide column, so the edge is sought anywhere between two titles.
    """
    inked = _ink(lines, page)
    edges = [page.x]
    for (_, left_end), (right_start, _) in pairwise(titles):
        edges.append(_widest_white(inked, left_end, end=max(right_start, left_end + 1)))
    return [*edges, page.right + 1]


def _ink(lines: Sequence[Text], page: Box) -> list[int]:
    """For each px across, how many lines have writing there."""
    inked = [0] * (page.right + 2)
    for line in lines:
        for sign in line.solid:
            for x in range(max(0, sign.box.x), min(len(inked), sign.box.right)):
                inked[x] += 1
    return inked


def _widest_white(inked: list[int], start: int, *, end: int) -> int:
    """The middle of the longest stretch with the least ink."""
    least = min(inked[start:end], default=0)
    longest, middle, begun = 0, (start + end) // 2, -1
    for x in range(start, end + 1):
        white = x < end and inked[x] == least
        if white and begun < 0:
            begun = x
        elif not white and begun >= 0:
            if x - begun > longest:
                longest, middle = x - begun, (x + begun) // 2
            begun = -1
    return middle
