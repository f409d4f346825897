"""The picture types the readers share and the few ways they change shape. Refuses anything but 8-bit grey or BGR."""

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


def as_bgr(image: Image) -> Image:
    """`H×W` grey or `H×W×3` BGR to BGR; raises ValueError for any other shape."""
    if image.ndim == 2:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    if image.ndim == 3 and image.shape[2] == 3:
        return image
    raise ValueError(f"an image is HxW or HxWx3, found {image.shape}")


def as_grey(image: Image) -> Image:
    """Grey copy (or the image itself when it is grey)."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def turned(image: Image, clockwise_deg: int) -> Image:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, -(clockwise_deg // 90)))
