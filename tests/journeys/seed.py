"""Fills a fresh archive for the desk's journeys: `seed.py PAPERS HOME [more cases]`.

PAPERS is `samples/papers`. The machine's reading is stood in for by the truth with a few slips planted, so that the
desk is tried without waiting for the readers. Fictional people only.
"""

import json
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.access import Operator, Role
from domain.auditing import Action as Audited
from domain.auditing import Deed
from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord
from domain.contract import FIELD_RISK, Risk
from domain.entry import Check, DateMention, EntryChecks, Mention, SupportEntry
from domain.field import Alternative, FieldReading, FieldState, Precision, Route
from domain.geometry import Affine, Box, confidence
from domain.household import Consent, Member
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality
from domain.reading import Notice, PageForm
from domain.review import ReviewTask
from pipeline.doubts import doubts
from storage.archive import Archive

# What the machine is supposed to have got wrong, by name: value as read, alternatives with their reasons.
SEES_ALL = (
    "木村",
    "早川",
)  # the journeys but for the one about masking are made with the veil taken off, with a reason
SLIPS: dict[str, tuple[str | None, tuple[Alternative, ...], tuple[str, ...]]] = {
    "fullName": ("高橋 キヨ", (Alternative("髙橋 キヨ", "異体字：はしごだか"),), ("variant_name",)),
    "dateOfBirth": (
        "1938-03-09",
        (Alternative("1963-03-09", "昭和38年と読む場合"), Alternative("1938-08-09", "3と8が似ています")),
        ("lookalike",),
    ),
    "phone": ("0470-00-1234", (Alternative("0470-00-1284", "3と8が似ています"),), ("lookalike",)),
    "careLevel": ("22", (Alternative("23", "丸の位置が近い"),), ("two_marks",)),
    "emergencyPhone": (
        None,
        (Alternative("090-0000-2233", "二つ目の読み取り"),),
        ("readers_disagree", "phone_invalid"),
    ),
}


def main(papers: Path, home: Path, more: int = 0) -> None:
    home.mkdir(parents=True, exist_ok=True)
    with Archive(f"sqlite:///{(home / 'archive.db').absolute()}", str((home / "files").absolute())) as archive:
        archive.migrate()
        archive.open_batch(ScanBatch("b1", "箱1", "受付", "2026-01-05T00:00:00+00:00", ()))
        pictures = sorted((papers / "levels" / "case-a-L0").glob("*.jpg"))
        truth = json.loads((papers / "truth" / "case-a-L0.truth.json").read_text(encoding="utf-8"))
        add_case(archive, "case-a", pictures, record=machine_record("case-a", truth), sheets=truth["pages"])
        for number in range(more):
            case_id = f"case-{number + 100}"
            record = renamed(machine_record(case_id, truth), f"試験 {number + 1}番", f"北-R6-{number + 100:04d}")
            add_case(archive, case_id, pictures[:1], record=first_page(record), sheets=truth["pages"][:1])
        archive.close_batch("b1")


def add_case(
    archive: Archive, case_id: str, pictures: list[Path], *, record: CaseRecord, sheets: list[dict[str, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{case_id}.tif"
        path.write_bytes(case_id.encode())
        digest = sha256(path.read_bytes()).hexdigest()
        file = ScanFile(case_id, digest, f"箱1/{case_id}.pdf", path.stat().st_size, case_id, FileState.CLAIMED)
        archive.take_in(file, "b1", path=path)
    archive.unpacked(case_id, len(pictures))
    for page_no, (picture, sheet) in enumerate(zip(pictures, sheets, strict=True), 1):
        key = f"{case_id}-{page_no:05d}"
        archive.claim_page(key, "seed:1", lease_s=60)
        archive.save_page(key, paper(sheet), ocr=writing(sheet), picture=picture.read_bytes())
    task = ReviewTask(case_id, 1, doubts(record))
    archive.save_case(record, (), who="tsuzuri", why="first reading", task=task)
    for who in SEES_ALL:
        archive.audit.add(Operator(who, Role.ALONE), Deed(Audited.UNMASK, case_id, "", "verify"))


def paper(truth: dict[str, Any]) -> Page:
    return Page(1, truth["width_px"], truth["height_px"], 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))


def writing(truth: dict[str, Any]) -> OcrPage:
    lines = tuple(line(one["text"], Box(*one["box"])) for one in truth["lines"] if one["text"])
    return OcrPage(1, lines, engines=("truth",))


def line(text: str, box: Box) -> OcrLine:
    chars = tuple(OcrChar(one, box, confidence(0.95)) for one in text)
    return OcrLine(text, box, confidence(0.95), Direction.HORIZONTAL, chars)


def machine_record(case_id: str, truth: dict[str, Any]) -> CaseRecord:
    agreed = truth.get("consent")
    return CaseRecord(
        case_id,
        "潮見ケ丘市北部地域包括支援センター",
        1,
        f"箱1/{case_id}",
        len(truth["pages"]),
        tuple(PageForm(one["page_no"], one["form"], confidence(0.97)) for one in truth["pages"]),
        fields=tuple(reading(one) for one in truth["fields"]),
        entries=tuple(row(one) for one in truth["entries"]),
        members=tuple(member(one, index) for index, one in enumerate(truth["members"])),
        consent=consent(agreed) if agreed else None,
        warnings=tuple(Notice(one["code"], one["page_no"], one["text"]) for one in truth["warnings"]),
    )


def first_page(record: CaseRecord) -> CaseRecord:
    return replace(
        record,
        page_count=1,
        forms=record.forms[:1],
        fields=tuple(one for one in record.fields if one.page_no == 1),
        entries=(),
        members=tuple(one for one in record.members if one.page_no == 1),
        consent=None,
        warnings=tuple(one for one in record.warnings if one.page_no == 1),
    )


def reading(one: dict[str, Any]) -> FieldReading:
    risk = FIELD_RISK.get(one["name"], Risk.C)
    value, others, why = (
        SLIPS.get(one["name"], (one["value"], (), ())) if one["page_no"] == 1 else (one["value"], (), ())
    )
    asked = risk in (Risk.S, Risk.A)
    reasons = (f"risk_class_{risk}", *why) if asked else ()
    return FieldReading(
        name=one["name"],
        raw=one["raw"].replace("髙", "高") if one["name"] == "fullName" else one["raw"],
        value=value,
        confidence=confidence(0.9 if asked else 0.99),
        route=Route.REVIEW if asked else Route.AUTO,
        state=FieldState(one["state"]),
        page_no=one["page_no"],
        box=Box(*one["box"]),
        label=one["label"],
        index=one["index"],
        precision=Precision(one["precision"]) if one["precision"] else None,
        reasons=reasons,
        alternatives=others,
    )


def row(one: dict[str, Any]) -> SupportEntry:
    return SupportEntry(
        seq=one["seq"],
        page_no=one["page_no"],
        box=Box(*one["box"]),
        date=one["date"],
        date_raw=one["date_raw"],
        text=one["text"],
        confidence=confidence(0.8),
        route=Route.REVIEW if one["date_inferred"] else Route.AUTO,
        date_precision=Precision.DAY,
        date_inferred=one["date_inferred"],
        time=one["time"],
        method=one["method"],
        method_raw=one["method_raw"],
        staff=tuple(one["staff"]),
        people=tuple(Mention(who["name"], who["role"], tuple(who["span"])) for who in one["people"]),
        dates=tuple(DateMention(at["raw"], at["value"], at["role"], tuple(at["span"])) for at in one["dates"]),
        reasons=("date_inferred_without_second_signal",) if one["date_inferred"] else (),
        checks=EntryChecks(Check(one["checks"]["weekday"]), Check(one["checks"]["order"])),
        date_box=Box(*one["date_box"]) if one["date_box"] else None,
        struck=tuple(one["struck"]),
    )


def member(one: dict[str, Any], index: int) -> Member:
    return Member(
        name=one["name"],
        relationship_raw=one["relationship_raw"],
        relationship=one["relationship"],
        page_no=one["page_no"],
        box=Box(*one["box"]),
        confidence=confidence(0.9),
        route=Route.REVIEW,
        index=index,
        dateOfBirth=one["dateOfBirth"],
        age=one["age"],
        living=one["living"],
        note=one["note"],
        reasons=("risk_class_S",),
    )


def consent(one: dict[str, Any]) -> Consent:
    return Consent(
        page_no=one["page_no"],
        box=Box(*one["box"]),
        confidence=confidence(0.9),
        route=Route.REVIEW,
        signedOn=one["signedOn"],
        scope=tuple(one["scope"]),
        agencies=tuple(one["agencies"]),
        exclusions=tuple(one["exclusions"]),
        validUntil=one["validUntil"],
        untilSupportEnds=one["untilSupportEnds"],
        proxy=one["proxy"],
        reasons=("risk_class_A",),
    )


def renamed(record: CaseRecord, name: str, number: str) -> CaseRecord:
    new = {"fullName": name, "caseNumber": number}
    fields = tuple(
        replace(one, value=new[one.name], raw=new[one.name], alternatives=()) if one.name in new else one
        for one in record.fields
    )
    return replace(record, fields=fields)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
