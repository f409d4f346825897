"""Cuts a line of writing out of the full page as a strip of fixed height, which is what the recogniser reads."""

import math

import cv2
import numpy as np

from ocr.engine import Corners, Region
from ocr.pixels import Image

STRIP_HEIGHT_PX = 48
WIDEST_PX = 3200  # a strip is squeezed beyond this: about 65 full-width characters


def strip(image: Image, corners: Corners, *, height_px: int = STRIP_HEIGHT_PX) -> Image:
    """The quadrilateral, straightened, `height_px` high, its width in proportion (at least 1)."""
    source = np.array(corners, dtype=np.float32)
    across = max(_length(source, start=0, end=1), _length(source, start=3, end=2))
    down = max(_length(source, start=0, end=3), _length(source, start=1, end=2))
    width = max(1, min(WIDEST_PX, math.ceil(across * height_px / max(down, 1.0))))
    if down > 2 * height_px:  # shrink smoothly first: sampling alone would drop thin strokes
        image, source = _shrunk(image, source, ratio=height_px / down)
    target = np.array([(0, 0), (width, 0), (width, height_px), (0, height_px)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    return np.asarray(
        cv2.warpPerspective(image, matrix, (width, height_px), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        dtype=np.uint8,
    )


def column(image: Image, region: Region) -> Image:
    """A vertical line turned a quarter to the left, so that its top is at the left end of the strip."""
    tl, tr, br, bl = region.corners
    return strip(image, (tr, br, bl, tl))


def _length(points: np.ndarray, *, start: int, end: int) -> float:
    return float(np.linalg.norm(points[start] - points[end]))


def _shrunk(image: Image, source: np.ndarray, *, ratio: float) -> tuple[Image, np.ndarray]:
    """The part of the page around `source`, made smaller by area averaging, and the corners in it."""
    low = np.maximum(np.floor(source.min(axis=0)).astype(int) - 2, 0)
    high = np.ceil(source.max(axis=0)).astype(int) + 2
    part = image[low[1] : high[1], low[0] : high[0]]
    size = (max(1, round(part.shape[1] * ratio)), max(1, round(part.shape[0] * ratio)))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    scale = np.array([size[0] / part.shape[1], size[1] / part.shape[0]], dtype=np.float32)
    return np.asarray(small, dtype=np.uint8), ((source - low) * scale).astype(np.float32)
