"""The desk after a case has left: its correction is approved anew and leaves as a revision, never as a second case."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deliver.target import Options, open_target
from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent
from domain.reading import Notice, PageForm
from domain.review import Action, Decision
from pipeline.delivery import deliver_approved
from pipeline.delivery_check import verify
from pipeline.desk import Desk
from storage.archive import Archive
from tests.deliver.receiver import receiving

BOX = Box(10, 10, 100, 30)
NAME = "p1.fullName.0"


def field(name: str, value: str) -> FieldReading:
    return FieldReading(
        name, value, value, confidence(1), Route.REVIEW, FieldState.READ, 1, BOX, origin=Origin.HUMAN
    )  # fmt: skip


def record(**changes: object) -> CaseRecord:
    whole = CaseRecord(
        case_id="c1",
        office="office",
        revision=1,
        title="K-0013",
        page_count=0,
        forms=(PageForm(1, "face_sheet", confidence(1)),),
        fields=(field("fullName", "高橋 キヨ"), field("dateOfBirth", "1938-03-09")),
        consent=Consent(1, BOX, confidence(1), Route.REVIEW, signedOn="2024-05-14", origin=Origin.HUMAN),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files")) as made:
        made.migrate()
        yield made


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive, "木村")


def folder(place: Path):
    return open_target("package_folder", Options(place, office="office"))


def left(archive: Archive, desk: Desk, place: Path, **changes: object) -> None:
    """The case as it stands after its first delivery."""
    archive.save_case(record(**changes), (), who="tsuzuri", why="first reading", task=None)
    desk.approve("c1")
    assert [one.status for one in deliver_approved(archive, folder(place), who="木村").receipts] == ["filed"]


def correct(desk: Desk, name: str = "髙橋 キヨ"):
    view = desk.open_case("c1")
    return desk.decide(Decision("c1", view.record.revision, NAME, Action.CORRECT, desk.who, "", value=name))


def test_a_correction_after_import_leaves_as_a_revision(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    with receiving(tmp_path / "platform") as receiver:
        target = open_target("http_platform", Options(Path("unused"), office="office", url=receiver.url))
        archive.save_case(record(), (), who="tsuzuri", why="first reading", task=None)
        assert desk.approve("c1").record.import_status is ImportStatus.APPROVED
        deliver_approved(archive, target, who="木村")
        assert correct(desk).record.import_status is ImportStatus.CANDIDATE
        assert deliver_approved(archive, target, who="木村").batches == ()
        assert desk.approve("c1").record.import_status is ImportStatus.APPROVED
        (receipt,) = deliver_approved(archive, target, who="木村").receipts
        assert receipt.status == "filed"
        assert receiver.rows() == [("c1", 1, "held"), ("c1", 2, "held")]
        names = [one["common"]["person"]["fullName"]["value"] for one in receiver.bodies()]
        assert names == ["高橋 キヨ", "髙橋 キヨ"]
        assert verify(archive, target).same == ("c1",)
    assert archive.case("c1").import_status is ImportStatus.IMPORTED


def test_the_history_says_why_it_is_a_candidate_again(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    left(archive, desk, tmp_path / "out")
    correct(desk)
    row = desk.history("c1", "import_status")[-1]
    assert (row.before, row.after, row.who, row.why) == ("imported", "candidate", "木村", "correct")


def test_taking_the_correction_back_leaves_the_case_imported(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    left(archive, desk, tmp_path / "out")
    correct(desk)
    back = desk.undo("c1").record
    assert (back.value("fullName"), back.import_status) == ("高橋 キヨ", ImportStatus.IMPORTED)
    # The approval before the delivery is out of reach: what it let go is at the receiver.
    assert desk.undo("c1").trouble == "changed_since"
    assert archive.case("c1").import_status is ImportStatus.IMPORTED


def test_a_correction_of_a_protected_case_needs_two_people_again(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    warnings = (Notice("protection_word", 1, "支援措置"),)
    settled = (PageForm(1, "face_sheet", confidence(1), origin=Origin.HUMAN),)
    other = Desk(archive, "早川")
    archive.save_case(record(warnings=warnings, forms=settled), (), who="tsuzuri", why="first reading", task=None)
    assert desk.approve("c1").trouble == "second_person"
    assert other.approve("c1").record.import_status is ImportStatus.APPROVED
    deliver_approved(archive, folder(tmp_path / "out"), who="木村")
    correct(desk)
    # The correction is no approval: the first of two is still wanted, from whomever.
    assert other.approve("c1").trouble == "second_person"
    assert other.approve("c1").trouble == "second_person"
    assert desk.approve("c1").record.import_status is ImportStatus.APPROVED
