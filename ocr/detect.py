"""Finds lines of writing with the text detector (differentiable binarization, Liao et al. 2020).

Works on a small copy of the page; the places it gives are in px of the full page.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import onnxruntime as ort

from ocr.engine import Region
from ocr.pixels import Floats, Image, Mask, as_bgr

WORKING_SIDE_PX = 1280
INK_SHARE = 0.3  # a pixel of the map counts as writing from here on
BOX_SCORE = 0.5
UNCLIP = 1.6  # the detector is trained on shrunken boxes: grow them back by area * UNCLIP / perimeter
MIN_SIDE_PX = 3.0
MOST_REGIONS = 1500
LONG = 1.8  # a patch this much longer than thick is a line of writing, not a single character


@dataclass(frozen=True, slots=True)
class Detector:
    session: ort.InferenceSession
    working_side_px: int = WORKING_SIDE_PX

    def find(self, image: Image) -> tuple[Region, ...]:
        """Lines of writing; all horizontal as far as this file knows."""
        height, width = image.shape[:2]
        if min(height, width) < 8:
            return ()
        small = shrink(image, self.working_side_px)
        ink = self.map_of(small)
        scale = (width / small.shape[1], height / small.shape[0])
        return tuple(boxes_of(ink, scale))

    def map_of(self, small: Image) -> Floats:
        """Probability of writing a pixel; `small` has sides that are multiples of 32."""
        feed = np.ascontiguousarray(small.transpose(2, 0, 1), dtype=np.float32)[None]
        feed *= np.float32(2 / 255)
        feed -= np.float32(1)
        result: Floats = self.session.run(None, {self.session.get_inputs()[0].name: feed})[0][0, 0]
        return result


def shrink(image: Image, side_px: int) -> Image:
    """BGR copy whose longer side is at most `side_px` and whose sides are multiples of 32."""
    height, width = image.shape[:2]
    ratio = min(1.0, side_px / max(height, width))
    size = tuple(max(32, round(length * ratio / 32) * 32) for length in (width, height))
    way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
    return as_bgr(np.asarray(cv2.resize(image, size, interpolation=way), dtype=np.uint8))


def boxes_of(ink: Floats, scale: tuple[float, float]) -> list[Region]:
    """One rectangle a patch of the map, the largest patches first so that a cap keeps the text."""
    mask = (ink > INK_SHARE).astype(np.uint8)
    mask = np.asarray(cv2.dilate(mask, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    order = sorted(range(1, count), key=lambda number: -int(stats[number, cv2.CC_STAT_AREA]))
    found = []
    for number in order[:MOST_REGIONS]:
        x, y, width, height = (int(value) for value in stats[number, :4])
        inside = labels[y : y + height, x : x + width] == number
        score = float(ink[y : y + height, x : x + width][inside].mean())
        if score >= BOX_SCORE and min(width, height) >= MIN_SIDE_PX:
            found.append(_region(inside, (x, y), scale=scale, limit=ink.shape, score=score))
    return [region for region in found if region is not None]


def _region(
    inside: Mask, corner: tuple[int, int], *, scale: tuple[float, float], limit: tuple[int, ...], score: float
) -> Region | None:
    """The patch's rectangle, grown back to the size of the writing."""
    points = band_of(inside)
    across, down = float(np.linalg.norm(points[1] - points[0])), float(np.linalg.norm(points[3] - points[0]))
    if min(across, down) < MIN_SIDE_PX:
        return None
    grow = across * down * UNCLIP / (2 * (across + down))
    along, aside = (points[1] - points[0]) / across * grow, (points[3] - points[0]) / down * grow
    points = points + np.array([-along - aside, along - aside, along + aside, aside - along]) + corner
    points = np.clip(points, 0, (limit[1], limit[0])) * scale
    tl, tr, br, bl = ((float(x), float(y)) for x, y in points)
    return Region((tl, tr, br, bl), score=score)


def band_of(inside: Mask) -> Floats:
    """The straight band that a patch fills: top left, top right, bottom right, bottom left.

    A line of writing is a band of even thickness; a seal or a tick hanging on it must not make the band thicker, as a
    smallest rectangle would.
    """
    height, width = inside.shape
    if max(width, height) < LONG * min(width, height):
        return np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    if height > width:
        tl, tr, br, bl = band_of(inside.T)[:, ::-1]
        return np.array([tl, bl, br, tr], dtype=np.float32)
    return _long_band(inside)


def _long_band(inside: Mask) -> Floats:
    height, width = inside.shape
    at = np.arange(width)
    top = inside.argmax(axis=0)
    thick = inside.sum(axis=0)
    usual = float(np.median(thick))
    normal = np.abs(thick - usual) <= max(2.0, 0.35 * usual)
    middle = top + (height - inside[::-1].argmax(axis=0) - top) / 2
    slope, start = np.polyfit(at[normal], middle[normal], 1) if normal.sum() > 2 else (0.0, height / 2)
    half = float(np.quantile(thick[normal], 0.8)) / 2 if normal.any() else height / 2
    left, right = start - slope / 2, start + slope * (width - 0.5)
    corners = [(0, left - half), (width, right - half), (width, right + half), (0, left + half)]
    return np.array(corners, dtype=np.float32)
