"""Tables: a row of known column titles with rows of writing under it, ruled, half ruled or not ruled at all.

Cells tell where rows and columns end; where rules are lost the white between the columns does. Refuses to decide what a
row means: merged cells and rows without a date are for the caller.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.geometry import Box, surround
from extract.fax import is_fax_line, is_fax_piece
from extract.finders.columns import between
from extract.finders.rows import words
from extract.labels import fold, key
from extract.layout import Area, Layout
from extract.signs import Sign, Text, flow

# Dots of dirt between the letters of a title.
_DIRT = frozenset("。．.、,，")

Vocabulary = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: a name of the vocabulary, or "" for a title nobody knows; `left`, `right` in reading space."""

    kind: str
    title: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """`lines` holds per column the visual lines in its cell; `spanned`: columns whose cell began in a row above."""

    box: Box
    lines: Mapping[str, tuple[Text, ...]]
    spanned: frozenset[str] = frozenset()
    rights: Mapping[str, int] | None = None

    def text(self, kind: str) -> Text:
        """The cell's writing as one text, empty when there is none."""
        lines = self.lines.get(kind, ())
        right = (self.rights or {}).get(kind, self.box.right)
        return flow(lines, right_px=right)

    def is_blank(self) -> bool:
        return not any(line.compact for lines in self.lines.values() for line in lines)


@dataclass(frozen=True, slots=True)
class Table:
    """`areas`: indices of the layout's cells that belong to it. `ruled`: rows are told apart by rules."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    areas: frozenset[int]
    box: Box
    ruled: bool

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(column.kind for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Title:
    kind: str
    text: str
    box: Box
    area: int | None


def title_kind(text: str, vocabulary: Vocabulary) -> str | None:
    """The column kind whose wording a title is or begins with; None for other words."""
    bare = "".join(fold(sign) for sign in key(text).split("(")[0] if sign not in _DIRT)
    best: tuple[float, str] = (0.0, "")
    for kind, wordings in vocabulary.items():
        best = max(best, (max(_title_score(bare, key(wording)) for wording in wordings), kind), key=lambda one: one[0])
    return best[1] or None


def _title_score(bare: str, wanted: str) -> float:
    """2 for the very word, 1 and a little by length for one that begins so, under 1 for one letter misread."""
    if bare == wanted:
        return 2.0
    if bare.startswith(wanted) and bare[len(wanted) :][:1] in ("・", "/", "、", ","):
        return 1.0 + 0.01 * len(wanted)
    misread = len(wanted) >= 4 and len(bare) == len(wanted) and _one_wrong(bare, wanted)
    return 0.5 + 0.01 * len(wanted) if misread else 0.0


def _one_wrong(one: str, other: str) -> bool:
    return sum(left != right for left, right in zip(one, other, strict=True)) <= 1


def find_tables(
    layout: Layout, vocabulary: Vocabulary, *, needs: frozenset[str], taken: frozenset[int] = frozenset()
) -> tuple[Table, ...]:
    """Every table whose title row names all of `needs`, top to bottom."""
    tables: list[Table] = []
    used = set(taken)
    for titles in _title_rows(layout, vocabulary):
        if not needs <= {title.kind for title in titles} or any(
            title.area in used for title in titles if title.area is not None
        ):
            continue
        table = _below(layout, titles, used=frozenset(used))
        tables.append(table)
        used |= table.areas
    return tuple(tables)


def _title_rows(layout: Layout, vocabulary: Vocabulary) -> list[list[_Title]]:
    titles = sorted(_titles(layout, vocabulary), key=lambda one: one.box.centre[1])
    rows: list[list[_Title]] = []
    for title in titles:
        if rows and abs(rows[-1][-1].box.centre[1] - title.box.centre[1]) < 0.7 * max(
            layout.em_px, title.box.height / 2
        ):
            rows[-1].append(title)
        else:
            rows.append([title])
    return [_distinct(sorted(row, key=lambda one: one.box.x)) for row in rows if len(row) > 1]


def _distinct(row: list[_Title]) -> list[_Title]:
    seen: set[str] = set()
    return [one for one in row if not (one.kind in seen or seen.add(one.kind))]  # type: ignore[func-returns-value]  # set.add


def _titles(layout: Layout, vocabulary: Vocabulary) -> Iterable[_Title]:
    for area in layout.cells:
        kind = title_kind(area.compact, vocabulary) if area.rows and len(area.compact) <= 16 else None
        if kind:
            yield _Title(kind, area.compact, area.box, area.index)
        elif len(area.rows) > 1 and (kind := title_kind(area.rows[0].compact, vocabulary)):
            # The rule between title and first row was lost.
            yield _Title(kind, area.rows[0].compact, area.rows[0].box, None)
    for row in layout.ground.rows:
        for word in words(row):
            if kind := title_kind(word.compact, vocabulary):
                yield _Title(kind, word.compact, word.box, None)


def _below(layout: Layout, titles: list[_Title], *, used: frozenset[int]) -> Table:
    ruled = [title for title in titles if title.area is not None]
    merged = any(title.area is None and _in_a_cell(title, layout) for title in titles)
    if len(ruled) >= 2 and len(ruled) >= len(titles) - 1 and not merged:
        return _ruled(layout, ruled, used=used)
    return _open(layout, titles)


def _in_a_cell(title: _Title, layout: Layout) -> bool:
    """The rule under the title was lost: its cell holds rows of the column, too."""
    return any(area.box.holds(*title.box.centre) for area in layout.cells)


def untitled(layout: Layout, columns: tuple[Column, ...], *, below: int = 0) -> Table | None:
    """The ruled table that stands in these columns from its first cell on, or from `below`; None when too few fit."""
    top = below or min([area.box.y for area in layout.cells], default=0)
    head = Box(columns[0].left, max(0, top - 1), columns[-1].right - columns[0].left, 1)
    body = _body(layout, columns, head=head, used=frozenset())
    widest = max(columns, key=lambda one: one.right - one.left)
    bands = _bands(body, widest)
    if not bands or len(body) < len(columns):
        return None
    rows = _filled(body, columns, bands=bands)
    box = surround([area.box for area in body])
    return Table(columns, rows, frozenset(area.index for area in body), box, ruled=len(bands) > 1)


def _ruled(layout: Layout, titles: list[_Title], *, used: frozenset[int]) -> Table:
    """Columns are the title cells'; rows are those of the widest column with cells below."""
    head = surround([title.box for title in titles])
    columns = _with_unknown(layout, titles, head=head)
    body = _body(layout, columns, head=head, used=used)
    widest = max(columns, key=lambda one: one.right - one.left)
    bands = _bands(body, widest) or [(head.bottom, max([area.box.bottom for area in body], default=head.bottom))]
    rows = _filled(body, columns, bands=bands)
    members = frozenset({title.area for title in titles if title.area is not None} | {area.index for area in body})
    box = surround([head, *(area.box for area in body)])
    extra = _title_areas(layout, columns, head=head)
    return Table(columns, rows, members | extra, box, ruled=len(bands) > 1)


def _with_unknown(layout: Layout, titles: list[_Title], *, head: Box) -> tuple[Column, ...]:
    """The known columns, and one for each further cell of the title row."""
    known = [Column(title.kind, title.text, title.box.x, title.box.right) for title in titles]
    for area in layout.cells:
        in_row = abs(area.box.y - head.y) < 0.5 * head.height and abs(area.box.bottom - head.bottom) < 0.5 * head.height
        touching = (
            head.x - 4 * layout.em_px <= area.box.x and area.box.right <= layout.frame.into(layout.sheet.page.box).right
        )
        fresh = all(min(area.box.right, one.right) - max(area.box.x, one.left) < 0.3 * area.box.width for one in known)
        if in_row and touching and fresh:
            known.append(Column(f"?{area.compact}", area.compact, area.box.x, area.box.right))
    return tuple(sorted(known, key=lambda one: one.left))


def _title_areas(layout: Layout, columns: tuple[Column, ...], *, head: Box) -> frozenset[int]:
    return frozenset(
        area.index
        for area in layout.cells
        if abs(area.box.y - head.y) < 0.5 * head.height and any(area.box.x == column.left for column in columns)
    )


def _body(layout: Layout, columns: tuple[Column, ...], *, head: Box, used: frozenset[int]) -> list[Area]:
    """Cells under the titles, down to the first gap or the first row of cells that do not fit the columns."""
    left, right = columns[0].left, columns[-1].right
    slack = max(10.0, 0.7 * layout.em_px)
    under = [
        area
        for area in layout.cells
        if area.index not in used and area.box.y >= head.bottom - slack and left - slack <= area.box.x <= right
    ]
    edges = [column.left for column in columns] + [column.right for column in columns]
    bottom, body = float(head.bottom), []
    for area in sorted(under, key=lambda one: one.box.y):
        if area.box.y > bottom + slack:
            break
        spans = sum(area.box.x <= (column.left + column.right) / 2 < area.box.right for column in columns)
        foreign = not _fits(area.box, edges, slack=slack) or (spans > 2 and len(columns) > 3)
        if area.box.right > right + slack or foreign:
            if area.box.y >= bottom - slack:
                break
            continue
        body.append(area)
        bottom = max(bottom, area.box.bottom)
    return body


def _fits(box: Box, edges: list[int], *, slack: float) -> bool:
    """One of its sides stands on a column edge."""
    return any(abs(edge - box.x) <= slack for edge in edges) and any(abs(edge - box.right) <= slack for edge in edges)


def _bands(body: list[Area], column: Column) -> list[tuple[int, int]]:
    middle = (column.left + column.right) / 2
    cells = [area.box for area in body if area.box.x <= middle < area.box.right]
    return sorted({(box.y, box.bottom) for box in cells})


def _filled(body: list[Area], columns: tuple[Column, ...], *, bands: list[tuple[int, int]]) -> tuple[Row, ...]:
    held: list[dict[str, list[Text]]] = [{} for _ in bands]
    spanned: list[set[str]] = [set() for _ in bands]
    for area in body:
        touched = [place for place, band in enumerate(bands) if _covers(area.box, band)]
        touched = touched[:1] if len(touched) > 1 and _parts_rows(area, bands) else touched
        for place in touched[1:]:
            spanned[place] |= {one.kind for one in columns if area.box.x <= (one.left + one.right) / 2 < area.box.right}
        for line in area.rows:
            for kind, text in by_column(line, columns):
                if is_fax_line(line.raw):
                    continue
                place = touched[0] if len(touched) > 1 else _band_of(text, bands)
                held[place].setdefault(kind, []).append(text)
    left, right = columns[0].left, columns[-1].right
    rights = {column.kind: column.right for column in columns}
    return tuple(
        Row(Box(left, top, right - left, max(0, bottom - top)), _settled(cells), frozenset(gone), rights)
        for (top, bottom), cells, gone in zip(bands, held, spanned, strict=True)
    )


def _parts_rows(area: Area, bands: list[tuple[int, int]]) -> bool:
    """A cell over several rows whose lines were ended on purpose, each in a row of its own: its rules were lost."""
    if len(area.rows) < 2:
        return False
    homes = [_band_of(line, bands) for line in area.rows]
    ended = all(area.box.right - line.box.right > 1.2 * line.box.height for line in area.rows[:-1])
    return ended and len(set(homes)) == len(homes)


def _covers(box: Box, band: tuple[int, int]) -> bool:
    return box.y <= (band[0] + band[1]) / 2 < box.bottom


def _band_of(text: Text, bands: list[tuple[int, int]]) -> int:
    middle = text.box.centre[1]
    inside = [place for place, (top, bottom) in enumerate(bands) if top <= middle < bottom]
    return inside[0] if inside else min(range(len(bands)), key=lambda one: abs(sum(bands[one]) / 2 - middle))


def _settled(cells: dict[str, list[Text]]) -> dict[str, tuple[Text, ...]]:
    return {kind: tuple(sorted(lines, key=lambda one: one.box.centre[1])) for kind, lines in cells.items()}


def by_column(line: Text, columns: tuple[Column, ...]) -> list[tuple[str, Text]]:
    """A line cut at the columns it runs through."""
    runs: list[tuple[str, list[Sign]]] = []
    for sign in line.signs:
        kind = _column_of(sign, columns)
        if runs and (runs[-1][0] == kind or sign.is_space):
            runs[-1][1].append(sign)
        else:
            runs.append((kind, [sign]))
    return [(kind, text) for kind, signs in runs if (text := Text(tuple(signs)).trimmed()).compact]


def _column_of(sign: Sign, columns: tuple[Column, ...]) -> str:
    x = sign.box.centre[0]
    inside = [column for column in columns if column.left <= x < column.right]
    return (inside or [min(columns, key=lambda one: min(abs(one.left - x), abs(one.right - x)))])[0].kind


def _open(layout: Layout, titles: list[_Title]) -> Table:
    """No rules to go by: columns end at the white between them, each line of writing is a row."""
    head = surround([title.box for title in titles])
    inside = _areas_below(layout, head)
    lines = _visual_rows(inside, head, layout=layout)
    page = layout.frame.into(layout.sheet.page.box)
    edges = between([(title.box.x, title.box.right) for title in titles], lines, page=page)
    columns = tuple(
        Column(title.kind, title.text, edges[place], edges[place + 1]) for place, title in enumerate(titles)
    )
    rights = {column.kind: column.right for column in columns}
    rows = []
    for line in lines:
        cells: dict[str, list[Text]] = {}
        for kind, text in by_column(line, columns):
            cells.setdefault(kind, []).append(text)
        rows.append(Row(line.box, _settled(cells), frozenset(), rights))
    box = surround([head, *(line.box for line in lines)])
    ruled = {title.area for title in titles if title.area is not None} | {area.index for area in inside if area.ruled}
    return Table(columns, tuple(rows), frozenset(ruled), box, ruled=False)


def _areas_below(layout: Layout, head: Box) -> list[Area]:
    """The open ground, and the cells from the titles on down that touch one another."""
    bottom, found = float(head.bottom), [layout.ground]
    for area in sorted(layout.cells, key=lambda one: one.box.y):
        if area.box.bottom > head.bottom and area.box.y <= bottom + layout.em_px:
            found.append(area)
            bottom = max(bottom, area.box.bottom)
    return found


def _visual_rows(areas: list[Area], head: Box, *, layout: Layout) -> list[Text]:
    """Writing below the titles, what stands at one height joined across cells."""
    inside = (row for area in areas for row in area.rows if row.box.centre[1] > head.bottom)
    is_header = is_fax_piece if layout.frame.vertical else is_fax_line
    texts = [row for row in inside if not is_header(row.raw)]
    rows: list[list[Text]] = []
    for text in sorted(texts, key=lambda one: one.box.centre[1]):
        if rows and abs(rows[-1][0].box.centre[1] - text.box.centre[1]) < 0.5 * layout.em_px:
            rows[-1].append(text)
        else:
            rows.append([text])
    return [Text.joined(sorted(row, key=lambda one: one.box.x)) for row in rows]
