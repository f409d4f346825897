"""Turns the page by its lean and cuts it out of its surroundings in one resampling, with the map that undoes both."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Affine, Box
from ingest.scan import Pixels

_STRAIGHT_DEG = 0.08  # across A4 3 px at 300 dpi: resampling would blur more than it mends
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Straight:
    """`image` upright and cut; `outside`: 255 where it shows no page, or None; `back` maps to the image before."""

    image: Pixels
    outside: Pixels | None
    back: Affine
    lean_deg: float


def straighten(image: Pixels, lean_deg: float, *, surround: Pixels | None) -> Straight:
    """`surround`: mask of what is not page, at a quarter of the size of `image`. Nothing of the page is cut off."""
    lean = 0.0 if abs(lean_deg) < _STRAIGHT_DEG else lean_deg
    height, width = image.shape[:2]
    whole = _leant_frame(width, height, deg=lean)
    outside = _warped_mask(surround, whole, image_size=(width, height))
    cut = _page_box(outside) if outside is not None else Box(0, 0, whole.width, whole.height)
    back = Affine(c=cut.x, f=cut.y).then(whole.back)
    if lean == 0.0:
        left, top = round(back.c), round(back.f)
        straight = image[top : top + cut.height, left : left + cut.width]
    else:
        straight = _warp(image, back, size=(cut.width, cut.height))
    left_over = None if outside is None else outside[cut.y : cut.bottom, cut.x : cut.right]
    return Straight(np.ascontiguousarray(straight), left_over, back, lean)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The smallest upright frame around a page turned back by its lean."""

    width: int
    height: int
    back: Affine


def _leant_frame(width: int, height: int, *, deg: float) -> _Frame:
    if deg == 0.0:
        return _Frame(width, height, Affine())
    cos, sin = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    wide = math.ceil(width * cos + height * abs(sin))
    high = math.ceil(height * cos + width * abs(sin))
    about = Affine(cos, -sin, 0, sin, cos, 0)
    x, y = about.apply(wide / 2, high / 2)
    return _Frame(wide, high, Affine(cos, -sin, width / 2 - x, sin, cos, height / 2 - y))


def _warp(image: Pixels, back: Affine, *, size: tuple[int, int], nearest: bool = False) -> Pixels:
    """Samples `image` at `back` of every pixel of a picture of `size`; beyond the edge paper colour."""
    # OpenCV speaks of pixel centres, maps of this house of places: shift by half a pixel before and after.
    centred = Affine(c=0.5, f=0.5).then(back).then(Affine(c=-0.5, f=-0.5))
    matrix = np.array([[centred.a, centred.b, centred.c], [centred.d, centred.e, centred.f]])
    paper = [255.0] if nearest else _paper(image)
    how = (cv2.INTER_NEAREST if nearest else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    # Four channels are warped twice as fast as three.
    source = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2BGRA)
    warped = cv2.warpAffine(source, matrix, size, flags=how, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    return np.asarray(warped if image.ndim == 2 else cv2.cvtColor(warped, cv2.COLOR_BGRA2BGR), dtype=np.uint8)


def _paper(image: Pixels) -> list[float]:
    sample = image[::16, ::16].reshape(-1, 1 if image.ndim == 2 else 3)
    return [float(one) for one in np.percentile(sample, 75, axis=0)]


def _warped_mask(surround: Pixels | None, whole: _Frame, *, image_size: tuple[int, int]) -> Pixels | None:
    """The mask in the straightened frame, full size; what the turn brought in from beyond the scan is outside too."""
    if surround is None:
        return None
    grown = cv2.dilate(surround, np.ones((3, 3), np.uint8))
    full = np.asarray(cv2.resize(grown, image_size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    if whole.back == Affine():
        return full
    return _warp(full, whole.back, size=(whole.width, whole.height), nearest=True)


def _page_box(outside: Pixels) -> Box:
    """Rows and columns that are mostly page; twice, because a border on one side dilutes the other."""
    small = outside[::4, ::4] == 0
    rows, columns = slice(0, small.shape[0]), slice(0, small.shape[1])
    for _ in range(2):
        rows = _span(small[:, columns].mean(axis=1)) or rows
        columns = _span(small[rows].mean(axis=0)) or columns
    left, top = columns.start * 4, rows.start * 4
    right, bottom = min(columns.stop * 4, outside.shape[1]), min(rows.stop * 4, outside.shape[0])
    return Box(left, top, right - left, bottom - top)


def _span(shares: np.ndarray) -> slice | None:
    found = np.flatnonzero(shares > _MOSTLY)
    return slice(int(found[0]), int(found[-1]) + 1) if len(found) else None
