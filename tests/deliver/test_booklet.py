"""The PDF/A of a case: rules of the standard, the scan untouched, the text back in order and unspaced, vertical too."""

import struct
import subprocess
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageFont

from deliver.blank_font import font_file, numbered
from deliver.booklet import Leaf, booklet
from deliver.booklet_check import faults, texts
from deliver.booklet_words import Words
from deliver.scan_picture import Picture
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, Page, Quality

WORDS = Words("北部 <北-R6-0013> & 控", "木村", datetime(2026, 4, 9, 1, 2, 3, tzinfo=UTC))
ROWS = bytes(range(256)) * 40
GREY = Picture(128, 80, 1, 8, rows=ROWS)


def page(page_no: int = 1, *, turned: int = 0, to_scan: Affine | None = None) -> Page:
    return Page(page_no, 1240, 1754, 150, turned, 0.0, to_scan or Affine(), False, Quality(1, 1, False))


def line(text: str, box: Box, direction: Direction = Direction.HORIZONTAL) -> OcrLine:
    sure = confidence(0.9)
    return OcrLine(text, box, sure, direction, tuple(OcrChar(one, box, sure) for one in text))


def scan(width: int = 1240, height: int = 1754) -> Picture:
    return Picture(width, height, 1, 1, rows=b"\xff" * ((width + 7) // 8) * height)


LINES = (
    line("髙橋 キヨ　﨑山 𠮷田 葛󠄀城", Box(100, 100, 700, 40)),
    line("ケアマネージャー・民生委員「小田」氏。", Box(100, 200, 900, 36)),
    line("1", Box(100, 300, 15, 30)),
)
VERTICAL = (
    line("昭和六十四年一月七日、訪問。", Box(1000, 400, 40, 700), Direction.VERTICAL),
    line("玄関先でサービスの説明をした。", Box(900, 400, 40, 720), Direction.VERTICAL),
    line("長男は応答なし。", Box(800, 400, 40, 400), Direction.VERTICAL),
)


def spelt(lines: tuple[OcrLine, ...]) -> list[str]:
    """A wide space comes back as a space: that is how poppler parts words."""
    return [one.text.replace("\u3000", " ") for one in lines]


def said(data: bytes, tmp_path: Path, *how: str) -> list[str]:
    """The lines that poppler reads out of it."""
    path = tmp_path / "case.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", *how, str(path), "-"], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return [one for one in done.stdout.replace("\f", "\n").split("\n") if one]


@pytest.mark.parametrize("lines", [LINES, VERTICAL], ids=["horizontal", "vertical"])
@pytest.mark.parametrize("how", [(), ("-raw",)])
def test_the_text_comes_back_in_order_and_unspaced(
    tmp_path: Path, lines: tuple[OcrLine, ...], how: tuple[str, ...]
) -> None:
    found = said(booklet([Leaf(page(), scan(), lines)], WORDS), tmp_path, *how)
    assert found == spelt(lines)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lay_on_its_side_keeps_its_text(tmp_path: Path, turned: int) -> None:
    back = {
        90: Affine(0, 1, 0, -1, 0, 1240),
        180: Affine(-1, 0, 1240, 0, -1, 1754),
        270: Affine(0, -1, 1754, 1, 0, 0),
    }[turned]
    size = (1240, 1754) if turned == 180 else (1754, 1240)
    made = booklet([Leaf(page(turned=turned, to_scan=back), scan(*size), LINES)], WORDS)
    assert said(made, tmp_path, "-raw") == spelt(LINES)
    with pikepdf.open(BytesIO(made)) as document:
        assert document.pages[0].Rotate == turned


def test_a_skewed_scan_keeps_its_text(tmp_path: Path) -> None:
    leaning = Affine(0.99985, -0.01745, 12, 0.01745, 0.99985, -8)
    made = booklet([Leaf(page(to_scan=leaning), scan(), (*LINES, *VERTICAL))], WORDS)
    assert said(made, tmp_path, "-raw") == spelt((*LINES, *VERTICAL))


def test_every_rule_holds_and_the_same_case_gives_the_same_bytes() -> None:
    leaves = [Leaf(page(), scan(), LINES), Leaf(page(2), None, ()), Leaf(page(3), scan(), LINES, "秘匿のためです。")]
    made = booklet(leaves, WORDS)
    assert faults(made) == []
    assert made == booklet(leaves, WORDS)
    assert texts(made) == [[one.text for one in LINES], [], []]
    with pikepdf.open(BytesIO(made)) as document:
        colours = document.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert struct.unpack(">6H", colours[24:36]) == (1999, 10, 18, 0, 0, 0)


def test_the_pixels_are_those_of_the_scan() -> None:
    held = BytesIO()
    Image.effect_noise((120, 90), 60).convert("RGB").save(held, "JPEG", quality=71)
    jpeg = Picture(120, 90, 3, 8, jpeg=held.getvalue())
    made = booklet([Leaf(page(), jpeg, ()), Leaf(page(2), GREY, ())], WORDS)
    assert faults(made) == []
    with pikepdf.open(BytesIO(made)) as document:
        first, second = (one.Resources.XObject.Im0 for one in document.pages)
        assert first.read_raw_bytes() == held.getvalue()
        assert second.read_bytes() == ROWS == zlib.decompress(second.read_raw_bytes())


def test_a_withheld_page_has_neither_picture_nor_text(tmp_path: Path) -> None:
    made = booklet([Leaf(page(7), GREY, LINES, "秘匿のためです。")], WORDS)
    assert said(made, tmp_path) == []
    assert zlib.compress(ROWS, 9) not in made
    with pikepdf.open(BytesIO(made)) as document:
        assert int(document.pages[0].Resources.XObject.Im0.Width) == 1240


def spoiled(data: bytes, change: str) -> bytes:
    with pikepdf.open(BytesIO(data)) as document:
        page_one = document.pages[0]
        match change:
            case "intent":
                del document.Root.OutputIntents
            case "script":
                document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
            case "metadata":
                said = document.Root.Metadata.read_bytes()
                document.Root.Metadata.write(said.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))
            case "title":
                document.trailer.Info.Title = "another"
            case "font":
                del page_one.Resources.Font.F0.DescendantFonts[0].FontDescriptor.FontFile2
            case "width":
                page_one.Resources.Font.F0.DescendantFonts[0].DW = 500
            case "colour":
                page_one.Resources.XObject.Im0.ColorSpace = pikepdf.Name.DeviceCMYK
            case "annotation":
                page_one.obj.Annots = pikepdf.Array()
            case "notdef":
                page_one.Contents.write(page_one.Contents.read_bytes() + b"BT 3 Tr [<0000>] TJ ET")
        held = BytesIO()
        document.save(
            held,
            min_version="1.7",
            fix_metadata_version=False,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return held.getvalue()


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ("intent", "6.2.3"),
        ("script", "6.5"),
        ("metadata", "6.6.4"),
        ("title", "6.6.3"),
        ("font", "6.2.11.4"),
        ("width", "6.2.11.5"),
        ("colour", "6.2.4"),
        ("annotation", "6.3"),
        ("notdef", "6.2.11.8"),
    ],
)
def test_a_broken_rule_is_named(change: str, clause: str) -> None:
    found = faults(spoiled(booklet([Leaf(page(), scan(), LINES)], WORDS), change))
    assert any(clause in one for one in found), found


def test_the_font_can_be_opened_and_has_no_ink() -> None:
    face = ImageFont.truetype(BytesIO(font_file()), 40)
    assert face.getmask("髙").getbbox() is None
    assert struct.unpack(">I", font_file()[:4])[0] == 0x10000


def test_more_signs_than_a_block_of_the_map_holds(tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + at) for at in range(250))
    assert len(numbered([text]).numbers) == 250
    lines = tuple(line(text[at : at + 25], Box(100, 100 + 5 * at, 900, 36)) for at in range(0, 250, 25))
    assert said(booklet([Leaf(page(), scan(), lines)], WORDS), tmp_path) == [one.text for one in lines]


def test_a_day_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        booklet([], replace(WORDS, made_at=datetime(2026, 4, 9)))
