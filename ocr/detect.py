"""Finds lines of writing with the text detector (differentiable binarization, Liao et al. 2020).

Works on a small copy of the page; the places it gives are in px of the full page.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import onnxruntime as ort

from ocr.engine import Corners, Region
from ocr.pixels import Floats, Image, as_bgr

WORKING_SIDE_PX = 1280
INK_SHARE = 0.3  # a pixel of the map counts as writing from here on
BOX_SCORE = 0.5
UNCLIP = 1.6  # the detector is trained on shrunken boxes: grow them back by area * UNCLIP / perimeter
MIN_SIDE_PX = 3.0
MOST_REGIONS = 1500


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
    """Rectangles around the patches of the map, best first by size so that a cap keeps the text."""
    mask = (ink > INK_SHARE).astype(np.uint8)
    mask = np.asarray(cv2.dilate(mask, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    kept = sorted(contours, key=cv2.contourArea, reverse=True)[:MOST_REGIONS]
    found = (_region(np.asarray(contour), ink, scale=scale) for contour in kept)
    return [region for region in found if region is not None]


def _region(contour: Image, ink: Floats, *, scale: tuple[float, float]) -> Region | None:
    centre, (width, height), angle = cv2.minAreaRect(contour)
    if min(width, height) < MIN_SIDE_PX:
        return None
    score = _score(np.asarray(cv2.boxPoints((centre, (width, height), angle)), dtype=np.float32), ink)
    if score < BOX_SCORE:
        return None
    grow = width * height * UNCLIP / (2 * (width + height)) * 2
    points = cv2.boxPoints((centre, (width + grow, height + grow), angle))
    limit = np.array([ink.shape[1], ink.shape[0]], dtype=np.float32)
    points = np.clip(points, 0, limit) * np.array(scale, dtype=np.float32)
    return Region(clockwise(np.asarray(points, dtype=np.float32)), score=score)


def _score(points: Floats, ink: Floats) -> float:
    """Mean of the map inside the rectangle."""
    height, width = ink.shape
    low = np.clip(np.floor(points.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    high = np.clip(np.ceil(points.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    mask = np.zeros((high[1] - low[1] + 1, high[0] - low[0] + 1), np.uint8)
    cv2.fillPoly(mask, [(points - low).astype(np.int32)], 1)
    return float(cv2.mean(ink[low[1] : high[1] + 1, low[0] : high[0] + 1], mask)[0])


def clockwise(points: Floats) -> Corners:
    """The four points as top left, top right, bottom right, bottom left."""
    by_x = points[np.argsort(points[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    tl, tr, br, bl = ((float(p[0]), float(p[1])) for p in (left[0], right[0], right[1], left[1]))
    return tl, tr, br, bl
