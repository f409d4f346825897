"""`tsuzuri export`: a case as PDF/A and as readings, from the originals in the archive; what is not shown is said."""

import json
import resource
import stat
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pyrage
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from deliver.booklet_check import faults, texts
from domain.access import Operator, Role
from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.entry import DateMention, Mention, SupportEntry
from domain.errors import AccessRefused, ConfigError, DeliveryError
from domain.field import Alternative, FieldReading, FieldState, Route
from domain.geometry import Affine, Box, confidence
from domain.household import Consent, Member
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality
from domain.reading import Notice, PageForm
from pipeline.cli import build
from pipeline.commands._shape import put
from pipeline.commands.export import listed
from pipeline.settings import load
from pipeline.workbench import open_archive
from storage.archive import Archive

SURE = confidence(0.9)
TEXTS = ("髙橋 キヨ", "玄関先で面接。")


def jpeg() -> bytes:
    held = BytesIO()
    Image.effect_noise((320, 452), 40).convert("RGB").save(held, "JPEG")
    return held.getvalue()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """One file of two pages, read."""
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TSUZURI_OPERATOR", "木村")
    made = open_archive(load())
    paper = tmp_path / "c1.tif"
    sheets = [Image.effect_noise((320, 452), 40 + at).convert("L") for at in range(2)]
    sheets[0].save(paper, save_all=True, append_images=sheets[1:], dpi=(300, 300))
    digest = sha256(paper.read_bytes()).hexdigest()
    made.open_batch(ScanBatch("b", "箱1", "受付", datetime.now(UTC).isoformat(), ()))
    made.take_in(ScanFile("c1", digest, "c1.tif", 2, "c1", FileState.CLAIMED), "b", path=paper)
    made.unpacked("c1", 2)
    for page_no, text in enumerate(TEXTS, 1):
        signs = tuple(OcrChar(one, Box(0, 0, 1, 1), SURE) for one in text)
        line = OcrLine(text, Box(20, 30, 200, 24), SURE, Direction.HORIZONTAL, signs)
        page = Page(page_no, 320, 452, 300, 0, 0.0, Affine(), False, Quality(1, 1, False))
        key = f"c1-{page_no:05d}"
        made.claim_page(key, "w:1", lease_s=60)
        made.save_page(key, page, ocr=OcrPage(page_no, (line,)), picture=jpeg())
    forms = tuple(PageForm(at, "support_log", SURE) for at in (1, 2))
    made.save_case(CaseRecord("c1", "北部", 1, "K-1", 2, forms), (), who="tsuzuri", why="first reading", task=None)
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(build("ja"), words)


def change(archive: Archive, **changes: object) -> None:
    now = archive.case("c1")
    assert now
    archive.save_case(replace(now, revision=now.revision + 1, **changes), (), who="木村", why="correct", task=None)


def test_a_case_becomes_a_pdf_with_its_text_and_its_pixels(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "case.pdf"
    done = run("export", "c1", "--kind", "pdf", "--out", str(out))
    assert done.exit_code == 0 and "2 ページ" in done.output
    data = out.read_bytes()
    assert faults(data) == [] and texts(data) == [[one] for one in TEXTS]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pikepdf.open(out) as document, Image.open(tmp_path / "c1.tif") as paper:
        for at, page in enumerate(document.pages):
            paper.seek(at)
            assert page.Resources.XObject.Im0.read_bytes() == paper.tobytes()
        assert float(document.pages[0].MediaBox[2]) == pytest.approx(320 * 72 / 300)


@pytest.mark.parametrize(("kind", "suffix"), [("hocr", ".hocr.html"), ("alto", ".alto.xml"), ("page", ".page.xml")])
def test_readings_are_a_file_a_page(archive: Archive, tmp_path: Path, kind: str, suffix: str) -> None:
    assert run("export", "c1", "--kind", kind, "--out", str(tmp_path / "x")).exit_code == 0
    found = sorted((tmp_path / "x").iterdir())
    assert [one.name for one in found] == [f"p0001{suffix}", f"p0002{suffix}"]
    assert TEXTS[0] in found[0].read_text(encoding="utf-8")


def test_a_number_that_must_not_be_kept_is_not_bound_in(archive: Archive, tmp_path: Path) -> None:
    change(archive, warnings=(Notice("individual_number", 2, "12桁"),))
    done = run("export", "c1", "--kind", "pdf", "--out", str(tmp_path / "case.pdf"), "--whole")
    assert "p.2 は出していません：個人番号" in done.output
    assert texts((tmp_path / "case.pdf").read_bytes()) == [[TEXTS[0]], []]


def test_a_protected_case_is_bound_whole_only_after_its_approval(archive: Archive, tmp_path: Path) -> None:
    change(archive, warnings=(Notice("protection_word", 1, "支援措置"),))
    out = tmp_path / "case.pdf"
    done = run("export", "c1", "--kind", "pdf", "--out", str(out))
    assert "p.1–2 は出していません：秘匿の疑いか確定のあるケース" in done.output
    assert texts(out.read_bytes()) == [[], []]
    run("export", "c1", "--kind", "hocr", "--out", str(tmp_path / "x"))
    assert list((tmp_path / "x").iterdir()) == []
    whole = ("--whole", "--reason", "conference")
    refused = run("export", "c1", "--kind", "pdf", "--out", str(tmp_path / "no.pdf"), *whole)
    assert isinstance(refused.exception, AccessRefused) and not (tmp_path / "no.pdf").exists()
    change(archive, import_status=ImportStatus.APPROVED)
    unsaid = run("export", "c1", "--kind", "pdf", "--out", str(tmp_path / "no.pdf"), "--whole")
    assert isinstance(unsaid.exception, AccessRefused) and "--reason" in str(unsaid.exception)
    assert not archive.audit.has_unmasked(Operator("木村", Role.ALONE), "c1")
    run("export", "c1", "--kind", "pdf", "--out", str(out), *whole)
    assert archive.audit.has_unmasked(Operator("木村", Role.ALONE), "c1")
    assert texts(out.read_bytes()) == [[one] for one in TEXTS]


def test_json_is_what_it_was_and_a_pdf_needs_a_place(archive: Archive) -> None:
    assert json.loads(run("export", "c1").output)["record"]["case_id"] == "c1"
    assert run("export", "c1", "--kind", "pdf").exit_code == 2


def test_json_of_a_suspected_person_is_masked_and_says_why(archive: Archive, tmp_path: Path) -> None:
    street = "潮見ヶ丘市北浜二丁目3番地の5"
    read = FieldReading("address", street, street, SURE, Route.REVIEW, FieldState.READ, 1, Box(0, 0, 9, 9))
    change(archive, fields=(read,), warnings=(Notice("protection_word", 2, "秘匿の語があります。（DV）"),))
    done = run("export", "c1", "--out", str(tmp_path / "case.json"))
    assert "秘匿の疑い（DV p.2）" in done.stderr
    assert "北浜" not in (tmp_path / "case.json").read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / "case.json").stat().st_mode) == 0o600
    change(archive, import_status=ImportStatus.APPROVED)
    assert street in run("export", "c1", "--whole", "--reason", "authority").stdout
    change(archive, warnings=())
    cleared = run("export", "c1")
    assert cleared.stderr == "" and street in cleared.stdout


NUMBER, SPACED = "123456789018", "1234 5678 9018"


def test_an_individual_number_leaves_on_no_way(archive: Archive, tmp_path: Path) -> None:
    """Written into every text that a record has, of a case that is not protected, and asked for as a whole."""
    text, box = f"番号{SPACED}と。", Box(0, 0, 9, 9)
    read = FieldReading("localItem", text, text, SURE, Route.REVIEW, FieldState.READ, 1, box)
    entry = SupportEntry(
        1, 1, box, "2024-04-09", text, text, SURE, Route.REVIEW, method_raw=text, staff=(text,), counterpart=text,
        judgement=text, struck=(text,), people=(Mention(text, text, (0, 2)),),
        organisations=(Mention(text, "", (0, 2)),), dates=(DateMention(text, None, "event", (0, 2)),),
        alternatives=(Alternative(NUMBER, text),),
    )  # fmt: skip
    consent = Consent(1, box, SURE, Route.REVIEW, scope=(text,), agencies=(text,), exclusions=(text,))
    member = Member(text, text, None, 1, box, SURE, Route.REVIEW, note=text)
    changes = {"fields": (read,), "entries": (entry,), "members": (member,), "consent": consent, "title": text}
    change(archive, **changes, warnings=(Notice("individual_number", 1, text),), import_status=ImportStatus.APPROVED)
    now = archive.case("c1")
    assert now
    changed = (("p1.localItem.0", text, NUMBER),)
    archive.save_case(replace(now, revision=now.revision + 1), changed, who="木村", why=f"correct {text}")
    for at, words in enumerate(((), ("--whole",), ("--whole", "--reason", "authority"))):
        out = tmp_path / f"{at}.json"
        assert run("export", "c1", "--out", str(out), *words).exit_code == 0
        told = out.read_text(encoding="utf-8")
        assert NUMBER not in told and "5678" not in told, words
        assert len(told) > 2000
    for kind in ("chronology", "handover", "household"):
        out = tmp_path / f"{kind}.pdf"
        assert run(kind, "c1", "--out", str(out)).exit_code == 0
        said = subprocess.run(["pdftotext", str(out), "-"], check=True, capture_output=True, text=True).stdout
        assert "5678" not in said, kind
    for kind in ("pdf", "hocr", "alto", "page"):
        out = tmp_path / kind
        run("export", "c1", "--kind", kind, "--out", str(out), "--whole")
        found = [out] if out.is_file() else list(out.iterdir())
        assert all(TEXTS[0].encode() not in one.read_bytes() for one in found), kind


def pieces(path: Path) -> int:
    with pikepdf.open(path) as document:
        return sum(len(page.Resources.get("/XObject", {})) for page in document.pages)


def test_the_chronology_shows_the_paper_of_its_rows_but_not_of_a_protected_person(
    archive: Archive, tmp_path: Path
) -> None:
    entries = tuple(
        SupportEntry(at, at, Box(10, 20, 200, 40), f"2024-04-0{at}", "", "訪問。", SURE, Route.REVIEW) for at in (1, 2)
    )
    change(archive, entries=entries)
    out = tmp_path / "page.pdf"
    run("chronology", "c1", "--out", str(out))
    assert pieces(out) == 2
    run("chronology", "c1", "--one-page", "--out", str(out))
    assert pieces(out) == 0
    change(archive, warnings=(Notice("individual_number", 2, "12桁"),))
    run("chronology", "c1", "--out", str(out))
    assert pieces(out) == 1
    change(archive, warnings=(Notice("protection_word", 1, "支援措置"),))
    run("chronology", "c1", "--out", str(out))
    assert pieces(out) == 0


def test_a_file_without_room_is_told_and_no_part_of_it_stays(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DeliveryError, match="case"):
            put(tmp_path / "case.pdf", b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_what_leaves_for_a_receiver_opens_with_their_key_alone(archive: Archive, tmp_path: Path) -> None:
    theirs = pyrage.x25519.Identity.generate()
    for kind, out in (("pdf", tmp_path / "case.pdf"), ("json", tmp_path / "case.json"), ("hocr", tmp_path / "x")):
        done = run("export", "c1", "--kind", kind, "--out", str(out), "--to-key", str(theirs.to_public()))
        assert done.exit_code == 0
    left = {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.*") if "home" not in one.parts}
    assert left - {"c1.tif"} == {"case.pdf.age", "case.json.age", "x/p0001.hocr.html.age", "x/p0002.hocr.html.age"}
    assert pyrage.decrypt((tmp_path / "case.pdf.age").read_bytes(), [theirs]).startswith(b"%PDF")
    assert json.loads(pyrage.decrypt((tmp_path / "case.json.age").read_bytes(), [theirs]))["record"]["case_id"] == "c1"
    assert run("export", "c1", "--to-key", str(theirs.to_public())).exit_code == 2
    refused = run("export", "c1", "--out", str(tmp_path / "no.json"), "--to-key", "age1nonsense")
    assert isinstance(refused.exception, ConfigError) and not (tmp_path / "no.json").exists()


def test_pages_are_told_as_people_write_them() -> None:
    assert listed([5, 1, 3, 4, 8]) == "1、3–5、8" and listed([2]) == "2"
