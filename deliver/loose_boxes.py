"""Boxes of a record of version 1 that have no item of their own, page by page, and taking them out by their labels.

Pure. Refuses to copy: what is taken out of a sheet is no longer among what stays local.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deliver import published as one

Named = Mapping[str, tuple[str, ...]]
# Members of which a sheet may hold several; of the others the first box is taken.
SEVERAL = frozenset(
    (
        "goals_long",
        "goals_short",
        "attendees",
        "absent",
        "decisions",
        "who",
        "due",
        "diagnoses",
        "institutions",
        "doctors",
    )
)


@dataclass
class Sheet:
    """The boxes of one page; what is taken out has found its place."""

    page_id: str
    form: str
    items: list[one.LocalItem] = field(default_factory=list)

    def take_filled(self, names: Named) -> dict[str, object]:
        """The same of boxes in which something is written; an empty one stays local."""
        empty = [box for box in self.items if not said(box.value)]
        self.items = [box for box in self.items if said(box.value)]
        found = self.take(names)
        self.items += empty
        return found

    def take(self, names: Named) -> dict[str, object]:
        """Members with the box whose label is one of theirs, in the order of the names."""
        found: dict[str, object] = {}
        for member, labels in names.items():
            boxes = [box for label in labels for box in self.items if plain(box.label) == label]
            boxes = boxes if member in SEVERAL else boxes[:1]
            for box in boxes:
                self.items.remove(box)
            if boxes:
                values = tuple(box.value for box in boxes)
                found[member] = values if member in SEVERAL else values[0]
        return found


def sheets_of(record: one.Record) -> list[Sheet]:
    """Pages in the order of their first box."""
    found: dict[str, Sheet] = {}
    for box in record.local.items:
        page_id = box.value.sources[0].page_id if box.value.sources else ""
        found.setdefault(page_id, Sheet(page_id, box.form)).items.append(box)
    return list(found.values())


def plain(label: str) -> str:
    return "".join(label.split()).strip("：:・")


def said(found: one.Evidence | None) -> str:
    """The value of a box, or what stands there; "" for none."""
    return ((found.value or found.raw) if found else "").strip()
