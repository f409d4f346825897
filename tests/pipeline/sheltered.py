"""A protected person whose refuge stands in boxes, in texts, in a note and on the page. All of it is invented."""

import hashlib
from pathlib import Path

import cv2
import numpy as np

from domain.batch import FileState, ScanFile
from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import Alternative, FieldReading, FieldState, Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.household import Member
from domain.page import Cell, Direction, OcrChar, OcrLine, OcrPage, Page, Quality
from domain.reading import Notice, PageForm
from domain.review import ReviewTask
from pipeline.doubts import doubts
from storage.archive import Archive

STREET, HOUSE, PHONE = "千葉県潮見ケ丘市さくら台3-8-12", "サンハイツ潮見201", "0470-00-7788"
SCHOOL, WORK, REPORTER = "さくら台小学校", "潮風食品株式会社", "杉本 和也"
NUMBER = "1234 5678 9018"
# What must be found nowhere, in the spellings that were written.
SECRETS = (
    STREET,
    "さくら台3-8-12",
    "さくら台",
    HOUSE,
    PHONE,
    "0470007788",
    SCHOOL,
    WORK,
    REPORTER,
    NUMBER,
    "123456789018",
)
LINES = (
    ("氏名　南 早苗", 100),
    (f"住所　{STREET}", 200),
    (HOUSE, 260),
    (f"電話　{PHONE}", 320),
    (f"学校　{SCHOOL}", 380),
    (f"個人番号　{NUMBER}", 440),
    ("支援措置申出済", 500),
    ("健康状態　良好", 560),
)


def field(name: str, raw: str, value: str | None = None, *, y: int = 0, label: str = "") -> FieldReading:
    return FieldReading(
        name=name,
        raw=raw,
        value=raw if value is None else value,
        confidence=confidence(0.9),
        route=Route.REVIEW,
        state=FieldState.READ,
        page_no=1,
        box=Box(180, y, 600, 40),
        origin=Origin.MACHINE,
        label=label,
        index=y if name == "localItem" else 0,
        reasons=("risk_class_S",),
        alternatives=(Alternative(value or raw, "もう一つの読み取り"),) if name == "address" else (),
    )


def entry(seq: int, text: str) -> SupportEntry:
    return SupportEntry(
        seq=seq,
        page_no=1,
        box=Box(100, 700 + 80 * seq, 900, 70),
        date=f"2026-03-0{seq}",
        date_raw=f"R8.3.{seq}",
        text=text,
        confidence=confidence(0.9),
        route=Route.REVIEW,
        method="20",
        origin=Origin.MACHINE,
    )


def record(case_id: str = "case-s", *, office: str = "office") -> CaseRecord:
    return CaseRecord(
        case_id,
        office,
        1,
        f"箱1/{case_id}",
        1,
        (PageForm(1, "face_sheet", confidence(0.97)),),
        fields=(
            field("fullName", "南 早苗", y=100),
            field("address", f"{STREET} {HOUSE}", y=200),
            field("phone", PHONE, y=320),
            field("localItem", SCHOOL, y=380, label="学校"),
            field("localItem", REPORTER, y=600, label="通告者"),
            field("localItem", NUMBER, y=440, label="個人番号"),
        ),
        entries=(
            entry(1, f"電話あり。避難先は{STREET}。夫には知らせない。"),
            entry(2, f"{SCHOOL}へ転校の手続き。職場は{WORK}。"),
            entry(3, "本人は落ち着いている。次回は来所。"),
        ),
        members=(
            Member(
                "南 結衣",
                "長女",
                "child",
                1,
                Box(100, 1000, 600, 40),
                confidence(0.9),
                Route.REVIEW,
                note=f"{SCHOOL}に通う",
            ),
        ),
        warnings=(
            Notice("protection_word", 1, "秘匿の語があります（支援措置）。"),
            Notice("individual_number", 1, "個人番号（12桁）の疑いがあります。"),
        ),
    )


def page() -> tuple[Page, OcrPage, bytes]:
    """White paper with a grey bar where each line stands: what is blacked out can be told from what is not."""
    picture = np.full((1400, 1000, 3), 255, np.uint8)
    lines = []
    for text, y in LINES:
        picture[y : y + 40, 100:800] = 150
        chars = tuple(OcrChar(one, Box(100, y, 700, 40), confidence(0.9)) for one in text)
        lines.append(OcrLine(text, Box(100, y, 700, 40), confidence(0.9), Direction.HORIZONTAL, chars))
    made, data = cv2.imencode(".jpg", picture)
    assert made
    sheet = Page(1, 1000, 1400, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    cells: tuple[Cell, ...] = ()
    return sheet, OcrPage(1, tuple(lines), cells=cells, engines=("truth",)), bytes(data)


def take_in(archive: Archive, folder: Path, *, case_id: str = "case-s", office: str = "office") -> CaseRecord:
    """Scanned, read and waiting at the desk."""
    path = folder / f"{case_id}.tif"
    path.write_bytes(case_id.encode())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    file = ScanFile(case_id, digest, f"箱1/{case_id}.tif", path.stat().st_size, case_id, FileState.CLAIMED)
    assert archive.take_in(file, "b1", path=path)
    archive.unpacked(case_id, 1)
    key = f"{case_id}-00001"
    archive.claim_page(key, "seed:1", lease_s=60)
    sheet, ocr, picture = page()
    archive.save_page(key, sheet, ocr=ocr, picture=picture)
    made = record(case_id, office=office)
    found = doubts(made)
    archive.save_case(made, (), who="tsuzuri", why="first reading", task=ReviewTask(case_id, 1, found))
    return made


def is_black(picture: bytes, y: int) -> bool:
    seen = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    return bool(seen[y + 5 : y + 35, 110:790].mean() < 8)


def is_seen(picture: bytes, y: int) -> bool:
    seen = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    return bool(abs(seen[y + 5 : y + 35, 110:790].mean() - 150) < 6)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height, px."""
    seen = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    return (0, 0) if seen is None else (seen.shape[1], seen.shape[0])
