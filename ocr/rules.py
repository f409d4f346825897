"""Finds the ruled lines of forms: solid, dotted, doubled, broken by fax. Pure geometry over an ink mask.

Refuses strokes of writing: a rule runs free on at least one side or ends on other rules; a stroke struck through words,
a long stroke of a character or the side of a checkbox does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.ink import pooled
from ocr.pixels import Image
from ocr.strokes import Stroke, fitted, runs

WORKING_DPI = 150
LONG_MM = 15.0
SHORT_MM = 4.2
DOT_GAP_MM = 1.3
BREAK_MM = 2.6
REACH_MM = 1.2  # two rules meet when one ends this near to the other
THICKEST_MM = 1.3
STEEPEST = 0.02  # 1.1 degrees: the page was straightened before
CLOSE_MM = 0.4  # ink this near to a rule is close to it
CROWDED = 0.15  # share of its length with ink close on both sides from which a stroke runs through writing
CROWDED_HELD = 0.5  # the same for one held by crossing rules at both ends
STOOD_ON = 0.45  # share with ink close on one side: an underline may be touched, a row of letters' feet is not one
UNBROKEN = 0.96  # share of a solid rule that is ink; below that it is dotted or broken and must be free on both sides
WHOLE = 0.8  # the same for one held by crossing rules
INKED = 0.34  # the dots' share of a dotted rule
SAMPLES = 240
EDGE = 16


@dataclass(frozen=True, slots=True)
class Rules:
    horizontal: tuple[Stroke, ...] = ()
    vertical: tuple[Stroke, ...] = ()


def find(ink: Image, dpi: int) -> Rules:
    """Ruled lines in an ink mask (255 is ink). Mean cost on an A4 page at 300 dpi: some 40 ms on one core."""
    step = max(1, round(dpi / WORKING_DPI))
    mask = pooled(ink, step)
    mm = dpi / step / 25.4
    level, upright = _Side.of(mask, mm), _Side.of(np.ascontiguousarray(mask.T), mm)
    horizontal, vertical = level.long(), upright.long()
    for _ in range(2):  # short rules stand only between rules; the second round sees those the first let in
        horizontal = _joined(horizontal + level.held(vertical), mm)
        vertical = _joined(vertical + upright.held(horizontal), mm)
    return Rules(*(tuple(rule.grown(step) for rule in _ordered(found)) for found in (horizontal, vertical)))


def _ordered(rules: Iterable[Stroke]) -> list[Stroke]:
    return sorted(rules, key=lambda rule: (rule.middle, rule.start))


@dataclass(frozen=True, slots=True)
class _Side:
    """The mask as seen along one of its axes. `dotted`, `solid`: strokes that may be rules."""

    mask: Image
    mm: float
    dotted: list[Stroke]
    solid: list[Stroke]

    @classmethod
    def of(cls, mask: Image, mm: float) -> "_Side":
        dotted = runs(mask, gap_px=round(DOT_GAP_MM * mm), least_px=round(LONG_MM * mm))
        solid = runs(mask, gap_px=max(2, round(0.35 * mm)), least_px=round(SHORT_MM * mm))
        framed = np.asarray(cv2.copyMakeBorder(mask, EDGE, EDGE, EDGE, EDGE, cv2.BORDER_CONSTANT), dtype=np.uint8)
        found = (fitted(part, thickest_px=THICKEST_MM * mm, steepest=STEEPEST) for part in (dotted, solid))
        return cls(framed, mm, *found)

    def long(self) -> list[Stroke]:
        found = self.dotted + [rule for rule in self.solid if rule.length >= LONG_MM * self.mm]
        return [rule for rule in found if self._is_free(rule) and not self._bends(rule)]

    def held(self, crossing: list[Stroke]) -> list[Stroke]:
        """Rules whose both ends lie on a crossing one: they may be short, and writing may run across them."""
        return [rule for rule in _rests(self.solid, crossing, mm=self.mm) if self._is_free_held(rule)]

    def _around(self, rule: Stroke) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where along the rule it is ink itself, where ink stands close above and where close below."""
        xs = np.linspace(rule.start, max(rule.start, rule.end - 1), min(SAMPLES, int(rule.length) + 1)).astype(int)
        ys = np.rint(rule.near + rule.slope * (xs - rule.start) - 0.5).astype(int)
        inner = round(rule.thick / 2 + 1.5)
        outer = min(EDGE - 1, round(inner + CLOSE_MM * self.mm))
        reach = np.arange(-outer, outer + 1)
        hits = self.mask[np.clip(ys, -1, self.mask.shape[0] - 2 * EDGE)[:, None] + reach + EDGE, xs[:, None] + EDGE] > 0
        itself = hits[:, outer - 1 : outer + 2].any(axis=1)
        return itself, hits[:, : outer - inner + 1].any(axis=1), hits[:, outer + inner :].any(axis=1)

    def _is_free(self, rule: Stroke) -> bool:
        """True for a stroke with paper on both sides; a solid one may have writing standing on it."""
        itself, above, below = self._around(rule)
        if itself.mean() < UNBROKEN:
            return bool(itself.mean() > INKED and (above | below).mean() < CROWDED)
        return bool((above & below).mean() < CROWDED and max(above.mean(), below.mean()) < STOOD_ON)

    def _is_free_held(self, rule: Stroke) -> bool:
        itself, above, below = self._around(rule)
        return bool(itself.mean() >= WHOLE and (above & below).mean() < CROWDED_HELD)

    def _bends(self, rule: Stroke) -> bool:
        """True where the stroke goes on beyond both its ends, turning to the same side: the flat part of a loop."""
        ends = (self._goes_on(rule.start, rule.near, step=-1), self._goes_on(rule.end - 1, rule.far, step=1))
        return any(first and second for first, second in zip(*ends, strict=True))

    def _goes_on(self, along: float, across: float, *, step: int) -> tuple[bool, bool]:
        """Whether ink joins on above and below within a mm beyond an end."""
        reach = max(3, round(self.mm))
        x, y = int(along) + EDGE, round(across - 0.5) + EDGE
        patch = self.mask[max(0, y - EDGE) : y + EDGE + 1, max(0, x - reach) : x + reach + 1]
        beyond = patch[:, reach + 2 :] if step > 0 else patch[:, : max(1, reach - 1)]
        middle, hollow = min(y, EDGE), 2
        return bool(beyond[max(0, middle - reach) : middle - hollow].any()), bool(
            beyond[middle + hollow + 1 : middle + reach].any()
        )


def _rests(short: list[Stroke], crossing: list[Stroke], *, mm: float) -> list[Stroke]:
    """Those whose both ends lie on a crossing rule."""
    if not short or not crossing:
        return []
    other = np.array([(r.start, r.end, r.near, r.slope) for r in crossing])
    kept = np.ones(len(short), dtype=bool)
    for ends in ([(r.start, r.near) for r in short], [(r.end, r.far) for r in short]):
        along, across = np.array(ends).T[:, :, None]
        within = (other[:, 0] - REACH_MM * mm <= across) & (across <= other[:, 1] + REACH_MM * mm)
        away = np.abs(other[:, 2] + other[:, 3] * (across - other[:, 0]) - along)
        kept &= (within & (away <= REACH_MM * mm)).any(axis=1)
    return [rule for rule, keep in zip(short, kept, strict=True) if keep]


def _joined(rules: list[Stroke], mm: float) -> list[Stroke]:
    """Pieces of one rule put together: in line, and overlapping or only a fax break apart."""
    done: list[Stroke] = []
    for rule in sorted(set(rules), key=lambda r: (r.start, r.middle)):
        place = next((n for n, other in enumerate(done) if _in_line(other, rule, mm=mm)), None)
        if place is None:
            done.append(rule)
        else:
            done[place] = _merged(done[place], rule)
    return done


def _in_line(left: Stroke, right: Stroke, *, mm: float) -> bool:
    if right.start > left.end + BREAK_MM * mm:
        return False
    at = max(right.start, min(left.end, right.end))
    return abs(left.across(at) - right.across(at)) < 0.45 * mm


def _merged(left: Stroke, right: Stroke) -> Stroke:
    if right.end <= left.end:
        return left
    thick = (left.thick * left.length + right.thick * right.length) / (left.length + right.length)
    return Stroke(left.start, right.end, left.near, right.far, thick)
