"""Fills a fresh archive for the desk's journeys: `seed.py PAPERS HOME [more cases]`.

PAPERS holds drawn pages (`case-a-L0-p1.png` and its truth). The machine's reading is stood in for by the truth with a
few slips planted, so that the desk is tried without waiting for the readers. Fictional people only.
"""

import io
import json
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

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
        first = sorted(papers.glob("case-a-L0-p*.png"))
        add_case(archive, "case-a", first)
        for number in range(more):
            add_case(
                archive,
                f"case-{number + 100}",
                first[:1],
                name=f"試験 {number + 1}番",
                number=f"北-R6-{number + 100:04d}",
            )
        archive.close_batch("b1")


def add_case(archive: Archive, case_id: str, pictures: list[Path], *, name: str = "", number: str = "") -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{case_id}.tif"
        path.write_bytes(case_id.encode())
        digest = sha256(path.read_bytes()).hexdigest()
        file = ScanFile(case_id, digest, f"箱1/{case_id}.pdf", path.stat().st_size, case_id, FileState.CLAIMED)
        archive.take_in(file, "b1", path=path)
    archive.unpacked(case_id, len(pictures))
    truths = [json.loads(one.with_suffix(".truth.json").read_text(encoding="utf-8")) for one in pictures]
    for page_no, (picture, truth) in enumerate(zip(pictures, truths, strict=True), 1):
        key = f"{case_id}-{page_no:05d}"
        archive.claim_page(key, "seed:1", lease_s=60)
        page = paper(truth["pages"][0])
        archive.save_page(key, page, ocr=writing(truth["pages"][0]), picture=jpeg(picture))
    record = machine_record(case_id, truths)
    if name:
        record = renamed(record, name, number)
    open_doubts = doubts(record)
    archive.save_case(record, (), who="tsuzuri", why="first reading", task=ReviewTask(case_id, 1, open_doubts))


def jpeg(path: Path) -> bytes:
    kept = io.BytesIO()
    Image.open(path).convert("L").save(kept, "JPEG", quality=80)
    return kept.getvalue()


def paper(truth: dict[str, Any]) -> Page:
    return Page(1, truth["width_px"], truth["height_px"], 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))


def writing(truth: dict[str, Any]) -> OcrPage:
    lines = tuple(line(one["text"], Box(*one["box"])) for one in truth["lines"] if one["text"])
    return OcrPage(1, lines, engines=("truth",))


def line(text: str, box: Box) -> OcrLine:
    chars = tuple(OcrChar(one, box, confidence(0.95)) for one in text)
    return OcrLine(text, box, confidence(0.95), Direction.HORIZONTAL, chars)


def machine_record(case_id: str, truths: list[dict[str, Any]]) -> CaseRecord:
    pages = list(enumerate(truths, 1))
    forms = tuple(PageForm(no, truth["pages"][0]["form"], confidence(0.97)) for no, truth in pages)
    record = CaseRecord(
        case_id,
        "潮見ケ丘市北部地域包括支援センター",
        1,
        f"箱1/{case_id}",
        len(truths),
        forms,
        fields=tuple(reading(one, no) for no, truth in pages for one in truth["fields"]),
        entries=tuple(row(one, no) for no, truth in pages for one in truth["entries"]),
        members=tuple(member(one, no, at) for no, truth in pages for at, one in enumerate(truth["members"])),
        warnings=tuple(Notice(one["code"], no, one["text"]) for no, truth in pages for one in truth["warnings"]),
    )
    agreed = [(no, truth["consent"]) for no, truth in pages if truth.get("consent")]
    return replace(record, consent=consent(agreed[0][1], agreed[0][0])) if agreed else record


def reading(one: dict[str, Any], page_no: int) -> FieldReading:
    risk = FIELD_RISK.get(one["name"], Risk.C)
    value, others, why = SLIPS.get(one["name"], (one["value"], (), ())) if page_no == 1 else (one["value"], (), ())
    asked = risk in (Risk.S, Risk.A)
    reasons = (f"risk_class_{risk}", *why) if asked else ()
    return FieldReading(
        name=one["name"],
        raw=one["raw"].replace("髙", "高") if one["name"] == "fullName" else one["raw"],
        value=value,
        confidence=confidence(0.9 if asked else 0.99),
        route=Route.REVIEW if asked else Route.AUTO,
        state=FieldState(one["state"]),
        page_no=page_no,
        box=Box(*one["box"]),
        label=one["label"],
        index=one["index"],
        precision=Precision(one["precision"]) if one["precision"] else None,
        reasons=reasons,
        alternatives=others,
    )


def row(one: dict[str, Any], page_no: int) -> SupportEntry:
    return SupportEntry(
        seq=one["seq"],
        page_no=page_no,
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


def member(one: dict[str, Any], page_no: int, index: int) -> Member:
    return Member(
        name=one["name"],
        relationship_raw=one["relationship_raw"],
        relationship=one["relationship"],
        page_no=page_no,
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


def consent(one: dict[str, Any], page_no: int) -> Consent:
    return Consent(
        page_no=page_no,
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
