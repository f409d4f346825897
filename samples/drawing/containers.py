"""Files as scanners make them: image-only PDF, multi-page TIFF, a folder of JPEGs. Equal scans give equal bytes."""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import cv2
import pikepdf
from PIL import Image

from drawing.scan import Scan

SUFFIX = {"pdf": ".pdf", "tiff": ".tif", "jpeg": ""}


def picture(scan: Scan) -> Image.Image:
    """Mode RGB, L or 1, as the scanner was set."""
    if scan.mode == "colour":
        return Image.fromarray(scan.pixels)
    grey = Image.fromarray(cv2.cvtColor(scan.pixels, cv2.COLOR_RGB2GRAY))
    return grey if scan.mode == "grey" else grey.convert("1", dither=Image.Dither.NONE)


def jpeg(image: Image.Image, *, quality: int, dpi: int) -> bytes:
    out = io.BytesIO()
    image.convert("L" if image.mode == "1" else image.mode).save(
        out, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True
    )
    return out.getvalue()


def save(scans: Sequence[Scan], path: Path, *, kind: str, quality: int = 72) -> Path:
    """Write `scans` as `path` with the suffix of `kind` (pdf | tiff | jpeg); gives the file or folder written."""
    path = path.with_name(path.name + SUFFIX[kind])
    {"pdf": _pdf, "tiff": _tiff, "jpeg": _folder}[kind](scans, path, quality=quality)
    return path


def _folder(scans: Sequence[Scan], path: Path, *, quality: int) -> None:
    path.mkdir(parents=True, exist_ok=True)
    for number, scan in enumerate(scans, 1):
        (path / f"{number:03d}.jpg").write_bytes(jpeg(picture(scan), quality=quality, dpi=scan.dpi))


def _tiff(scans: Sequence[Scan], path: Path, *, quality: int) -> None:
    # JPEG in TIFF keeps its colours small only as YCbCr.
    images = [image.convert("YCbCr") if image.mode == "RGB" else image for image in map(picture, scans)]
    for image, scan in zip(images, scans, strict=True):
        two = image.mode == "1"
        image.encoderinfo = {
            "compression": "group4" if two else "jpeg",
            "dpi": (scan.dpi, scan.dpi),
            **({} if two else {"quality": quality}),
        }
    images[0].save(path, "TIFF", save_all=True, append_images=images[1:], **images[0].encoderinfo)


def _pdf(scans: Sequence[Scan], path: Path, *, quality: int) -> None:
    with pikepdf.new() as pdf:
        for scan in scans:
            image = picture(scan)
            width, height = (side * 72 / scan.dpi for side in image.size)
            page = pdf.add_blank_page(page_size=(width, height))
            page.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Im0=_image(pdf, image, quality=quality, dpi=scan.dpi))
            )
            page.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode())
        pdf.save(path, deterministic_id=True)


def _image(pdf: pikepdf.Pdf, image: Image.Image, *, quality: int, dpi: int) -> pikepdf.Stream:
    colours, bits = {
        "RGB": (pikepdf.Name.DeviceRGB, 8),
        "L": (pikepdf.Name.DeviceGray, 8),
        "1": (pikepdf.Name.DeviceGray, 1),
    }[image.mode]
    facts = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width, Height=image.height,
        ColorSpace=colours, BitsPerComponent=bits,
    )  # fmt: skip
    if image.mode == "1":
        data, filter_ = zlib.compress(image.tobytes(), 9), pikepdf.Name.FlateDecode
    else:
        data, filter_ = jpeg(image, quality=quality, dpi=dpi), pikepdf.Name.DCTDecode
    stream = pikepdf.Stream(pdf, data, facts)
    stream.Filter = filter_
    return stream
