"""Two passes of one pile: put together only where every front finds its back for certain."""

from pathlib import Path

import pytest
from PIL import Image

from domain.errors import PassesDiffer
from ingest.collation import collated
from ingest.sources import find
from tests.pipeline.papers import sheet


def passed(folder: Path, *shades: int) -> Path:
    folder.mkdir()
    for number, shade in enumerate(shades, 1):
        Image.new("L", (20, 30), shade).save(folder / f"{number}.png")
    return folder


def test_backs_come_from_behind(tmp_path: Path) -> None:
    fronts, backs = passed(tmp_path / "fronts", 10, 20, 30), passed(tmp_path / "backs", 31, 21, 11)
    found = collated(find([fronts]), find([backs]))
    assert [f"{one.path.parent.name} {one.path.name}" for one in found] == [
        "fronts 1.png",
        "backs 3.png",
        "fronts 2.png",
        "backs 2.png",
        "fronts 3.png",
        "backs 1.png",
    ]
    assert len({one.bundle for one in found}) == 1


@pytest.mark.parametrize("backs", [(), (11,), (11, 21, 31)])
def test_passes_of_different_length_are_refused(tmp_path: Path, backs: tuple[int, ...]) -> None:
    fronts = passed(tmp_path / "fronts", 10, 20)
    with pytest.raises(PassesDiffer, match=f"2 fronts and {len(backs)} backs"):
        collated(find([fronts]), find([passed(tmp_path / "backs", *backs)]))


def test_blank_backs_with_the_same_bytes_are_each_a_back(tmp_path: Path) -> None:
    fronts, backs = passed(tmp_path / "fronts", 10, 20), passed(tmp_path / "backs", 255, 255)
    found = collated(find([fronts]), find([backs]))
    assert [one.path.parent.name for one in found] == ["fronts", "backs", "fronts", "backs"]


def test_files_of_many_pages_and_equal_files_are_refused(tmp_path: Path) -> None:
    fronts, backs = passed(tmp_path / "fronts", 10, 20), passed(tmp_path / "backs", 21, 11)
    for place in (fronts / "2.png", backs / "1.png"):
        sheet("a copied file").save(place)
    with pytest.raises(PassesDiffer, match="same file"):
        collated(find([fronts]), find([backs]))
    (backs / "1.png").unlink()
    many(backs / "1.tif", 5, 6)
    with pytest.raises(PassesDiffer, match="one page each"):
        collated(find([fronts]), find([backs]))


def many(path: Path, *shades: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    first, *rest = (Image.new("L", (20, 30), shade) for shade in shades)
    first.save(path, save_all=True, append_images=rest)
    return path


def test_a_file_of_backs_follows_its_file_of_fronts(tmp_path: Path) -> None:
    fronts, backs = many(tmp_path / "f.tif", 10, 20), many(tmp_path / "b.pdf", 21, 11)
    first, second = collated(find([fronts]), find([backs]))
    assert (first.path, first.back_of, second.path, second.back_of) == (fronts, None, backs, fronts)
    assert first.bundle == second.bundle


def test_files_of_the_same_names_belong_together(tmp_path: Path) -> None:
    for number in (1, 2):
        many(tmp_path / "f" / f"{number}.tif", 10 * number, 10 * number + 1)
        many(tmp_path / "b" / f"{number}.tif", 10 * number + 2, 10 * number + 3)
    found = collated(find([tmp_path / "f"]), find([tmp_path / "b"]))
    assert [(one.path.name, one.back_of is not None) for one in found] == [
        ("1.tif", False),
        ("1.tif", True),
        ("2.tif", False),
        ("2.tif", True),
    ]


def test_files_that_could_be_paired_in_two_ways_or_not_counted_are_refused(tmp_path: Path) -> None:
    fronts = many(tmp_path / "f" / "1.tif", 10, 20)
    with pytest.raises(PassesDiffer, match="2 fronts and 3 backs"):
        collated(find([fronts]), find([many(tmp_path / "three.tif", 31, 21, 11)]))
    many(tmp_path / "f" / "2.tif", 12, 22)
    for name in ("3.tif", "4.tif"):
        many(tmp_path / "b" / name, int(name[0]), int(name[0]) + 50)
    with pytest.raises(PassesDiffer, match="same names"):
        collated(find([tmp_path / "f"]), find([tmp_path / "b"]))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(PassesDiffer, match="cannot be counted"):
        collated(find([fronts]), find([broken]))
    for number in (1, 2):  # single sheets in files: from behind or not, nobody knows
        for place, side in enumerate("xy"):
            (tmp_path / side).mkdir(exist_ok=True)
            Image.new("L", (20, 30), 40 * number + place).save(tmp_path / side / f"{number}.pdf")
    with pytest.raises(PassesDiffer, match="many pages"):
        collated(find([tmp_path / "x"]), find([tmp_path / "y"]))
