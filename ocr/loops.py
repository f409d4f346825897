"""Finds loops drawn by hand around words, by shape alone: a thin closed stroke near an ellipse with writing inside.

Refuses printed ○ and 0 (nothing inside), frames and kanji enclosures (corners), and seals (see `ocr.seals`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Box
from ocr.ink import pooled
from ocr.pixels import Floats, Image

WORKING_DPI = 150
NARROWEST_MM, LEAST_MM, WIDEST_MM, HIGHEST_MM = 2.9, 4.0, 75.0, 22.0
ROUND = 0.85  # shorter by longer axis: rounder and larger ones may be seals
RIM_WAVERS = 0.04
RIM_DPI, RIM_COVERED = 100, 0.75  # seals are looked for on a smaller copy; their rims are often broken
SEAL_MM, LARGEST_SEAL_MM = 7.6, 36.0
SPECK_PX, MANY_SPECKS = 4, 10_000  # specks of the smaller copy; ordinary copies hold far fewer
SPECKLED = 0.3  # share of the smaller copy that is ink in noise: circles are all over it by chance
DIRECTIONS = 96
SHARES = np.arange(0.70, 1.36, 0.025)  # of the ellipse's radius: where the stroke is sought
HOLE = 0.8  # size of a loop's hole in shares of the loop
STROKE_MM = 0.5
COVERED = 0.82  # share of directions in which the stroke must show
LONGEST_GAP = 0.17  # of the way round; a pen often leaves the loop open
CONTENT = 0.035  # share of the inside that is ink; less is an empty ring
CROWDED = 0.4  # share of directions in which other ink may stand just outside
THICK_MM, THIN = 0.8, 0.6  # a pen's width, and the share of directions in which the stroke must have it
SQUARISH, CLEARANCE_MM, CLOSE = 1.4, 0.75, 0.36  # loops about one letter: share of the way round with ink just inside
CORNER = 0.14  # of the shorter side: the size of a corner; an enclosure (日, 国) is inked there, a loop is not
STEP_COST = 0.12
AWAY_COST = 0.25

Ellipse = tuple[tuple[float, float], tuple[float, float], float]  # centre, axes, degrees: as cv2 gives it


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop on the page: `outline` is the middle of its stroke (n×2, px), `covered` the share that is inked, 0..1."""

    box: Box
    outline: Floats
    covered: float

    @property
    def roundness(self) -> float:
        """How much the distance from its middle varies, in shares of it; 0 for a perfect circle."""
        away = np.hypot(*(self.outline - self.outline.mean(axis=0)).T)
        return float(away.std() / max(1e-6, away.mean()))

    def is_seal(self, mm: float) -> bool:
        """True for one as round and large as a seal's rim; `mm` is px of one mm."""
        short, long = sorted((self.box.width, self.box.height))
        return short >= SEAL_MM * mm and short >= ROUND * long

    def holds(self, x: float, y: float) -> bool:
        return cv2.pointPolygonTest(self.outline[:, None, :], (x, y), False) >= 0


def find(marks: Image, dpi: int) -> tuple[Loop, ...]:
    """Loops in an ink mask without rules, from the top."""
    step = max(1, round(dpi / WORKING_DPI))
    mask = pooled(marks, step)
    mm = dpi / step / 25.4
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return ()
    patches = np.array(
        [(*cv2.boundingRect(outline), above) for outline, (*_, above) in zip(outlines, tree[0], strict=True)]
    )
    large = np.flatnonzero(patches[:, 2:4].max(axis=1) >= HOLE * LEAST_MM * mm)
    proposed = (_proposal(np.asarray(outlines[int(n)], dtype=np.float32), patches[n], mm=mm) for n in large)
    ellipses = [ellipse for ellipse in proposed if ellipse is not None]
    found = _distinct(sorted(trace(mask, ellipses, mm=mm), key=lambda loop: -loop.covered))
    clear = [loop for loop in found if not _is_crowded(loop, mask, mm=mm) and not _has_corners(loop.box, mask)]
    drawn = [loop for loop in clear if not _is_letter(loop, patches[patches[:, 4] < 0, :4], among=clear)]
    grown = (_grown(loop, step) for loop in drawn)
    return tuple(sorted(grown, key=lambda loop: (loop.box.y, loop.box.x)))


def _distinct(found: list[Loop]) -> list[Loop]:
    kept: list[Loop] = []
    for loop in found:
        if not any(loop.box.share_inside(other.box) > 0.5 or other.box.share_inside(loop.box) > 0.5 for other in kept):
            kept.append(loop)
    return kept


def _is_crowded(loop: Loop, mask: Image, *, mm: float) -> bool:
    """True for the outline of one dense letter (電, 書): a hand leaves paper between its ring and the letter in it."""
    short, long = sorted((loop.box.width, loop.box.height))
    if long > SQUARISH * short:
        return False
    middle = loop.outline.mean(axis=0)
    away = loop.outline - middle
    length = np.maximum(1e-6, np.hypot(*away.T))[:, None]
    inner = np.rint(middle + away * (1 - CLEARANCE_MM * mm / length)).astype(int)
    columns, rows = (np.clip(inner[:, axis], 0, mask.shape[1 - axis] - 1) for axis in (0, 1))
    return float((mask[rows, columns] > 0).mean()) > CLOSE


def _has_corners(box: Box, mask: Image) -> bool:
    """True for a frame or an enclosing letter: ink in three of the four corners of its box."""
    side = max(2, round(CORNER * min(box.width, box.height)))
    wide = box.padded(1, within=Box(0, 0, mask.shape[1], mask.shape[0]))
    seen = mask[wide.y : wide.bottom, wide.x : wide.right]
    corners = (
        seen[rows, columns]
        for rows in (slice(0, side), slice(-side, None))
        for columns in (slice(0, side), slice(-side, None))
    )
    return sum(bool(corner.any()) for corner in corners) >= 3


def _is_letter(loop: Loop, patches: np.ndarray, *, among: list[Loop]) -> bool:
    """True where other writing in the line is as tall: ① or part of a large character, not a loop around words."""
    box, height = loop.box, loop.box.height
    x, y, wide, tall = patches.T
    shared = np.minimum(y + tall, box.bottom) - np.maximum(y, box.y)
    gap = np.maximum(x - box.right, box.x - x - wide)
    near = (shared > 0.6 * np.minimum(tall, height)) & (gap > 0) & (gap < 4 * height) & (tall < 2.2 * height)
    rivals = patches[near & (tall >= 0.97 * height)]
    words = [Box(*(int(v) for v in rival)) for rival in rivals]
    return sum(not any(word.overlap(other.box).area for other in among) for word in words) >= 2


def erasure(marks: Image, loops: Sequence[Loop], *, dpi: int) -> Image:
    """A mask (255) of the strokes of `loops`, without what belongs to the writing they touch."""
    gone = np.zeros_like(marks)
    width = max(3, round((STROKE_MM + 0.3) * dpi / 25.4))
    for loop in loops:
        around = loop.box.padded(width + 2, within=Box(0, 0, marks.shape[1], marks.shape[0]))
        here = slice(around.y, around.bottom), slice(around.x, around.right)
        band = np.zeros((around.height, around.width), np.uint8)
        cv2.polylines(band, [np.rint(loop.outline - (around.x, around.y)).astype(np.int32)], True, 255, width)
        writing = cv2.bitwise_and(marks[here], cv2.bitwise_not(band))
        side = width + 3
        across = [
            cv2.morphologyEx(writing, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)) for shape in ((side, 1), (1, side))
        ]
        crossing = cv2.bitwise_and(cv2.bitwise_or(*across), marks[here])
        gone[here] |= np.asarray(cv2.bitwise_and(band, cv2.bitwise_not(crossing)), dtype=np.uint8)
    return gone


def _grown(loop: Loop, step: int) -> Loop:
    box = Box(*(v * step for v in loop.box.as_tuple()))
    return Loop(box, np.asarray((loop.outline + 0.5) * step - 0.5, dtype=np.float32), loop.covered)


def _proposal(outline: Floats, patch: np.ndarray, *, mm: float) -> Ellipse | None:
    """The ellipse that a patch of ink (or a hole in one) of the right size suggests."""
    _, _, width, height, above = (int(v) for v in patch)
    shrink = HOLE if above >= 0 else 1.0
    if min(width, height) < shrink * NARROWEST_MM * mm or max(width, height) < shrink * LEAST_MM * mm:
        return None
    is_round = min(width, height) >= ROUND * max(width, height)
    if width > WIDEST_MM * mm or height > (LARGEST_SEAL_MM if is_round else HIGHEST_MM) * mm:
        return None
    ellipse = _fitted(outline.reshape(-1, 2), tolerance=0.12)
    if ellipse is None or min(ellipse[1]) < shrink * NARROWEST_MM * mm or max(ellipse[1]) > WIDEST_MM * mm:
        return None
    return ellipse


def _fitted(points: Floats, *, tolerance: float) -> Ellipse | None:
    """An ellipse through most of the points; what sticks out is left out step by step."""
    kept = points
    for _ in range(5):
        if len(kept) < 24:
            return None
        (cx, cy), (width, height), degrees = cv2.fitEllipseDirect(kept)
        ellipse = ((cx, cy), (width, height), degrees)
        if not all(np.isfinite(ellipse[1])) or min(ellipse[1]) < 4:
            return None
        away = np.abs(_radius(points, ellipse) - 1)
        close = points[away < tolerance]
        if len(close) == len(kept):
            break
        kept = close
    return ellipse if len(kept) >= 0.55 * len(points) else None


def _radius(points: Floats, ellipse: Ellipse) -> np.ndarray:
    """Each point's distance from the centre in units of the ellipse."""
    (cx, cy), (width, height), degrees = ellipse
    turn = np.deg2rad(degrees)
    x, y = points[:, 0] - cx, points[:, 1] - cy
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    return np.asarray(np.hypot(along / (width / 2), across / (height / 2)))


def rims(marks: Image, dpi: int) -> tuple[Loop, ...]:
    """Round rims of seals on a page without colour, broken ones too; of several inside one another the outermost."""
    step = max(1, round(dpi / RIM_DPI))
    mask = pooled(marks, step)
    mm = dpi / step / 25.4
    drawn = _without_specks(mask)
    if cv2.countNonZero(drawn) > SPECKLED * drawn.size:
        return ()
    soft = cv2.GaussianBlur(drawn, (3, 3), 0)
    least, most = round(SEAL_MM * mm / 2), round(LARGEST_SEAL_MM * mm / 2)
    circles = cv2.HoughCircles(
        soft, cv2.HOUGH_GRADIENT, 1.0, 4 * mm, param1=120, param2=6 * mm, minRadius=least, maxRadius=most
    )
    if circles is None:
        return ()
    ellipses = [((float(x), float(y)), (2.0 * float(r), 2.0 * float(r)), 0.0) for x, y, r in circles.reshape(-1, 3)]
    traced = trace(mask, ellipses, mm=mm, covered=RIM_COVERED)
    found = [loop for loop in traced if loop.is_seal(mm) and loop.roundness < RIM_WAVERS]
    kept = _distinct(sorted(found, key=lambda loop: -loop.box.area))
    return tuple(_grown(loop, step) for loop in kept)


def _without_specks(mask: Image) -> Image:
    """The mask without the specks of a poor copy: each would be tried as the rim of thousands of circles.

    Where there are few they are kept: they may be what is left of a rim.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    kept = np.where(stats[:, cv2.CC_STAT_AREA] > SPECK_PX, 255, 0).astype(np.uint8)
    if np.count_nonzero(kept == 0) < MANY_SPECKS:
        return mask
    kept[0] = 0
    return np.asarray(kept[labels], dtype=np.uint8)


def trace(mask: Image, ellipses: Sequence[Ellipse], *, mm: float, covered: float = COVERED) -> Iterator[Loop]:
    """Follow the strokes of loops near these ellipses; nothing where no such stroke is, or nothing inside it."""
    if not ellipses:
        return
    every = np.arange(DIRECTIONS)
    fans = ((ellipse, _rays(ellipse)) for ellipse in ellipses)
    sampled = [(ellipse, rays, _sampled(mask, rays)) for ellipse, rays in fans]
    hopeful = [one for one in sampled if one[2].any(axis=1).mean() >= covered]  # no way round can hit more than that
    if not hopeful:
        return
    ways = _best_ways(np.stack([ink for _, _, ink in hopeful]))
    for (ellipse, (xs, ys), ink), path in zip(hopeful, ways, strict=True):
        hit = ink[every, path]
        if hit.mean() < covered or _longest_gap(hit) > LONGEST_GAP or not _is_thin(ink, path, ellipse=ellipse, mm=mm):
            continue
        outline = np.stack([xs[every, path], ys[every, path]], axis=1).astype(np.float32)
        if _has_content(mask, outline, mm=mm):
            low, high = np.floor(outline.min(axis=0)).astype(int), np.ceil(outline.max(axis=0)).astype(int)
            box = Box(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
            yield Loop(box, outline, float(hit.mean()))


def hints(marks: Image, boxes: Sequence[Box], *, dpi: int) -> tuple[float, ...]:
    """For each word's box how much of a ring of ink lies around it, 0..1; a plain word among others has some 0.4.

    Readers' boxes are taller than the letters by a varying margin, so two heights are tried.
    """
    if not boxes:
        return ()
    step = max(1, round(dpi / WORKING_DPI))
    mask = pooled(marks, step)
    ellipses = [_around(box, step, tall=tall) for tall in (1.0, 0.66) for box in boxes]
    inked = np.stack([_sampled(mask, _rays(ellipse)) for ellipse in ellipses])
    every = np.arange(DIRECTIONS)
    shares = [float(ink[every, path].mean()) for ink, path in zip(inked, _best_ways(inked), strict=True)]
    return tuple(max(pair) for pair in zip(shares[: len(boxes)], shares[len(boxes) :], strict=True))


def _around(box: Box, step: int, *, tall: float) -> Ellipse:
    """The ellipse a hand would draw around a word."""
    (x, y), high = box.centre, box.height * tall / step
    return ((x / step, y / step), (box.width / step + 0.42 * high, 1.3 * high), 0.0)


def _turned(ellipse: Ellipse) -> tuple[np.ndarray, np.ndarray]:
    """From the centre to the ellipse in each direction, px."""
    _, (width, height), degrees = ellipse
    turn = np.deg2rad(degrees)
    angles = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
    along, across = np.cos(angles) * width / 2, np.sin(angles) * height / 2
    return along * np.cos(turn) - across * np.sin(turn), along * np.sin(turn) + across * np.cos(turn)


def _across(ellipse: Ellipse) -> np.ndarray:
    """For each direction how many px across its line the ellipse would shift by growing to double its size."""
    width, height = max(ellipse[1][0], 1e-6) / 2, max(ellipse[1][1], 1e-6) / 2
    angles = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
    return np.asarray(1 / np.hypot(np.cos(angles) / width, np.sin(angles) / height))


def _rays(ellipse: Ellipse) -> tuple[np.ndarray, np.ndarray]:
    """Places on rays from the centre, direction by share of the radius."""
    x, y = _turned(ellipse)
    return ellipse[0][0] + np.outer(x, SHARES), ellipse[0][1] + np.outer(y, SHARES)


def _sampled(mask: Image, places: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    xs, ys = places
    columns, rows = np.rint(xs).astype(int), np.rint(ys).astype(int)
    inside = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
    found = mask[np.clip(rows, 0, mask.shape[0] - 1), np.clip(columns, 0, mask.shape[1] - 1)] > 0
    return np.asarray(found & inside)


def _best_ways(inked: np.ndarray) -> np.ndarray:
    """For each candidate the way round with most ink and least wandering: dynamic programming, twice round to close."""
    value = np.ascontiguousarray((inked - AWAY_COST * np.abs(SHARES - 1)).transpose(1, 0, 2))
    near = np.full((len(inked), len(SHARES) + 2), -1e9)
    near[:, 1:-1] = 0.0
    moves = np.zeros((2 * DIRECTIONS, len(inked), len(SHARES)), dtype=np.int8)
    for number in range(2 * DIRECTIONS):
        best, back = near[:, 1:-1].copy(), moves[number]
        for move, beside in ((-1, near[:, :-2] - STEP_COST), (1, near[:, 2:] - STEP_COST)):
            better = beside > best
            back[better] = move
            np.maximum(best, beside, out=best)
        near[:, 1:-1] = best + value[number % DIRECTIONS]
    path = np.zeros((len(inked), 2 * DIRECTIONS), dtype=int)
    path[:, -1] = near[:, 1:-1].argmax(axis=1)
    every = np.arange(len(inked))
    for number in range(2 * DIRECTIONS - 1, 0, -1):
        path[:, number - 1] = path[:, number] + moves[number, every, path[:, number]]
    half = DIRECTIONS // 2
    return np.roll(path[:, half : half + DIRECTIONS], half, axis=1)


def _longest_gap(hit: np.ndarray) -> float:
    """Longest stretch without ink, as a share of the way round."""
    run = longest = 0
    for inked in np.concatenate([hit, hit]):
        run = 0 if inked else run + 1
        longest = max(longest, run)
    return min(longest, len(hit)) / len(hit)


def _is_thin(inked: np.ndarray, path: np.ndarray, *, ellipse: Ellipse, mm: float) -> bool:
    """True where the stroke is a pen's width across and paper lies beyond it, for the most part."""
    step = _across(ellipse) * (SHARES[1] - SHARES[0])
    every, last = np.arange(len(path)), inked.shape[1] - 1
    off = np.maximum(1, np.ceil((STROKE_MM + 0.2) * mm / step)).astype(int)
    outside = inked[every, np.minimum(path + off, last)] & (path + off <= last)
    if outside.mean() > CROWDED:
        return False
    thick = np.ones(len(path))
    for side in (1, -1):
        going = np.ones(len(path), dtype=bool)
        for distance in range(1, 8):
            going &= inked[every, np.clip(path + side * distance, 0, last)]
            thick += going
    return bool((thick * step <= THICK_MM * mm + step).mean() >= THIN)


def _has_content(mask: Image, outline: Floats, *, mm: float) -> bool:
    """True where ink that is not the loop's own stroke lies inside."""
    low = np.floor(outline.min(axis=0)).astype(int)
    size = np.ceil(outline.max(axis=0)).astype(int) - low + 1
    inner = np.zeros((int(size[1]), int(size[0])), np.uint8)
    cv2.fillPoly(inner, [np.rint(outline - low).astype(np.int32)], 255)
    rim = max(2, round(2 * (STROKE_MM + 0.1) * mm))
    inner = np.asarray(cv2.erode(np.pad(inner, 1), np.ones((rim, rim), np.uint8))[1:-1, 1:-1], dtype=np.uint8)
    top, left = max(0, int(low[1])), max(0, int(low[0]))
    patch = mask[top : top + inner.shape[0], left : left + inner.shape[1]]
    inner = inner[: patch.shape[0], : patch.shape[1]]
    area = int((inner > 0).sum())
    return area > 0 and float(((patch > 0) & (inner > 0)).sum()) / area > CONTENT
