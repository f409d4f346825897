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
    first = Image.new("L", (20, 30), 5)
    (backs / "1.png").unlink()
    first.save(backs / "1.tif", save_all=True, append_images=[first])
    with pytest.raises(PassesDiffer, match="one page each"):
        collated(find([fronts]), find([backs]))
