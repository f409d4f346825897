"""A reader that sees nothing: for pages that are only kept as pictures, and to prove that an empty reading is safe."""

from dataclasses import dataclass
from pathlib import Path

from ocr.engine import RawLine, Region
from ocr.pixels import Image


@dataclass(frozen=True, slots=True)
class BlankEngine:
    name: str = "blank"

    def version(self) -> str:
        return "blank 1"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        return ()

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        return (RawLine(),) * len(regions)


def ENGINE(threads: int, *, folder: Path | None = None) -> BlankEngine:  # noqa: N802
    return BlankEngine()
