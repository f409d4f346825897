"""Which cases go to the platform, and the commands that mark, keep out, deliver and look after what left."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deliver.target import Options, open_target
from domain.batch import FileState, ScanBatch, ScanFile
from domain.case import CaseRecord, ImportStatus
from domain.errors import ConfigError, StorageError
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent
from domain.reading import Notice, PageForm
from pipeline.cli import build
from pipeline.delivery import deliver_approved
from pipeline.desk import Desk
from pipeline.selection import exclude, exclude_group, include, mark, set_basis
from pipeline.settings import load
from pipeline.workbench import open_archive
from storage.archive import Archive

BOX = Box(10, 10, 100, 30)


def field(name: str, value: str) -> FieldReading:
    return FieldReading(
        name, value, value, confidence(1), Route.REVIEW, FieldState.READ, 1, BOX, origin=Origin.HUMAN
    )  # fmt: skip


def record(case_id: str, status: ImportStatus = ImportStatus.ARCHIVE_ONLY) -> CaseRecord:
    return CaseRecord(
        case_id=case_id,
        office="office",
        revision=1,
        title=case_id,
        page_count=0,
        forms=(),
        fields=(
            field("caseNumber", f"北-R6-{case_id}"),
            field("fullName", "髙橋 キヨ"),
            field("dateOfBirth", "1938-03-09"),
        ),
        consent=Consent(1, BOX, confidence(1), Route.REVIEW, signedOn="2024-05-14", origin=Origin.HUMAN),
        import_status=status,
    )


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """That of the settings, so that commands see the same one: box 箱1 holds c1 and c2."""
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TSUZURI_OPERATOR", "木村")
    monkeypatch.chdir(tmp_path)
    made = open_archive(load())
    made.open_batch(ScanBatch("b", "箱1", "受付", datetime.now(UTC).isoformat(), ()))
    for case_id in ("c1", "c2"):
        paper = tmp_path / f"{case_id}.pdf"
        paper.write_bytes(case_id.encode())
        digest = sha256(case_id.encode()).hexdigest()
        made.take_in(ScanFile(case_id, digest, f"箱1/{case_id}.pdf", 2, case_id, FileState.CLAIMED), "b", path=paper)
        made.save_case(record(case_id), (), who="tsuzuri", why="first reading", task=None)
    made.close_batch("b")
    return made


def status(archive: Archive, case_id: str) -> str:
    return archive.case(case_id).import_status.value


def run(*words: str) -> Result:
    return CliRunner().invoke(build("ja"), words)


def test_marked_excluded_included_with_a_line_of_history_each(archive: Archive) -> None:
    assert mark(archive, "c1", who="木村").status is ImportStatus.CANDIDATE
    assert exclude(archive, "c1", reason="健診のみ", who="木村").status is ImportStatus.EXCLUDED
    assert archive.case("c1").exclusion_reason == "健診のみ"
    assert include(archive, "c1", who="木村").status is ImportStatus.ARCHIVE_ONLY
    assert archive.case("c1").exclusion_reason == ""
    told = [(row.before, row.after, row.why) for row in archive.history("c1", "import_status")]
    assert told == [
        ("archive_only", "candidate", "mark"),
        ("candidate", "excluded", "exclude: 健診のみ"),
        ("excluded", "archive_only", "include"),
    ]


def test_an_exclusion_wants_a_reason_and_a_case(archive: Archive) -> None:
    with pytest.raises(StorageError, match="reason"):
        exclude(archive, "c1", reason=" ", who="木村")
    with pytest.raises(StorageError, match="no record"):
        mark(archive, "nobody", who="木村")


@pytest.mark.parametrize(("kind", "name"), [("box", "箱1"), ("series", "北-R6")])
def test_a_whole_box_or_series_stays_in(archive: Archive, tmp_path: Path, kind: str, name: str) -> None:
    done = exclude_group(archive, kind, name=name, reason="保存期間満了", who="木村")
    assert {one.status for one in done} == {ImportStatus.EXCLUDED} and len(done) == 2
    assert mark(archive, "c1", who="木村").trouble == "excluded_box"
    assert archive.exclusions.include(kind, name)
    assert status(archive, "c1") == "excluded"
    assert mark(archive, "c1", who="木村").status is ImportStatus.CANDIDATE


def test_marking_is_no_approval_of_a_protected_case(archive: Archive) -> None:
    settled = (PageForm(1, "face_sheet", confidence(1), origin=Origin.HUMAN),)
    now = archive.case("c1").next(warnings=(Notice("protection_word", 1, "支援措置"),), forms=settled)
    archive.save_case(now, (), who="木村", why="correct", task=None)
    mark(archive, "c1", who="木村")
    assert Desk(archive, "早川").approve("c1").trouble == "second_person"
    assert Desk(archive, "木村").approve("c1").record.import_status is ImportStatus.APPROVED


def test_a_basis_is_one_of_the_list_and_asks_for_a_new_approval(archive: Archive) -> None:
    Desk(archive, "木村").approve("c1")
    with pytest.raises(ConfigError, match="no such legal basis"):
        set_basis(archive, "c1", codes=["because"], reason="x", who="木村")
    after = set_basis(archive, "c1", codes=["welfare_106_6"], reason="会議のみ", who="木村")
    assert (after.legal_basis, after.import_status) == (("welfare_106_6",), ImportStatus.CANDIDATE)
    row = archive.history("c1", "legal_basis")[-1]
    assert (row.before, row.after, row.why) == (None, "welfare_106_6", "basis: 会議のみ")


def test_the_commands_mark_exclude_and_include(archive: Archive) -> None:
    assert run("case", "mark", "c1", "c2").output.split("\n")[:2] == ["c1 candidate", "c2 candidate"]
    done = run("case", "exclude", "--box", "箱1", "--reason", "健診のみ", "--json")
    assert [one["status"] for one in json.loads(done.output)] == ["excluded", "excluded"]
    assert "box 箱1 健診のみ 木村" in run("case", "rules").output
    refused = run("case", "mark", "c1")
    assert refused.exit_code == 1 and "箱または系列" in refused.output
    assert "一件ずつ" in run("case", "include", "--box", "箱1").output
    assert run("case", "include", "--box", "箱1").exit_code == 2
    assert run("case", "include", "c1").output == "c1 archive_only\n"
    assert run("case", "exclude", "--reason", "x").exit_code == 2
    assert "緊急" in run("case", "basis", "c2", "--code", "emergency_69_2", "--reason", "安否確認").output


def test_the_commands_look_after_what_left(archive: Archive, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    Desk(archive, "木村").approve("c1")
    sent = json.loads(run("deliver", "--to", out, "--json").output)
    (batch,) = sent["batches"]
    assert [one["status"] for one in sent["receipts"]] == ["filed"]
    told = json.loads(run("deliver", "status", "--json").output)
    assert told["cases"]["imported"] == 1
    assert told["batches"][0]["batch"] == batch and told["batches"][0]["filed"] == 1
    assert batch in run("deliver", "status").output
    well = run("deliver", "verify", "--to", out)
    assert well.exit_code == 0 and "同じ 1 件" in well.output
    still = run("case", "exclude", "c1", "--reason", "対象外")
    assert still.exit_code == 1 and "recall" in still.output
    assert status(archive, "c1") == "imported"
    assert run("deliver", "recall", batch, "--to", out).exit_code == 2
    gone = run("deliver", "recall", batch, "--to", out, "--reason", "宛先違い")
    assert gone.exit_code == 0 and "c1 recalled" in gone.output
    assert status(archive, "c1") == "candidate"
    assert run("case", "exclude", "c1", "--reason", "対象外").exit_code == 0


def test_a_package_that_was_changed_is_told_by_the_command(archive: Archive, tmp_path: Path) -> None:
    Desk(archive, "木村").approve("c1")
    run("deliver", "--to", str(tmp_path / "out"))
    (lines,) = (tmp_path / "out").glob("*/records.jsonl")
    lines.chmod(0o644)
    lines.write_text(lines.read_text(encoding="utf-8").replace("髙", "高"), encoding="utf-8")
    found = run("deliver", "verify", "--to", str(tmp_path / "out"))
    assert found.exit_code == 1 and "c1 held_elsewhere" in found.output


def test_a_receiver_of_the_settings_must_be_named(archive: Archive, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TSUZURI_RECEIVER", "市高齢福祉課、市福祉部")
    Desk(archive, "木村").approve("c1")
    assert "receiver_not_named" in run("deliver", "--to", str(tmp_path / "out")).output
    assert status(archive, "c1") == "approved"


def test_verify_says_which_original_changed(archive: Archive, tmp_path: Path) -> None:
    whole = run("verify", "--json", "--ledger", str(tmp_path / "ledger.csv"))
    assert whole.exit_code == 0
    assert json.loads(whole.output)["files"] == 2
    assert "箱1/c1.pdf" in (tmp_path / "ledger.csv").read_text(encoding="utf-8-sig")
    digest = sha256(b"c1").hexdigest()
    (original,) = [one for one in (tmp_path / "home").rglob("*") if one.is_file() and one.read_bytes() == b"c1"]
    assert digest in original.name
    original.chmod(0o644)
    original.write_bytes(b"c?")
    bad = run("verify")
    assert bad.exit_code == 1 and "箱1/c1.pdf" in bad.output


def test_what_is_in_an_excluded_box_is_held_even_when_approved(archive: Archive, tmp_path: Path) -> None:
    exclude_group(archive, "box", name="箱1", reason="健診のみ", who="木村")
    now = archive.case("c1")
    approved = replace(now, revision=now.revision + 1, import_status=ImportStatus.APPROVED)
    archive.save_case(approved, (), who="木村", why="approve", task=None)
    done = deliver_approved(archive, open_target("package_folder", Options(tmp_path / "out")), who="木村")
    assert [(one.case_id, one.reason) for one in done.held] == [("c1", "excluded_box")]
    assert done.batches == ()
