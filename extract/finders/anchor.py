"""Label -> value, wherever an office prints it: in the cell to the right, below, in the same cell, several in a row.

First the cells that are nothing but a label are tied to the cells that hold their values; then every cell and the open
ground are cut at the labels inside them. Refuses to drop writing: what no label claims is handed on as loose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from domain.geometry import Box, surround
from extract.fax import is_fax_line
from extract.finders.choices import is_answer
from extract.finders.found import NOTHING, Found, How
from extract.finders.rows import JOINTS, WEAK_KEYS, has_colon, is_option, is_value, with_colon_words, words
from extract.finders.sections import is_section, section_of
from extract.finders.unknown import looks_like_label, unknown_labels
from extract.form import Extent, Where
from extract.labels import BULLETS, Hit, LabelBook, Wording, key
from extract.layout import Area, Layout
from extract.signs import Text, flow

# What may stand before a label and belongs to it: bullets and numbers of sections.
_LEAD = BULLETS + "-－ー"
_NUMBER = re.compile(r"[(（]0[0-9０-９]{1,4}[)）][0-9０-９]{1,4}[-－‐ー][0-9０-９]{4}")
_POSTCODE = re.compile(r"\D?[0-9０-９]{3}[-－‐ー−]?[0-9０-９]{4}")


@dataclass(frozen=True)
class Ties:
    """`labels`: areas that are nothing but a label. `owner`: area index of a value -> that of its label."""

    labels: dict[int, Wording]
    owner: dict[int, int]
    below: frozenset[int]


@dataclass(slots=True)
class _Open:
    """A label whose value is still being gathered, row by row."""

    wording: Wording | None
    label: Text
    how: How
    regions: list[Box]
    right_px: int
    section: str = ""
    score: float = 1.0
    rows: list[Text] = field(default_factory=list)

    def closed(self) -> Found:
        whole = flow(self.rows, right_px=self.right_px)
        return Found(
            self.wording,
            self.label,
            whole.without_struck().trimmed(JOINTS),
            surround(self.regions),
            self.how,
            self.score,
            self.section,
            struck=whole.struck_parts(),
        )


def find(layout: Layout, book: LabelBook, *, taken: frozenset[int] = frozenset()) -> tuple[Found, ...]:
    """Every label with its writing, and loose writing, in reading order. `taken`: areas that tables have claimed."""
    ties = tie(layout, book, taken=taken)
    found: list[Found] = []
    for area in layout.areas:
        if area.index not in taken and area.index not in ties.labels:
            found += _Reader(area, layout, book=book, ties=ties).read()
    found = _united(found)
    found += _without_place(layout, ties)
    marked = (replace(one, marks=layout.marks_in(one.region)) for one in found)
    return tuple(sorted(marked, key=lambda one: (one.region.y, one.region.x)))


def _united(found: list[Found]) -> list[Found]:
    """Several value cells beside one label: one value, in the order of the cells."""
    done: list[Found] = []
    for one in found:
        twin = next((other for other in done if one.how in (How.RIGHT, How.BELOW) and other.label == one.label), None)
        if twin is None or not one.label.signs or twin.how is not one.how:
            done.append(one)
            continue
        joined = flow((twin.value, one.value), right_px=1_000_000) if twin.value.compact and one.value.compact else None
        kept = joined or (twin.value if twin.value.compact else one.value)
        whole = replace(twin, value=kept, region=twin.region.union(one.region), struck=(*twin.struck, *one.struck))
        done[done.index(twin)] = whole
    return done


def tie(layout: Layout, book: LabelBook, *, taken: frozenset[int]) -> Ties:
    """Which cells are labels, and whose values the others hold."""
    free = [area for area in layout.cells if area.index not in taken]
    labels = {area.index: wording for area in free if area.rows and (wording := book.whole(area.text))}
    labels = _without_values(labels, layout)
    known = _tied(labels, free, layout=layout)
    rest = [area for area in free if area.index not in known.owner and not _opens_with_label(area, book)]
    labels |= unknown_labels(rest, layout, known=labels)
    return _tied(labels, free, layout=layout)


def _opens_with_label(area: Area, book: LabelBook) -> bool:
    """A cell with its own label inside it, 「氏名　北村朝陽」, is no label as a whole."""
    if not area.rows or len(area.compact) < 3:
        return False
    first = area.rows[0]
    hits = book.hits(first)
    known = book.whole(first) if len(area.rows) > 1 else None
    return known is not None or bool(hits and not first.cut(0, hits[0].start).compact.strip(_LEAD))


def _tied(labels: dict[int, Wording], free: list[Area], *, layout: Layout) -> Ties:
    allowed = {area.index for area in free}
    owner: dict[int, int] = {}
    below: set[int] = set()
    for area in free:
        if area.index not in labels:
            continue
        values, is_below = _value_cells(area, layout, labels=labels)
        fresh = [one.index for one in values if one.index in allowed and one.index not in owner]
        owner |= dict.fromkeys(fresh, area.index)
        below |= set(fresh) if is_below else set()
    return Ties(labels, owner, frozenset(below))


def _without_values(labels: dict[int, Wording], layout: Layout) -> dict[int, Wording]:
    """A label's word may be another label's value: 続柄 | 世帯主. So it is where that label has no other place."""
    values: set[int] = set()
    for area in layout.cells:
        right = layout.right(area)
        if area.index not in labels or area.index in values or len(right) != 1 or right[0].index not in labels:
            continue
        if is_answer(labels[area.index], right[0].compact) and not stands_above(layout, labels):
            values.add(right[0].index)
            continue
        under = [one for one in layout.below(area) if one.index not in labels]
        if not layout.right(right[0]) and not under:
            values.add(right[0].index)
    kept = {place: wording for place, wording in labels.items() if place not in values}
    answers = {area.index for area in layout.cells if area.index in kept and _is_value_row(area, layout, labels=kept)}
    return {place: wording for place, wording in kept.items() if place not in answers}


def _is_value_row(area: Area, layout: Layout, *, labels: dict[int, Wording]) -> bool:
    """A label's word in a row of values under a row of labels."""
    above = [one for one in layout.cells if area in layout.below(one)]
    beside = [*layout.right(area), *(one for one in layout.cells if area in layout.right(one))]
    heads = [one for place in above for one in layout.right(place)]
    under_label = len(above) == 1 and above[0].index in labels
    in_values = bool(beside) and all(one.index not in labels and one.rows for one in beside)
    return under_label and in_values and all(one.index in labels for one in heads)


def _value_cells(area: Area, layout: Layout, *, labels: dict[int, Wording]) -> tuple[list[Area], bool]:
    """The value cells of a label cell, and whether they lie below it."""
    field_ = labels[area.index].field
    wanted = field_.where if field_ else Where.ANY
    right = [one for one in layout.right(area) if one.index not in labels]
    under = [one for one in layout.below(area) if one.index not in labels]
    lost = right and (not right[0].compact or looks_like_label(right[0].compact))
    if lost and under and stands_above(layout, labels):
        return under[:1], True
    if wanted is not Where.BELOW and right:
        return right, False
    alone = len(layout.below(area)) == 1 or (under and under[0].box.width >= 0.7 * area.box.width)
    if wanted is not Where.RIGHT and under and alone:
        return under[:1], True
    return [], False


def stands_above(layout: Layout, labels: dict[int, Wording]) -> bool:
    """Whether this page prints its labels over their values: most labels have a label beside them and room below."""
    above = left = 0
    for area in layout.cells:
        if area.index not in labels:
            continue
        right = layout.right(area)
        beside = [one.index in labels for one in right]
        under = [one for one in layout.below(area) if one.index not in labels]
        above += bool(under) and (not right or all(beside))
        left += any(one.rows for one in right) and not any(beside)
    return above > left


def _without_place(layout: Layout, ties: Ties) -> Iterator[Found]:
    """Label cells with no cell for a value: the label is there, its value is not."""
    owners = set(ties.owner.values())
    for area in layout.cells:
        wording = ties.labels.get(area.index)
        if wording and area.index not in owners and not is_section(wording):
            section = section_of(area, layout, labels=ties.labels)
            yield Found(wording, area.text, NOTHING, area.box, How.INSIDE, 0.5, section)


class _Reader:
    """Cuts one area at the labels inside it."""

    def __init__(self, area: Area, layout: Layout, *, book: LabelBook, ties: Ties) -> None:
        self.area, self.layout, self.book, self.ties = area, layout, book, ties
        self.current = self._owned()
        self.done: list[Found] = []
        self.heads: list[_Open] = []

    def read(self) -> list[Found]:
        for place, row in enumerate(self.area.rows):
            hits = self._labels_in(row)
            if place == 0 and not hits and self._is_unknown_label(row):
                self._open_unknown(row)
                continue
            head = row.cut(0, hits[0].start) if hits else row
            if head.compact.strip(_LEAD if hits else ""):
                self._take_up(head, hits[0] if hits else None, row=row)
            opened = [self._opened(row, hit, hits=hits) for hit in hits]
            bare = [one for one in opened if not one.rows]
            self.heads = bare if len(bare) > 1 and len(bare) == len(opened) and not self.area.ruled else []
        self._close()
        return self.done

    def _is_unknown_label(self, row: Text) -> bool:
        """A short first line over the writing of a cell that no label claims."""
        if not self.area.ruled or self.current is not None or len(self.area.rows) < 2:
            return False
        return looks_like_label(row.compact) and self.area.rows[1].box.y >= row.box.centre[1]

    def _open_unknown(self, row: Text) -> None:
        wording = Wording(row.compact, key(row.compact), None)
        below = Box(self.area.box.x, row.box.bottom, self.area.box.width, max(1, self.area.box.bottom - row.box.bottom))
        self.current = _Open(wording, row, How.INSIDE, [below], self.area.box.right)

    def _labels_in(self, row: Text) -> tuple[Hit, ...]:
        """The labels of a row: known ones that count, and on open ground any short word with a colon."""
        kept: list[Hit] = []
        if is_fax_line(row.raw) or self._is_answer(row):
            return ()
        for hit in self.book.hits(row):
            if not is_value(hit, kept, row=row) and self._counts(hit, row) and not is_option(row, hit.start):
                kept.append(hit)
        return tuple(kept) if self.area.ruled else with_colon_words(row, kept, book=self.book)

    def _is_answer(self, row: Text) -> bool:
        """The row is, as a whole, what the bare label above it asks for: 相談経路 over 関係機関(紹介)."""
        above = self.current
        return (
            above is not None and above.wording is not None and not above.rows and is_answer(above.wording, row.compact)
        )

    def _counts(self, hit: Hit, row: Text) -> bool:
        """Inside the value cell of another label a word must look like a label: a weak one has a colon behind it."""
        behind = row.raw[len(row.cut(0, hit.end).raw) :].lstrip()
        if has_colon(row, hit) or (hit.wording.kind == "phone" and _NUMBER.match(behind)):
            return True
        owner = self.ties.labels.get(self.ties.owner.get(self.area.index, -1))
        if owner is not None and not is_section(owner) and not behind and len(self.area.rows) == 1:
            return False
        if owner is not None and owner.is_text and behind and behind == row.raw[len(row.cut(0, hit.end).raw) :]:
            return False
        weak = hit.wording.folded in WEAK_KEYS or len(hit.wording.folded) == 1
        if owner is None or is_section(owner):
            return not weak or not self.area.ruled or not behind.startswith(("(", "（"))
        if owner.kind == "phone" and hit.wording.kind == "phone":
            return True
        return not weak and not (hit.wording.field is None and behind.startswith(("(", "（")))

    def _owned(self) -> _Open | None:
        owner = self.ties.owner.get(self.area.index)
        if owner is None:
            return None
        label = self.layout.areas[owner]
        how = How.BELOW if self.area.index in self.ties.below else How.RIGHT
        section = section_of(label, self.layout, labels=self.ties.labels)
        wording = self.ties.labels[owner]
        return _Open(wording, label.text, how, [self.area.box], self.area.box.right, section)

    def _opened(self, row: Text, hit: Hit, *, hits: tuple[Hit, ...]) -> _Open:
        """Closes what was open and opens the segment of one label."""
        following = next((one for one in hits if one.start > hit.start), None)
        label, value = row.cut(hit.start, hit.end), row.cut(hit.end, following.start if following else None)
        section = self._section(row)
        if self.current is not None and self.current.regions[0] == self.area.box:
            above = bool(self.current.rows) and self.current.rows[0].box.bottom <= row.box.centre[1]
            self.current.regions[0] = _rest_of(self.area.box, label.box, row=row.box, above=above)
        self._close()
        end = row.signs[following.start].box.x if following else self.area.box.right
        start = label.box.right
        region = Box(start, row.box.y, max(1, end - start), row.box.height)
        self.current = _Open(hit.wording, label, How.INSIDE, [region], self.area.box.right, section, hit.score)
        if value.trimmed(JOINTS).compact:
            self.current.rows.append(value)
        return self.current

    def _section(self, row: Text) -> str:
        """A label inside the value cell of a section, or behind a section's label, stands under it."""
        before = self.current
        if before is None:
            return ""
        if is_section(before.wording) and (before.how is not How.INSIDE or not before.rows):
            return before.wording.printed if before.wording else ""
        same_row = before.how is How.INSIDE and abs(before.label.box.centre[1] - row.box.centre[1]) < row.box.height
        owner = self.ties.labels.get(self.ties.owner.get(self.area.index, -1))
        return before.section if same_row or is_section(owner) else ""

    def _take_up(self, head: Text, following: Hit | None, *, row: Text) -> None:
        """Writing before the first label of a row: the next line of the value above, or loose."""
        if self.heads:
            self._below_heads(head)
            return
        if self.current is None or not self._goes_on(self.current, head):
            self._close()
            value = head.without_struck().trimmed()
            loose = Found(None, NOTHING, value, head.box, How.LOOSE, struck=head.struck_parts())
            self.done.append(replace(loose, in_cell=self.area.ruled))
            return
        end = row.signs[following.start].box.x if following else self.area.box.right
        self.current.rows.append(head)
        # A box to tick stands left of its word and may not have been read as writing.
        start = max(self.area.box.x, head.box.x - round(2 * self.layout.em_px))
        self.current.regions.append(Box(start, row.box.y, max(1, end - start), row.box.height))

    def _goes_on(self, current: _Open, head: Text) -> bool:
        """In a cell everything goes on. On open ground only right below: any value of a bare label, else a text's."""
        if self.area.ruled:
            return True
        last = current.rows[-1].box if current.rows else current.label.box
        near = head.box.y - last.bottom < 1.3 * last.height
        if not current.rows:
            return near and head.box.x >= current.label.box.x - last.height
        if _is_bare_postcode(current) and near:
            return True
        block = current.wording is None or current.wording.field is None or current.wording.field.extent is Extent.BLOCK
        # A text wrapped at the right edge may go on at the margin.
        edge = max(row.box.right for row in self.area.rows)
        wrapped = bool(current.rows) and edge - last.right < 2.5 * last.height
        return block and near and (wrapped or head.box.x >= current.rows[0].box.x - 1.5 * last.height)

    def _below_heads(self, head: Text) -> None:
        """A row of values under a row of labels: each word goes to the label above it."""
        for word in words(head):
            nearest = min(self.heads, key=lambda one: abs(one.label.box.x - word.box.x))
            self.done = [one for one in self.done if one.label is not nearest.label]
            nearest.rows.append(word)
            nearest.how = How.BELOW
        for one in self.heads:
            self.done = [other for other in self.done if other.label is not one.label]
            joined = Text.joined(one.rows)
            one.rows = [joined] if one.rows else []
            one.regions = [joined.box] if one.rows else one.regions
            self.done.append(one.closed())
        self.current, self.heads = None, []

    def _close(self) -> None:
        if self.current is not None:
            self.done.append(self.current.closed())
        self.current = None


def _is_bare_postcode(current: _Open) -> bool:
    """An address of which nothing but the postcode stands on its first line."""
    field_ = current.wording.field if current.wording else None
    is_address = field_ is not None and field_.kind == "address"
    return (
        is_address and len(current.rows) == 1 and _POSTCODE.fullmatch(current.rows[0].compact.strip(JOINTS)) is not None
    )


def _rest_of(region: Box, stop: Box, *, row: Box, above: bool) -> Box:
    """The part of a cell before the label inside it: above its row, or left of it."""
    if above:
        return Box(region.x, region.y, region.width, max(1, row.y - region.y))
    return Box(region.x, region.y, max(1, stop.x - region.x), region.height)
