"""Small pages drawn for tests: white paper, black rules, boxes, loops and strokes at 300 dpi."""

import cv2
import numpy as np

DPI = 300
INK = (20, 20, 20)
VERMILION = (42, 52, 206)


def mm(length: float) -> int:
    return round(length * DPI / 25.4)


def paper(width_mm: float = 120, height_mm: float = 90) -> np.ndarray:
    return np.full((mm(height_mm), mm(width_mm), 3), 255, np.uint8)


Point = tuple[float, float]


def rule(page: np.ndarray, start: Point, end: Point, *, thick: int = 3, dotted: bool = False) -> None:
    """A level or upright rule; ends in mm."""
    (x0, y0), (x1, y1) = ((mm(x), mm(y)) for x, y in (start, end))
    if not dotted:
        cv2.line(page, (x0, y0), (x1, y1), INK, thick)
        return
    length = max(x1 - x0, y1 - y0)
    for at in range(0, length, 18):
        stop = min(at + 9, length)
        ends = ((x0 + at, y0), (x0 + stop, y0)) if x1 > x0 else ((x0, y0 + at), (x0, y0 + stop))
        cv2.line(page, *ends, INK, thick)


def table(page: np.ndarray, columns: list[float], rows: list[float], *, thick: int = 3, dotted: bool = False) -> None:
    """A full grid with rules at these places in mm."""
    for y in rows:
        rule(page, (columns[0], y), (columns[-1], y), thick=thick, dotted=dotted)
    for x in columns:
        rule(page, (x, rows[0]), (x, rows[-1]), thick=thick, dotted=dotted)


STROKES = (
    ((0.1, 0.1, 0.9, 0.1), (0.0, 0.5, 1.0, 0.45), (0.5, 0.1, 0.5, 1.0), (0.5, 0.5, 0.05, 0.95), (0.5, 0.5, 0.95, 0.95)),
    (
        (0.0, 0.25, 0.45, 0.2),
        (0.2, 0.0, 0.2, 1.0),
        (0.55, 0.3, 1.0, 0.3),
        (0.75, 0.05, 0.7, 0.95),
        (0.55, 0.7, 0.95, 0.6),
    ),
    (
        (0.2, 0.05, 0.8, 0.05),
        (0.1, 0.35, 0.9, 0.35),
        (0.15, 0.65, 0.85, 0.65),
        (0.5, 0.05, 0.45, 0.65),
        (0.0, 0.95, 1.0, 0.98),
    ),
)


def glyphs(page: np.ndarray, at: Point, *, count: int, size_mm: float = 3.8) -> None:
    """Stand-ins for kanji, side by side from `at` (top left, mm)."""
    for number in range(count):
        x, y, side = mm(at[0] + number * (size_mm + 0.4)), mm(at[1]), mm(size_mm)
        for stroke in STROKES[number % len(STROKES)]:
            x0, y0, x1, y1 = (round(part * side) for part in stroke)
            cv2.line(page, (x + x0, y + y0), (x + x1, y + y1), INK, 4, cv2.LINE_AA)


def leaning(page: np.ndarray, degrees: float) -> np.ndarray:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)


def fax(page: np.ndarray, *, seed: int = 3) -> np.ndarray:
    """200 dpi, two tones, with specks and broken lines."""
    source = np.random.default_rng(seed)
    size = (round(page.shape[1] * 2 / 3), round(page.shape[0] * 2 / 3))
    grey = cv2.cvtColor(cv2.resize(page, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY).astype(np.int16)
    grey += source.normal(0, 30, grey.shape).astype(np.int16)
    out = np.where(grey > 150, 255, 0).astype(np.uint8)
    for _ in range(6):
        x = int(source.integers(0, size[0] - 12))
        out[:, x : x + 6] = 255
    return out
