"""Sheets drawn for these tests: writing-like strokes, rules, dots at known places, and what scanners add to them."""

from functools import cache

import cv2
import numpy as np

A4 = (3508, 2480)


def blank(size: tuple[int, int] = A4, *, value: int = 252, colour: bool = False) -> np.ndarray:
    return np.full((*size, 3) if colour else size, value, np.uint8)


def write(
    image: np.ndarray, box: tuple[int, int, int, int], *, ink: int = 25, size_px: int = 44, seed: int = 1
) -> None:
    """Rows of glyph-like crosses and frames in (x, y, width, height), drawn in place."""
    rng = np.random.default_rng(seed)
    x0, y0, width, height = box
    tone = (ink,) * 3
    for y in range(y0, y0 + height - size_px, round(size_px * 1.7)):
        for x in range(x0, x0 + width - size_px, round(size_px * 1.1)):
            for _ in range(4):
                a, b = rng.integers(2, size_px - 4, 2), rng.integers(2, size_px - 4, 2)
                flat = rng.random() < 0.6
                end = (x + int(b[0]), y + int(a[1])) if flat else (x + int(a[0]), y + int(b[1]))
                cv2.line(image, (x + int(a[0]), y + int(a[1])), end, tone, 4)
            cv2.line(image, (x + 4, y + size_px - 6), (x + size_px - 6, y + size_px - 6), tone, 4)


def form(*, colour: bool = False, ink: int = 25) -> np.ndarray:
    """An A4 form at 300 dpi: a title, a ruled table with writing in its cells."""
    return _form(colour, ink).copy()


@cache
def _form(colour: bool, ink: int) -> np.ndarray:
    image = blank(colour=colour)
    write(image, (800, 200, 900, 110), size_px=80, ink=ink)
    tone = (ink,) * 3
    for y in range(500, 3201, 300):
        cv2.line(image, (250, y), (2250, y), tone, 3)
    for x in (250, 700, 2250):
        cv2.line(image, (x, 500), (x, 3200), tone, 3)
    for row, y in enumerate(range(540, 3200, 300)):
        write(image, (290, y, 360, 90), ink=ink, seed=row)
        write(image, (740, y, 1400, 180), ink=ink, seed=row + 50)
    return image


def leaning(image: np.ndarray, deg: float, *, value: int = 252) -> np.ndarray:
    """`image` turned clockwise by `deg` about its middle, its size kept."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -deg, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), borderValue=(value,) * 3)


def on_glass(image: np.ndarray, deg: float, *, glass: int, margin_px: int = 160) -> np.ndarray:
    """The sheet lying askew on a scanner whose lid has brightness `glass`."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -deg, 1.0)
    matrix[:, 2] += margin_px
    size = (width + 2 * margin_px, height + 2 * margin_px)
    return cv2.warpAffine(image, matrix, size, borderValue=(glass,) * 3)


def grainy(image: np.ndarray, *, sigma: float, seed: int = 3) -> np.ndarray:
    noise = np.empty(image.shape[:2], np.int8)
    cv2.setRNGSeed(seed)
    cv2.randn(noise, 0, min(sigma, 30))
    noise = noise.astype(np.int16) * max(1, round(sigma / 30))
    return np.clip(image + (noise[..., None] if image.ndim == 3 else noise), 0, 255).astype(np.uint8)


def punched(image: np.ndarray, *, y_px: int = 1280, radius_px: int = 35, shade: int = 60) -> np.ndarray:
    """Two holes 80 mm apart, 12 mm from the left edge, at 300 dpi."""
    holed = image.copy()
    for y in (y_px, y_px + 945):
        cv2.circle(holed, (142, y), radius_px, (shade,) * 3, -1)
    return holed
