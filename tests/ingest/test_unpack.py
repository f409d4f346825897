"""Opening papers: every kind of pixel arrives as 8-bit grey or BGR, upright as its maker meant, with an honest dpi."""

import struct
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from domain.errors import DamagedPaper, OversizePaper, UnknownFormat, UnsafePaper
from ingest.limits import Limits
from ingest.scan import RawPage
from ingest.unpack import open_scan
from tests.faults import pdfs, stills, tiffs
from tests.faults.case import drawing, saved


def opened(data: bytes, folder: Path, *, page_no: int = 1) -> RawPage:
    path = folder / "paper"
    path.write_bytes(data)
    with open_scan(path) as scan:
        return scan.page(page_no)


def grey_error(image: np.ndarray, wanted: Image.Image) -> float:
    """Mean difference from `wanted`, both in grey."""
    found = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return float(np.abs(found.astype(int) - np.asarray(wanted.convert("L"), dtype=int)).mean())


@pytest.mark.parametrize("mode", tiffs.COMPRESSIONS, ids=str)
def test_every_tiff_mode_and_compression_shows_the_same_sheet(mode: str, tmp_path: Path) -> None:
    for compression in tiffs.COMPRESSIONS[mode]:
        page = opened(tiffs.tiff(mode, compression), tmp_path)
        wanted = drawing("1") if mode == "1" else drawing("RGB")
        assert grey_error(page.image, wanted) < 6, (mode, compression)
        assert page.image.flags["C_CONTIGUOUS"]


@pytest.mark.parametrize("kind", ["uint16", "big-endian", "int32", "float32"])
def test_wide_samples_are_scaled_not_cut(kind: str, tmp_path: Path) -> None:
    assert grey_error(opened(tiffs.wide_samples(kind), tmp_path).image, drawing("L")) < 1


@pytest.mark.parametrize("channels", [1, 3])
def test_16_bit_png_is_scaled(channels: int, tmp_path: Path) -> None:
    assert grey_error(opened(stills.png16(channels), tmp_path).image, drawing("L")) < 1


def test_red_stays_red_in_bgr(tmp_path: Path) -> None:
    sheet = Image.new("RGB", (40, 40), (200, 30, 20))
    for data in (saved(sheet, "PNG"), saved(sheet, "TIFF"), saved(sheet, "JPEG", quality=95), saved(sheet, "PDF")):
        blue, green, red = opened(data, tmp_path).image[20, 20]
        assert red > 180 and green < 60 and blue < 60


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white_paper(mode: str, tmp_path: Path) -> None:
    sheet = Image.new(mode, (30, 30), (0,) * len(mode))
    page = opened(saved(sheet, "PNG"), tmp_path)
    assert page.image.min() == 255


def test_cmyk_jpeg_is_neither_inverted_nor_dark(tmp_path: Path) -> None:
    assert grey_error(opened(stills.jpeg("CMYK", quality=95), tmp_path).image, drawing("L")) < 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_undone(orientation: int, tmp_path: Path) -> None:
    """A corner mark drawn so that a viewer that obeys the tag shows it top left."""
    upright = np.full((60, 90), 255, np.uint8)
    upright[:20, :30] = 0
    undone = {
        1: lambda one: one,
        2: np.fliplr,
        3: lambda one: np.rot90(one, 2),
        4: np.flipud,
        5: np.transpose,
        6: lambda one: np.rot90(one, 1),
        7: lambda one: np.rot90(np.transpose(one), 2),
        8: lambda one: np.rot90(one, 3),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(undone(upright)))
    for kind in ("JPEG", "TIFF", "PNG"):
        page = opened(saved(stored, kind, exif=exif), tmp_path)
        assert page.image.shape == (60, 90), kind
        assert page.image[5, 5] < 60 and page.image[-5, -5] > 200 and page.image[5, -5] > 200, kind


@pytest.mark.parametrize(
    ("data", "dpi"),
    [
        (saved(drawing("L"), "JPEG", dpi=(300, 300)), 300),
        (saved(drawing("L"), "PNG", dpi=(600, 600)), 600),
        (saved(drawing("L"), "JPEG"), None),
        (tiffs.resolution(2, 200.0), 200),
        (tiffs.resolution(3, 118.11), 300),
        (tiffs.resolution(1, 1.0), None),
        (tiffs.resolution(2, 0.0), None),
        (tiffs.resolution(2, 999_999.0), None),
    ],
    ids=["jpeg", "png", "none", "inch", "cm", "unitless", "zero", "wild"],
)
def test_dpi_as_the_file_says_or_none(data: bytes, dpi: int | None, tmp_path: Path) -> None:
    assert opened(data, tmp_path).dpi == dpi


def test_oblong_fax_pixels_become_square(tmp_path: Path) -> None:
    page = opened(saved(Image.new("L", (1728, 1145), 255), "TIFF", dpi=(204, 98)), tmp_path)
    assert page.image.shape == (2383, 1728)
    assert page.dpi == 204


def test_a_scanned_pdf_page_gives_exactly_the_stored_picture(tmp_path: Path) -> None:
    data = pdfs.scanned()
    stored = np.asarray(pdfs.first_picture_of(data).convert("RGB"))[..., ::-1]
    page = opened(data, tmp_path)
    assert page.image.shape == stored.shape
    assert np.abs(page.image.astype(int) - stored.astype(int)).max() <= 2  # two JPEG decoders may round apart
    assert page.dpi == 100


def test_a_faxed_pdf_page_gives_exactly_the_stored_bits(tmp_path: Path) -> None:
    sheet = drawing("1", (583, 826))
    page = opened(saved(sheet, "PDF", resolution=100), tmp_path)
    assert np.array_equal(page.image, np.asarray(sheet.convert("L")))


@pytest.mark.parametrize("deg", [90, 180, 270, -90])
def test_a_turned_pdf_page_is_turned_as_a_viewer_shows_it(deg: int, tmp_path: Path) -> None:
    plain = opened(pdfs.scanned(), tmp_path).image
    found = opened(pdfs.changed(pdfs.scanned(), pdfs.turned(deg)), tmp_path).image
    assert np.array_equal(found, np.rot90(plain, -(deg // 90)))


def test_an_inherited_turn_counts(tmp_path: Path) -> None:
    def inherit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Rotate = 90

    plain = opened(pdfs.scanned(), tmp_path).image
    assert np.array_equal(opened(pdfs.changed(pdfs.scanned(), inherit), tmp_path).image, np.rot90(plain, -1))


def test_typed_pdfs_are_rendered_at_300_dpi(tmp_path: Path) -> None:
    page = opened(pdfs.built(pdfs.TYPED), tmp_path)
    assert page.dpi == 300
    assert page.image.shape == (2480, 1750)  # poppler rounds up
    assert page.image.min() < 60


@pytest.mark.parametrize(
    "change", [pdfs.stamped, pdfs.cropped], ids=["a stamp on top of the scan", "a crop box smaller than the scan"]
)
def test_pages_that_are_more_than_their_picture_are_rendered(change: pdfs.Change, tmp_path: Path) -> None:
    page = opened(pdfs.changed(pdfs.scanned(), change), tmp_path)
    assert page.dpi == 300


def test_a_stamp_on_a_scan_is_seen(tmp_path: Path) -> None:
    page = opened(pdfs.changed(pdfs.scanned(), pdfs.stamped), tmp_path)
    left, top = round(95 * 300 / 72), page.image.shape[0] - round(70 * 300 / 72)
    blue, green, red = page.image[top, left]
    assert red > 220 and green < 40 and blue < 40


def test_ink_drawn_over_a_scan_is_seen(tmp_path: Path) -> None:
    def over(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_add(pdf.make_stream(b"0 0 1 rg 100 100 80 80 re f"))

    page = opened(pdfs.changed(pdfs.scanned(), over), tmp_path)
    blue, _, red = page.image[page.image.shape[0] - round(140 * 300 / 72), round(140 * 300 / 72)]
    assert blue > 220 and red < 40


def test_an_invisible_text_layer_is_not_in_the_way(tmp_path: Path) -> None:
    def over(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"BT 3 Tr /F1 12 Tf 50 50 Td (hidden) Tj ET"))

    assert opened(pdfs.changed(pdfs.scanned(), over), tmp_path).dpi == 100


def test_a_large_sheet_is_rendered_coarser_not_refused(tmp_path: Path) -> None:
    page = opened(pdfs.built(pdfs.TYPED, box=(0, 0, 2384, 3370)), tmp_path)
    assert page.image.shape[0] * page.image.shape[1] <= Limits().render_px
    assert page.dpi is not None and page.dpi < 300


def test_a_name_says_nothing_about_the_format(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(pdfs.scanned(count=2))
    with open_scan(tmp_path / "1.jpg") as scan:
        assert (scan.format, scan.page_count) == ("pdf", 2)


def test_pages_can_be_asked_for_in_any_order_and_again(tmp_path: Path) -> None:
    sheets = [Image.new("L", (30, 30 + number), 255) for number in range(4)]
    path = tmp_path / "four.tif"
    sheets[0].save(path, save_all=True, append_images=sheets[1:], compression="tiff_lzw")
    with open_scan(path) as scan:
        assert [scan.page(number).image.shape[0] for number in (3, 1, 4, 1, 2)] == [32, 30, 33, 30, 31]


def test_pages_that_are_not_there_are_a_slip_of_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "one.jpg"
    path.write_bytes(stills.jpeg())
    with open_scan(path) as scan:
        for page_no in (0, 2, -1):
            with pytest.raises(ValueError, match="page_no"):
                scan.page(page_no)


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(max_bytes=100), stills.jpeg()),
        (Limits(max_pages=2), pdfs.scanned(count=3)),
        (Limits(max_pages=2), tiffs.pages(3)),
        (Limits(max_page_px=1000), stills.jpeg()),
    ],
    ids=["bytes", "pdf pages", "tiff pages", "pixels"],
)
def test_limits_set_a_paper_aside_before_it_is_decoded(limits: Limits, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(data)
    with pytest.raises(OversizePaper):
        open_scan(path, limits)


def test_what_is_no_scan_is_told_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"PK\x03\x04 a spreadsheet that was renamed")
    with pytest.raises(UnknownFormat, match="Office"):
        open_scan(path)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.jpg").write_bytes(stills.jpeg())
    (tmp_path / "link.jpg").symlink_to(tmp_path / "real.jpg")
    with pytest.raises(UnsafePaper):
        open_scan(tmp_path / "link.jpg")


def test_a_file_that_vanishes_between_opening_and_reading_is_unsafe_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "typed.pdf"
    path.write_bytes(pdfs.built(pdfs.TYPED))
    with open_scan(path) as scan:
        path.unlink()
        with pytest.raises((DamagedPaper, UnsafePaper)):
            scan.page(1)


def test_damage_that_decoders_only_mutter_about_is_heard(tmp_path: Path) -> None:
    data = bytearray(stills.jpeg("L", quality=90))
    start = data.index(b"\xff\xda") + 12
    data[start + 200 : start + 260] = bytes(60)
    with pytest.raises(DamagedPaper, match="lost"):
        opened(bytes(data), tmp_path)


def test_a_spoilt_group_4_page_is_not_half_a_page(tmp_path: Path) -> None:
    data = bytearray(tiffs.tiff("1", "group4"))
    with Image.open(BytesIO(bytes(data))) as image:
        start = image.tag_v2[273][0]
    data[start + 100 : start + 104] = b"\x00\xff\x00\xff"
    with pytest.raises(DamagedPaper, match="lost"):
        opened(bytes(data), tmp_path)


def test_zero_padding_after_a_jpeg_is_no_damage(tmp_path: Path) -> None:
    data = stills.jpeg("L")
    end = data.rindex(b"\xff\xd9")
    assert opened(data[:end] + bytes(64) + data[end:], tmp_path).image.shape == (330, 240)


def test_bigtiff_and_both_byte_orders_are_counted(tmp_path: Path) -> None:
    order = saved(Image.fromarray(np.zeros((4, 4), ">u2")), "TIFF")
    assert order[:2] == b"MM"
    big = tiffs.pages(3, big_tiff=True)
    assert struct.unpack_from("<H", big, 2)[0] == 43
    (tmp_path / "big.tif").write_bytes(big)
    (tmp_path / "order.tif").write_bytes(order)
    with open_scan(tmp_path / "big.tif") as scan:
        assert scan.page_count == 3
        assert scan.page(3).image.shape == (330, 240)
    with open_scan(tmp_path / "order.tif") as scan:
        assert scan.page_count == 1
