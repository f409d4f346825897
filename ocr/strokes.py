"""Long straight strokes in an ink mask: what ruled lines and strokes through words are made of. Judges none of them.

A stroke is described along and across, so that level and upright ones (in the turned mask) are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pixels import Image


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight stroke in px. Along a level one runs x, along an upright one y.

    `start`, `end`: along; `near`, `far`: across at the start and at the end; `thick`: across.
    """

    start: float
    end: float
    near: float
    far: float
    thick: float

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def slope(self) -> float:
        return (self.far - self.near) / self.length if self.length else 0.0

    @property
    def middle(self) -> float:
        return (self.near + self.far) / 2

    def across(self, along: float) -> float:
        """Place across at `along`, beyond the ends too."""
        return self.near + self.slope * (along - self.start)

    def grown(self, factor: float) -> "Stroke":
        return Stroke(*(factor * v for v in (self.start, self.end, self.near, self.far, self.thick)))


def runs(mask: Image, *, gap_px: int, least_px: int) -> Image:
    """What is inked along x for at least `least_px`, gaps up to `gap_px` bridged."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, gap_px + 1), np.uint8)) if gap_px else mask
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least_px), np.uint8)), dtype=np.uint8)


def fitted(found: Image, *, thickest_px: float, steepest: float) -> list[Stroke]:
    """A stroke for each patch of `found` that is thin and level enough."""
    outlines, _ = cv2.findContours(found, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    level = (one for one in outlines if _is_level(cv2.boundingRect(one), thickest_px, steepest=steepest))
    strokes = (_fit(np.asarray(outline).reshape(-1, 2), thickest_px) for outline in level)
    return [stroke for stroke in strokes if stroke is not None]


def _is_level(box: Sequence[int], thickest_px: float, *, steepest: float) -> bool:
    _, _, width, height = box
    return height - 1 <= thickest_px + steepest * width


def _fit(outline: np.ndarray, thickest_px: float) -> Stroke | None:
    xs, ys = outline[:, 0], outline[:, 1]
    x, width = int(xs.min()), int(np.ptp(xs)) + 1
    thick = (cv2.contourArea(outline) + len(outline) / 2 + 1) / width  # Pick's theorem: px inside and on the outline
    if thick > thickest_px:
        return None
    end = max(1, min(width // 4, 40))
    near, far = float(ys[xs < x + end].mean()), float(ys[xs >= x + width - end].mean())
    slope = (far - near) / max(1, width - end)
    return Stroke(x, x + width, near + 0.5 - slope * end / 2, far + 0.5 + slope * end / 2, thick)
