"""Boxes: cut at separators without losing a side, announced and found side by side, on both databases."""

import hashlib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.batch import FileState, PageState, ScanBatch, ScanFile
from domain.errors import StorageError
from domain.page import SEPARATOR_SHEET
from domain.paper_box import AnnouncedFile, BoxAlarm, BoxSide, PaperBox, SeparatorCode, SideKind, SideMark
from storage.archive import Archive
from storage.asked import Query

BOX = PaperBox("R8-3", "R8-3", 2, "木村", "2026-04-01")


def separator(number: int, label: str = "") -> SideMark:
    return SideMark(SideKind.SEPARATOR, SeparatorCode("R8-3", number, label))


CONTENT, BLANK = SideMark(SideKind.CONTENT), SideMark(SideKind.BLANK)
PATCH = SideMark(SideKind.PATCH, SeparatorCode("", 0, ""))


def scanned(
    archive: Archive, folder: Path, name: str, *, marks: tuple[SideMark | None, ...], make: SimpleNamespace
) -> ScanFile:
    """One file read to its end; None stands for a page that would not open."""
    path = folder / name
    path.write_bytes(name.encode())
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    file = ScanFile(f"f{name}", sha256, f"/box/{name}", 5, "c1", FileState.CLAIMED)
    archive.open_batch(ScanBatch("b1", "R8-3", "木村", "2026-04-01T00:00:00", ()))
    assert archive.take_in(file, "b1", path=path)
    archive.unpacked(file.file_id, len(marks))
    for page_no, mark in enumerate(marks, 1):
        read(archive, f"{file.file_id}-{page_no:05d}", mark, make=make)
    archive.close_batch("b1")
    return archive.file(file.file_id)


def read(archive: Archive, key: str, mark: SideMark | None, *, make: SimpleNamespace) -> None:
    assert archive.claim_page(key, "host:1", lease_s=60)
    if mark is None:
        archive.quarantine_page(key, "PAPER-002 broken")
        return
    archive.boxes.mark(key, mark)
    page = make.page()
    if mark.kind is SideKind.SEPARATOR:
        page = replace(page, remarks=(SEPARATOR_SHEET,))
    words = () if mark.kind in (SideKind.SEPARATOR, SideKind.BLANK) else (f"本文{key}",)
    archive.save_page(key, page, ocr=make.ocr(*words), picture=b"seen " + key.encode())


def of_cases(archive: Archive) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in archive.boxes.sides("R8-3"):
        found.setdefault(one.title, []).append(one.page_no)
    return found


def test_each_separator_begins_a_case_with_its_label(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    marks = (
        separator(1, "A-1"),
        separator(1, "A-1"),
        CONTENT,
        BLANK,
        separator(2, "A-2"),
        separator(2, "A-2"),
        CONTENT,
    )
    scanned(archive, tmp_path, "a", marks=marks, make=make)
    assert archive.cases_due() == ("c1",)
    (new,) = archive.boxes.cut("c1")
    assert archive.cases_due() == tuple(sorted(("c1", new)))
    assert of_cases(archive) == {"A-1": [1, 2, 3, 4], "A-2": [5, 6, 7]}
    assert [one.page_no for one in archive.case_pages("c1")] == [1, 2]  # the separator is no page of the case
    assert len(archive.sheets(new)) == 1
    assert dict(archive.counts().pages) == {"read": 3, "separator": 4}
    assert archive.boxes.cut("c1") == archive.boxes.cut(new) == ()


def test_search_finds_what_was_cut_off_in_its_own_case(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = scanned(archive, tmp_path, "a", marks=(CONTENT, separator(2), CONTENT), make=make)
    (new,) = archive.boxes.cut("c1")
    assert archive.search(Query("本文")).total == 0  # nobody knows yet whether somebody has to be protected
    for case_id in ("c1", new):
        archive.save_case(make.record(case_id), (), who="tsuzuri", why="first reading")
    (hit,) = archive.search(Query(f"本文{file.file_id}-00003")).hits
    assert hit.case_id == new
    assert {one.case_id for one in archive.search(Query(f"本文 {file.file_id}-00003")).hits} == {new}
    assert len(archive.search(Query("本文", box="R8-3")).hits) == 2


def test_a_box_kept_out_keeps_out_every_case_cut_from_it(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    scanned(archive, tmp_path, "a", marks=(separator(1), CONTENT, separator(2), CONTENT), make=make)
    (new,) = archive.boxes.cut("c1")
    archive.exclusions.exclude("box", "R8-3", reason="訴訟中", who="課長")
    assert archive.exclusions.over(new) is not None
    assert archive.exclusions.inside("box", "R8-3") == tuple(sorted(("c1", new)))


def test_the_blank_back_of_a_separator_is_a_side_of_it(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    archive.boxes.announce(BOX, ())
    scanned(archive, tmp_path, "a", marks=(separator(1), BLANK, CONTENT, BLANK), make=make)
    assert archive.boxes.cut("c1") == ()
    states = [one.state for one in archive.boxes.sides("R8-3")]
    assert states == [PageState.SEPARATOR, PageState.SEPARATOR, PageState.READ, PageState.READ]
    assert [one.page_no for one in archive.case_pages("c1")] == [1, 2]


def test_in_a_one_sided_box_a_blank_sheet_stays_a_sheet(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    scanned(archive, tmp_path, "a", marks=(separator(1), BLANK, CONTENT), make=make)
    archive.boxes.cut("c1")
    assert len(archive.case_pages("c1")) == 2


def test_a_bare_patch_begins_a_case_and_stays_in_it(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    scanned(archive, tmp_path, "a", marks=(CONTENT, PATCH, CONTENT), make=make)
    (new,) = archive.boxes.cut("c1")
    assert len(archive.case_pages(new)) == 2


def test_papers_that_would_not_open_stay_where_they_lay(
    archive: Archive, make: SimpleNamespace, tmp_path: Path
) -> None:
    scanned(archive, tmp_path, "a", marks=(separator(1, "A"), CONTENT), make=make)
    broken = tmp_path / "b"
    broken.write_bytes(b"b")
    file = ScanFile("fb", hashlib.sha256(b"b").hexdigest(), "/box/b", 1, "c1", FileState.CLAIMED)
    archive.take_in(file, "b1", path=broken)
    archive.quarantine_file("fb", "PAPER-001 what is this")
    scanned(archive, tmp_path, "c", marks=(None, separator(2, "C"), None), make=make)
    (new,) = archive.boxes.cut("c1")
    assert [(one.state, one.reason[:9]) for one in archive.case_pages("c1")] == [
        ("read", ""),
        ("quarantined", "PAPER-001"),
        ("quarantined", "PAPER-002"),
    ]
    assert [one.state for one in archive.case_pages(new)] == ["quarantined"]
    shut = next(one for one in archive.boxes.sides("R8-3") if one.file_id == "fb")
    assert (shut.page_no, shut.state, shut.key) == (0, "quarantined", "")


def test_a_separator_with_nothing_behind_it_is_said(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    scanned(archive, tmp_path, "a", marks=(separator(1, "空"), separator(2), CONTENT), make=make)
    archive.boxes.cut("c1")
    (failed,) = archive.cases(state="failed")
    assert failed.title == "空"
    assert failed.reason.startswith("PAPER-004")
    assert len(archive.cases_due()) == 1


def test_what_has_a_record_is_not_cut(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    scanned(archive, tmp_path, "a", marks=(CONTENT, separator(2), CONTENT), make=make)
    archive.save_case(make.record("c1", office=""), (), who="tsuzuri", why="first reading", task=None)
    assert archive.boxes.cut("c1") == ()


def test_what_is_announced_is_kept_and_replaced(archive: Archive) -> None:
    files = (AnnouncedFile(1, "髙橋", 23), AnnouncedFile(2, "", None, "b.tif", "0" * 64))
    archive.boxes.announce(BOX, files)
    assert archive.boxes.box("R8-3") == BOX
    assert archive.boxes.announced("R8-3") == files
    archive.boxes.announce(BOX, files[:1])
    assert archive.boxes.announced("R8-3") == files[:1]
    assert archive.boxes.names() == ("R8-3",)
    assert archive.boxes.box("none") is None


def test_twins_and_alarms_are_told_once(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    file = scanned(archive, tmp_path, "a", marks=(CONTENT,), make=make)
    again = ScanFile("f2", file.sha256, "/box/again", 1, "c2", FileState.CLAIMED)
    assert not archive.take_in(again, "b1", path=tmp_path / "a")
    (twin,) = archive.boxes.twins("R8-3")
    assert (twin.source, twin.case_id, twin.state) == ("/box/again", "c1", "duplicate")
    for _ in range(2):
        archive.boxes.alarm("b1", [BoxAlarm("refused", "/box/link", "PAPER-007 a link")])
        archive.boxes.alarm_of_page(f"{file.file_id}-00001", BoxAlarm("person_change", "p", ""))
    assert [one.code for one in archive.boxes.alarms("R8-3")] == ["refused", "person_change"]
    archive.boxes.unalarm("R8-3", BoxAlarm("person_change", "p", ""))
    assert [one.code for one in archive.boxes.alarms("R8-3")] == ["refused"]


def test_arrivals_are_remembered_by_path_and_stamp(archive: Archive) -> None:
    archive.boxes.note_arrivals("/watched", {"a": "1 2", "b": "3 4"})
    archive.boxes.note_arrivals("/watched", {"b": "5 6"})
    assert archive.boxes.arrived("/watched") == {"a": "1 2", "b": "5 6"}
    assert archive.boxes.arrived("/other") == {}


def test_a_mark_needs_its_page(archive: Archive) -> None:
    with pytest.raises(StorageError):
        archive.boxes.mark("f-00001", CONTENT)


def test_sides_of_an_unopened_file_are_not_invented(archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    make.take_in(archive, tmp_path, "a.pdf")
    (one,) = archive.boxes.sides("b1")
    assert isinstance(one, BoxSide)
    assert (one.page_no, one.state, one.mark) == (0, "claimed", None)
