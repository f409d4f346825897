"""What a reader of print or handwriting must offer, and the raw values it gives.

Raw scores never leave the room: `ocr.calibration` turns them into confidences.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from domain.geometry import Box
from domain.page import CharChoice, Direction
from ocr.pixels import Image

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Region:
    """Where one line of writing stands. `corners`: top left, top right, bottom right, bottom left, in page px.

    `score` is the finder's own, 0..1, and means nothing outside this room.
    """

    corners: Corners
    direction: Direction = Direction.HORIZONTAL
    score: float = 1.0

    @property
    def box(self) -> Box:
        """The smallest upright box around the corners, never left of or above the page."""
        left, top = (max(0, math.floor(min(p[axis] for p in self.corners))) for axis in (0, 1))
        right, bottom = (math.ceil(max(p[axis] for p in self.corners)) for axis in (0, 1))
        return Box(left, top, max(0, right - left), max(0, bottom - top))

    @classmethod
    def around(cls, box: Box, direction: Direction = Direction.HORIZONTAL) -> "Region":
        x, y, right, bottom = (float(v) for v in (box.x, box.y, box.right, box.bottom))
        return cls(((x, y), (right, y), (right, bottom), (x, bottom)), direction)


@dataclass(frozen=True, slots=True)
class RawChar:
    """A character as an engine saw it. `start` and `end`: share of the line's length, 0..1, along the writing."""

    text: str
    probability: float
    start: float
    end: float
    runners: tuple[CharChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class RawLine:
    """What one engine read in one region; no characters when it saw none."""

    chars: tuple[RawChar, ...] = ()

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def score(self) -> float:
        """Mean probability of the characters; 0 for an empty line."""
        return sum(char.probability for char in self.chars) / len(self.chars) if self.chars else 0.0


class OcrEngine(Protocol):
    """One reader. Built once a process; reads the same image the same way every time."""

    @property
    def name(self) -> str: ...

    def version(self) -> str:
        """Program and model version; raises ConfigError when something it needs is missing."""
        ...

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        """Lines of writing on a page, in no order. Raises EngineTimeout."""
        ...

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        """One RawLine a region, in the same order. Raises EngineTimeout, EngineError."""
        ...


class EngineMaker(Protocol):
    """What `ENGINE` holds in each module of `ocr.engines`: number of threads -> engine.

    `folder`: where a reader whose models the office brings itself finds them; the others need none.
    """

    def __call__(self, threads: int, *, folder: Path | None = None) -> OcrEngine: ...
