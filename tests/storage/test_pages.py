import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from domain.batch import PageState
from domain.errors import StorageError
from storage.archive import Archive


@pytest.fixture
def key(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> str:
    file = make.take_in(archive, tmp_path, "a.pdf")
    assert archive.unpacked(file.file_id, 1)
    return f"{file.file_id}-00001"


def test_one_worker_holds_a_page_until_its_lease_ends(archive: Archive, key: str, clock: Any) -> None:
    assert archive.claim_page(key, "host:1", lease_s=30)
    assert not archive.claim_page(key, "host:2", lease_s=30)
    assert archive.pages_due() == ()
    clock.wait(20)
    assert archive.heartbeat_page(key, "host:1", lease_s=30)
    assert not archive.heartbeat_page(key, "host:2", lease_s=30)
    clock.wait(29)
    assert not archive.claim_page(key, "host:2", lease_s=30)
    clock.wait(2)
    assert archive.pages_due() == (key,)
    assert archive.claim_page(key, "host:2", lease_s=30)


def test_a_page_is_saved_once(archive: Archive, make: SimpleNamespace, key: str) -> None:
    archive.claim_page(key, "host:1", lease_s=30)
    assert archive.save_page(key, make.page(), ocr=make.ocr("髙橋"), picture=b"first")
    assert not archive.save_page(key, make.page(), ocr=make.ocr("高橋"), picture=b"second")
    assert not archive.quarantine_page(key, "too late")
    assert not archive.claim_page(key, "host:2", lease_s=30)
    sheets = archive.sheets("c1")
    assert [line.text for sheet in sheets for line in sheet.ocr.lines] == ["髙橋"]
    assert archive.picture("c1", 1) == b"first"
    assert dict(archive.counts().pages) == {"read": 1}


def test_a_page_given_up_by_the_readers_is_unread_not_read(archive: Archive, make: SimpleNamespace, key: str) -> None:
    archive.claim_page(key, "host:1", lease_s=30)
    assert archive.save_page(key, make.page(), ocr=make.ocr(unread=True), picture=b"x")
    assert dict(archive.counts().pages) == {"unread": 1}
    assert archive.sheets("c1")[0].ocr.unread


def test_a_page_returned_three_times_is_quarantined_with_its_reason(archive: Archive, key: str) -> None:
    for _ in range(3):
        assert archive.claim_page(key, "host:1", lease_s=30)
        assert archive.return_page(key, "ENGINE-001 too slow")
    assert archive.pages_due() == ()
    assert archive.quarantined_pages() == (("box1/a.pdf p.1", "ENGINE-001 too slow"),)


def test_a_page_that_kills_its_worker_is_quarantined_in_the_end(archive: Archive, key: str, clock: Any) -> None:
    for _ in range(3):
        assert archive.claim_page(key, "elsewhere:1", lease_s=30)
        clock.wait(31)
    assert not archive.claim_page(key, "host:1", lease_s=30)
    assert archive.case_pages("c1")[0].state is PageState.QUARANTINED


def test_claims_of_processes_that_are_gone_are_freed(archive: Archive, key: str) -> None:
    gone = 2**22 + 1  # above the largest process number there can be
    archive.claim_page(key, f"here:{gone}", lease_s=900)
    assert archive.release_claims_of_the_dead("elsewhere:1") == 0
    assert archive.release_claims_of_the_dead("here:1", forgive=True) == 1
    archive.claim_page(key, f"here:{os.getpid()}", lease_s=900)
    assert archive.release_claims_of_the_dead("here:1") == 0


def test_a_forgiven_try_does_not_count(archive: Archive, key: str) -> None:
    for _ in range(10):
        assert archive.claim_page(key, f"here:{2**22 + 1}", lease_s=900)
        archive.release_claims_of_the_dead("here:1", forgive=True)
    assert archive.pages_due() == (key,)


def test_pages_are_numbered_through_the_case_and_none_is_dropped(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    make.read_file(archive, tmp_path, "1.jpg", lines=("一枚目",))
    broken = make.take_in(archive, tmp_path, "2.jpg")
    archive.quarantine_file(broken.file_id, "PAPER-002 truncated")
    two = make.take_in(archive, tmp_path, "3.pdf")
    archive.unpacked(two.file_id, 2)
    archive.quarantine_page(f"{two.file_id}-00001", "PAPER-002 broken page")
    assert archive.cases_due() == ()
    last = f"{two.file_id}-00002"
    archive.claim_page(last, "host:1", lease_s=9)
    archive.save_page(last, make.page(2), ocr=make.ocr("四枚目", page_no=2), picture=b"4")
    assert archive.cases_due() == ("c1",)
    sheets = archive.sheets("c1")
    assert [(sheet.page.page_no, sheet.ocr.page_no) for sheet in sheets] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert [sheet.ocr.unread for sheet in sheets] == [False, True, True, False]
    assert sheets[1].page.remarks == ("page_unread",)
    assert [one.reason for one in archive.case_pages("c1")][1:3] == ["PAPER-002 truncated", "PAPER-002 broken page"]
    assert archive.picture("c1", 4) == b"4"
    assert archive.picture("c1", 2) == b""
    with pytest.raises(StorageError, match="no page 5"):
        archive.picture("c1", 5)


def test_a_case_of_nothing_but_broken_files_is_not_due(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = make.take_in(archive, tmp_path, "a.pdf")
    archive.quarantine_file(file.file_id, "PAPER-004 empty")
    assert archive.cases_due() == ()
    assert archive.counts().adds_up
