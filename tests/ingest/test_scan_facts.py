"""What a scan says of its own making: device, day, colour; and nothing where it says nothing."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ingest.scan_facts import ScanFacts, scan_facts


def picture(path: Path, mode: str, **saved: object) -> Path:
    Image.new(mode, (60, 80), 1).save(path, **saved)
    return path


def test_a_picture_names_its_device_and_day(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[271], tags[272], tags[306] = "PFU", "fi-7160", "2026:03:30 10:20:30"
    found = scan_facts(picture(tmp_path / "a.jpg", "L", exif=tags), 1)
    assert found == ScanFacts("PFU fi-7160", "2026-03-30T10:20:30", "grey")


@pytest.mark.parametrize(("mode", "colour"), [("1", "bitonal"), ("L", "grey"), ("RGB", "colour")])
def test_the_colour_of_a_leaf(tmp_path: Path, mode: str, colour: str) -> None:
    first, second = Image.new("RGB", (60, 80)), Image.new(mode, (60, 80))
    first.save(tmp_path / "a.tif", save_all=True, append_images=[second])
    assert scan_facts(tmp_path / "a.tif", 2) == ScanFacts(colour=colour)


@pytest.mark.parametrize(("mode", "colour"), [("L", "grey"), ("RGB", "colour")])
def test_a_pdf_names_its_device_day_and_colour(tmp_path: Path, mode: str, colour: str) -> None:
    Image.new(mode, (60, 80)).save(tmp_path / "a.pdf", creator="RICOH IM C3000\n", creationDate=None)
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as document:
        document.docinfo["/CreationDate"] = "D:20260330102030+09'00'"
        document.save()
    assert scan_facts(tmp_path / "a.pdf", 1) == ScanFacts("RICOH IM C3000", "2026-03-30T10:20:30", colour)


def test_a_day_that_is_none_and_a_broken_file_say_nothing(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[306] = "0000:00:00 00:00:00"
    assert scan_facts(picture(tmp_path / "a.jpg", "RGB", exif=tags), 1) == ScanFacts(colour="colour")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    assert scan_facts(tmp_path / "b.pdf", 1) == ScanFacts()
    assert scan_facts(tmp_path / "nothing.jpg", 1) == ScanFacts()
    assert scan_facts(picture(tmp_path / "c.jpg", "L"), 4) == ScanFacts()
