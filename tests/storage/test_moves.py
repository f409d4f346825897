"""A page between two cases on both databases: one owner at any moment, numbers that stay, words found where it is."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.errors import StaleRecord, StorageError
from domain.reading import Notice
from storage.archive import Archive
from storage.asked import Query
from storage.cases import Save


@pytest.fixture
def key(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> str:
    """Case c1 has two pages, case c2 one; the second page of c1 is the key."""
    make.read_file(archive, tmp_path, "1.jpg", lines=("一枚目の言葉",))
    key: str = make.read_file(archive, tmp_path, "2.jpg", lines=("見守りの約束",))
    make.read_file(archive, tmp_path, "3.jpg", case_id="c2")
    for case_id in ("c1", "c2"):
        archive.save_case(make.record(case_id), (), who="w", why="first reading")
    return key


def saves(archive: Archive, giver: str, taker: str) -> dict[str, Save]:
    records = (archive.case(giver), archive.case(taker))
    found = (Save(one.next(), (), "木村", "move_page", None) for one in records if one is not None)
    return dict(zip(("giver", "taker"), found, strict=True))


def cases_that_say(archive: Archive, words: str) -> set[str]:
    return {hit.case_id for hit in archive.search(Query(words)).hits}


def test_a_page_has_one_owner_and_numbers_stay(archive: Archive, key: str) -> None:
    assert archive.moves.number_in("c2", key) == 2
    archive.moves.move({key: 2}, **saves(archive, "c1", "c2"))
    assert [place.key for place in archive.case_pages("c1")] == [f"{key[:2]}1-00001", ""]
    assert [(place.page_no, place.key) for place in archive.case_pages("c2")][1] == (2, key)
    assert archive.picture("c1", 2) == b""
    assert archive.picture("c2", 2) == b"picture of 2.jpg"
    assert [line.text for line in archive.sheets("c2")[1].ocr.lines] == ["見守りの約束"]
    assert archive.sheets("c1")[1].ocr.unread
    assert cases_that_say(archive, "見守り") == {"c2"}
    assert archive.moves.number_in("c1", key) == 2
    archive.moves.move({key: 2}, **saves(archive, "c2", "c1"))
    assert [bool(place.key) for place in archive.case_pages("c2")] == [True, False]
    assert archive.picture("c1", 2) == b"picture of 2.jpg"
    assert cases_that_say(archive, "見守り") == {"c1"}
    assert archive.verify_history().is_whole


def test_a_move_that_comes_too_late_changes_nothing(archive: Archive, key: str) -> None:
    late = saves(archive, "c1", "c2")
    archive.moves.move({key: 2}, **saves(archive, "c1", "c2"))
    with pytest.raises(StaleRecord):
        archive.moves.move({key: 2}, **late)
    with pytest.raises(StaleRecord):
        archive.moves.move({key: 2}, **saves(archive, "c1", "c2"))
    assert archive.picture("c2", 2) == b"picture of 2.jpg"


def test_a_wrong_number_changes_nothing(archive: Archive, key: str) -> None:
    with pytest.raises(StaleRecord):
        archive.moves.move({key: 7}, **saves(archive, "c1", "c2"))
    assert archive.picture("c1", 2) == b"picture of 2.jpg"
    record = archive.case("c1")
    assert record is not None and record.revision == 1


def test_no_page_leaves_its_office(archive: Archive, key: str) -> None:
    both = saves(archive, "c1", "c2")
    both["taker"] = replace(both["taker"], record=replace(both["taker"].record, office="南部"))
    with pytest.raises(StorageError, match="between offices"):
        archive.moves.move({key: 2}, **both)


def new_case(archive: Archive, giver: str, *, page_count: int, case_id: str = "c9") -> dict[str, Save]:
    record = archive.case(giver)
    assert record is not None
    fresh = replace(record, case_id=case_id, page_count=page_count)
    return {
        "giver": Save(record.next(), (), "木村", "begin_case", None),
        "taker": Save(fresh, (), "木村", "begin_case"),
    }


def test_pages_begin_a_case_of_their_own(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    words = ("一枚目", "見守りの約束", "三枚目")
    _, key, third = (
        make.read_file(archive, tmp_path, f"{number}.jpg", lines=(one,)) for number, one in enumerate(words, 1)
    )
    archive.save_case(make.record("c1"), (), who="w", why="first reading")
    archive.moves.begin((key, third), **new_case(archive, "c1", page_count=2))
    assert [(place.page_no, place.key) for place in archive.case_pages("c9")] == [(1, key), (2, third)]
    assert [bool(place.key) for place in archive.case_pages("c1")] == [True, False, False]
    assert archive.picture("c9", 1) == b"picture of 2.jpg"
    assert cases_that_say(archive, "見守り") == {"c9"} == cases_that_say(archive, "三枚目")
    assert archive.case_line("c9").revision == 1
    archive.moves.move({key: 2, third: 3}, **saves(archive, "c9", "c1"))
    assert [place.key for place in archive.case_pages("c1")][1:] == [key, third]
    assert archive.verify_history().is_whole


def test_a_case_begins_once_and_whole_or_not_at_all(archive: Archive, key: str) -> None:
    for keys, case_id in (((key,), "c2"), ((key, "f-3-00001"), "c9")):  # there already; a page that is in c2
        with pytest.raises(StaleRecord):
            archive.moves.begin(keys, **new_case(archive, "c1", page_count=1, case_id=case_id))
    assert archive.picture("c1", 2) == b"picture of 2.jpg"
    record = archive.case("c1")
    assert archive.case("c9") is None and record is not None and record.revision == 1
    assert {line.case_id for line in archive.cases()} == {"c1", "c2"}


def test_pages_to_scan_again_follow_the_record(archive: Archive, key: str) -> None:
    record = archive.case("c1")
    assert record is not None
    asked = record.next(warnings=(Notice("rescan_wanted", 2, "再スキャン"),))
    archive.save_case(asked, (), who="木村", why="rescan")
    (line,) = archive.rescans.wanted()
    assert (line.source, line.leaf, line.page_no) == ("box1/2.jpg", 1, 2)
    archive.save_case(asked.next(warnings=()), (), who="木村", why="accept")
    assert archive.rescans.wanted() == ()
