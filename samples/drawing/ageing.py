"""Named ways in which paper and scanner age a sheet: the levels L0–L3 of the case files, and those of random ones.

Each takes a drawn sheet and gives a `Scan`. Refuses an unknown name with KeyError.
"""

from dataclasses import dataclass
from random import Random
from typing import Protocol

import numpy as np

from drawing import overlays, scanner
from drawing.paper import Sheet
from drawing.scan import Pixels, Scan, fresh, greyed, skewed
from drawing.truth import Line


@dataclass(frozen=True, slots=True)
class Folder:
    """What a sheet lay among: the fax machine's header line, and the sheet on its back."""

    header: str = ""
    back: Sheet | None = None


class Ageing(Protocol):
    def __call__(self, sheet: Sheet, rng: Random, *, folder: Folder) -> Scan: ...


def pixels_of(sheet: Sheet) -> Pixels:
    return np.asarray(sheet.image, dtype=np.uint8)


def level_0(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """Clean print, straight from the machine."""
    return fresh(pixels_of(sheet))


def level_1(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """A 300 dpi scan: skew 0.7°, punch holes, a little noise."""
    paper = overlays.textured(overlays.punched(pixels_of(sheet), rng), rng, strength=0.008)
    scan = skewed(fresh(paper), 0.7, bed=250)
    return scanner.noisy(scanner.softened(scan, 0.6), rng, sigma=1.2)


def level_2(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """Level 1 sent by fax: 200 dpi, black and white, the sender's line on top."""
    paper = overlays.punched(pixels_of(sheet), rng)
    return _fax(skewed(fresh(paper), 0.7), sheet, rng=rng, header=folder.header)


def level_3(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """Faded carbon or thermal paper, yellowed and folded, the back showing through."""
    paper = overlays.punched(overlays.faded(pixels_of(sheet), rng, keep=0.62), rng)
    if folder.back is not None:
        paper = overlays.shown_through(paper, pixels_of(folder.back), strength=0.13)
    paper = overlays.folded(overlays.folded(overlays.yellowed(paper, rng), rng), rng, across=False, depth=0.1)
    scan = skewed(fresh(overlays.stapled(paper, rng)), -0.9, bed=235)
    return scanner.noisy(scanner.softened(scan, 0.9), rng, sigma=2.5)


def _fax(scan: Scan, sheet: Sheet, *, rng: Random, header: str) -> Scan:
    if header:
        sheet.note(Line(header, (90, 12, round(18.3 * len(header)), 38)))
    return scanner.faxed(scan, rng, header=header)


def clean(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    return fresh(pixels_of(sheet))


def scanned(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """A good office scan."""
    paper = pixels_of(sheet)
    if rng.random() < 0.6:
        paper = overlays.punched(paper, rng, bed=rng.choice((40, 90, 235)))
    paper = overlays.textured(paper, rng, strength=0.006)
    scan = skewed(fresh(paper), rng.gauss(0, 0.6), shift=_shift(rng), bed=rng.choice((250, 250, 235, 30)))
    scan = scanner.noisy(scanner.softened(scan, rng.uniform(0.4, 0.9)), rng, sigma=rng.uniform(1, 3))
    return greyed(scan) if rng.random() < 0.4 else scan


def worn(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """Handled for years: folds, dirt, staple, print from the back, a crooked scan with a shadow."""
    paper = overlays.smudged(
        overlays.punched(pixels_of(sheet), rng, bed=rng.choice((40, 90))), rng, spots=rng.randint(20, 90)
    )
    paper = overlays.folded(paper, rng, share=rng.choice((0.5, 0.33, 0.67)), depth=rng.uniform(0.08, 0.22))
    if rng.random() < 0.5:
        paper = overlays.folded(paper, rng, across=False, depth=rng.uniform(0.06, 0.16))
    if rng.random() < 0.5:
        paper = overlays.stapled(paper, rng)
    if folder.back is not None and rng.random() < 0.5:
        paper = overlays.shown_through(paper, pixels_of(folder.back), strength=rng.uniform(0.06, 0.16))
    paper = overlays.faded(overlays.textured(paper, rng, strength=0.03), rng, keep=rng.uniform(0.75, 0.95))
    crooked = 4.0 if rng.random() < 0.1 else 2.4
    scan = skewed(fresh(paper), rng.uniform(-crooked, crooked), shift=_shift(rng), bed=rng.choice((240, 25)))
    scan = scanner.shaded(scanner.softened(scan, rng.uniform(0.7, 1.2)), rng, strength=rng.uniform(0.1, 0.5))
    scan = scanner.noisy(scan, rng, sigma=rng.uniform(3, 7))
    return greyed(scan) if rng.random() < 0.6 else scan


def fax(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    paper = pixels_of(sheet)
    paper = overlays.punched(paper, rng) if rng.random() < 0.3 else paper
    return _fax(skewed(fresh(paper), rng.gauss(0, 0.7), shift=_shift(rng)), sheet, rng=rng, header=folder.header)


def yellow(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """Faded and yellowed: old carbon or thermal paper."""
    paper = overlays.faded(pixels_of(sheet), rng, keep=rng.uniform(0.45, 0.7))
    if folder.back is not None and rng.random() < 0.4:
        paper = overlays.shown_through(paper, pixels_of(folder.back), strength=rng.uniform(0.05, 0.12))
    paper = overlays.yellowed(overlays.punched(paper, rng), rng, strength=rng.uniform(0.7, 1.4))
    scan = skewed(fresh(paper), rng.gauss(0, 0.9), shift=_shift(rng), bed=240)
    return scanner.noisy(scanner.softened(scan, rng.uniform(0.7, 1.1)), rng, sigma=rng.uniform(2, 5))


def copy(sheet: Sheet, rng: Random, *, folder: Folder) -> Scan:
    """A copy of a copy."""
    paper = overlays.smudged(pixels_of(sheet), rng, spots=rng.randint(10, 50))
    scan = skewed(fresh(paper), rng.uniform(-1.6, 1.6), shift=_shift(rng))
    return scanner.noisy(scanner.copied(scan, rng, times=2), rng, sigma=2)


def _shift(rng: Random) -> tuple[float, float]:
    return rng.uniform(-14, 14), rng.uniform(-14, 14)


LEVELS: dict[str, Ageing] = {"L0": level_0, "L1": level_1, "L2": level_2, "L3": level_3}
AGEINGS: dict[str, Ageing] = {
    "clean": clean, "scan": scanned, "worn": worn, "fax": fax, "faded": yellow, "copy": copy,
}  # fmt: skip
