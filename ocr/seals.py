"""Parts vermilion from ink on colour pages and says which red patches are seals.

Red writing (a correction in red pen, red print) is not a seal and stays in the ink.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Box
from ocr.pixels import Image

STEP = 4  # seals are looked for on a copy this much smaller
LEAST_RED = 15  # of 255, above the paper's own tint: vermilion on white has 100 and more, faded on brown paper 30
SMALLEST_MM, LARGEST_MM = 4.5, 50.0
REACH_MM = 1.0  # strokes of one seal are at most this far apart
RIM_SHARE = 0.6  # share of the frame that must show: seals are often pressed unevenly
UNMIX_FLOOR = 8
COLOURED, COLOURED_SHARE = 24, 0.0002  # a colour scan has some px whose channels differ by this much


@dataclass(frozen=True, slots=True)
class SealRegion:
    """A seal: its place and, for reading, its own ink alone (grey, dark on white, same size as the box)."""

    box: Box
    crop: Image
    is_round: bool


@dataclass(frozen=True, slots=True)
class Separated:
    """`grey`: the page without its seals. `red`: the seals alone, dark on white (None on a page without colour)."""

    grey: Image
    red: Image | None
    seals: tuple[SealRegion, ...]


def separate(image: Image, dpi: int) -> Separated:
    """Lift seals off a BGR page so that the writing below them stays; a grey page comes back as it is."""
    if image.ndim == 2:
        return Separated(image, None, ())
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    tint = _paper_tint(image)
    boxes = _places(image, tint, dpi=dpi)
    if not boxes:
        return Separated(grey, None, ())
    red = np.full(grey.shape, 255, np.uint8)
    regions = []
    for rough, is_round in boxes:
        box = _tight(image, tint, rough=rough)
        part = image[box.y : box.bottom, box.x : box.right]
        below, seal = _unmixed(part, tint)
        grey[box.y : box.bottom, box.x : box.right] = below
        red[box.y : box.bottom, box.x : box.right] = seal
        regions.append(SealRegion(box, seal, is_round))
    return Separated(grey, red, tuple(regions))


def is_coloured(image: Image) -> bool:
    """False for grey and black-and-white scans, also when they come with three equal channels."""
    if image.ndim == 2:
        return False
    sample = image[::8, ::8].astype(np.int16)
    spread = sample.max(axis=2) - sample.min(axis=2)
    return bool((spread > COLOURED).mean() > COLOURED_SHARE)


def by_shape(grey: Image, boxes: Sequence[Box]) -> tuple[SealRegion, ...]:
    """Seals of a page without colour, known by their round rim alone; what lies under them cannot be parted."""
    return tuple(SealRegion(box, grey[box.y : box.bottom, box.x : box.right].copy(), is_round=True) for box in boxes)


def _paper_tint(image: Image) -> np.ndarray:
    """The paper's own colour (B, G, R) from its brighter part, so that old brown paper is not taken for red."""
    sample = image[::16, ::16].reshape(-1, 3)
    bright = sample[sample.sum(axis=1) >= np.percentile(sample.sum(axis=1), 60)]
    return np.asarray(np.maximum(np.median(bright, axis=0), 64), dtype=np.float32)


def redness(image: Image, tint: np.ndarray) -> Image:
    """How much redder than the paper each pixel is, 0..255."""
    table = np.clip(np.arange(256, dtype=np.float32)[:, None] * 255 / tint, 0, 255).astype(np.uint8)
    blue, green, red = cv2.split(cv2.LUT(image, table[None]))
    return np.asarray(cv2.subtract(red, cv2.max(blue, green)), dtype=np.uint8)


def _places(image: Image, tint: np.ndarray, *, dpi: int) -> list[tuple[Box, bool]]:
    """Boxes of seals, each with whether it is round."""
    height, width = image.shape[:2]
    small = cv2.resize(image, (max(1, width // STEP), max(1, height // STEP)), interpolation=cv2.INTER_AREA)
    strength = redness(np.asarray(small, dtype=np.uint8), tint)
    mask = np.asarray(cv2.threshold(strength, LEAST_RED, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    mm = dpi / STEP / 25.4
    side = max(3, round(REACH_MM * mm) | 1)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for number in range(1, count):
        x, y, across, down, _ = (int(v) for v in stats[number])
        if not (SMALLEST_MM * mm <= min(across, down) and max(across, down) <= LARGEST_MM * mm):
            continue
        shape = _framed(
            mask[y : y + down, x : x + across] & np.where(labels[y : y + down, x : x + across] == number, 255, 0)
        )
        if shape is not None:
            box = Box(x * STEP, y * STEP, across * STEP, down * STEP).padded(STEP + 2, within=Box(0, 0, width, height))
            found.append((box, shape))
    return _without_inner(found)


def _tight(image: Image, tint: np.ndarray, *, rough: Box) -> Box:
    """The box of the red in `rough`, with a px or two of its blur."""
    strength = redness(image[rough.y : rough.bottom, rough.x : rough.right], tint)
    x, y, width, height = cv2.boundingRect(np.where(strength > LEAST_RED, 255, 0).astype(np.uint8))
    return Box(rough.x + x, rough.y + y, width, height).padded(2, within=rough) if width else rough


def _without_inner(found: list[tuple[Box, bool]]) -> list[tuple[Box, bool]]:
    """Drop what lies inside another: the writing of a seal whose rim came out in one piece."""
    return [
        (box, shape)
        for box, shape in found
        if not any(box != other and box.share_inside(other) > 0.9 for other, _ in found)
    ]


def _framed(mask: np.ndarray) -> bool | None:
    """True for a round rim, False for a square one, None where the patch has no frame (red writing)."""
    down, across = mask.shape
    first = [(mask != 0).argmax(axis=axis)[(mask != 0).any(axis=axis)] for axis in (0, 1)]
    last = [
        (mask[::-1] != 0).argmax(axis=0)[(mask != 0).any(axis=0)],
        (mask[:, ::-1] != 0).argmax(axis=1)[(mask != 0).any(axis=1)],
    ]
    near = max(2.0, 0.07 * min(across, down))
    sides = [float((side <= near).mean()) for side in (first[0], first[1], last[0], last[1])]
    if min(sides) >= RIM_SHARE:
        return False
    return True if 0.75 <= across / down <= 1.33 and _on_ellipse(mask) >= RIM_SHARE else None


def _on_ellipse(mask: np.ndarray) -> float:
    """Share of directions from the middle in which the inscribed ellipse is inked and nothing lies beyond it."""
    down, across = mask.shape
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    scale = np.linspace(0.86, 1.06, 9)
    xs = (across - 1) / 2 + np.outer(scale, np.cos(angles)) * across / 2
    ys = (down - 1) / 2 + np.outer(scale, np.sin(angles)) * down / 2
    padded = np.pad(mask, 4)
    xs, ys = (np.clip(np.rint(v).astype(int) + 4, 0, limit - 1) for v, limit in ((xs, across + 8), (ys, down + 8)))
    return float((padded[ys, xs] != 0).any(axis=0).mean())


def _unmixed(part: Image, tint: np.ndarray) -> tuple[Image, Image]:
    """The ink below the seal and the seal alone, both grey, dark on white.

    A seal darkens red light little and green much, both by its thickness there: what green lost beyond red tells how
    much red lost to the seal, the rest of red's loss is ink.
    """
    strength = redness(part, tint).astype(np.float32)
    red = np.clip(part[:, :, 2].astype(np.float32) * 255 / tint[2], 0, 255)
    sure = strength > 2 * LEAST_RED
    share = float(np.median((255 - red[sure]) / strength[sure])) if sure.any() else 0.3
    lifted = np.clip(red + min(share, 0.8) * 1.1 * strength, 0, 255)
    plain = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    weight = np.clip((strength - UNMIX_FLOOR) / 16, 0, 1)
    paper = float(tint @ np.array([0.114, 0.587, 0.299], dtype=np.float32))
    below = plain * (1 - weight) + lifted * weight * paper / 255
    seal = 255 - np.clip(strength * 1.6, 0, 255)
    return below.astype(np.uint8), seal.astype(np.uint8)
