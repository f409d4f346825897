"""A reader that gives back stored lines: tests of everything behind the readers run on it without a model.

Refuses a store that is not of its shape; never looks at the pixels.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import EngineError
from domain.geometry import Box
from domain.page import Direction
from ocr.engine import RawChar, RawLine, Region
from ocr.pixels import Image


@dataclass(frozen=True, slots=True)
class StoredLine:
    box: Box
    text: str
    direction: Direction = Direction.HORIZONTAL
    probability: float = 1.0

    def raw(self) -> RawLine:
        """Characters of equal width."""
        share = 1 / max(1, len(self.text))
        return RawLine(tuple(RawChar(c, self.probability, n * share, (n + 1) * share) for n, c in enumerate(self.text)))


@dataclass(frozen=True, slots=True)
class ReplayEngine:
    """Gives a region the stored line that covers most of it."""

    lines: tuple[StoredLine, ...] = ()
    name: str = "replay"

    def version(self) -> str:
        return "replay 1"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        page = Box(0, 0, image.shape[1], image.shape[0])
        kept = (line for line in self.lines if line.box.overlap(page).area)
        return tuple(Region.around(line.box.overlap(page), line.direction) for line in kept)

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        return tuple(self._at(region.box) for region in regions)

    def _at(self, box: Box) -> RawLine:
        best = max(self.lines, key=lambda line: box.share_inside(line.box), default=None)
        return best.raw() if best is not None and box.share_inside(best.box) > 0.5 else RawLine()


def stored(path: Path) -> ReplayEngine:
    """The engine for a file `[{"box": [x, y, w, h], "text": "...", "direction": "..."}]`. Raises EngineError."""
    try:
        listed: Sequence[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
        return ReplayEngine(tuple(_line(entry) for entry in listed))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{path.name} is not a stored reading: {error}") from error


def _line(entry: dict[str, object]) -> StoredLine:
    place = entry["box"]
    if not isinstance(place, list):
        raise ValueError(f"a box is four numbers, found {place!r}")
    x, y, width, height = (int(value) for value in place)
    direction = Direction(str(entry.get("direction", "horizontal")))
    return StoredLine(Box(x, y, width, height), str(entry["text"]), direction)


def ENGINE(threads: int, *, folder: Path | None = None) -> ReplayEngine:  # noqa: N802
    return ReplayEngine()
