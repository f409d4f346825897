"""A case before the desk, made by hand: its record, a clock that a test sets, an archive that holds it."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import Alternative, FieldReading, FieldState, Route
from domain.geometry import Affine, Box, confidence
from domain.household import Consent, Member
from domain.page import OcrPage, Page, Quality
from domain.reading import PageForm
from domain.review import Action, Decision, ReviewTask
from pipeline.desk import Desk
from pipeline.desk.views import CaseView
from pipeline.doubts import doubts
from storage.archive import Archive

CASE = "c1"


BOX = Box(100, 200, 300, 40)


START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


def field(name: str, value: str | None, **changes: object) -> FieldReading:
    given: dict[str, object] = {
        "raw": value or "？",
        "confidence": confidence(0.9),
        "route": Route.REVIEW,
        "state": FieldState.READ,
        "page_no": 1,
        "box": BOX,
        "reasons": ("risk_class_S",),
        **changes,
    }
    return FieldReading(name=name, value=value, **given)  # type: ignore[arg-type]


def entry(seq: int, date: str, date_raw: str, **changes: object) -> SupportEntry:
    given: dict[str, object] = {"route": Route.REVIEW, **changes}
    return SupportEntry(seq, 2, BOX, date, date_raw, f"面接{seq}", confidence(0.8), **given)  # type: ignore[arg-type]


def machine_record(**changes: object) -> CaseRecord:
    given: dict[str, object] = {
        "forms": (PageForm(1, "face_sheet", confidence(0.9)), PageForm(2, "support_log", confidence(0.9))),
        "fields": (
            field("fullName", "高橋 キヨ", alternatives=(Alternative("髙橋 キヨ", "異体字"),)),
            field("dateOfBirth", "1938-03-09", raw="S13.3.9"),
            field("phone", None, reasons=("readers_disagree",)),
            field("sex", "2", route=Route.AUTO, reasons=()),
        ),
        "entries": (
            entry(1, "2024-04-11", "4/11(木)"),
            entry(2, "2024-04-11", "〃", date_inferred=True),
            entry(3, "2024-04-23", "4/23(火)", date_inferred=True, route=Route.AUTO),
        ),
        "members": (Member("髙橋 正彦", "長男", "child", 1, BOX, confidence(0.9), Route.REVIEW),),
        "consent": Consent(2, BOX, confidence(0.9), Route.REVIEW, scope=("相談内容",)),
        **changes,
    }
    return CaseRecord(CASE, "北部包括", 1, "K-0013", 2, **given)  # type: ignore[arg-type]


@cache
def empty_database() -> bytes:
    with TemporaryDirectory() as place:
        path = Path(place) / "empty.db"
        with Archive(f"sqlite:///{path}", place) as archive:
            archive.migrate()
        return path.read_bytes()


def filled(folder: Path, clock: Watch, record: CaseRecord) -> Archive:
    """A fresh archive with one case; the empty database is made once and copied."""
    (folder / "a.db").write_bytes(empty_database())
    archive = Archive(f"sqlite:///{folder / 'a.db'}", str(folder / "files"), clock=clock)
    archive.open_batch(ScanBatch("b", "箱1", "受付", START.isoformat(), ()))
    paper = folder / "paper.pdf"
    paper.write_bytes(b"paper")
    digest = sha256(b"paper").hexdigest()
    archive.take_in(ScanFile(CASE, digest, "箱1/k.pdf", 5, CASE, FileState.CLAIMED), "b", path=paper)
    archive.unpacked(CASE, 2)
    page = Page(1, 2480, 3508, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    for number in (1, 2):
        archive.claim_page(f"{CASE}-{number:05d}", "w:1", lease_s=60)
        archive.save_page(f"{CASE}-{number:05d}", page, ocr=OcrPage(1, ()), picture=f"jpeg {number}".encode())
    archive.close_batch("b")
    found = doubts(record)
    archive.save_case(
        record, (), who="tsuzuri", why="first reading", task=ReviewTask(CASE, 1, found) if found else None
    )
    return archive


def say(view: CaseView, target: str, action: Action, **more: str | None) -> Decision:
    return Decision(CASE, view.record.revision, target, action, "木村", "", **more)  # type: ignore[arg-type]


def accept_all(desk: Desk) -> CaseView:
    view = desk.open_case(CASE)
    while view.doubts:
        target = view.doubts[0].target
        item = view.item(target)
        empty = isinstance(item, FieldReading) and item.value is None
        view = desk.decide(say(view, target, Action.BLANK if empty else Action.ACCEPT))
        assert not view.trouble
    return view
