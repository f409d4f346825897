"""Protection and individual numbers as decisions of people: who may, what it changes, the log, the way back."""

from pathlib import Path

import pytest

from deliver.rules import withheld_pages
from deliver.shield import protection_words
from domain.access import Operator, Role
from domain.auditing import Action
from domain.case import ImportStatus
from domain.errors import AccessRefused
from domain.notices import CONFIRMED, NUMBER_DESTROY, NUMBER_KEPT, NUMBER_NONE, NUMBER_OPEN
from domain.review import Action as Verdict
from domain.review import Decision
from pipeline.desk import Desk
from pipeline.desk.numbers import Numbers
from pipeline.desk.protection import Protection
from pipeline.doubts import doubts
from pipeline.veil import indexed
from storage.access import Scope
from storage.archive import Archive
from storage.asked import Query
from tests.pipeline import sheltered

BOSS, OTHER = (Operator(name, Role.SUPERVISOR, "office") for name in ("hayashi", "kimura"))
CLERK = Operator("taoka", Role.CLERK, "office")
CASE = "case-s"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    found = Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files"), seen=indexed)
    found.migrate()
    sheltered.take_in(found, tmp_path)
    return found


def warnings(archive: Archive) -> list[str]:
    record = archive.case(CASE)
    assert record is not None
    return [one.code for one in record.warnings]


def cleared(archive: Archive, code: str, *, by: Operator = BOSS) -> str:
    record = archive.case(CASE)
    assert record is not None
    said = Decision(CASE, record.revision, "p1.page.0", Verdict.CORRECT, by.name, "2026-04-01T00:00:00", code, "clear")
    return Desk(archive, by).decide(said).trouble


def told(archive: Archive) -> list[tuple[str, str]]:
    rows = archive.audit.rows(Operator("a", Role.AUDITOR), subject=CASE)
    return [
        (one.who, one.deed.why) for one in reversed(rows) if (one.deed.action, one.deed.target) == (Action.PROTECT, "")
    ]


def test_a_suspicion_alone_is_cleared_by_one_and_a_confirmed_protection_is_not(archive: Archive) -> None:
    Protection(Desk(archive, BOSS)).confirm(CASE, "measure")
    assert cleared(archive, "protection_word") == ""
    assert warnings(archive).count(CONFIRMED) == 1
    assert cleared(archive, CONFIRMED) == "decided_elsewhere"
    record = archive.case(CASE)
    assert record is not None
    assert Desk(archive, CLERK).guard.over(record).is_protected
    assert protection_words(record) == "確定"
    assert archive.search(Query(sheltered.SCHOOL)).total == 0
    assert set(withheld_pages(record).values()) == {"protection_word"}


def test_it_is_lifted_by_two_people_only(archive: Archive) -> None:
    first, second = (Protection(Desk(archive, one)) for one in (BOSS, OTHER))
    first.confirm(CASE, "violence")
    with pytest.raises(AccessRefused, match="nobody asked"):
        second.lift(CASE)
    first.ask_lift(CASE, "ended")
    assert (first.standing(CASE).lift_by, first.standing(CASE).lift_why) == ("hayashi", "ended")
    for one in (first, Protection(Desk(archive, Operator("kimura", Role.ALONE)))):
        with pytest.raises(AccessRefused, match="second person"):
            one.lift(CASE)
    second.lift(CASE)
    assert CONFIRMED not in warnings(archive)
    assert "protection_word" in warnings(archive)  # what stands on the paper is a suspicion of its own
    wanted = [("hayashi", "confirmed:violence"), ("hayashi", "lift_asked:ended"), ("kimura", "lifted:ended")]
    assert told(archive) == wanted
    assert [(row.who, row.before, row.after) for row in archive.history(CASE) if row.target == "protection"] == [
        ("hayashi", None, "violence"),
        ("kimura", "ended", None),
    ]


def test_a_request_to_lift_is_withdrawn_and_does_not_come_back(archive: Archive) -> None:
    first, second = (Protection(Desk(archive, one)) for one in (BOSS, OTHER))
    first.confirm(CASE, "order")
    first.ask_lift(CASE, "asked")
    second.withdraw(CASE)
    with pytest.raises(AccessRefused, match="nobody asked"):
        second.lift(CASE)
    first.ask_lift(CASE, "asked")
    second.lift(CASE)
    first.confirm(CASE, "order")
    assert first.standing(CASE).lift_by == ""


def test_confirming_is_no_step_that_one_person_takes_back(archive: Archive) -> None:
    desk = Desk(archive, BOSS)
    cleared(archive, "protection_word")
    Protection(desk).confirm(CASE, "agency")
    assert desk.undo(CASE).trouble == "changed_since"
    assert CONFIRMED in warnings(archive)
    with pytest.raises(AccessRefused, match="already"):
        Protection(desk).confirm(CASE, "agency")


def test_no_reason_of_the_list_no_right_no_change(archive: Archive) -> None:
    for who, reason in ((CLERK, "measure"), (BOSS, "because"), (BOSS, "")):
        with pytest.raises(AccessRefused):
            Protection(Desk(archive, who)).confirm(CASE, reason)
    for refused in (Numbers(Desk(archive, CLERK)).waiting, lambda: Numbers(Desk(archive, CLERK)).picture(CASE, 1)):
        with pytest.raises(AccessRefused):
            refused()
    assert told(archive) == []


def test_a_confirmed_protection_opens_an_approval_again_and_makes_no_doubt(archive: Archive) -> None:
    record = archive.case(CASE)
    assert record is not None
    archive.save_case(record.next(import_status=ImportStatus.APPROVED), (), who="x", why="approve")
    Protection(Desk(archive, BOSS)).confirm(CASE, "measure")
    after = archive.case(CASE)
    assert after is not None
    assert after.import_status is ImportStatus.CANDIDATE
    assert doubts(after) == doubts(record)


@pytest.mark.parametrize(
    ("verdict", "code", "stays"),
    [("keep", NUMBER_KEPT, False), ("none", NUMBER_NONE, False), ("destroy", NUMBER_DESTROY, True)],
)
def test_a_page_with_a_number_waits_until_somebody_decides(
    archive: Archive, verdict: str, code: str, stays: bool
) -> None:
    desk = Desk(archive, BOSS)
    queue = Numbers(desk)
    assert [(one.case_id, one.page_no, one.code) for one in queue.waiting()] == [(CASE, 1, NUMBER_OPEN)]
    assert cleared(archive, "individual_number") == "decided_elsewhere"
    assert queue.decide(CASE, 1, verdict=verdict).trouble == ""
    assert archive.claim_task(CASE, "taoka", lease_s=60).is_mine  # a clerk need not wait for whoever decided
    archive.release(CASE, "taoka")
    assert queue.waiting() == ()
    assert [one.code for one in queue.decided()] == [code]
    record = archive.case(CASE)
    assert record is not None
    assert ("number_withheld" in withheld_pages(record, protected=False).values()) is stays
    assert sheltered.is_black(queue.picture(CASE, 1), 440)  # the digits stay hidden whatever was decided
    assert told(archive) == []  # of the case as a whole nothing was decided
    assert desk.undo(CASE).trouble == ""
    assert [one.code for one in queue.waiting()] == [NUMBER_OPEN]


def test_a_decision_is_logged_and_changes_once(archive: Archive) -> None:
    queue = Numbers(Desk(archive, BOSS))
    assert queue.decide(CASE, 1, verdict="keep").trouble == ""
    assert queue.decide(CASE, 1, verdict="keep").trouble == "not_for_this"
    assert queue.decide(CASE, 9, verdict="keep").trouble == "gone"
    assert queue.decide(CASE, 1, verdict="sell").trouble == "not_for_this"
    assert queue.decide(CASE, 1, verdict="destroy", revision=1).trouble == "stale_look"
    rows = archive.audit.rows(Operator("a", Role.AUDITOR), subject=CASE)
    assert [(one.deed.target, one.deed.why) for one in rows if one.deed.target == "p1.page.0"] == [
        ("p1.page.0", "number:keep")
    ]


def test_a_lent_case_is_looked_at_and_not_decided(archive: Archive, tmp_path: Path) -> None:
    until = archive.audit.database.today()
    archive.sharing.share(BOSS, CASE, office="北部", basis="consent", until=until)
    guest = Operator("nishi", Role.SUPERVISOR, "北部")
    url, files = f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files")
    with Archive(url, files, scope=Scope("北部"), seen=indexed) as north:
        desk = Desk(north, guest)
        with pytest.raises(AccessRefused, match="another office"):
            Protection(desk).confirm(CASE, "measure")
        assert Numbers(desk).waiting() == ()
        assert Numbers(desk).decide(CASE, 1, verdict="none").trouble == "not_held"
    assert NUMBER_OPEN in warnings(archive)
    assert CONFIRMED not in warnings(archive)
