"""Turns by quarters and resizes: the two changes that keep the pixel grid, with the maps that undo them.

Maps speak of places, not of pixel centres: pixel i covers i to i+1, so the edges of boxes map exactly.
"""

import math

import cv2
import numpy as np

from domain.geometry import Affine
from ingest.scan import Pixels

_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turn(image: Pixels, deg: int) -> tuple[Pixels, Affine]:
    """`image` turned clockwise by 0, 90, 180 or 270, and the map from the result back to `image`."""
    height, width = image.shape[:2]
    if deg == 0:
        return image, Affine()
    back = {
        90: Affine(0, 1, 0, -1, 0, height),
        180: Affine(-1, 0, width, 0, -1, height),
        270: Affine(0, -1, width, 1, 0, 0),
    }[deg]
    return np.asarray(cv2.rotate(image, _ROTATIONS[deg]), dtype=np.uint8), back


def rescale(image: Pixels, scale: float) -> tuple[Pixels, Affine]:
    """`image` times `scale`, and the map from the result back to `image`. Unchanged when `scale` is 1."""
    smallest = min(image.shape[:2])
    halvings = max(0, min(math.floor(math.log2(1 / scale) + 1e-9), math.floor(math.log2(smallest))))
    image = halve(image, halvings)
    height, width = image.shape[:2]
    size = max(1, round(width * scale * 2**halvings)), max(1, round(height * scale * 2**halvings))
    # Down to the half, two pixels each way see everything; OpenCV's mean over odd areas is six times slower.
    how = cv2.INTER_LINEAR if scale < 1 else cv2.INTER_CUBIC
    resized = image if size == (width, height) else cv2.resize(image, size, interpolation=how)
    back = Affine(width / size[0] * 2**halvings, 0, 0, 0, height / size[1] * 2**halvings, 0)
    return np.asarray(resized, dtype=np.uint8), back


def halve(image: Pixels, times: int = 1) -> Pixels:
    """Mean of 2 x 2 pixels, `times` over; an odd last row or column is dropped."""
    for _ in range(times):
        height, width = image.shape[:2]
        if min(height, width) < 2:
            break
        even = image[: height // 2 * 2, : width // 2 * 2]
        image = np.asarray(cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return image
