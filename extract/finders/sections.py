"""Whose items these are: 氏名 under 緊急連絡先 is not the file's person. Refuses to guess it from values."""

from extract.forms._wordings import SECTIONS
from extract.labels import Wording, key
from extract.layout import Area, Layout

SECTION_KEYS = frozenset(key(word) for word in SECTIONS)


def is_section(wording: Wording | None) -> bool:
    return wording is not None and wording.folded in SECTION_KEYS


def section_of(label: Area, layout: Layout, *, labels: dict[int, Wording]) -> str:
    """The printed section that a label cell stands under: a section label on its left, as tall or taller; else ""."""
    middle = label.box.centre[1]
    for area in layout.cells:
        wording = labels.get(area.index)
        if area is label or not is_section(wording) or area.box.right > label.box.x + 4:
            continue
        if not area.box.y <= middle < area.box.bottom:
            continue
        if _nothing_between(area, label, layout=layout, labels=labels):
            return wording.printed if wording else ""
    return ""


def _nothing_between(section: Area, label: Area, *, layout: Layout, labels: dict[int, Wording]) -> bool:
    """True when the section's own value does not stand between: it is taller than the label, or touches it."""
    taller = section.box.height > 1.4 * label.box.height
    return taller or any(one is label for one in layout.right(section))
