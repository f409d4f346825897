"""What happened to the paper itself: holes, folds, staple, yellowing, print showing through, fading.

Steps take and give arrays `H×W×3` uint8 RGB of the straight sheet at 300 dpi.
"""

from random import Random

import cv2
import numpy as np

from drawing.paper import px
from drawing.scan import Pixels


def _numbers(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(64))


def _darken(pixels: Pixels, factor: np.ndarray) -> Pixels:
    """Multiply by `factor` (H×W, float32 about 1)."""
    return cv2.multiply(pixels, cv2.merge([factor] * 3), dtype=cv2.CV_8U)


def punched(pixels: Pixels, rng: Random, *, bed: int = 70) -> Pixels:
    """Two holes of 6 mm, 80 mm apart, 12 mm from the left edge; the scanner's bed shows through."""
    out = pixels.copy()
    middle = out.shape[0] // 2 + rng.randint(-20, 20)
    x = px(12) + rng.randint(-10, 10)
    for y in (middle - px(40), middle + px(40)):
        cv2.circle(out, (x + 3, y + 4), px(3), (205, 205, 205), -1, cv2.LINE_AA)
        cv2.circle(out, (x, y), px(3), (bed,) * 3, -1, cv2.LINE_AA)
        cv2.circle(out, (x, y), px(3), (150,) * 3, 2, cv2.LINE_AA)
    return out


def folded(pixels: Pixels, rng: Random, *, share: float = 0.5, across: bool = True, depth: float = 0.16) -> Pixels:
    """A crease: light ridge beside a dark line, fading over some mm."""
    length = pixels.shape[0] if across else pixels.shape[1]
    at = length * share + rng.uniform(-12, 12)
    place = np.arange(length, dtype=np.float32)
    line = 1 - depth * np.exp(-(((place - at) / 3.0) ** 2)) - depth * 0.35 * np.exp(-np.abs(place - at - 14) / 45)
    line += depth * 0.3 * np.exp(-(((place - at + 9) / 6.0) ** 2))
    factor = line[:, None] if across else line[None, :]
    return _darken(pixels, np.ascontiguousarray(np.broadcast_to(factor, pixels.shape[:2]), dtype=np.float32))


def stapled(pixels: Pixels, rng: Random) -> Pixels:
    """The shadow of a staple and a turned corner at the top left."""
    out = pixels.copy()
    x, y = px(9) + rng.randint(-15, 15), px(10) + rng.randint(-15, 15)
    cv2.line(out, (x, y + 3), (x + px(9), y - px(5) + 3), (190, 190, 190), 9, cv2.LINE_AA)
    cv2.line(out, (x, y), (x + px(9), y - px(5)), (120, 120, 124), 5, cv2.LINE_AA)
    ramp = np.add.outer(np.arange(px(24)), np.arange(px(24))).astype(np.float32)
    shade = (1 - 0.22 * np.exp(-np.abs(ramp - px(20)) / 10)).astype(np.float32)
    out[: px(24), : px(24)] = _darken(np.ascontiguousarray(out[: px(24), : px(24)]), shade)
    return out


def textured(pixels: Pixels, rng: Random, *, strength: float = 0.02) -> Pixels:
    """Paper that is not one white: slow clouds."""
    height, width = pixels.shape[:2]
    clouds: Pixels = _numbers(rng).normal(0, 1, (height // 90 + 2, width // 90 + 2)).astype(np.float32)
    clouds = cv2.resize(clouds, (width, height), interpolation=cv2.INTER_CUBIC)
    return _darken(pixels, 1 - strength * np.clip(clouds + 0.5, -1, 3))


def yellowed(pixels: Pixels, rng: Random, *, strength: float = 1.0) -> Pixels:
    """Old paper: brown at the rim, some specks of age."""
    height, width = pixels.shape[:2]
    y = np.abs(np.linspace(-1, 1, height, dtype=np.float32))[:, None]
    x = np.abs(np.linspace(-1, 1, width, dtype=np.float32))[None, :]
    rim = np.clip(np.maximum(y, x) - 0.72, 0, 1) / 0.28
    tint = np.array([0.965, 0.925, 0.80], dtype=np.float32)
    factor = cv2.merge([1 - float(1 - share) * strength * (1 + 0.55 * rim) for share in tint])
    out = cv2.multiply(pixels, factor, dtype=cv2.CV_8U)
    spots: Pixels = np.zeros((height // 8, width // 8), dtype=np.float32)
    numbers = _numbers(rng)
    for _ in range(int(16 * strength)):
        centre = (int(numbers.integers(0, width // 8)), int(numbers.integers(0, height // 8)))
        cv2.circle(spots, centre, int(numbers.integers(1, 7)), float(numbers.uniform(0.04, 0.12)), -1)
    spots = cv2.resize(cv2.GaussianBlur(spots, (0, 0), 2.2), (width, height), interpolation=cv2.INTER_LINEAR)
    return _darken(out, 1 - spots)


def faded(pixels: Pixels, rng: Random, *, keep: float = 0.5) -> Pixels:
    """Carbon or thermal print that has paled, more in some bands than in others. `keep` 1 is fresh."""
    height, width = pixels.shape[:2]
    numbers = _numbers(rng)
    bands = cv2.resize(
        numbers.uniform(-0.14, 0.14, (24, 3)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return 255 - _darken(255 - pixels, np.clip(keep + bands, 0.28, 1.0))


def shown_through(pixels: Pixels, back: Pixels, *, strength: float = 0.16) -> Pixels:
    """The other side's print, mirrored and blurred, at `strength` of its ink."""
    ghost = cv2.GaussianBlur(cv2.flip(back, 1), (0, 0), 3.2)
    ghost = cv2.resize(ghost, (pixels.shape[1], pixels.shape[0])) if ghost.shape != pixels.shape else ghost
    return cv2.multiply(pixels, 255 - cv2.convertScaleAbs(255 - ghost, alpha=strength), scale=1 / 255)


def smudged(pixels: Pixels, rng: Random, *, spots: int = 40) -> Pixels:
    """Dirt: specks, a few hairs, a thumb's grey."""
    out = pixels.copy()
    numbers = _numbers(rng)
    height, width = out.shape[:2]
    for _ in range(spots):
        at = (int(numbers.integers(0, width)), int(numbers.integers(0, height)))
        grey = int(numbers.integers(60, 190))
        cv2.circle(out, at, int(numbers.integers(1, 4)), (grey,) * 3, -1, cv2.LINE_AA)
    for _ in range(spots // 14):
        start = numbers.integers(0, [width, height])
        bends = np.cumsum(numbers.normal(0, 22, (7, 2)), axis=0) + start
        cv2.polylines(out, [bends.astype(np.int32)], False, (150, 150, 150), 1, cv2.LINE_AA)
    return out
