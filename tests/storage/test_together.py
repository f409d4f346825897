"""Many at once, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from domain.batch import FileState, ScanFile
from domain.errors import StaleRecord
from storage.archive import Archive


def at_once(*jobs: Callable[[], None]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_every_page_is_claimed_and_saved_by_one(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = make.take_in(archive, tmp_path, "a.pdf")
    archive.unpacked(file.file_id, 12)
    claimed: Counter[str] = Counter()
    saved: Counter[str] = Counter()

    def work(name: str) -> None:
        for key in archive.pages_due():
            if archive.claim_page(key, name, lease_s=60):
                claimed[key] += 1
            if archive.save_page(key, make.page(), ocr=make.ocr("本文"), picture=b"x"):
                saved[key] += 1

    at_once(*(lambda at=at: work(f"elsewhere:{at}") for at in range(4)))
    assert set(claimed.values()) == {1}
    assert len(saved) == 12
    assert set(saved.values()) == {1}
    assert dict(archive.counts().pages) == {"read": 12}


def test_the_history_stays_whole_under_many_hands(archive: Archive, make: SimpleNamespace) -> None:
    def work(case_id: str) -> None:
        record = make.record(case_id)
        for at in range(5):
            archive.save_case(record, (("a", None, str(at)),), who=case_id, why="x")
            record = record.next(title=f"{at}")

    at_once(*(lambda at=at: work(f"c{at}") for at in range(4)))
    verdict = archive.verify_history()
    assert (verdict.fault, verdict.rows) == ("", 20)


def test_of_two_decisions_on_one_revision_one_stands(archive: Archive, make: SimpleNamespace) -> None:
    first = make.record("c1")
    archive.save_case(first, (), who="x", why="x")
    outcomes: list[str] = []

    def decide(who: str) -> None:
        try:
            archive.save_case(first.next(title=who), (), who=who, why="x")
        except StaleRecord:
            outcomes.append("stale")
        else:
            outcomes.append("saved")

    at_once(*(lambda at=at: decide(f"人{at}") for at in range(4)))
    assert sorted(outcomes) == ["saved", "stale", "stale", "stale"]


def test_the_same_bytes_taken_in_at_once_are_kept_once(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"the same")
    file = ScanFile("f1", sha256(b"the same").hexdigest(), "a.pdf", 8, "c1", FileState.CLAIMED)
    kept: list[bool] = []
    at_once(*(lambda: kept.append(archive.take_in(file, "b1", path=path)) for _ in range(4)))
    assert sorted(kept) == [False, False, False, True]
    assert dict(archive.counts().files) == {"claimed": 1, "duplicate": 1}
