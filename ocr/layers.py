"""Peels a page apart: writing for the readers on one layer; rules, cells, seals, holes each on their own.

Refuses to guess what lay below: writing that crosses a rule is kept, nothing is invented.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Box
from domain.page import Cell, Direction
from ocr import grid, holes, ink, loops, rules, seals, squares, struck
from ocr.loops import Loop
from ocr.pixels import Image
from ocr.rules import Rules
from ocr.seals import SealRegion
from ocr.squares import Square
from ocr.strokes import Stroke
from ocr.struck import Strike

# Covered share from which a loop or a seal's rim is taken out of the ink. Less may be a round letter, or a circle that
# chance drew through the letters of running text: erasing that costs far more letters than a rim ever hides.
SURE_LOOP = 0.9


@dataclass(frozen=True, slots=True)
class Layers:
    """One page taken apart, all in px of the upright page.

    `grey`: the page without colour seals. `letters`: the same without holes, loops and strokes through words, for the
    readers. `ink`: `letters` without ruled lines. `paper`: the tone without ink. `marks`: ink mask (255 is ink), no
    rules, no holes.
    """

    dpi: int
    ink: Image
    letters: Image
    grey: Image
    paper: Image
    marks: Image
    rules: Rules
    cells: tuple[Cell, ...]
    seals: tuple[SealRegion, ...]
    squares: tuple[Square, ...]
    loops: tuple[Loop, ...]
    strikes: tuple[Strike, ...]

    @property
    def box(self) -> Box:
        return Box(0, 0, self.grey.shape[1], self.grey.shape[0])

    @property
    def mm(self) -> float:
        """Px of one mm."""
        return self.dpi / 25.4


def peel(image: Image, dpi: int) -> Layers:
    """Take an upright page (grey or BGR) apart; some 0.3 s for A4 at 300 dpi on one core."""
    parted = seals.separate(image, dpi)
    paper = ink.paper_tone(parted.grey, dpi)
    punched = holes.find(parted.grey, dpi)
    mask = _without(ink.ink_mask(parted.grey, paper), punched)
    lines = rules.find(mask, dpi)
    ruled = _ruled(mask, lines, dpi=dpi)
    marks = _without(mask, ruled)
    boxes = squares.find(marks, dpi)
    rims = () if seals.is_coloured(image) else loops.rims(marks, dpi)
    drawn = tuple(loop for loop in loops.find(marks, dpi) if not _is_box(loop.box, boxes) and not _is_in(loop, rims))
    looped = loops.erasure(marks, [loop for loop in (*rims, *drawn) if loop.covered >= SURE_LOOP], dpi=dpi)
    strikes = tuple(s for s in struck.find(_without(marks, looped), dpi) if not any(_is_of(s, loop) for loop in drawn))
    drawn_over = cv2.bitwise_or(cv2.bitwise_or(looped, punched), _struck_out(marks, strikes, dpi=dpi))
    letters = np.asarray(cv2.copyTo(paper, drawn_over, parted.grey.copy()), dtype=np.uint8)
    page = Box(0, 0, mask.shape[1], mask.shape[0])
    return Layers(
        dpi=dpi,
        ink=np.asarray(cv2.copyTo(paper, ruled, letters.copy()), dtype=np.uint8),
        letters=letters,
        grey=parted.grey,
        paper=paper,
        marks=marks,
        rules=lines,
        cells=grid.cells(lines, dpi, page=page),
        seals=(*parted.seals, *seals.by_shape(parted.grey, [rim.box for rim in rims])),
        squares=boxes,
        loops=drawn,
        strikes=strikes,
    )


def _without(mask: Image, gone: Image) -> Image:
    return np.asarray(cv2.bitwise_and(mask, cv2.bitwise_not(gone)), dtype=np.uint8)


def _is_box(loop: Box, boxes: tuple[Square, ...]) -> bool:
    """True for a loop that is the outline of a checkbox with its tick."""
    return any(square.box.share_inside(loop) > 0.8 and loop.share_inside(square.box) > 0.3 for square in boxes)


def _is_in(loop: Loop, rims: tuple[Loop, ...]) -> bool:
    """True for a seal's own rim and for what stands inside it."""
    return any(loop.box.share_inside(rim.box) > 0.8 for rim in rims)


def _is_of(strike: Strike, loop: Loop) -> bool:
    """True for a stroke that is a flat piece of a loop."""
    return strike.box.share_inside(loop.box.padded(loop.box.height // 3)) > 0.7


def _struck_out(mask: Image, strikes: tuple[Strike, ...], *, dpi: int) -> Image:
    """Where strokes through words lie, except where letters cross them."""
    strokes = {
        upright: [
            s for strike in strikes if (strike.direction is Direction.VERTICAL) == upright for s in strike.strokes
        ]
        for upright in (False, True)
    }
    return _ruled(mask, Rules(tuple(strokes[False]), tuple(strokes[True])), dpi=dpi)


def _ruled(mask: Image, lines: Rules, *, dpi: int) -> Image:
    """Where rules lie, with their blurred rims, except where a stroke of writing crosses one."""
    margin = max(2, round(0.22 * dpi / 25.4))
    flat, steep = np.zeros_like(mask), np.zeros_like(mask)
    for rule in lines.horizontal:
        _draw(flat, rule, upright=False, margin=margin)
    for rule in lines.vertical:
        _draw(steep, rule, upright=True, margin=margin)
    band = np.asarray(cv2.bitwise_or(flat, steep), dtype=np.uint8)
    gone = band.copy()
    written = _Written(mask, band, margin)
    for rule in lines.horizontal:
        _spare_crossings(gone, written, rule=rule, upright=False)
    for rule in lines.vertical:
        _spare_crossings(gone, written, rule=rule, upright=True)
    return gone


def _draw(band: Image, rule: Stroke, *, upright: bool, margin: int) -> None:
    """Paint the rule with `margin` px around it."""
    half = rule.thick / 2 + margin
    ends = (
        (rule.start - margin, rule.across(rule.start - margin)),
        (rule.end + margin, rule.across(rule.end + margin)),
    )
    corners = [
        (along, across + side)
        for (along, across), sides in zip(ends, ((-half, half), (half, -half)), strict=True)
        for side in sides
    ]
    points = np.array([corner[::-1] if upright else corner for corner in corners])
    cv2.fillPoly(band, [np.rint(points - 0.5).astype(np.int32)], 255)


@dataclass(frozen=True, slots=True)
class _Written:
    """The ink of a page and the band its rules take up, with the px drawn around each rule."""

    mask: Image
    band: Image
    reach: int


def _spare_crossings(gone: Image, written: _Written, *, rule: Stroke, upright: bool) -> None:
    """Take out of `gone` where ink continues on both sides of the rule."""
    mask, band, reach = written.mask, written.band, written.reach
    wide = rule.thick / 2 + reach + 4
    low, high = sorted((rule.near, rule.far))
    along, across = (
        slice(max(0, int(rule.start) - reach), int(rule.end) + reach),
        slice(max(0, int(low - wide)), int(high + wide)),
    )
    here = (along, across) if upright else (across, along)
    bridge = round(rule.thick) + 2 * reach + 4
    writing = cv2.bitwise_and(mask[here], cv2.bitwise_not(band[here]))
    closed = cv2.morphologyEx(writing, cv2.MORPH_CLOSE, np.ones((1, bridge) if upright else (bridge, 1), np.uint8))
    crossing = cv2.bitwise_and(closed, mask[here])
    gone[here] = cv2.bitwise_and(gone[here], cv2.bitwise_not(crossing))
