"""Marks of the hand: ellipses round a word, ticks in a box, double strokes through words.

Every mark is a little crooked; the sheet's random numbers decide how.
"""

import math
from random import Random

from drawing.paper import Sheet
from drawing.truth import Box

Colour = tuple[int, int, int]
Point = tuple[float, float]


def _curve(sheet: Sheet, points: list[Point], *, colour: Colour, width: int) -> None:
    sheet.pen.line(points, fill=colour, width=width, joint="curve")
    radius = width / 2
    for x, y in (points[0], points[-1]):
        sheet.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _wobble(rng: Random, size: float) -> float:
    return rng.uniform(-size, size)


def circle(sheet: Sheet, box: Box, *, colour: Colour, width: int = 5) -> Box:
    """A rough ellipse round `box`, not quite closed or a little overlapping; gives its own box."""
    x, y, dx, dy = box
    rng, em = sheet.rng, dy
    cx, cy = x + dx / 2 + _wobble(rng, em * 0.05), y + dy / 2 + _wobble(rng, em * 0.05)
    rx, ry = dx / 2 + em * rng.uniform(0.16, 0.26), dy / 2 + em * rng.uniform(0.10, 0.2)
    start, sweep = rng.uniform(0, 2 * math.pi), 2 * math.pi + rng.uniform(-0.12, 0.5)
    drift, tilt = rng.uniform(-0.05, 0.05), rng.uniform(-0.06, 0.06)
    points = []
    for step in range(49):
        angle = start + sweep * step / 48
        grow = 1 + drift * step / 48
        px_, py_ = rx * grow * math.cos(angle), ry * grow * math.sin(angle)
        points.append((cx + px_ - py_ * tilt, cy + py_ + px_ * tilt))
    _curve(sheet, points, colour=colour, width=width)
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    right, bottom = max(p[0] for p in points), max(p[1] for p in points)
    return round(left), round(top), round(right - left), round(bottom - top)


def tick(sheet: Sheet, box: Box, *, colour: Colour, style: str = "checkbox", width: int = 5) -> None:
    """The mark in a checkbox: `checkbox` a レ点 that leaves the box, `filled` ■, `cross` ×."""
    x, y, dx, dy = box
    rng = sheet.rng
    if style == "filled":
        sheet.pen.rectangle((x + 3, y + 3, x + dx - 3, y + dy - 3), fill=colour)
        return
    if style == "cross":
        j = dx * 0.1
        _curve(sheet, [(x + _wobble(rng, j), y + _wobble(rng, j)), (x + dx, y + dy)], colour=colour, width=width)
        _curve(sheet, [(x + dx, y + _wobble(rng, j)), (x + _wobble(rng, j), y + dy)], colour=colour, width=width)
        return
    low = (x + dx * (0.42 + _wobble(rng, 0.07)), y + dy * (0.88 + _wobble(rng, 0.08)))
    start = (x + dx * (0.10 + _wobble(rng, 0.08)), y + dy * (0.42 + _wobble(rng, 0.1)))
    end = (x + dx * (1.12 + _wobble(rng, 0.14)), y + dy * (-0.12 + _wobble(rng, 0.16)))
    bend = ((low[0] + end[0]) / 2 - dx * 0.06, (low[1] + end[1]) / 2 - dy * 0.02)
    _curve(sheet, [start, low, bend, end], colour=colour, width=width)


def strike(sheet: Sheet, box: Box, *, colour: Colour, vertical: bool = False, width: int = 4) -> None:
    """A double stroke through `box`, along its writing."""
    x, y, dx, dy = box
    rng = sheet.rng
    for share in (0.40, 0.60):
        if vertical:
            at = x + dx * share
            _curve(
                sheet, [(at + _wobble(rng, 4), y - 4), (at + _wobble(rng, 4), y + dy + 4)], colour=colour, width=width
            )
        else:
            at = y + dy * share
            _curve(
                sheet, [(x - 6, at + _wobble(rng, 4)), (x + dx + 6, at + _wobble(rng, 4))], colour=colour, width=width
            )
