"""Reader one: PP-OCRv6 detector and recogniser through ONNX Runtime, posteriors kept.

Refuses to fetch models: they come inside the package `rapidocr`.
"""

import time
from dataclasses import dataclass

from domain.errors import EngineTimeout
from domain.page import Direction
from ocr import models
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
        colour = as_bgr(image)
        strips = [_cut(colour, region) for region in regions]
        return self.recogniser.read(strips, timeout_s=timeout_s)


def _cut(image: Image, region: Region) -> Image:
    return column(image, region) if region.direction is Direction.VERTICAL else strip(image, region.corners)


def ENGINE(threads: int) -> OnnxEngine:  # noqa: N802
    """Raises ConfigError when a model file is missing."""
    detector = Detector(models.open_model(models.model_bytes(models.DETECTOR), threads))
    whole = models.model_bytes(models.RECOGNISER)
    japanese = narrow(whole, alphabet_of(whole))
    return OnnxEngine(detector, Recogniser(models.open_model(japanese.model, threads), japanese.alphabet))
