"""A page as 256 bits that stay nearly the same when the same side is scanned again. Says likeness, never identity."""

import cv2
import numpy as np

from ingest.scan import Pixels
from ingest.steps.colour import to_grey

_SIDE = 16


def likeness(image: Pixels) -> str:
    """Hex of which neighbour is darker on a 17 by 16 grid: blind to brightness, contrast and resolution."""
    grey = cv2.GaussianBlur(to_grey(image), (0, 0), max(image.shape[:2]) / 200)
    small = cv2.resize(grey, (_SIDE + 1, _SIDE), interpolation=cv2.INTER_AREA).astype(np.int16)
    bits = np.packbits(small[:, 1:] > small[:, :-1] + 1)
    return bits.tobytes().hex()


def difference(left: str, right: str) -> int:
    """Bits that differ, 0 to 256."""
    return (int(left, 16) ^ int(right, 16)).bit_count()
