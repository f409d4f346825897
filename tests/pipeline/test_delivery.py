"""Delivery: approved and settled cases leave once; a kill between sending and marking sends nothing twice."""

import json
from pathlib import Path

import pytest

from deliver.target import Options, open_target
from domain.access import Operator, Role
from domain.auditing import Action
from domain.batch import ImportBatch, Receipt
from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent
from pipeline.commands.deliver import lines
from pipeline.delivery import Delivered, deliver_approved
from pipeline.delivery_check import verify
from storage.archive import Archive

CASE = "c0123456789abcdef"
PLACE = Box(10, 10, 100, 30)


def field(name: str, value: str) -> FieldReading:
    return FieldReading(
        name, value, value, confidence(1), Route.REVIEW, FieldState.READ, 1, PLACE, origin=Origin.HUMAN
    )  # fmt: skip


def record(status: ImportStatus) -> CaseRecord:
    return CaseRecord(
        case_id=CASE,
        office="office",
        revision=1,
        title="a",
        page_count=0,
        forms=(),
        fields=(field("fullName", "髙橋 キヨ"), field("dateOfBirth", "1938-03-09")),
        consent=Consent(1, PLACE, confidence(1), Route.REVIEW, signedOn="2024-05-14", origin=Origin.HUMAN),
        import_status=status,
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files"))
    made.migrate()
    return made


def target(folder: Path):
    return open_target("package_folder", Options(folder, office="office"))


def test_leaves_once_and_is_marked(archive: Archive, tmp_path: Path) -> None:
    archive.save_case(record(ImportStatus.APPROVED), (), who="木村", why="approved", task=None)
    first = deliver_approved(archive, target(tmp_path / "out"), who="木村")
    assert [one.status for one in first.receipts] == ["filed"]
    case = archive.case(CASE)
    assert case is not None
    assert case.import_status is ImportStatus.IMPORTED
    assert archive.delivered(CASE) is not None
    assert deliver_approved(archive, target(tmp_path / "out"), who="木村").batches == ()
    told = archive.audit.rows(Operator("kansa", Role.AUDITOR), subject=CASE)
    mine = [one.deed.action for one in told if one.who == "木村"]
    assert mine.count(Action.DELIVER) == 1
    assert set(mine) == {Action.DELIVER, Action.EDIT}
    (package,) = (tmp_path / "out").glob("package-*")
    line = json.loads((package / "records.jsonl").read_text(encoding="utf-8"))
    assert "髙橋" in json.dumps(line, ensure_ascii=False)


def test_killed_between_sending_and_marking(archive: Archive, tmp_path: Path) -> None:
    archive.save_case(record(ImportStatus.APPROVED), (), who="木村", why="approved", task=None)
    folder = target(tmp_path / "out")

    class Killed(Exception):
        pass

    class Dying:
        """Sends and dies before it can tell."""

        name, place, batch_size = folder.name, folder.place, folder.batch_size

        def send(self, batch_key, parcels):
            folder.send(batch_key, parcels)
            raise Killed

    with pytest.raises(Killed):
        deliver_approved(archive, Dying(), who="木村")
    again = deliver_approved(archive, folder, who="木村")
    assert again.batches == ()
    assert archive.case(CASE).import_status is ImportStatus.IMPORTED
    assert verify(archive, folder).same == (CASE,)
    assert len(list((tmp_path / "out").glob("package-*/records.jsonl"))) == 1


def test_what_is_not_approved_stays(archive: Archive, tmp_path: Path) -> None:
    archive.save_case(record(ImportStatus.CANDIDATE), (), who="木村", why="first reading", task=None)
    done = deliver_approved(archive, target(tmp_path / "out"), who="木村")
    assert done.batches == ()
    assert not (tmp_path / "out").exists()


def test_a_refused_case_is_not_called_delivered() -> None:
    statuses = (("filed", ""), ("already_filed", ""), ("refused", "受け取れない項目があります。"))
    receipts = tuple(Receipt(CASE, "k", status, reason) for status, reason in statuses)
    said = lines(Delivered((ImportBatch("d1", "k", "http_platform", "", receipts),), ()), "ja")
    assert [one.split(":")[0] for one in said] == ["渡しました", "前に渡してあります", "断られ、検証画面へ戻しました"]
    assert said[2].endswith("受け取れない項目があります。")
