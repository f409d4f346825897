"""Case records built by hand: one that may leave, and the ways in which it may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from deliver.packing import Packed, pack
from deliver.rules import Rules
from deliver.target import ImportTarget, Options, open_target
from domain.case import CaseRecord, ImportStatus, Revision
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Precision, Route
from domain.geometry import Box, confidence
from domain.household import Consent, Member
from domain.reading import Notice, PageForm


def field(
    name: str, raw: str, value: str | None = None, *, origin: Origin = Origin.HUMAN, page_no: int = 1
) -> FieldReading:
    return FieldReading(
        name=name,
        raw=raw,
        value=raw if value is None else value,
        confidence=confidence(0.9),
        route=Route.REVIEW,
        state=FieldState.READ,
        page_no=page_no,
        box=Box(10, 20, 300, 40),
        origin=origin,
    )


def entry(
    seq: int, date: str | None, text: str, *, origin: Origin = Origin.HUMAN, route: Route = Route.REVIEW
) -> SupportEntry:
    return SupportEntry(
        seq=seq,
        page_no=2,
        box=Box(0, 100 * seq, 900, 80),
        date=date,
        date_raw="〃" if date else "",
        text=text,
        confidence=confidence(0.8),
        route=route,
        date_precision=Precision.DAY if date else None,
        method="30",
        method_raw="訪問",
        staff=("木村", "早川"),
        origin=origin,
    )


def consent(**changes: object) -> Consent:
    whole = Consent(
        page_no=3,
        box=Box(0, 0, 900, 900),
        confidence=confidence(0.9),
        route=Route.REVIEW,
        signedOn="2024-05-14",
        scope=("氏名・生年月日・住所", "相談内容", "世帯の状況"),
        agencies=("社会福祉協議会",),
        exclusions=("長男への相談内容の伝達",),
        untilSupportEnds=True,
        origin=Origin.HUMAN,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def case(case_id: str = "c1", **changes: object) -> CaseRecord:
    """髙橋 キヨ, three pages, approved, everything vouched for."""
    whole = CaseRecord(
        case_id=case_id,
        office="北部地域包括支援センター",
        revision=3,
        title="K-0013",
        page_count=3,
        forms=tuple(
            PageForm(at, form, confidence(0.99))
            for at, form in enumerate(("face_sheet", "support_log", "consent_form"), 1)
        ),
        fields=(
            field("caseNumber", "北-R6-0013"),
            field("fullName", "髙橋 キヨ"),
            field("fullNameKana", "タカハシ キヨ"),
            replace(field("dateOfBirth", "S13年 3月 9日生", "1938-03-09"), precision=Precision.DAY),
            field("sex", "女", "2"),
            field("address", "千葉県潮見ヶ丘市北浜二丁目３番地の５"),
            field("phone", "0470-00-1234"),
            field("receivedDate", "令和6年4月9日(火)", "2024-04-09"),
            replace(field("localItem", "市営住宅"), label="住まいの種類"),
        ),
        entries=(
            entry(1, "2024-04-09", "民生委員 小田氏より。\n臭気と回覧板不達。"),
            entry(2, "2024-04-11", "玄関先で面接。"),
        ),
        members=(
            Member(
                "髙橋 正彦", "長男", "child", 1, Box(0, 0, 9, 9), confidence(0.9), Route.REVIEW, origin=Origin.HUMAN
            ),
        ),
        consent=consent(),
        import_status=ImportStatus.APPROVED,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def protected(record: CaseRecord) -> CaseRecord:
    return replace(record, warnings=(Notice("protection_word", 1, "支援措置"),))


def picture(case_id: str, page_no: int) -> bytes:
    return f"picture {page_no} of {case_id}".encode()


def history(case_id: str) -> tuple[Revision, ...]:
    return (
        Revision(case_id, 1, "", None, None, "tsuzuri", "2026-04-01T00:00:00", "first reading"),
        Revision(case_id, 2, "p1.fullName.0", "高橋 キヨ", "髙橋 キヨ", "木村", "2026-04-02T00:00:00", "correct"),
        Revision(case_id, 3, "p2.entry.2.date", None, "2024-04-11", "早川", "2026-04-03T00:00:00", "correct"),
    )


def packed(*records: CaseRecord, rules: Rules | None = None) -> Packed:
    return pack(records or (case(),), picture, histories=history, rules=rules)


@pytest.fixture
def make() -> SimpleNamespace:
    made: tuple[Callable[..., object], ...] = (case, field, entry, consent, protected, picture, history, packed)
    return SimpleNamespace(**{one.__name__: one for one in made})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "platform"


@pytest.fixture
def options(place: Path) -> Options:
    return Options(
        place=place,
        office="北部地域包括支援センター",
        municipality_code="129992",
        clock=lambda: datetime(2026, 4, 9, 1, 2, 3, tzinfo=UTC),
    )


@pytest.fixture
def package_folder(options: Options) -> ImportTarget:
    return open_target("package_folder", options)
