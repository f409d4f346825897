"""Places on paper: boxes, the map from the upright page back to the scan, and the one confidence scale.

All boxes are whole pixels of the upright page, origin top left, unless a name says `scan`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

Confidence = NewType("Confidence", float)


def confidence(value: float) -> Confidence:
    """Admit a number to the one scale: share of such readings that are right, 0..1.

    Raises ValueError outside 0..1 or for NaN: an engine's raw score must be calibrated first.
    """
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"confidence must lie in 0..1, found {value!r}")
    return Confidence(float(value))


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in px; `width` and `height` are never negative."""

    x: int
    y: int
    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 0 or self.height < 0:
            raise ValueError(f"a box cannot have negative size: {self}")

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def area(self) -> int:
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def as_tuple(self) -> tuple[int, int, int, int]:
        return self.x, self.y, self.width, self.height

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlap(self, other: "Box") -> "Box":
        """The shared rectangle; of zero size where there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Box(x, y, max(0, min(self.right, other.right) - x), max(0, min(self.bottom, other.bottom) - y))

    def share_inside(self, other: "Box") -> float:
        """Share of this box's area that lies inside `other`, 0..1."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return across * down / self.area if self.area and across > 0 and down > 0 else 0.0

    def union(self, other: "Box") -> "Box":
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def padded(self, by_px: int, *, within: "Box | None" = None) -> "Box":
        """Grown by `by_px` on each side, cut to `within` if given."""
        width, height = max(0, self.width + 2 * by_px), max(0, self.height + 2 * by_px)
        grown = Box(self.x - by_px, self.y - by_px, width, height)
        return grown.overlap(within) if within else grown


def surround(boxes: Iterable[Box]) -> Box:
    """The smallest box around all `boxes`; raises ValueError when there is none."""
    found = list(boxes)
    if not found:
        raise ValueError("no box to surround")
    x, y = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.x + box.width for box in found), max(box.y + box.height for box in found)
    return Box(x, y, right - x, bottom - y)


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a*x + b*y + c, y' = d*x + e*y + f. Used as `Page.to_scan`: upright page px to scan px."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def apply_box(self, box: Box) -> Box:
        """The smallest upright box around the mapped corners of `box`."""
        corners = [self.apply(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, top = math.floor(min(xs) + 1e-6), math.floor(min(ys) + 1e-6)
        return Box(left, top, math.ceil(max(xs) - 1e-6) - left, math.ceil(max(ys) - 1e-6) - top)

    def then(self, after: "Affine") -> "Affine":
        """The map that applies this one first and `after` second."""
        return Affine(
            after.a * self.a + after.b * self.d,
            after.a * self.b + after.b * self.e,
            after.a * self.c + after.b * self.f + after.c,
            after.d * self.a + after.e * self.d,
            after.d * self.b + after.e * self.e,
            after.d * self.c + after.e * self.f + after.f,
        )

    def inverse(self) -> "Affine":
        """Raises ValueError for a map that flattens the page."""
        det = self.a * self.e - self.b * self.d
        if abs(det) < 1e-12:
            raise ValueError("this map cannot be reversed")
        a, b, d, e = self.e / det, -self.b / det, -self.d / det, self.a / det
        return Affine(a, b, -(a * self.c + b * self.f), d, e, -(d * self.c + e * self.f))
