"""A box as the office asks for it: announcing, its ledger, and the 管理台帳 as CSV. One way for commands and desk."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from deliver.csv_files import BOM_UTF8, harmless
from domain.access import Operator
from domain.errors import StorageError
from domain.paper_box import AnnouncedFile, PaperBox
from ingest.box_differences import Difference
from ingest.box_ledger import BoxLedger, SheetSide, box_ledger, with_settled
from pipeline.texts import Language, say
from storage.archive import Archive

HEAD = (
    "col_box",
    "col_number",
    "col_label",
    "col_wanted",
    "col_sheet",
    "col_face",
    "col_kind",
    "col_state",
    "col_reason",
    "col_source",
    "col_page",
    "col_pages",
    "SHA-256",
    "col_case",
    "col_difference",
)


def announce(archive: Archive, name: str, *, files: Sequence[AnnouncedFile], sides: int, who: str) -> None:
    """Replaces what was announced in the box before; without files only its sides are noted."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    archive.boxes.announce(PaperBox(name, name, sides, who, now), files)


def ledger_of(archive: Archive, name: str) -> BoxLedger:
    boxes = archive.boxes
    found = box_ledger(
        boxes.box(name) or PaperBox(name, name, 1),
        boxes.announced(name),
        sides=boxes.sides(name),
        twins=boxes.twins(name),
        alarms=boxes.alarms(name),
    )
    return with_settled(found, archive.settling.of(name))


def settle(archive: Archive, ledger: BoxLedger, *, place: int, why: str, by: Operator) -> None:
    """Difference number `place` of the ledger was looked into. Raises StorageError for a number it does not have."""
    archive.settling.settle(ledger.box.name, _numbered(ledger, place).mark, why=why, by=by)


def take_back(archive: Archive, ledger: BoxLedger, *, place: int, by: Operator) -> None:
    archive.settling.take_back(ledger.box.name, _numbered(ledger, place).mark, by=by)


def _numbered(ledger: BoxLedger, place: int) -> Difference:
    found = {number: one for number, one in ledger.numbered if number}
    if place not in found:
        raise StorageError(f"box {ledger.box.name} has no difference {place} to settle, only {len(found)} in all")
    return found[place]


def ledger_csv(ledger: BoxLedger, lang: Language = "ja") -> bytes:
    """Every side of every sheet, separators too, then every difference that belongs to no sheet. UTF-8 with BOM."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say(name, lang) if name.startswith("col_") else name for name in HEAD])
    for row in [*_side_rows(ledger, lang), *_difference_rows(ledger, lang)]:
        writer.writerow([harmless(str(cell)) for cell in row])
    return text.getvalue().encode(BOM_UTF8, "backslashreplace")


def _side_rows(ledger: BoxLedger, lang: Language) -> list[list[object]]:
    wanted = {one.number: one.announced.sheets for one in ledger.lines if one.announced}
    return [_side_row(ledger.box.name, one, wanted=wanted.get(one.number), lang=lang) for one in ledger.sides]


def _side_row(box: str, one: SheetSide, *, wanted: int | None, lang: Language) -> list[object]:
    side = one.side
    known = [box, one.number or "", one.label, wanted or "", one.sheet_no, say(f"face_{one.face}", lang)]
    about = [say(f"kind_{one.kind}", lang), say(f"state_{side.state}", lang), side.reason, side.source]
    return [*known, *about, side.page_no or "", side.page_count or "", side.sha256, side.case_id, ""]


def _difference_rows(ledger: BoxLedger, lang: Language) -> list[list[object]]:
    blank = [""] * (len(HEAD) - 4)
    return [[ledger.box.name, one.number or "", one.label, *blank, told(one, lang)] for one in ledger.differences]


def told(one: Difference, lang: Language) -> str:
    """The difference, and who settled it with which reason."""
    by = one.settled
    if by is None:
        return one.sentence(lang)
    return one.sentence(lang) + say("ledger_settled", lang, who=by.who, day=by.at[:10], why=by.why)


def ledger_lines(ledger: BoxLedger, lang: Language) -> list[str]:
    """For a person at the command line: totals, one line a file, every difference, the verdict last."""
    lines = [
        say(
            "ledger_head",
            lang,
            box=ledger.box.name,
            told=ledger.announced_files,
            told_sheets="–" if ledger.announced_sheets is None else ledger.announced_sheets,
            came=sum(bool(one.case_ids) for one in ledger.lines),
            sheets=ledger.sheets,
            sides=sum(one.sides for one in ledger.lines),
        )
    ]
    for one in ledger.lines:
        wanted = one.announced.sheets if one.announced and one.announced.sheets else "–"
        counts = {name: getattr(one, name) for name in ("sheets", "sides", "blank", "troubled")}
        lines.append(say("ledger_line", lang, number=one.number or "–", label=one.label, wanted=wanted, **counts))
    for place, each in ledger.numbered:
        sign = "✓" if each.settled else "!" if each.is_fault else "・"
        lines.append(f"  {sign} {f'{place}. ' if place else ''}{told(each, lang)}")
    return [*lines, verdict(ledger, lang)]


def verdict(ledger: BoxLedger, lang: Language) -> str:
    faults = sum(one.is_fault for one in ledger.differences)
    if faults:
        return say("ledger_off", lang, count=faults)
    if not ledger.balanced:
        return say("ledger_open", lang)
    if settled := sum(one.settled is not None for one in ledger.differences):
        return say("ledger_ok_settled", lang, count=settled)
    return say("ledger_ok" if ledger.announced_files else "ledger_untold", lang)
