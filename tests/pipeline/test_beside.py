"""What a package tells beside the words on the paper: out of a real archive, through a real delivery."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from deliver.target import Options, open_target
from domain.access import Operator, Role
from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.household import Consent
from domain.page import OcrPage, Page, Quality
from domain.paper_box import AnnouncedFile, PaperBox
from domain.reading import PageForm
from domain.retention import Rule
from pipeline.beside import beside
from pipeline.delivery import deliver_approved
from storage.archive import Archive
from storage.identity import Decision
from tests.pipeline.papers import tiff

BOX = Box(10, 10, 100, 30)
CHIEF = Operator("主任", Role.SUPERVISOR)


def field(name: str, raw: str, value: str | None = None) -> FieldReading:
    return FieldReading(
        name, raw, value or raw, confidence(1), Route.REVIEW, FieldState.READ, 1, BOX, origin=Origin.HUMAN
    )  # fmt: skip


def record(case_id: str) -> CaseRecord:
    signed = Consent(1, BOX, confidence(1), Route.REVIEW, signedOn="2024-05-14", scope=("すべて",), origin=Origin.HUMAN)
    return CaseRecord(
        case_id=case_id,
        office="office",
        revision=1,
        title=case_id,
        page_count=2,
        forms=(PageForm(1, "face_sheet", confidence(1)), PageForm(2, "memo", confidence(1))),
        fields=(
            field("fullName", "髙橋 キヨ"),
            field("dateOfBirth", "S13.3.9", "1938-03-09"),
            field("phone", "0470-00-1234"),
            field("address", "千葉県市川市八幡一丁目1番1号"),
            field("handbook", "精神2級(R5.8.31迄)", "精神2級"),
        ),
        consent=signed,
        import_status=ImportStatus.APPROVED,
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two cases of one person; the papers of c1 came as a TIFF of two leaves in a box of two-sided sheets."""
    made = Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files"))
    made.migrate()
    paper = tiff(tmp_path / "c1.tif", "c1", pages=2)
    digest = sha256(paper.read_bytes()).hexdigest()
    made.boxes.announce(PaperBox("箱3", "箱3", 2), (AnnouncedFile(13, "K-0013", None, "c1.tif", digest),))
    made.open_batch(ScanBatch("b1", "箱3", "木村", datetime.now(UTC).isoformat(), ()))
    file = ScanFile("f1", digest, "箱3/c1.tif", paper.stat().st_size, "c1", FileState.CLAIMED)
    assert made.take_in(file, "b1", path=paper)
    assert made.unpacked("f1", 2)
    for leaf in (1, 2):
        key = f"f1-{leaf:05d}"
        assert made.claim_page(key, "host:1", lease_s=60)
        page = Page(leaf, 620, 877, 106, 0, 0.0, Affine(), leaf == 2, Quality(0.9, 0.9, False))
        assert made.save_page(key, page, ocr=OcrPage(leaf, (), engines=("reader 1",)), picture=b"seen")
    made.close_batch("b1")
    other = replace(record("c2"), page_count=0, forms=())
    for one in (record("c1"), other):
        made.save_case(one, (), who="木村", why="approved", task=None)
    return made


def test_a_package_tells_of_scans_keeping_and_matches(archive: Archive, tmp_path: Path) -> None:
    archive.identity.decide("c1", "c2", decision=Decision.SAME, who="木村", why="同じ人")
    archive.retention.set_rule(CHIEF, Rule(years=5, basis="文書管理規程"))
    archive.retention.close(CHIEF, "c1", on="2025-12-01")
    target = open_target("package_folder", Options(tmp_path / "out", office="office"))
    assert {one.status for one in deliver_approved(archive, target, who="木村").receipts} == {"filed"}
    (package,) = (tmp_path / "out").glob("package-*")
    lines = (package / "records-2.jsonl").read_text(encoding="utf-8").splitlines()
    found = next(one for one in map(json.loads, lines) if one["case_id"] == "c1")
    first, second = (page["scan"] for page in found["common"]["pages"])
    names = ("batch", "file", "leaf", "side", "colour", "paper_size", "operator")
    assert [first[name] for name in names] == ["箱3", "c1.tif", 1, "a", "grey", "A5", "木村"]
    assert (second["leaf"], second["side"], second["blank"], second["ocr_version"]) == (2, "b", True, ["reader 1"])
    kept = found["common"]["case"]["archive"]
    assert (kept["boxes"], kept["file_no"], kept["retention_class"]) == (["箱3"], ["13 K-0013"], "文書管理規程")
    assert kept["dispose_after"] == "2031-03-31"
    (match,) = found["common"]["person"]["name_match_status"]
    assert (match["case_id"], match["decision"]) == ("c2", "same")
    parts = found["common"]["person"]["addresses"][0]["parts"]
    assert (parts["prefecture"], parts["city"], parts["lot"]) == ("千葉県", "市川市", "一丁目1番1号")
    assert found["optional"]["handbook_details"][0]["expires"] == "2023-08-31"


def test_the_key_does_not_know_what_stands_beside(archive: Archive, tmp_path: Path) -> None:
    target = open_target("package_folder", Options(tmp_path / "out", office="office"))
    deliver_approved(archive, target, who="木村")
    archive.retention.set_rule(CHIEF, Rule(years=5, basis="文書管理規程"))
    kept = archive.case("c1")
    assert kept is not None
    again = kept.next(import_status=ImportStatus.APPROVED)
    archive.save_case(again, [("import_status", "imported", "approved")], who="木村", why="again", task=None)
    assert [one.status for one in deliver_approved(archive, target, who="木村").receipts] == ["already_filed"]


def test_pieces_are_told_only_where_they_lead_to_the_value(archive: Archive) -> None:
    kept = archive.case("c1")
    assert kept is not None
    typed = replace(field("address", "千葉県市川市八幡一丁目1番1号", "千葉県船橋市本町一丁目2番3号"), index=1)
    changed = kept.next(fields=(*kept.fields, typed))
    archive.save_case(changed, [("p1.address.1", None, typed.value)], who="木村", why="typed", task=None)
    parts = beside(archive, "c1").parts
    assert parts["address", "千葉県船橋市本町一丁目2番3号"]["city"] == "船橋市"


def test_a_case_that_is_not_there_tells_nothing(archive: Archive) -> None:
    assert beside(archive, "c3") == beside(archive, "c4")
