"""開示: a person's own file, page by page, with black over what others have a right to; somebody decides line by line.

Whoever reported (通告者) and every individual number are out whatever is decided. Refuses to make the copy while a page
or a suggested line is undecided, or when the case changed since the list was made.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from deliver.csv_files import harmless
from deliver.folding import fold_text
from deliver.shield import Shield, shield_of
from domain.case import CaseRecord
from domain.errors import BadQuestion
from domain.geometry import Box
from domain.page import Sheet
from extract.values.individual_number import find as find_numbers
from pipeline import veil
from pipeline.delivery import kin_of
from pipeline.preserving import as_they_lie
from pipeline.veil import REPORTER, Veil
from storage.archive import Archive

OPEN, BLACK, ALWAYS = "開示", "不開示", "必ず不開示"
HEADING = ("行", "頁", "内容", "気をつける理由", "判断", "不開示の理由")
# Why a line asks for a decision of its own; the law's own grounds are the person's to name (個人情報保護法 78条).
REASONS = {
    "reporter": "通告者・通報者を示すため",
    "number": "個人番号のため",
    "other_person": "本人以外の人の情報",
    "place": "居所・連絡先（申し出た人が本人か確かめる）",
    "set_aside": "別の人の書類の疑い",
    "page": "頁全体を見て判断（読み取れなかった文字はここでしか止められない）",
    "judgement": "職員の所見・評価",
}
LONGEST_LIST = 5_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a page, or ("p3") the page itself. `box` None: the whole page. `reason` "" where nothing speaks."""

    key: str
    page_no: int
    text: str
    reason: str
    box: Box | None
    is_fixed: bool = False

    @property
    def asks(self) -> bool:
        return bool(self.reason) and not self.is_fixed


@dataclass(frozen=True, slots=True)
class Decided:
    """What is out: boxes by page, whole pages, and the list for the notice, without a word of it."""

    boxes: Mapping[int, tuple[Box, ...]]
    pages: frozenset[int]
    told: tuple[tuple[str, int, str], ...]


def items(archive: Archive, record: CaseRecord) -> tuple[Item, ...]:
    """In the order the pages lie: each page, then its lines."""
    seen = _Names(record, shield_of(record, kin_of(archive)(record.case_id)))
    sheets = as_they_lie(record, archive.sheets(record.case_id))
    return tuple(one for sheet in sheets for one in _of_page(record, sheet, seen=seen))


class _Names:
    """Who and what in a case belongs to somebody else, folded for looking up."""

    def __init__(self, record: CaseRecord, shield: Shield) -> None:
        told = [one for one in record.fields if REPORTER.search(fold_text(one.label))]
        self.reporters = _folded(text for one in told for text in (one.raw, one.value or ""))
        self.others = _folded(one.name for one in record.members) | _folded(
            mention.name for entry in record.entries for mention in entry.people
        )
        self.judged = _folded(one.judgement for one in record.entries)
        self.shield = shield
        self.aside = {one.page_no for one in record.forms if one.set_aside}

    def reason(self, text: str) -> str:
        folded = _fold(text)
        if REPORTER.search(fold_text(text)) or any(one in folded for one in self.reporters):
            return "reporter"
        if find_numbers(text):
            return "number"
        if self.shield.is_protected and self.shield.blotted(text) != text:
            return "place"
        if any(one in folded for one in self.others):
            return "other_person"
        return "judgement" if any(folded and (folded in one or one in folded) for one in self.judged) else ""


def _fold(text: str) -> str:
    return fold_text(text).replace(" ", "")


def _folded(texts: Iterable[str]) -> set[str]:
    return {found for one in texts if len(found := _fold(one)) >= 2}


def _of_page(record: CaseRecord, sheet: Sheet, *, seen: _Names) -> Iterator[Item]:
    number = sheet.page.page_no
    yield Item(f"p{number}", number, "", "set_aside" if number in seen.aside else "page", None)
    always = veil.boxes(record, (sheet,), veil=Veil(Shield(is_protected=False)), page_no=number)
    for at, line in enumerate(sheet.ocr.lines, 1):
        reason = seen.reason(line.text)
        is_under = any(one.share_inside(line.box) > 0.5 or line.box.share_inside(one) > 0.5 for one in always)
        if is_under and reason != "number":
            reason = "reporter"
        fixed = reason in ("reporter", "number")
        yield Item(f"p{number}.{at}", number, line.text, reason, line.box, fixed)
    for at, box in enumerate(always, 1):
        yield Item(f"p{number}.b{at}", number, "", "reporter", box, is_fixed=True)


def worklist(found: Iterable[Item], record: CaseRecord) -> bytes:
    """For a spreadsheet (UTF-8 with BOM): the column 判断 is to be filled. The first row names case and revision."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    rows = tuple(found)
    writer.writerow((_mark(record, rows), "", "", "", "", ""))
    writer.writerow(HEADING)
    for one in rows:
        judged = ALWAYS if one.is_fixed else "" if one.asks else OPEN
        text = "（個人番号）" if one.reason == "number" else one.text
        writer.writerow((one.key, one.page_no, harmless(text), REASONS.get(one.reason, ""), judged, ""))
    return held.getvalue().encode("utf-8-sig")


def _mark(record: CaseRecord, rows: tuple[Item, ...]) -> str:
    told = "\n".join(f"{one.key}\t{one.text}\t{one.reason}\t{one.box}" for one in rows)
    return f"{record.case_id}:{record.revision}:{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def decided(data: bytes, found: Iterable[Item], *, record: CaseRecord) -> Decided:
    """Raises BadQuestion naming the first row that is missing, unknown or undecided."""
    rows, given = tuple(found), _rows(data)
    if not given or given[0][:1] != [_mark(record, rows)]:
        raise BadQuestion("the list is of another case, or the case changed since: make it anew")
    said = {one[0]: one for one in given[2:] if one and one[0]}
    if unknown := sorted(set(said) - {one.key for one in rows}):
        raise BadQuestion(f"the list has a row that the case has not: {unknown[0][:40]}")
    boxes: dict[int, list[Box]] = {}
    pages: set[int] = set()
    told: list[tuple[str, int, str]] = []
    for one in rows:
        why = _why_out(one, said.get(one.key))
        if why is None:
            continue
        told.append((one.key, one.page_no, why))
        if one.box is None:
            pages.add(one.page_no)
        else:
            boxes.setdefault(one.page_no, []).append(one.box)
    return Decided({page: tuple(some) for page, some in boxes.items()}, frozenset(pages), tuple(told))


def _why_out(one: Item, row: list[str] | None) -> str | None:
    """Why it is blacked out; None: it is disclosed. A fixed row is out whatever somebody wrote."""
    if one.is_fixed:
        return REASONS[one.reason]
    if row is None or len(row) < len(HEADING):
        raise BadQuestion(f"row {one.key} is missing in the list")
    judged = row[4].strip()
    if judged == OPEN:
        return None
    if judged != BLACK:
        raise BadQuestion(f"row {one.key} is undecided: 判断 is {OPEN} or {BLACK}")
    why = row[5].strip() or REASONS.get(one.reason, "")
    if not why or (one.reason == "page" and not row[5].strip()):
        raise BadQuestion(f"row {one.key} is kept back without a reason: 不開示の理由")
    return why[:200]


def _rows(data: bytes) -> list[list[str]]:
    """Raises BadQuestion for what is no such list."""
    if len(data) > LONGEST_LIST:
        raise BadQuestion(f"the list has more than {LONGEST_LIST:,} bytes")
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadQuestion("the list is no CSV in UTF-8") from error


def merged(one: Decided) -> Decided:
    """A page that is out as a whole needs no boxes."""
    return replace(one, boxes={page: some for page, some in one.boxes.items() if page not in one.pages})
