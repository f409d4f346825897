"""Named ways in which paper and scanner age a sheet: the levels L0–L3 of the case files, and those of random ones.

Each takes a drawn sheet and gives a `Scan`. Refuses an unknown name with KeyError.
"""

from collections.abc import Callable
from random import Random

import numpy as np

from drawing import overlays, scanner
from drawing.paper import Sheet
from drawing.scan import Pixels, Scan, fresh, skewed

Ageing = Callable[[Sheet, Random], Scan]


def pixels_of(sheet: Sheet) -> Pixels:
    return np.asarray(sheet.image, dtype=np.uint8)


def level_0(sheet: Sheet, rng: Random) -> Scan:
    """Clean print, straight from the machine."""
    return fresh(pixels_of(sheet))


def level_1(sheet: Sheet, rng: Random) -> Scan:
    """A 300 dpi scan: skew 0.7°, punch holes, a little noise."""
    paper = overlays.punched(pixels_of(sheet), rng)
    paper = overlays.textured(paper, rng, strength=0.012)
    scan = skewed(fresh(paper), 0.7, bed=250)
    return scanner.noisy(scanner.softened(scan, 0.7), rng, sigma=2.0)


LEVELS: dict[str, Ageing] = {"L0": level_0, "L1": level_1}
