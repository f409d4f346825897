"""Finding papers and taking fingerprints: order, bundles, hostile names, things that only look like files."""

import hashlib
import os
import threading
from pathlib import Path

import pytest
from PIL import Image

from domain.errors import UnsafePaper
from ingest.sources import find, fingerprint, settled
from tests.faults.papers import NAMES


def image(path: Path, *, pages: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet = Image.new("L", (20, 30), 255)
    options = {"save_all": True, "append_images": [sheet] * (pages - 1)} if pages > 1 else {}
    sheet.save(path, **options)
    return path


def test_folders_are_walked_in_natural_order(tmp_path: Path) -> None:
    for name in ("page10.jpg", "page2.jpg", "page1.jpg", "b/3.jpg", "a/1.jpg"):
        image(tmp_path / name)
    assert [str(one.path.relative_to(tmp_path)) for one in find([tmp_path])] == [
        "a/1.jpg",
        "b/3.jpg",
        "page1.jpg",
        "page2.jpg",
        "page10.jpg",
    ]


def test_loose_images_of_a_folder_are_one_case_and_documents_are_their_own(tmp_path: Path) -> None:
    image(tmp_path / "k1" / "1.jpg")
    image(tmp_path / "k1" / "2.png")
    image(tmp_path / "k1" / "3.tif")
    image(tmp_path / "k1" / "4.tif", pages=2)
    image(tmp_path / "k1" / "5.pdf")
    image(tmp_path / "k2" / "1.jpg")
    bundles = {one.path.name if one.path.parent.name == "k1" else "other": one.bundle for one in find([tmp_path])}
    folder = str(tmp_path / "k1")
    assert bundles["1.jpg"] == bundles["2.png"] == bundles["3.tif"] == folder
    assert bundles["4.tif"] == f"{folder}/4.tif"
    assert bundles["5.pdf"] == f"{folder}/5.pdf"
    assert bundles["other"] == str(tmp_path / "k2")


def test_the_contents_decide_not_the_name(tmp_path: Path) -> None:
    image(tmp_path / "really.pdf").rename(tmp_path / "looks-like.jpg")
    image(tmp_path / "1.jpg").rename(tmp_path / "no-extension")
    found = {one.path.name: one.bundle for one in find([tmp_path])}
    assert found["looks-like.jpg"] == str(tmp_path / "looks-like.jpg")
    assert found["no-extension"] == str(tmp_path)


def test_hidden_files_and_folder_litter_are_skipped_everything_else_is_listed(tmp_path: Path) -> None:
    image(tmp_path / ".hidden.jpg")
    image(tmp_path / ".trash" / "1.jpg")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "notes.txt").write_text("memo")
    assert [one.path.name for one in find([tmp_path])] == ["notes.txt"]


def test_each_paper_is_found_once_however_often_it_is_named(tmp_path: Path) -> None:
    one = image(tmp_path / "1.jpg")
    assert len(find([tmp_path, one, tmp_path])) == 1


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnsafePaper, match="missing"):
        find([tmp_path / "missing"])
    with pytest.raises(UnsafePaper, match="missing"):
        fingerprint(tmp_path / "missing")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_hostile_names_are_found_read_and_shown_on_one_line(name: bytes, tmp_path: Path) -> None:
    data = image(tmp_path / "1.jpg").read_bytes()
    (tmp_path / "1.jpg").unlink()
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(data)
    (found,) = find([tmp_path])
    assert found.path == path
    assert fingerprint(found.path) == (hashlib.sha256(data).hexdigest(), len(data))
    path.unlink()
    with pytest.raises(UnsafePaper) as error:
        fingerprint(path)
    assert str(error.value).isprintable()


def test_links_pipes_and_devices_are_listed_but_refused(tmp_path: Path) -> None:
    target = image(tmp_path / "outside" / "1.jpg")
    box = tmp_path / "box"
    box.mkdir()
    (box / "link.jpg").symlink_to(target)
    (box / "folder-link").symlink_to(target.parent)
    (box / "dead-link.jpg").symlink_to(box / "nothing")
    os.mkfifo(box / "pipe.jpg")
    found = find([box])
    assert sorted(one.path.name for one in found) == ["dead-link.jpg", "folder-link", "link.jpg", "pipe.jpg"]
    for one in found:
        with pytest.raises(UnsafePaper):
            fingerprint(one.path)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/"])
def test_what_is_no_plain_file_is_refused_at_once(path: str) -> None:
    with pytest.raises(UnsafePaper, match="plain file"):
        fingerprint(Path(path))


def test_a_loop_of_folder_links_ends(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    assert [one.path.name for one in find([tmp_path])] == ["round"]


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "growing.tif"
    path.write_bytes(bytes(200_000_000))
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.wait(0.001):
                file.write(b"more")
                file.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(UnsafePaper, match="changes"):
            fingerprint(path)
    finally:
        stop.set()
        writer.join()


def test_only_files_that_rest_have_settled(tmp_path: Path) -> None:
    still, growing = image(tmp_path / "still.jpg"), image(tmp_path / "growing.jpg")
    timer = threading.Timer(0.05, lambda: growing.write_bytes(b"changed and longer than before" * 100))
    timer.start()
    assert settled([still, growing, tmp_path / "gone"], wait_s=0.3) == (still,)
    timer.join()
