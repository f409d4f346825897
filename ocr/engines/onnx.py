"""Reader one: PP-OCRv6 detector and recogniser through ONNX Runtime, posteriors kept.

Refuses to fetch models: they come inside the package `rapidocr`.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import EngineTimeout
from domain.page import Direction
from ocr import models, vertical
from ocr.detect import Detector
from ocr.engine import RawLine, Region
from ocr.narrowing import narrow
from ocr.pixels import Image, as_bgr
from ocr.recognise import Recogniser, alphabet_of
from ocr.strips import column, strip


@dataclass(frozen=True, slots=True)
class OnnxEngine:
    detector: Detector
    recogniser: Recogniser
    name: str = "onnx"

    def version(self) -> str:
        return f"PP-OCRv6 small ({models.packages_version()})"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        """Raises EngineTimeout afterwards: one pass of the detector takes a bounded time and cannot be stopped."""
        started = time.monotonic()
        found = self.detector.find(image)
        if time.monotonic() - started > timeout_s:
            raise EngineTimeout(f"finding lines took longer than {timeout_s:.0f} s")
        return found

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        deadline = time.monotonic() + timeout_s
        colour = as_bgr(image)
        strips = [_cut(colour, region) for region in regions]
        lines = list(self.recogniser.read(strips, timeout_s=timeout_s))
        for number, line in self._columns(strips, regions, lines=lines, deadline=deadline):
            lines[number] = line
        return tuple(lines)

    def _columns(
        self, strips: Sequence[Image], regions: Sequence[Region], *, lines: Sequence[RawLine], deadline: float
    ) -> Iterator[tuple[int, RawLine]]:
        """Columns again, with the places that were lost while they lay on their side."""
        lying = [number for number, region in enumerate(regions) if region.direction is Direction.VERTICAL]
        places = {number: vertical.missing(strips[number], lines[number], number=number) for number in lying}
        unknown = [place for held in places.values() for place in held if vertical.told(place.shape) is None]
        looks = [image for place in unknown for image in vertical.looks(strips[place.line], place)]
        read = self.recogniser.read(looks, timeout_s=deadline - time.monotonic())
        pairs = zip(unknown, read[::2], read[1::2], strict=True)
        second = {place: vertical.chosen(standing, flat, shape=place.shape) for place, standing, flat in pairs}
        for number in lying:
            readings = [vertical.told(place.shape) or second[place] for place in places[number]]
            length = strips[number].shape[1]
            yield number, vertical.completed(lines[number], places[number], length=length, readings=readings)


def _cut(image: Image, region: Region) -> Image:
    return column(image, region) if region.direction is Direction.VERTICAL else strip(image, region.corners)


def ENGINE(threads: int, *, folder: Path | None = None) -> OnnxEngine:  # noqa: N802
    """Raises ConfigError when a model file is missing."""
    detector = Detector(models.open_model(models.model_bytes(models.DETECTOR), threads))
    whole = models.model_bytes(models.RECOGNISER)
    japanese = narrow(whole, alphabet_of(whole))
    return OnnxEngine(detector, Recogniser(models.open_model(japanese.model, threads), japanese.alphabet))
