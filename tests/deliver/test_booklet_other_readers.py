"""The PDF/A of a case before readers that had no part in making it: qpdf's check, MuPDF, poppler's list of fonts.

What one program writes and the same library reads back proves little; these share no code with it.
"""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from deliver.booklet import Leaf, booklet
from deliver.scan_picture import Picture
from domain.geometry import Box
from tests.deliver.test_booklet import LINES, VERTICAL, WORDS, page, scan, spelt

DPI = 150
MUPDF = ("mutool", "draw", "-q", "-N")  # without colour profiles: Debian's is built without them


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Three pages: written across, written down, withheld."""
    leaves = [
        Leaf(page(), _shades(), LINES),
        Leaf(page(2), scan(), VERTICAL),
        Leaf(page(3), scan(), LINES, "秘匿のためです。"),
    ]
    path = tmp_path / "case.pdf"
    path.write_bytes(booklet(leaves, WORDS))
    return path


def _shades() -> Picture:
    """No two corners alike, so that a turned or mirrored page would show."""
    held = BytesIO()
    Image.radial_gradient("L").crop((20, 60, 180, 240)).resize((1240, 1754)).save(held, "JPEG", quality=90)
    return Picture(1240, 1754, 1, 8, jpeg=held.getvalue())


def asked(*words: str) -> str:
    """What the program says; a word of complaint is a failure."""
    assert shutil.which(words[0]), f"{words[0]} is not installed: make setup-test"
    done = subprocess.run(words, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr
    return done.stdout.decode("utf-8", "surrogatepass")


def test_qpdf_finds_nothing_to_complain_of(made: Path) -> None:
    told = asked("qpdf", "--check", str(made))
    assert "No syntax or stream encoding errors found" in told
    assert "not encrypted" in told


def test_every_font_is_embedded_and_says_its_characters(made: Path) -> None:
    rows = asked("pdffonts", str(made)).splitlines()[2:]
    assert rows
    for row in rows:
        embedded, subset, unicode_map = row.split()[-5:-2]
        assert (embedded, unicode_map) == ("yes", "yes"), row
        assert subset == "yes" or "+" not in row


def test_mupdf_reads_the_text_in_order(made: Path) -> None:
    told = _whole(asked(*MUPDF, "-F", "txt", str(made)))
    across, down, withheld, rest = ([one for one in text.split("\n") if one] for text in told.split("\f"))
    assert (across, down) == (spelt(LINES), spelt(VERTICAL))
    assert (withheld, rest) == ([], [])


def _whole(text: str) -> str:
    """MuPDF writes a sign above U+FFFF in two halves where it follows another in one entry (葛 and its form)."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


def test_mupdf_and_poppler_paint_the_same_and_no_letter_shows(made: Path, tmp_path: Path) -> None:
    asked(*MUPDF, "-r", str(DPI), "-c", "gray", "-o", str(tmp_path / "m%d.png"), str(made))
    asked("pdftoppm", "-r", str(DPI), "-gray", "-png", str(made), str(tmp_path / "p"))
    for number in (1, 2, 3):
        one = Image.open(tmp_path / f"m{number}.png").convert("L")
        other = Image.open(tmp_path / f"p-{number}.png").convert("L")
        assert one.size == other.size == (1240, 1754)
        apart = ImageChops.difference(one, other).point(lambda step: 255 if step > 32 else 0)
        assert _share(apart) < 0.01, f"page {number}"
    white = Image.open(tmp_path / "m2.png").convert("L")
    assert white.getextrema() == (255, 255), "the text under the picture has no ink"


def _share(marked: Image.Image) -> float:
    return marked.histogram()[255] / (marked.width * marked.height)


def test_mupdf_finds_a_word_where_it_was_read(made: Path) -> None:
    told = asked(*MUPDF, "-F", "stext", str(made), "1")
    quads = re.findall(r'<char quad="([0-9. -]+)"[^>]* c="&#x9ad9;"', told)  # 髙
    assert quads
    x, y = (float(one) * DPI / 72 for one in quads[0].split()[:2])
    box = LINES[0].box
    assert Box(box.x - 5, box.y - 25, box.width, box.height + 50).share_inside(Box(0, 0, 1240, 1754)) == 1
    assert abs(x - box.x) < 8 and box.y - 25 <= y <= box.bottom


def test_a_broken_file_does_not_pass(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-400])
    done = subprocess.run(["qpdf", "--check", str(made)], capture_output=True, text=True, check=False)
    assert done.returncode != 0
