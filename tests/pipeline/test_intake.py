"""Taking in: bundles become cases, interruptions are finished, no two people share a case by accident."""

from pathlib import Path
from shutil import copy

import pytest

from domain.paper_box import PaperBox
from pipeline.boxes import ledger_of
from pipeline.intake import Intake, Taken, take_in
from storage.archive import Archive
from tests.pipeline.papers import blank, sheet, tiff


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(f"sqlite:///{tmp_path / 'home' / 'archive.db'}", str(tmp_path / "home" / "files"))
    made.migrate()
    return made


def taken_in(archive: Archive, *paths: Path, home: Path | None = None) -> tuple[Taken, ...]:
    return take_in(archive, paths, by=Intake("box", "木村", home), tell=lambda _: None)


def folder(place: Path, *words: str) -> Path:
    place.mkdir(parents=True)
    for number, word in enumerate(words, 1):
        sheet(word).save(place / f"{number:03}.png")
    return place


def cases_of(archive: Archive) -> list[str]:
    return [one.case_id for one in archive.files()]


def test_loose_images_of_a_folder_are_one_case(archive: Archive, tmp_path: Path) -> None:
    folder(tmp_path / "box" / "a", "one", "two")
    folder(tmp_path / "box" / "b", "three")
    taken_in(archive, tmp_path / "box")
    first, second, third = cases_of(archive)
    assert first == second != third


def test_cases_that_begin_with_the_same_sheet_stay_apart(archive: Archive, tmp_path: Path) -> None:
    folder(tmp_path / "box" / "a", "cover", "two")
    folder(tmp_path / "box" / "b", "cover", "three")
    taken = taken_in(archive, tmp_path / "box")
    assert [one.state for one in taken] == ["claimed", "claimed", "duplicate", "claimed"]
    assert len(set(cases_of(archive))) == 2


def test_the_same_again_is_a_twin(archive: Archive, tmp_path: Path) -> None:
    paper = tiff(tmp_path / "a.tif", "a", pages=2)
    taken_in(archive, paper)
    again = copy(paper, tmp_path / "b.tif")
    assert [one.state for one in taken_in(archive, Path(again))] == ["duplicate"]


def test_an_interrupted_intake_is_finished_into_the_same_case(archive: Archive, tmp_path: Path) -> None:
    box = folder(tmp_path / "box" / "a", "one", "two", "three")

    class Cut(Exception):
        pass

    def cut_after_one(_: Taken) -> None:
        raise Cut

    with pytest.raises(Cut):
        take_in(archive, [box], by=Intake("box", "木村"), tell=cut_after_one)
    assert archive.unfinished_batches() == ("box",)
    taken_in(archive, box)
    assert archive.unfinished_batches() == ()
    assert len(cases_of(archive)) == 3
    assert len(set(cases_of(archive))) == 1


def test_the_archive_itself_is_not_taken_in(archive: Archive, tmp_path: Path) -> None:
    tiff(tmp_path / "a.tif", "a", pages=2)
    taken = taken_in(archive, tmp_path, home=tmp_path / "home")
    assert [Path(one.source).name for one in taken] == ["a.tif"]


def test_what_is_no_plain_file_is_refused_and_told(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "link.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    (one,) = taken_in(archive, tmp_path / "box")
    assert one.state == "refused"
    assert one.reason.startswith("PAPER-007")


def two_sided(place: Path, *words: str) -> Path:
    """Front, back, front, …; "" is a side without ink, the same to the last byte each time."""
    place.mkdir(parents=True)
    for number, word in enumerate(words, 1):
        (sheet(word) if word else blank()).save(place / f"{number:03}.png")
    return place


def paired(archive: Archive) -> list[tuple[int, str, str]]:
    sides = ledger_of(archive, "box").sides
    return [(one.sheet_no, one.face, Path(one.side.source).stem) for one in sides]


def test_blank_backs_with_the_same_bytes_keep_every_sheet_paired(archive: Archive, tmp_path: Path) -> None:
    archive.boxes.announce(PaperBox("box", "box", 2), [])
    box = two_sided(tmp_path / "a", "one", "", "two", "", "three", "back of three")
    for _ in range(2):  # the second time as after an interruption: nothing is added
        assert [one.state for one in taken_in(archive, box)] == ["claimed"] * 6
        assert paired(archive) == [
            (1, "front", "001"),
            (1, "back", "002"),
            (2, "front", "003"),
            (2, "back", "004"),
            (3, "front", "005"),
            (3, "back", "006"),
        ]
    assert len({one.file_id for one in archive.files()}) == 6
    assert not archive.damaged_files()


def test_a_box_given_again_from_another_place_is_twins_blank_sides_too(archive: Archive, tmp_path: Path) -> None:
    taken_in(archive, two_sided(tmp_path / "a", "one", "", "two", ""))
    taken = taken_in(archive, two_sided(tmp_path / "b", "one", "", "two", ""))
    assert [one.state for one in taken] == ["duplicate"] * 4


def test_a_blank_back_known_from_another_box_is_still_a_side_of_a_new_sheet(archive: Archive, tmp_path: Path) -> None:
    taken_in(archive, two_sided(tmp_path / "a", "one", ""))
    taken = taken_in(archive, two_sided(tmp_path / "b", "other", "", "third", ""))
    assert [one.state for one in taken] == ["claimed"] * 4


def test_a_written_side_copied_among_the_sheets_is_a_twin_and_the_ledger_says_where(
    archive: Archive, tmp_path: Path
) -> None:
    archive.boxes.announce(PaperBox("box", "box", 2), [])
    box = two_sided(tmp_path / "a", "one", "two", "one", "four")
    assert [one.state for one in taken_in(archive, box)] == ["claimed", "claimed", "duplicate", "claimed"]
    found = [one for one in ledger_of(archive, "box").differences if one.code == "twin_between"]
    assert [Path(one.where).name for one in found] == ["003.png"]
