"""A sheet on its way through a scanner: pixels with the map from the straight sheet to them.

All steps take and give arrays `H×W×3` uint8 RGB at the sheet's own resolution until `at_dpi`.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from cv2.typing import MatLike

Pixels = MatLike
Matrix = MatLike
cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True)
class Scan:
    """`matrix` 2×3 maps px of the straight sheet to px of `pixels`. `mode`: colour | grey | bilevel."""

    pixels: Pixels
    matrix: Matrix
    dpi: int = 300
    turned_deg: int = 0
    mode: str = "colour"


def fresh(pixels: Pixels) -> Scan:
    return Scan(pixels, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))


def _then(matrix: Matrix, after: Matrix) -> Matrix:
    whole = np.vstack([after, [0, 0, 1]]) @ np.vstack([matrix, [0, 0, 1]])
    return np.asarray(whole[:2])


def skewed(scan: Scan, degrees: float, *, shift: tuple[float, float] = (0, 0), bed: int = 255) -> Scan:
    """Turned clockwise by `degrees` about the centre and moved by `shift` px; `bed` is the scanner's lid."""
    height, width = scan.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turn[:, 2] += np.asarray(shift)
    pixels = cv2.warpAffine(
        scan.pixels,
        turn,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(bed,) * 3,
    )
    return replace(scan, pixels=pixels, matrix=_then(scan.matrix, turn))


def at_dpi(scan: Scan, dpi: int) -> Scan:
    """The same scan at another resolution."""
    share = dpi / scan.dpi
    height, width = scan.pixels.shape[:2]
    size = (round(width * share), round(height * share))
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    stretch = np.array([[size[0] / width, 0, 0], [0, size[1] / height, 0]])
    pixels = cv2.resize(scan.pixels, size, interpolation=way)
    return replace(scan, pixels=pixels, dpi=dpi, matrix=_then(scan.matrix, stretch))


def turned(scan: Scan, degrees: int) -> Scan:
    """Fed the wrong way round: a clockwise turn by `degrees` makes the result upright again."""
    if degrees == 0:
        return scan
    height, width = scan.pixels.shape[:2]
    back = {
        90: (cv2.ROTATE_90_COUNTERCLOCKWISE, [[0, 1, 0], [-1, 0, width - 1]]),
        180: (cv2.ROTATE_180, [[-1, 0, width - 1], [0, -1, height - 1]]),
        270: (cv2.ROTATE_90_CLOCKWISE, [[0, -1, height - 1], [1, 0, 0]]),
    }
    code, matrix = back[degrees]
    pixels = cv2.rotate(scan.pixels, code)
    return replace(scan, pixels=pixels, turned_deg=degrees, matrix=_then(scan.matrix, np.array(matrix, dtype=float)))


def greyed(scan: Scan) -> Scan:
    return replace(scan, mode="grey")
