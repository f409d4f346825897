"""Tells vertical columns from horizontal lines by shape and company. Looks at boxes only."""

from collections.abc import Sequence
from dataclasses import replace

from domain.page import Direction
from ocr.engine import Region

TALL = 1.5  # a box this much taller than wide holds two characters or more, one above the other


def directed(regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions with their direction set; a box of one character follows its neighbours."""
    return tuple(replace(region, direction=_shape(region)) for region in regions)


def _shape(region: Region) -> Direction:
    tall = region.box.height > TALL * region.box.width
    return Direction.VERTICAL if tall else Direction.HORIZONTAL
