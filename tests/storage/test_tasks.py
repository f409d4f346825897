from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from domain.errors import StorageError
from storage.archive import Archive


@pytest.fixture(autouse=True)
def _cases(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    for case_id, urgent in (("c1", False), ("c2", True), ("c3", False)):
        archive.save_case(
            make.record(case_id), (), who="x", why="first", task=make.task(case_id, doubts=2, urgent=urgent)
        )


def test_urgent_first_then_oldest(archive: Archive) -> None:
    assert [(one.case_id, one.doubts) for one in archive.tasks()] == [("c2", 2), ("c1", 2), ("c3", 2)]
    assert [one.case_id for one in archive.tasks(limit=1, offset=1)] == ["c1"]
    assert (archive.counts().tasks, archive.counts().doubts) == (3, 6)


def test_one_person_holds_a_task_until_the_lease_ends(archive: Archive, clock: Any) -> None:
    assert archive.claim_task("c1", "木村", lease_s=60).is_mine
    refused = archive.claim_task("c1", "早川", lease_s=60)
    assert (refused.is_mine, refused.holder) == (False, "木村")
    assert archive.claim_task("c1", "木村", lease_s=60).is_mine
    assert archive.tasks()[1].holder == "木村"
    clock.wait(50)
    assert archive.heartbeat("c1", "木村", lease_s=60)
    clock.wait(50)
    assert not archive.claim_task("c1", "早川", lease_s=60).is_mine
    clock.wait(11)
    assert archive.tasks()[1].holder == ""
    assert archive.claim_task("c1", "早川", lease_s=60).is_mine
    assert not archive.heartbeat("c1", "木村", lease_s=60)


def test_a_released_task_is_free_at_once(archive: Archive) -> None:
    archive.claim_task("c1", "木村", lease_s=60)
    archive.release("c1", "早川")
    assert not archive.claim_task("c1", "早川", lease_s=60).is_mine
    archive.release("c1", "木村")
    assert archive.claim_task("c1", "早川", lease_s=60).is_mine


def test_a_task_that_goes_on_keeps_holder_and_age(archive: Archive, make: SimpleNamespace) -> None:
    archive.claim_task("c1", "木村", lease_s=60)
    born = archive.tasks()[1].created_at
    archive.save_case(make.record("c1").next(), (), who="木村", why="accept", task=make.task("c1", 2, doubts=1))
    line = archive.tasks()[1]
    assert (line.holder, line.created_at, line.doubts, line.revision) == ("木村", born, 1, 2)


def test_a_settled_case_has_no_task(archive: Archive, make: SimpleNamespace) -> None:
    archive.save_task("c1", None)
    assert archive.task("c1") is None
    with pytest.raises(StorageError, match="nothing is left"):
        archive.claim_task("c1", "木村", lease_s=60)
    with pytest.raises(StorageError, match="case c2"):
        archive.save_task("c1", make.task("c2"))
