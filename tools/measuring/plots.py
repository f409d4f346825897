"""Two drawings in SVG: said probability against found share, and the share reviewed against silent error.

Plain text without a library, so that the committed picture changes only when the figures do.
"""

from collections.abc import Sequence
from typing import Any

SIDE, EDGE, GAP = 320, 56, 40
INK, SOFT, LINE = "#222", "#bbb", "#1f6feb"
Point = tuple[float, float]


def drawn(bins: Sequence[dict[str, Any]], points: Sequence[dict[str, Any]], *, target_error: float) -> str:
    """One picture with both drawings side by side."""
    width, height = 2 * (SIDE + EDGE) + GAP + 20, SIDE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        _calibration(bins, left=EDGE),
        _curve(points, left=2 * EDGE + SIDE + GAP, target=target_error),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _calibration(bins: Sequence[dict[str, Any]], *, left: int) -> str:
    """Vertical bars are Wilson intervals."""
    parts = [_frame(left, title="said probability / share that is right", ends=("0", "1", "0", "1"))]
    parts.append(_path([(0, 0), (1, 1)], left=left, colour=SOFT))
    for one in bins:
        low, high = _place((one["said"], one["low"]), left), _place((one["said"], one["high"]), left)
        parts.append(f'<line x1="{low[0]}" y1="{low[1]}" x2="{high[0]}" y2="{high[1]}" stroke="{LINE}"/>')
        x, y = _place((one["said"], one["share"]), left)
        parts.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{LINE}"/>')
    return "\n".join(parts)


def _curve(points: Sequence[dict[str, Any]], *, left: int, target: float) -> str:
    """The dashed line is the target."""
    top = max([0.01, *(one["silent"]["share"] or 0.0 for one in points)])
    ends = ("0", "1", "0", f"{top:.1%}")
    parts = [_frame(left, title="share reviewed / wrong among the rest", ends=ends)]
    line = [(0.0, target / top), (1.0, target / top)]
    parts.append(_path(line, left=left, colour=SOFT, dash=True))
    found = [(one["reviewed"], (one["silent"]["share"] or 0.0) / top) for one in points if one["silent"]["tried"]]
    parts.append(_path(found, left=left, colour=LINE))
    for point in found:
        x, y = _place(point, left)
        parts.append(f'<circle cx="{x}" cy="{y}" r="2.5" fill="{LINE}"/>')
    return "\n".join(parts)


def _frame(left: int, *, title: str, ends: tuple[str, str, str, str]) -> str:
    bottom = EDGE + SIDE
    return "\n".join(
        (
            f'<rect x="{left}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{SOFT}"/>',
            f'<text x="{left}" y="{EDGE - 12}" fill="{INK}">{title}</text>',
            f'<text x="{left}" y="{bottom + 18}" fill="{INK}">{ends[0]}</text>',
            f'<text x="{left + SIDE}" y="{bottom + 18}" fill="{INK}" text-anchor="end">{ends[1]}</text>',
            f'<text x="{left - 6}" y="{bottom}" fill="{INK}" text-anchor="end">{ends[2]}</text>',
            f'<text x="{left - 6}" y="{EDGE + 12}" fill="{INK}" text-anchor="end">{ends[3]}</text>',
        )
    )


def _path(points: Sequence[Point], *, left: int, colour: str, dash: bool = False) -> str:
    places = " ".join(f"{x},{y}" for x, y in (_place(point, left) for point in points))
    dashed = ' stroke-dasharray="5 4"' if dash else ""
    return f'<polyline points="{places}" fill="none" stroke="{colour}"{dashed}/>'


def _place(point: Point, left: int) -> tuple[float, float]:
    return round(left + SIDE * point[0], 1), round(EDGE + SIDE * (1 - min(1.0, point[1])), 1)
