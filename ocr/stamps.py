"""Reads seals and date stamps: cuts the writing of a seal into level strips that a recogniser can read.

Refuses to read square office seals (篆書): their script is not in any reader's alphabet.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import cv2
import numpy as np

from domain.page import Stamp
from ocr.layers import Layers
from ocr.pixels import Image
from ocr.seals import SealRegion

Recognise = Callable[[list[Image]], list[str]]

DATE_STAMP_MM = 15.0  # a round seal this large has rows of its own, a smaller one a name written downwards
STEEPEST_DEG = 8
INSIDE_SMALL, INSIDE_LARGE, INSIDE_SQUARE = 0.80, 0.835, 0.84  # share of the seal inside its rim
TWO_CHARS = 1.25  # taller than wide by this: at least two characters
BAR = 0.62  # share of a row that a band's rule fills
ROW_SHARE = 0.06  # of the seal's height: lower rows are dust
MARGIN_PX = 6


def read_seals(layers: Layers, recognise: Recognise) -> tuple[Stamp, ...]:
    """All seals of a page with what could be read on them, "" where nothing. One call of `recognise` for all strips."""
    strips = [list(strips_of(seal, layers.mm)) for seal in layers.seals]
    read = iter(recognise([strip for own in strips for strip in own]))
    texts = ["".join(next(read).strip() for _ in own) for own in strips]
    return tuple(Stamp(text, seal.box) for text, seal in zip(texts, layers.seals, strict=True))


def strips_of(seal: SealRegion, mm: float) -> Iterator[Image]:
    """The writing on a seal as level strips, dark on white; `mm` is px of one mm."""
    size = min(seal.box.width, seal.box.height)
    if size < 8:
        return
    is_large = size >= DATE_STAMP_MM * mm
    share = INSIDE_SQUARE if not seal.is_round else INSIDE_LARGE if is_large else INSIDE_SMALL
    bare = _without_rim(_level(seal.crop), share, is_round=seal.is_round)
    if not seal.is_round:
        if seal.box.width > 1.4 * seal.box.height:
            yield from _trimmed(bare)
    elif is_large:
        yield from _rows(_without_bars(bare))
    else:
        yield from _side_by_side(bare)


def _level(crop: Image) -> Image:
    """The crop turned so that its rows are most distinct: seals are pressed askew."""
    angles = range(-STEEPEST_DEG, STEEPEST_DEG + 1)
    small = np.asarray(cv2.resize(crop, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    best = max(angles, key=lambda angle: (float(np.var(_turned(small, angle).mean(axis=1))), -abs(angle)))
    return _turned(crop, best)


def _turned(crop: Image, degrees: int) -> Image:
    if degrees == 0:
        return crop
    height, width = crop.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(crop, turn, (width, height), borderValue=255), dtype=np.uint8)


def _without_rim(crop: Image, share: float, *, is_round: bool) -> Image:
    height, width = crop.shape
    inside = np.zeros_like(crop)
    if is_round:
        cv2.ellipse(
            inside, (width // 2, height // 2), (round(share * width / 2), round(share * height / 2)), 0, 0, 360, 255, -1
        )
    else:
        rim = round((1 - share) / 2 * height)
        inside[rim : height - rim, rim : width - rim] = 255
    return np.where(inside > 0, crop, 255).astype(np.uint8)


def _dark(crop: Image) -> np.ndarray:
    """Where a seal's ink is, on its own scale: pressed lightly it is pale throughout."""
    strongest = float(np.percentile(crop, 3))
    return np.asarray(crop < (255 + strongest) / 2)


def _without_bars(crop: Image) -> Image:
    """The rules above and below a date taken out."""
    inked = _dark(crop)
    wide = np.maximum(1, (crop < 255).sum(axis=1))
    reach = np.array([np.ptp(np.flatnonzero(row)) + 1 if row.any() else 0 for row in inked])
    bars = (inked.sum(axis=1) > BAR * np.maximum(reach, 0.4 * crop.shape[1])) & (wide > 0)
    bars = np.convolve(bars, np.ones(5), mode="same") > 0
    out = crop.copy()
    out[bars] = 255
    return out


def _rows(crop: Image) -> Iterator[Image]:
    """Rows of writing from the top."""
    least = max(4, round(ROW_SHARE * crop.shape[0]))
    for top, bottom in _stretches(_dark(crop).sum(axis=1) > 1, gap=2):
        if bottom - top >= least:
            yield from _trimmed(crop[max(0, top - 2) : bottom + 2])


def _side_by_side(crop: Image) -> Iterator[Image]:
    """A name written downwards, its characters put side by side."""
    trimmed = next(_trimmed(crop, margin=0), None)
    if trimmed is None:
        return
    height, width = trimmed.shape
    tallness = height / max(1, width)
    count = max(1, round(tallness), 2 if tallness > TWO_CHARS else 1)
    cuts = [0, *(_thinnest(trimmed, height * n / count, reach=height / count / 4) for n in range(1, count)), height]
    chars = [next(_trimmed(trimmed[top:bottom], margin=0), None) for top, bottom in pairwise(cuts)]
    parts = [char for char in chars if char is not None]
    tall = max((part.shape[0] for part in parts), default=0)
    if tall:
        yield _framed(np.hstack([_centred(part, tall) for part in parts]), MARGIN_PX)


def _thinnest(crop: Image, at: float, *, reach: float) -> int:
    """The row near `at` with least ink."""
    low, high = max(1, round(at - reach)), round(at + reach) + 1
    return low + int(_dark(crop)[low:high].sum(axis=1).argmin())


def _centred(part: Image, tall: int) -> Image:
    above = (tall - part.shape[0]) // 2
    gap = max(2, tall // 8)
    return np.pad(part, ((above, tall - part.shape[0] - above), (gap, gap)), constant_values=255)


def _trimmed(crop: Image, *, margin: int = MARGIN_PX) -> Iterator[Image]:
    """The crop cut to its ink with a white margin; nothing where there is no ink."""
    ys, xs = np.nonzero(_dark(crop)) if crop.size else (np.zeros(0), np.zeros(0))
    if len(xs) > 12:
        yield _framed(crop[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1], margin)


def _framed(crop: Image, margin: int) -> Image:
    return np.pad(crop, margin, constant_values=255)


def _stretches(flags: np.ndarray, *, gap: int) -> Iterator[tuple[int, int]]:
    """Runs of True, gaps of up to `gap` bridged: first and past-the-end place."""
    places = np.flatnonzero(flags)
    if len(places) == 0:
        return
    breaks = np.flatnonzero(np.diff(places) > gap + 1)
    for start, end in zip([0, *(breaks + 1)], [*breaks, len(places) - 1], strict=True):
        yield int(places[start]), int(places[end]) + 1
