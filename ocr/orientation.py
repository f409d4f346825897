"""Finds how a scan was turned, by reading a few lines in each possible turn. Never turns a page it cannot read."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Box, Confidence, confidence
from ocr.columns import pieces, upright
from ocr.engine import Corners, OcrEngine, RawLine, Region
from ocr.pixels import Image, as_bgr
from ocr.strips import STRIP_HEIGHT_PX, strip

SAMPLE = 5  # lines tried at most
LEAST_SAMPLE = 2  # lines tried before a clear margin ends the search
SAMPLE_PX = 224  # of each line: four to five characters
FINDER_SIDE_PX = 640  # large enough for the few lines that are tried
CLOSE_SIDE_PX = 960  # tried when the small copy shows too few lines
LONG = 2.5  # a box this much longer than thick shows which way the lines run
SHORTEST_TEXT = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """`deg`: clockwise turn (0, 90, 180, 270) that makes the scan upright; `confidence` as everywhere in the house."""

    deg: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Views:
    """How well a line laid flat reads: as it lies, upside down, and with each character turned to the right in both."""

    flat: float
    flipped: float
    flat_standing: float
    flipped_standing: float


NOTHING_TO_TELL_BY = Turn(0, confidence(0.0))
UPRIGHT_AT_LEAST = 0.5
CLEAR = 0.95


def turn_of(engine: OcrEngine, image: Image, *, timeout_s: float) -> Turn:
    """Japanese is written both ways, so long boxes alone say nothing: characters are tried in all four positions."""
    found: list[Region] = []
    for side_px in (FINDER_SIDE_PX, CLOSE_SIDE_PX):
        if len(found) < LEAST_SAMPLE:
            found = _long(_found(engine, image, side_px=side_px, timeout_s=timeout_s))
    if not found:
        return NOTHING_TO_TELL_BY
    tall = sum(_tallness(region) for region in found) > 0
    sample = sorted((region for region in found if (_tallness(region) > 0) == tall), key=_worth, reverse=True)[:SAMPLE]
    colour = as_bgr(image)
    seen: list[_Views] = []
    turn = NOTHING_TO_TELL_BY
    for region in sample:
        seen.append(_views(engine, _flat(colour, region.corners, tall=tall), timeout_s=timeout_s))
        turn = _decided(_mean(seen), tall=tall)
        if len(seen) >= LEAST_SAMPLE and turn.confidence >= CLEAR:
            break
    return turn


def _decided(views: _Views, *, tall: bool) -> Turn:
    """Horizontal writing reads flat, and lying characters still read fairly; vertical writing the other way round."""
    # A tall box was laid flat by a quarter to the left: horizontal writing in it wants a turn of 270.
    base = 270 if tall else 0
    chances = {
        base: views.flat + views.flipped_standing,
        (base + 180) % 360: views.flipped + views.flat_standing,
        (base + 90) % 360: views.flat_standing + views.flat,
        (base + 270) % 360: views.flipped_standing + views.flipped,
    }
    ranked = sorted(chances, key=lambda deg: -chances[deg])
    best = max(views.flat, views.flipped, views.flat_standing, views.flipped_standing)
    if best < UPRIGHT_AT_LEAST:
        return NOTHING_TO_TELL_BY
    margin = chances[ranked[0]] - chances[ranked[1]]
    return Turn(ranked[0], confidence(min(0.999, 0.5 + margin * 2) * min(1.0, best + 0.1)))


def _found(engine: OcrEngine, image: Image, *, side_px: int, timeout_s: float) -> list[Region]:
    """Lines found on a small copy, in px of the scan."""
    scale = min(1.0, side_px / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return [_scaled(region, 1 / scale) for region in engine.find(small, timeout_s=timeout_s)]


def _scaled(region: Region, by: float) -> Region:
    tl, tr, br, bl = ((x * by, y * by) for x, y in region.corners)
    return Region((tl, tr, br, bl), region.direction, region.score)


def _sides(region: Region) -> tuple[float, float]:
    """Lengths of the rectangle across and down, whatever its slant."""
    tl, tr, _, bl = region.corners
    return math.dist(tl, tr), math.dist(tl, bl)


def _long(regions: Sequence[Region]) -> list[Region]:
    return [region for region in regions if max(_sides(region)) > LONG * max(1.0, min(_sides(region)))]


def _tallness(region: Region) -> float:
    across, down = _sides(region)
    return down - across


def _worth(region: Region) -> tuple[float, float, float]:
    """Lines of four to twelve characters that the finder is sure of are tried first."""
    length = max(_sides(region)) / max(1.0, min(_sides(region)))
    return (float(3.5 <= length <= 14), round(region.score, 2), -region.corners[0][1])


def _flat(image: Image, corners: Corners, *, tall: bool) -> Image:
    tl, tr, br, bl = corners
    return strip(image, (tr, br, bl, tl) if tall else corners)[:, :SAMPLE_PX]


def _views(engine: OcrEngine, flat: Image, *, timeout_s: float) -> _Views:
    flipped = np.ascontiguousarray(flat[::-1, ::-1])
    pictures = [flat, flipped, upright(flat, pieces(flat)), upright(flipped, pieces(flipped))]
    sheet, regions = _sheet(pictures)
    scores = [_readable(line) for line in engine.read(sheet, regions, timeout_s=timeout_s)]
    return _Views(*scores)


def _sheet(pictures: Sequence[Image]) -> tuple[Image, tuple[Region, ...]]:
    """The pictures one below the other, as any engine can read them."""
    width = max(picture.shape[1] for picture in pictures)
    sheet = np.full((STRIP_HEIGHT_PX * len(pictures), width, 3), 255, np.uint8)
    boxes = []
    for number, picture in enumerate(pictures):
        top = STRIP_HEIGHT_PX * number
        sheet[top : top + STRIP_HEIGHT_PX, : picture.shape[1]] = picture
        boxes.append(Region.around(Box(0, top, picture.shape[1], STRIP_HEIGHT_PX)))
    return sheet, tuple(boxes)


def _readable(line: RawLine) -> float:
    return line.score * min(1.0, len(line.chars) / SHORTEST_TEXT)


def _mean(views: Sequence[_Views]) -> _Views:
    columns = zip(*((v.flat, v.flipped, v.flat_standing, v.flipped_standing) for v in views), strict=True)
    return _Views(*(sum(column) / len(views) for column in columns))
