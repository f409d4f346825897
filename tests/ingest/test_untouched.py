"""The picture of a page as it was scanned: the JPEG's own bytes, or the very pixels that reading starts from."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from domain.errors import PaperError
from ingest.unpack import open_scan
from ingest.untouched import PageImage, page_image

NOISE = Image.effect_noise((190, 120), 70)


def pixels(found: PageImage) -> np.ndarray:
    data = np.frombuffer(found.rows, np.uint8)
    if found.bits == 1:
        rows = np.unpackbits(data.reshape(found.height, -1), axis=1)[:, : found.width]
        return rows * 255
    return data.reshape((found.height, found.width, found.channels)[: 3 if found.channels == 3 else 2])


def scanned(path: Path, page_no: int = 1) -> np.ndarray:
    with open_scan(path) as scan:
        image = scan.page(page_no).image
    return image[:, :, ::-1] if image.ndim == 3 else image


def test_a_jpeg_is_its_own_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    NOISE.convert("RGB").save(path, quality=63, dpi=(300, 300))
    found = page_image(path, 1)
    assert found.jpeg == path.read_bytes() and (found.width, found.height, found.channels) == (190, 120, 3)


def test_a_jpeg_that_is_stored_turned_goes_as_pixels(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    NOISE.save(path, exif=exif)
    found = page_image(path, 1)
    assert not found.jpeg and (found.width, found.height) == (120, 190)
    assert np.array_equal(pixels(found), scanned(path))


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_tiff_and_png_lose_no_pixel(tmp_path: Path, mode: str) -> None:
    for name in ("a.png", "a.tif"):
        path = tmp_path / name
        NOISE.convert(mode).save(path, dpi=(300, 300))
        found = page_image(path, 1)
        assert np.array_equal(pixels(found), scanned(path))
        assert found.bits == (1 if mode == "1" else 8)


@pytest.mark.parametrize("turn", [0, 90])
def test_the_jpeg_inside_a_pdf_unless_the_page_is_turned(tmp_path: Path, turn: int) -> None:
    jpeg = tmp_path / "a.jpg"
    NOISE.save(jpeg, quality=70)
    path = tmp_path / "a.pdf"
    Image.open(jpeg).save(path, resolution=300)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        image = next(iter(document.pages[0].Resources.XObject.as_dict().values()))
        image.write(jpeg.read_bytes(), filter=pikepdf.Name.DCTDecode)
        document.pages[0].Rotate = turn
        document.save(path)
    found = page_image(path, 1)
    if turn:
        assert not found.jpeg and np.array_equal(pixels(found), scanned(path))
    else:
        assert found.jpeg == jpeg.read_bytes()


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    NOISE.save(path)
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(PaperError):
        page_image(path, 1)
