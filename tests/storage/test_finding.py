"""What belongs to searching besides the index, on both databases."""

from types import SimpleNamespace

import pytest

from domain.batch import ScanBatch
from domain.case import CaseState, ImportStatus
from domain.errors import StorageError
from storage.archive import Archive
from storage.asked import Query


def test_a_search_is_kept_under_ones_own_name(archive: Archive) -> None:
    query = Query("髙橋 平成25年ごろ", form="face_sheet", state=CaseState.IN_REVIEW, reviewed=False, sort="newest")
    archive.finding.save("大森", "朝の確認", query=Query("x"))
    archive.finding.save("大森", " 朝の確認 ", query=query)
    archive.finding.save("片山", "別", query=Query("", import_status=ImportStatus.APPROVED))
    assert archive.finding.saved("大森") == {"朝の確認": query}
    assert archive.finding.saved("片山")["別"].import_status is ImportStatus.APPROVED
    assert archive.finding.forget("大森", "朝の確認")
    assert not archive.finding.forget("大森", "朝の確認")
    with pytest.raises(StorageError):
        archive.finding.save("大森", "　", query=query)


def test_old_town_names_find_the_new_and_the_other_way_round(archive: Archive, make: SimpleNamespace) -> None:
    old = make.entry(1, None, "昭和の頃は浜野辺町大字北浜125に住む")
    new = make.entry(2, None, "潮見ケ丘市北浜の住所へ")
    archive.save_case(make.record("c1", entries=(old, new)), (), who="x", why="x")
    assert archive.search(Query("浜野辺町大字北浜")).total == 1
    assert archive.finding.same([("浜野辺町大字北浜", "潮見ケ丘市北浜")]) == 1
    assert archive.finding.same([("浜野辺町大字北浜", "潮見ケ丘市北浜")]) == 0
    for words in ("浜野辺町大字北浜", "潮見ヶ丘市北浜"):
        assert archive.search(Query(words)).total == 2, words
    assert archive.search(Query("浜野辺町大字北浜125")).total == 1
    with pytest.raises(StorageError):
        archive.finding.same([("町", "市")])


def test_boxes_and_offices(archive: Archive, make: SimpleNamespace, tmp_path) -> None:  # type: ignore[no-untyped-def]
    archive.open_batch(ScanBatch("b1", "第3箱", "x", "2026-01-01T00:00:00+00:00", ("f-1",)))
    make.read_file(archive, tmp_path, "1.jpg", lines=("走り書き",))
    archive.save_case(make.record("c1"), (), who="x", why="x")
    archive.save_case(make.record("c2", office="社協"), (), who="x", why="x")
    assert archive.finding.boxes() == ("第3箱",)
    assert archive.finding.offices() == ("北部", "社協")
    assert {hit.case_id for hit in archive.search(Query("台帳", box="第3箱")).hits} == {"c1"}
    assert archive.search(Query("台帳", box="第4箱")).total == 0


def test_no_copy_number_is_given_twice(archive: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("c1"), (), who="x", why="x")
    numbers = [archive.finding.printed("c1", "chronology", revision=1, who="大森") for _ in range(3)]
    assert numbers == sorted(set(numbers))
