"""The room's one door for reading: an upright page image in, an `OcrPage` out, within a budget of time.

A page that takes too long is given back as unread, never as empty.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from domain.catalogue import Shelf
from domain.errors import EngineTimeout
from domain.geometry import Box
from domain.page import Direction, OcrLine, OcrPage, Page, Stamp
from ocr import marks
from ocr.consensus import Others, settle
from ocr.direction import directed
from ocr.engine import EngineMaker, OcrEngine, RawLine, Region
from ocr.layers import Layers, peel
from ocr.orientation import Turn, turn_of
from ocr.pixels import Image
from ocr.reading_order import ordered
from ocr.signs import with_signs
from ocr.split import split
from ocr.struck import split_struck

SHELF: Shelf[EngineMaker] = Shelf("ocr.engines", "ENGINE")
THIRD = "ndlocr"  # the reader whose models an office brings
IN_SEAL = 0.75  # share of a line that lies on a seal
LONGEST_IN_SEAL = 12  # letters in one row of a seal: names, a date, 受付 with its office
RULE_LIKE, RULE_LENGTH = frozenset("…‥・ー―－—–-_~〜：:.．。、,'｀` "), 5  # what readers make of a dotted rule
FAINTEST, SEEN = 0.25, 0.5  # a line less likely to be right whose characters are no likelier is taken for dirt


@dataclass(frozen=True, slots=True)
class Told:
    """One place of the page and what the readers say of it."""

    region: Region
    first: RawLine
    others: Others


@dataclass(frozen=True)
class Reader:
    """Built once a process; models are opened at first use. `second` "" reads with one reader only.

    `asks` says by reader one's text whether reader two is asked about a level line; columns always are, since it finds
    there what reader one drops. `third`: the folder with reader three's models, None without; it is asked where two is.
    """

    engine: str = "onnx"
    second: str = "tesseract"
    third: Path | None = None
    threads: int = 1
    budget_s: float = 120.0
    asks: Callable[[str], bool] = bool

    @cached_property
    def first_engine(self) -> OcrEngine:
        return SHELF.get(self.engine)(self.threads)

    @cached_property
    def second_engine(self) -> OcrEngine | None:
        return SHELF.get(self.second)(self.threads) if self.second else None

    @cached_property
    def third_engine(self) -> OcrEngine | None:
        return SHELF.get(THIRD)(self.threads, folder=self.third) if self.third else None

    @cached_property
    def _versions(self) -> tuple[str, ...]:
        engines = (self.first_engine, self.second_engine, self.third_engine)
        return tuple(f"{engine.name}: {engine.version()}" for engine in engines if engine is not None)

    def versions(self) -> tuple[str, ...]:
        """Names and versions of the engines, for a stored reading. Raises ConfigError when one is missing."""
        return self._versions

    def turn_of(self, image: Image) -> Turn:
        """The clockwise turn that makes a scan upright; 0 with low confidence where there is nothing to tell by."""
        return turn_of(self.first_engine, image, timeout_s=self.budget_s)

    def read(self, page: Page, image: Image) -> OcrPage:
        """Raises EngineError and ConfigError; running out of time gives a page marked `unread`."""
        deadline = time.monotonic() + self.budget_s
        layers = peel(image, page.dpi)
        try:
            read = self.lines(layers, deadline)
        except EngineTimeout:
            return OcrPage(page.page_no, (), layers.cells, engines=self.versions(), unread=True)
        in_seals = [line for line in read if is_in_seal(line, layers)]
        lines = [line for line in read if line not in in_seals]
        choices = marks.find(layers, lines, cells=layers.cells)
        return OcrPage(
            page.page_no,
            ordered(with_signs(lines, choices), layers.cells),
            layers.cells,
            choices,
            tuple(Stamp(_text_in(seal.box, in_seals), seal.box) for seal in layers.seals),
            engines=self.versions(),
        )

    def lines(self, layers: Layers, deadline: float) -> tuple[OcrLine, ...]:
        """What the readers settled on, a seal's own writing included. Raises EngineTimeout."""
        settled = (
            (settle(told.region, told.first, others=told.others), told) for told in self.readings(layers, deadline)
        )
        kept = (line for line, told in settled if line is not None and not _is_dirt(line, told))
        return tuple(part for line in kept for part in split_struck(line, layers.strikes))

    def readings(self, layers: Layers, deadline: float) -> list[Told]:
        """Where lines stand and what each reader says of them, before anything is settled. Raises EngineTimeout."""
        found = directed(self.first_engine.find(layers.ink, timeout_s=_left(deadline)))
        regions = split(found, layers.cells, marks=layers.marks)
        first = self.first_engine.read(layers.letters, regions, timeout_s=_left(deadline))
        level = [region.direction is not Direction.VERTICAL for region in regions]
        wanted = [not flat or self.asks(one.text) for flat, one in zip(level, first, strict=True)]
        asked = tuple(region for region, want in zip(regions, wanted, strict=True) if want)
        second = iter(_asked(self.second_engine, layers.ink, regions=asked, deadline=deadline))
        third = iter(_asked(self.third_engine, layers.ink, regions=asked, deadline=deadline))
        return [
            Told(region, one, Others(next(second), next(third)) if want else Others())
            for region, one, want in zip(regions, first, wanted, strict=True)
        ]


def _asked(
    engine: OcrEngine | None, image: Image, *, regions: tuple[Region, ...], deadline: float
) -> Sequence[RawLine | None]:
    """Its lines; None everywhere without it."""
    if engine is None or not regions:
        return (None,) * len(regions)
    return engine.read(image, regions, timeout_s=_left(deadline))


def is_in_seal(line: OcrLine, layers: Layers) -> bool:
    """True for a seal's own writing, which is no line of the page. A sentence is never a seal's: it is kept."""
    return len(line.text) <= LONGEST_IN_SEAL and any(line.box.share_inside(seal.box) > IN_SEAL for seal in layers.seals)


def _is_dirt(line: OcrLine, told: Told) -> bool:
    """True where reader one itself sees no letters, or only a broken rule's dots, and reader two sees none either.

    One wrong letter makes a line wrong, but never dirt; what both readers take for letters is somebody's writing.
    """
    second = told.others.second
    if second is not None and any(char.text.isalnum() and char.text not in RULE_LIKE for char in second.chars):
        return False
    dotted = len(line.text) >= RULE_LENGTH and set(line.text) <= RULE_LIKE
    return (dotted and second is not None) or (line.confidence < FAINTEST and told.first.score < SEEN)


def _text_in(seal: Box, lines: Sequence[OcrLine]) -> str:
    """What was read on a seal, rows from the top."""
    inside = (line for line in lines if line.box.share_inside(seal) > IN_SEAL)
    return "".join(line.text for line in sorted(inside, key=lambda line: line.box.centre[1]))


def _left(deadline: float) -> float:
    """Seconds left; raises EngineTimeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise EngineTimeout("the time for this page is used up")
    return left
