"""A dated row becomes a `SupportEntry`: method, staff, verbatim text, who and what it names, what is in doubt.

Refuses to change the text, and to guess who was there: a ditto mark repeats the cell above, nothing else does.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.entry import Check, EntryChecks, SupportEntry
from domain.field import Evidence, Route
from domain.geometry import Box, Confidence, confidence
from extract.entries.dating import DatedRow
from extract.entries.differing import turns_meaning
from extract.entries.joined import is_signed_within, seems_joined
from extract.entries.marks import is_mark
from extract.entries.methods import (
    bracketed_word,
    code_in_column,
    code_in_text,
    holds_two_ways,
    is_method_unread,
    leading_method,
    like_method,
)
from extract.entries.second_word import agreed_names, known_posts, word_of
from extract.entries.titles import COUNTERPART, DATE, JUDGEMENT, METHOD, PLACE, PURPOSE, STAFF, TEXT
from extract.entries.unnamed import is_title_unread
from extract.ink import Ink, ink_of
from extract.layout import Layout
from extract.lying import is_aslant
from extract.signs import Text
from extract.trust.evidence import combined
from extract.trust.measures import of_entry
from extract.values.confusions import near_days
from extract.values.numerals import KANJI
from extract.values.parsed import distinct
from extract.values.protection import find as find_protection
from extract.values.staff import is_family_name, names, people
from extract.values.variants import variant_places

# Nats of a written day that its neighbours hold in place so tightly that no look-alike day would fit.
SEQUENCE_NATS = 2.0
# Below this a text is shown as doubtful: a line in three of such lines is wrong by more than a letter.
POOR_TEXT = 0.3
# Below this a way of contact or a name is asked for: read by both readers, by one alone.
FAINT_AGREED, FAINT_ALONE = 0.6, 0.9
# Dirt and full stops at the ends of a line of names.
_POINTS = "。．.、,・ "
_BESIDE = (PLACE, PURPOSE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's writing with what a ditto mark made of it: `text` to read, `raw` as on paper."""

    text: Text
    raw: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A dated row, its cells, and what the readers say of those that are written in."""

    one: DatedRow
    cells: Mapping[str, Cell]
    inks: Mapping[str, Ink]


def build(dated: Sequence[DatedRow], layouts: dict[int, Layout]) -> tuple[SupportEntry, ...]:
    """Entries in paper order, `seq` from 1; routes are still to be given. `layouts` by page number."""
    made: list[SupportEntry] = []
    above: dict[str, Cell] = {}
    known = agreed_names([(one.row.text(STAFF), layouts[one.row.page_no]) for one in dated])
    for place, one in enumerate(dated):
        layout = layouts[one.row.page_no]
        cells = {kind: _cell(one, kind, above=above.get(kind), em_px=layout.em_px) for kind in (METHOD, STAFF)}
        above = {**above, **{kind: cell for kind, cell in cells.items() if cell.text.compact}}
        inks = {
            kind: word_of(kind, cell.text, layout=layout, known=known)
            for kind, cell in cells.items()
            if cell.text.compact
        }
        if one.row.text(DATE).compact:
            inks[DATE] = word_of(DATE, one.row.text(DATE), layout=layout)
        entry = _entry(_Row(one, cells, inks), layout=layout, neighbours=_neighbours(dated, place))
        made.append(replace(entry, seq=place + 1))
    return _with_habit(made)


def _with_habit(made: Sequence[SupportEntry]) -> tuple[SupportEntry, ...]:
    """What the other rows of the log say of a row: a name that is a piece or a near shape of a colleague's was perhaps
    read in part, and where most name a colleague, one that names none may hold one that was not read. A way of contact
    that was not understood is asked for in any case."""
    usual = sum(bool(one.staff) for one in made) > len(made) / 2
    known = Counter(name for one in made for name in one.staff)
    return tuple(_compared(one, usual=usual, known=known) for one in made)


def _compared(one: SupportEntry, *, usual: bool, known: Mapping[str, int]) -> SupportEntry:
    codes = ["value_unparsed"] if one.method is None or (usual and not one.staff) else []
    codes += ["lookalike"] if any(is_piece(name, known) for name in one.staff) else []
    codes += ["name_unknown"] if not all(map(is_family_name, one.staff)) else []
    codes += ["entries_joined"] if is_signed_within(one.text, known) else []
    return replace(one, reasons=distinct((*one.reasons, *codes))) if codes else one


def is_piece(name: str, known: Mapping[str, int]) -> bool:
    """「野」 beside 「上野」; 「小品」 once beside 「小島」 again and again."""
    return any(
        other != name
        and (
            (len(name) < len(other) and (other.startswith(name) or other.endswith(name)))
            or (known[name] == 1 and count > 1 and len(name) == len(other) > 1 and _one_apart(name, other))
        )
        for other, count in known.items()
    )


def _one_apart(one: str, other: str) -> bool:
    return sum(left != right for left, right in zip(one, other, strict=True)) == 1


def _cell(one: DatedRow, kind: str, *, above: Cell | None, em_px: float) -> Cell:
    text = one.row.text(kind).without_struck().trimmed()
    merged = kind in one.row.spanned and not text.compact
    if above is not None and (merged or is_mark(text, em_px=em_px)):
        return Cell(above.text.untied(), "〃", repeated=True)
    return Cell(text, str(text))


def _neighbours(dated: Sequence[DatedRow], place: int) -> tuple[date | None, date | None]:
    before = next((one.day for one in reversed(dated[:place]) if one.day), None)
    after = next((one.day for one in dated[place + 1 :] if one.day), None)
    return before, after


def _entry(row: _Row, *, layout: Layout, neighbours: tuple[date | None, date | None]) -> SupportEntry:
    one, cells = row.one, row.cells
    body = one.row.text(TEXT).without_struck().trimmed()
    written = _verbatim(one, body)
    method_raw, method = _method(one, cells[METHOD], body=body)
    ink, readers = _ink([row.inks[kind] for kind in (DATE, METHOD, STAFF) if kind in row.inks])
    evidence = (*one.parsed.evidence, *readers, *_sequence(one, neighbours, ink=row.inks.get(DATE)))
    date_box = one.row.text(DATE).box if one.row.text(DATE).compact else None
    entry = SupportEntry(
        seq=0,
        page_no=one.row.page_no,
        box=layout.frame.out(one.row.box),
        date=one.parsed.value,
        date_raw=one.written,
        text=written,
        confidence=combined(ink, evidence),
        route=Route.REVIEW,
        date_precision=one.parsed.precision,
        date_inferred=one.parsed.inferred,
        date_end=one.parsed.part("end"),
        time=one.time,
        method=method,
        method_raw=method_raw,
        staff=_staff(cells[STAFF].text),
        reasons=_reasons(row, layout=layout),
        checks=EntryChecks(_weekday(one), one.order),
        alternatives=one.parsed.alternatives,
        evidence=evidence,
        risk_words=distinct(hit.word for hit in find_protection(written)),
        struck=tuple(part for text in one.row.cells.values() for part in text.struck_parts()),
        counterpart=str(one.row.text(COUNTERPART).without_struck()),
        judgement=str(one.row.text(JUDGEMENT).without_struck()),
        date_box=layout.frame.out(date_box) if isinstance(date_box, Box) else None,
    )
    return of_entry(entry, ink=float(ink), quality=layout.sheet.page.quality)


def _verbatim(one: DatedRow, body: Text) -> str:
    """The text column as written; what stands in further columns follows under its printed title."""
    headings = one.row.headings or {}
    parts = [str(body)]
    for kind, text in one.row.cells.items():
        further = kind in _BESIDE or kind.startswith("?")
        words = str(text.without_struck())
        if further and words:
            parts.append(f"【{headings.get(kind, '')}】{words}")
    return "　".join(part for part in parts if part)


def _method(one: DatedRow, cell: Cell, *, body: Text) -> tuple[str, str | None]:
    """What is written and its code; without a method column the text's own first word."""
    if cell.text.compact:
        return cell.raw, code_in_column(str(cell.text)) or like_method(str(cell.text))
    if METHOD in (one.row.headings or {}):
        return "", None
    leading = leading_method(body)
    if leading is not None:
        return str(leading), code_in_column(str(leading))
    word = bracketed_word(str(body))
    if word and (code := like_method(word)):
        return word, code
    return "", code_in_text(str(body))


def _staff(text: Text) -> tuple[str, ...]:
    """The names of a staff column; a word that names a way of contact (要対協) is nobody's name."""
    found = [name for line in str(text).split("\n") for name in names(line.strip(_POINTS))]
    return distinct(name for name in found if code_in_column(name) is None)


def _has_strange_post(text: Text) -> bool:
    """Whether something beside the names is no known post or agency: it may be another name."""
    posts = [post for line in str(text).split("\n") for _, post in people(line) if post]
    return any(word not in known_posts() for post in posts for word in post.split())


def _ink(inks: Sequence[Ink]) -> tuple[Confidence, tuple[Evidence, ...]]:
    """The weakest of the cells that the office relies on, and whether both readers say the same of all of them."""
    said = [one.readers for one in inks]
    weakest = min((float(one.confidence) for one in inks), default=1.0)
    against = [one for one in said if one.agrees is False]
    if not against and (not said or any(one.agrees is None for one in said)):
        return confidence(weakest), ()
    return confidence(weakest), ((against or said)[0],)


def _sequence(one: DatedRow, neighbours: tuple[date | None, date | None], *, ink: Ink | None) -> tuple[Evidence, ...]:
    """A written day whose look-alikes would all break the order of the rows, or one that both readers read alike and
    that lies strictly between its neighbours (record-schema.md 7.4, class B)."""
    before, after = neighbours
    day = one.day
    if day is None or before is None or after is None or not any(map(_is_number, one.written)):
        return ()
    if before < day < after and ink is not None and ink.readers.agrees:
        return (Evidence("sequence", True, SEQUENCE_NATS),)
    if not any(sign.isdigit() for sign in one.written):
        return ()
    rivals = [
        rival for rival in near_days(day.year, day.month, day=day.day) if rival != day and before <= rival <= after
    ]
    held = before <= day <= after and not rivals
    return (Evidence("sequence", True, SEQUENCE_NATS),) if held else ()


def _is_number(sign: str) -> bool:
    return sign.isdigit() or sign in KANJI


def _weekday(one: DatedRow) -> Check:
    said = next((item.agrees for item in one.parsed.evidence if item.signal == "weekday"), None)
    return Check.ABSENT if said is None else Check.AGREES if said else Check.CONTRADICTS


def _of_letters(row: _Row) -> Iterator[str]:
    """Doubts about letters of date and staff; of a date a weekday answers them that fits what both readers saw."""
    day, staff = row.inks.get(DATE), row.inks.get(STAFF)
    if day is not None:
        is_borne_out = day.readers.agrees and _weekday(row.one) is Check.AGREES
        yield from (
            code for code in day.reasons if code != "variant_name" and not (is_borne_out and code == "lookalike")
        )
    yield from staff.reasons if staff is not None else ()
    # Weekday and order bear out the day, never how contact was made or by whom: those stand on their own ink.
    if any(_is_faint(row.inks[kind]) for kind in (METHOD, STAFF) if kind in row.inks):
        yield "low_confidence"


def _is_faint(ink: Ink) -> bool:
    return float(ink.confidence) < (FAINT_AGREED if ink.readers.agrees else FAINT_ALONE)


def _reasons(row: _Row, *, layout: Layout) -> tuple[str, ...]:
    one, cells = row.one, row.cells
    codes = list(one.parsed.reasons)
    if one.parsed.value is None and "late_note" not in codes:
        codes.append("entry_date_missing")
    codes += _of_letters(row)
    if one.row.headings and is_title_unread(one.row.headings, frozenset(filter(one.row.holds, one.row.cells))):
        codes.append("label_unread")
    if any(text.struck_parts() for text in one.row.cells.values()):
        codes.append("struck_text")
    if any(variant_places(name) for name in _staff(cells[STAFF].text)):
        codes.append("variant_name")
    if _has_strange_post(cells[STAFF].text):
        codes.append("value_unparsed")
    method = cells[METHOD].text
    # A column of its own that gives no code: a blank there and a word that was not seen look alike.
    if (method.compact or METHOD in (one.row.headings or {})) and code_in_column(str(method)) is None:
        codes.append("value_unparsed")
    body = one.row.text(TEXT)
    if not method.compact and METHOD not in (one.row.headings or {}) and is_method_unread(str(body)):
        codes.append("lookalike")
    # Free writing has its way of contact in the head of the contact: one that was not seen there may still be written.
    if one.row.headings is None and METHOD in one.row.cells and _method(one, cells[METHOD], body=body)[1] is None:
        codes.append("value_unparsed")
    if body.compact and float(ink_of(body, layout).confidence) < POOR_TEXT:
        codes.append("low_confidence")
    if layout.sheet.page.quality.rescan or is_aslant(layout.sheet):
        codes.append("page_poor_scan")
    if turns_meaning(body, layout):
        codes.append("readers_disagree")
    if seems_joined(str(body.without_struck())) or holds_two_ways(str(method)):
        codes.append("entries_joined")
    return distinct(codes)
