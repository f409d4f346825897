"""Labels that no vocabulary knows: short words in a column of labels with a place for a value on their right.

What such a form prints is kept under its own words. Refuses sentences, numbers and choices as labels.
"""

import re

from extract.labels import Wording, key
from extract.layout import Area, Layout

LONGEST = 14
_NOT_A_LABEL = re.compile(r"[0-9０-９。、「」☑□☐■✓%％]|[・/].*[・/].*[・/]|(?:です|ます|した|する|ない)$")


def unknown_labels(free: list[Area], layout: Layout, *, known: dict[int, Wording]) -> dict[int, Wording]:
    """Area index -> its own text as a local label."""
    slack = max(8.0, 0.5 * layout.em_px)
    found: dict[int, Wording] = {}
    for area in free:
        if (
            area.index in known
            or len(area.rows) > 3
            or not looks_like_label(area.compact)
            or not _has_place(area, layout, known=known)
        ):
            continue
        column = [one for one in free if one is not area and _stacked(one, area, slack=slack)]
        known_above = any(one.index in known for one in column)
        alike = [one for one in column if looks_like_label(one.compact) and _has_place(one, layout, known=known)]
        if known_above or len(alike) >= 2:
            found[area.index] = Wording(area.compact, key(area.compact), None)
    return found


def looks_like_label(text: str) -> bool:
    """Short, without digits, sentence ends and rows of choices."""
    return 0 < len(text) <= LONGEST and _NOT_A_LABEL.search(text) is None


def _stacked(one: Area, other: Area, *, slack: float) -> bool:
    return abs(one.box.x - other.box.x) <= slack and abs(one.box.right - other.box.right) <= slack


def _has_place(area: Area, layout: Layout, *, known: dict[int, Wording]) -> bool:
    """A cell on its right that is no label and at least as wide."""
    right = layout.right(area)
    return bool(right) and all(one.index not in known for one in right) and right[0].box.width >= 0.8 * area.box.width
