"""Two scans of the same sheet in one box: found by picture and text, shown to a person, who decides. Nothing by itself.

"Replace" marks the worse scan as a duplicate in its case, as at the desk: kept, out of the record, in the history, and
taken back the same way. "Two sheets" is remembered, so that nobody is asked twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio

from domain.batch import PageState
from domain.page import Sheet
from domain.paper_box import BoxAlarm, BoxSide, SideKind
from pipeline.desk import Desk
from pipeline.desk.pages import PageDesk
from storage.archive import Archive

# Measured on drawn papers aged in six ways: scans of one sheet differ by 14 to 44 bits (once by 67), different sheets
# by 49 and more. The text decides what the picture lets through.
MOST_BITS, LEAST_ALIKE = 44, 80.0
APART, DUPLICATE = "apart", "duplicate"
MOST_PAIRS = 50


@dataclass(frozen=True, slots=True)
class Scan:
    """One of the two: its side in the box, its page in the case, and how good it is, 0..1."""

    side: BoxSide
    page_no: int
    goodness: float
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class NearTwin:
    """`state`: open, replaced (the worse scan is marked as a duplicate) or apart (a person said two sheets)."""

    better: Scan
    worse: Scan
    alike: float
    state: str

    @property
    def subject(self) -> str:
        return " ".join(sorted((self.better.side.key, self.worse.side.key)))


def near_twins(archive: Archive, box: str) -> tuple[NearTwin, ...]:
    """At most fifty pairs of the box, in the order scanned. Cases without a record are not looked at yet."""
    sides = [one for one in archive.boxes.sides(box) if _speaks(one)]
    apart = {one.subject for one in archive.boxes.alarms(box) if one.code == APART}
    looked = _Looked(archive)
    found: list[NearTwin] = []
    for first, second in _close(sides):
        pair = _pair(looked, first, second=second, apart=apart)
        if pair is not None:
            found.append(pair)
        if len(found) == MOST_PAIRS:
            break
    return tuple(found)


def replace(desk: Desk, pair: NearTwin, *, back: bool = False) -> str:
    """Marks the worse scan as a duplicate, or takes that back; "" or the code of what stood in the way."""
    case_id = pair.worse.side.case_id
    record = desk.record(case_id)
    mark = "" if back else DUPLICATE
    return PageDesk(desk).mark(case_id, pair.worse.page_no, revision=record.revision, mark=mark).trouble


def keep_both(desk: Desk, pair: NearTwin) -> None:
    desk.archive.boxes.alarm_of_page(pair.worse.side.key, BoxAlarm(APART, pair.subject, desk.who))


def ask_again(desk: Desk, box: str, *, pair: NearTwin) -> None:
    desk.archive.boxes.unalarm(box, BoxAlarm(APART, pair.subject, ""))


def _speaks(one: BoxSide) -> bool:
    mark = one.mark
    return mark is not None and mark.kind is SideKind.CONTENT and bool(mark.likeness) and one.state == PageState.READ


def _close(sides: Sequence[BoxSide]) -> Iterator[tuple[BoxSide, BoxSide]]:
    """Pairs whose pictures differ in few bits; a row of the comparison at a time keeps memory flat."""
    if len(sides) < 2:
        return
    bits = np.frombuffer(bytes.fromhex("".join(one.mark.likeness for one in sides if one.mark)), np.uint8)
    rows = np.unpackbits(bits.reshape(len(sides), -1), axis=1)
    for place, first in enumerate(sides):
        others = (rows[place + 1 :] != rows[place]).sum(axis=1)
        for further in np.flatnonzero(others <= MOST_BITS):
            yield first, sides[place + 1 + int(further)]


def _pair(looked: "_Looked", first: BoxSide, *, second: BoxSide, apart: set[str]) -> NearTwin | None:
    one, other = looked.at(first), looked.at(second)
    if one is None or other is None:
        return None
    alike = ratio(one[1], other[1])
    if alike < LEAST_ALIKE or not one[1]:
        return None
    scans = (one[0], other[0])
    aside = [scan for scan in scans if scan.is_set_aside]
    worse = aside[0] if aside else min(scans, key=lambda scan: scan.goodness)
    better = scans[0] if worse is scans[1] else scans[1]
    pair = NearTwin(better, worse, alike / 100, "replaced" if aside else "open")
    return NearTwin(better, worse, alike / 100, "apart") if pair.subject in apart and not aside else pair


class _Looked:
    """Sheets and records of the cases met, each read once."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.known: dict[str, dict[str, tuple[Scan, str]]] = {}

    def at(self, side: BoxSide) -> tuple[Scan, str] | None:
        if side.case_id not in self.known:
            self.known[side.case_id] = self._case(side.case_id)
        found = self.known[side.case_id].get(side.key)
        return (
            None
            if found is None
            else (Scan(side, found[0].page_no, found[0].goodness, found[0].is_set_aside), found[1])
        )

    def _case(self, case_id: str) -> dict[str, tuple[Scan, str]]:
        record = self.archive.case(case_id)
        if record is None:
            return {}
        aside = {one.page_no for one in record.forms if one.set_aside}
        sheets = {one.page.page_no: one for one in self.archive.sheets(case_id)}
        found: dict[str, tuple[Scan, str]] = {}
        for place in self.archive.case_pages(case_id):
            sheet = sheets.get(place.page_no)
            if place.key and sheet is not None:
                side = BoxSide(place.key, place.file_id, "", "", 0, 0, case_id, "", place.state.value)
                scan = Scan(side, place.page_no, _goodness(sheet), place.page_no in aside)
                found[place.key] = (scan, "\n".join(line.text for line in sheet.ocr.lines))
        return found


def _goodness(sheet: Sheet) -> float:
    quality = sheet.page.quality
    return 0.0 if quality.rescan else (quality.sharpness + quality.contrast) / 2
