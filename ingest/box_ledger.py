"""The ledger of one box: announced, come, opened and ended, sheet by sheet; every difference with its reason.

Pure arithmetic over what the archive lists. Never rounds, never forgives, and drops no side: what has no number of its
own stands in a line of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePath
from unicodedata import normalize

from domain.batch import FileState, PageState
from domain.paper_box import AnnouncedFile, BoxAlarm, BoxSide, PaperBox, Settled, SideKind
from ingest.box_differences import SENTENCES, Difference

FRONT, BACK = "front", "back"
_OPEN = frozenset({PageState.WAITING.value, FileState.CLAIMED.value})
_TROUBLED = frozenset({PageState.QUARANTINED.value, PageState.UNREAD.value})


@dataclass(frozen=True, slots=True)
class SheetSide:
    """`sheet_no` counts through the box from 1; `number` 0: no file of the box is known to hold it."""

    sheet_no: int
    face: str
    number: int
    label: str
    side: BoxSide

    @property
    def kind(self) -> str:
        if self.side.state == PageState.SEPARATOR.value:
            return SideKind.SEPARATOR.value
        return self.side.mark.kind.value if self.side.mark else ""

    @property
    def is_separator(self) -> bool:
        return self.kind == SideKind.SEPARATOR.value

    @property
    def has_ended(self) -> bool:
        return self.side.state not in _OPEN


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One file of the box. `announced` None: not announced at all; its `sheets` None: announced without a count."""

    number: int
    label: str
    announced: AnnouncedFile | None
    case_ids: tuple[str, ...]
    sheets: int
    sides: int
    blank: int
    separators: int
    ended: int
    troubled: int


@dataclass(frozen=True, slots=True)
class BoxLedger:
    """`sides` holds every side in the order scanned, separators too."""

    box: PaperBox
    lines: tuple[BoxLine, ...]
    sides: tuple[SheetSide, ...]
    differences: tuple[Difference, ...]

    @property
    def announced_files(self) -> int:
        return sum(one.announced is not None for one in self.lines)

    @property
    def announced_sheets(self) -> int | None:
        counts = [one.announced.sheets for one in self.lines if one.announced]
        known = [one for one in counts if one is not None]
        return sum(known) if known and len(known) == len(counts) else None

    @property
    def numbered(self) -> tuple[tuple[int, Difference], ...]:
        """Every difference; those that a person may settle, or has settled, are counted from 1, the others are 0."""
        places = count(1)
        return tuple((next(places) if one.is_fault or one.settled else 0, one) for one in self.differences)

    @property
    def sheets(self) -> int:
        return sum(one.sheets for one in self.lines)

    @property
    def balanced(self) -> bool:
        """Everything announced came, everything that came is in an end state, and nothing speaks against it.

        A difference that a person settled speaks no more.
        """
        return not any(one.is_fault or one.is_open for one in self.differences)


def box_ledger(
    box: PaperBox,
    announced: Sequence[AnnouncedFile],
    *,
    sides: Sequence[BoxSide],
    twins: Sequence[BoxSide] = (),
    alarms: Sequence[BoxAlarm] = (),
) -> BoxLedger:
    placed = tuple(_placed(sides, announced, sides_of_sheet=box.sides))
    lines = tuple(_lines(placed, announced))
    found = [
        *_about_files(lines, twins),
        *_about_hashes(announced, sides),
        *_about_separators(placed, box=box),
        *_about_sides(placed, two_sided=box.sides == 2),
        *(_about_gaps(placed, twins) if box.sides == 2 else ()),
        *(Difference("twin", 0, one.source, where=one.title) for one in twins),
        *(_told(one, placed) for one in alarms if one.code in SENTENCES),
    ]
    return BoxLedger(box, lines, placed, tuple(found))


def with_settled(ledger: BoxLedger, settled: Mapping[str, Settled]) -> BoxLedger:
    """`settled`: by mark, what a person looked into."""
    found = tuple(replace(one, settled=settled.get(one.mark)) for one in ledger.differences)
    return replace(ledger, differences=found)


def _placed(
    sides: Sequence[BoxSide], announced: Sequence[AnnouncedFile], *, sides_of_sheet: int
) -> Iterator[SheetSide]:
    """Gives each side its sheet and its file of the box. Loose images of one page follow one another as one run."""
    labels = {one.number: one.label for one in announced}
    speaking: dict[str, tuple[int, str]] = {}  # what the last separator of each case said
    sheet_no, run, before = 0, 0, ("", "")
    for one in sides:
        here = (one.case_id, "" if one.page_count <= 1 else one.pile)
        run = 0 if here != before else run  # a separator begins a new sheet, and so does a file of many pages
        before = here
        face = BACK if run % sides_of_sheet else FRONT
        sheet_no += face is FRONT
        run += 1
        code = one.mark.code if one.mark else None
        if code is not None:
            speaking[one.case_id] = (code.number, code.label)
        number, label = speaking.get(one.case_id) or _by_manifest(one, announced)
        yield SheetSide(sheet_no, face, number, labels.get(number) or label or one.title, one)


def _by_manifest(side: BoxSide, announced: Sequence[AnnouncedFile]) -> tuple[int, str]:
    """By hash, then by name of the file, then by the folder or file that carries the label."""
    place = PurePath(normalize("NFC", side.source))
    same = [one for one in announced if one.sha256 and one.sha256 == side.sha256]
    for one in (*(one for one in same if is_named(one, place)), *same):  # blank sides may share a hash
        return one.number, one.label
    for one in announced:
        if is_named(one, place):
            return one.number, one.label
    return 0, ""


def is_named(one: AnnouncedFile, place: PurePath) -> bool:
    if one.source:
        return normalize("NFC", one.source).replace("\\", "/").split("/")[-1] == place.name
    return normalize("NFC", one.label) in (place.stem, place.parent.name)


def _lines(placed: Sequence[SheetSide], announced: Sequence[AnnouncedFile]) -> Iterator[BoxLine]:
    expected = {one.number: one for one in announced}
    groups: dict[tuple[int, str], list[SheetSide]] = {(one.number, ""): [] for one in announced}
    for one in placed:
        groups.setdefault((one.number, "" if one.number else one.side.case_id), []).append(one)
    for (number, _), group in sorted(groups.items(), key=lambda pair: (pair[0][0] == 0, pair[0])):
        inside = [one for one in group if not one.is_separator]
        told = expected.get(number)
        yield BoxLine(
            number=number,
            label=told.label if told else group[0].label,
            announced=told,
            case_ids=tuple(dict.fromkeys(one.side.case_id for one in group)),
            sheets=len({one.sheet_no for one in inside}),
            sides=len(inside),
            blank=sum(one.kind == SideKind.BLANK.value for one in inside),
            separators=len(group) - len(inside),
            ended=sum(one.has_ended for one in inside),
            troubled=sum(one.side.state in _TROUBLED for one in inside),
        )


def _about_files(lines: Sequence[BoxLine], twins: Sequence[BoxSide]) -> Iterator[Difference]:
    """While sides are still being read nothing else is said: what is missing may only be late."""
    late = [one for one in lines if one.sides > one.ended]
    yield from (Difference("waiting", one.number, one.label, wanted=one.sides, found=one.ended) for one in late)
    if late:
        return
    divided, told = any(one.separators for one in lines), any(one.announced for one in lines)
    for one in lines:
        if one.announced and not one.case_ids:
            yield Difference(
                "twin_announced" if _is_twin(one.announced, twins) else "file_missing", one.number, one.label
            )
        elif not one.sides:
            yield Difference("no_content", one.number, one.label)
        elif one.announced:
            wanted = one.announced.sheets
            if wanted is not None and wanted != one.sheets:
                yield Difference("sheets_differ", one.number, one.label, wanted=wanted, found=one.sheets)
        elif divided or told:
            code = "number_unknown" if one.number else "no_separator" if divided else "not_announced"
            if told or not one.number:
                yield Difference(code, one.number, one.label, found=one.sheets)
        if one.number and len(one.case_ids) > 1 and one.separators:
            yield Difference("number_twice", one.number, one.label, found=len(one.case_ids))


def _is_twin(one: AnnouncedFile, twins: Sequence[BoxSide]) -> bool:
    return any((one.sha256 and one.sha256 == twin.sha256) or is_named(one, PurePath(twin.source)) for twin in twins)


def _about_hashes(announced: Iterable[AnnouncedFile], sides: Sequence[BoxSide]) -> Iterator[Difference]:
    hashes = {one.sha256 for one in sides}
    for one in announced:
        if not one.sha256 or one.sha256 in hashes:
            continue
        same_name = {side.source for side in sides if is_named(one, PurePath(normalize("NFC", side.source)))}
        for source in sorted(same_name):
            yield Difference("hash_differs", one.number, one.label, where=source)


def _about_separators(placed: Sequence[SheetSide], *, box: PaperBox) -> Iterator[Difference]:
    foreign: dict[str, SheetSide] = {}
    for one in placed:
        mark = one.side.mark
        if mark and mark.kind is SideKind.PATCH:
            yield Difference("patch_only", one.number, one.label, where=place_of(one.side))
        if mark and mark.code and mark.code.number and mark.code.box_id not in (box.name, box.box_id):
            foreign.setdefault(mark.code.box_id, one)
    for name, one in foreign.items():
        yield Difference("other_box", one.number, name, where=place_of(one.side))


def _about_sides(placed: Sequence[SheetSide], *, two_sided: bool) -> Iterator[Difference]:
    """Pages and files set aside, and files of a two-sided box with one side too many."""
    for one in placed:
        if one.side.state in _TROUBLED:
            yield Difference("set_aside", one.number, one.label, where=place_of(one.side), reason=one.side.reason)
    if not two_sided:
        return
    counts: dict[str, list[SheetSide]] = {}
    for one in placed:
        if one.side.page_count > 1:
            counts.setdefault(one.side.pile, []).append(one)
    for some in counts.values():
        if len(some) % 2:
            yield Difference("odd_sides", some[0].number, some[0].label, found=len(some), where=some[0].side.source)


def _about_gaps(placed: Sequence[SheetSide], twins: Sequence[BoxSide]) -> Iterator[Difference]:
    """A side refused as a twin while its neighbours were taken in: the sheets behind it may be paired wrongly."""
    loose = [one for one in placed if one.side.page_count <= 1]
    sources = {one.side.source for one in loose}
    folders = {PurePath(one.side.source).parent: one for one in reversed(loose)}
    for twin in twins:
        near = folders.get(PurePath(twin.source).parent)
        if near is not None and twin.source not in sources:
            yield Difference("twin_between", near.number, near.label, where=twin.source)


def _told(alarm: BoxAlarm, placed: Sequence[SheetSide]) -> Difference:
    one = next((one for one in placed if one.side.key == alarm.subject), None)
    if one is None:
        return Difference(alarm.code, 0, alarm.subject, where=alarm.subject, reason=alarm.reason)
    return Difference(alarm.code, one.number, one.label, where=place_of(one.side), reason=alarm.reason)


def place_of(side: BoxSide) -> str:
    return f"{side.source} p.{side.page_no}" if side.page_no else side.source
