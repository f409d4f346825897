"""TIFFs of every kind Pillow can write, and broken ones written by hand."""

import struct
from io import BytesIO

import numpy as np
from PIL import Image

from tests.faults.case import EITHER, Case, cut, drawing, flipped, saved

COMPRESSIONS = {
    "1": ("raw", "packbits", "tiff_lzw", "tiff_adobe_deflate", "group3", "group4", "tiff_ccitt"),
    "L": ("raw", "packbits", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "lzma", "zstd", "jpeg"),
    "RGB": ("raw", "packbits", "tiff_lzw", "tiff_adobe_deflate", "jpeg", "zstd"),
    "P": ("raw", "tiff_lzw"),
    "CMYK": ("raw", "tiff_lzw", "jpeg"),
    "RGBA": ("raw", "tiff_lzw"),
    "LA": ("raw", "tiff_lzw"),
    "LAB": ("raw",),
    "YCbCr": ("raw", "jpeg"),
}


def tiff(mode: str, compression: str, **options: object) -> bytes:
    image = drawing("RGB").quantize(9) if mode == "P" else drawing("RGB") if mode == "LAB" else drawing(mode)
    if mode == "LAB":
        image = Image.merge("LAB", (drawing("L"), Image.new("L", image.size, 128), Image.new("L", image.size, 128)))
    return saved(image, "TIFF", compression=None if compression == "raw" else compression, **options)


def wide_samples(kind: str) -> bytes:
    grey = np.asarray(drawing("L"))
    values = {
        "uint16": grey.astype(np.uint16) * 257,
        "big-endian": grey.astype(">u2") * 257,
        "int32": grey.astype(np.int32),
        "float32": grey / np.float32(255),
    }
    return saved(Image.fromarray(values[kind]), "TIFF")


def pages(count: int, **options: object) -> bytes:
    first = drawing("1")
    return saved(first, "TIFF", save_all=True, append_images=[first.rotate(180)] * (count - 1), **options)


def entry(tag: int, kind: int, value: int, *, count: int = 1) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def by_hand(width: int, height: int, *, following: int = 0, pixels: bytes = b"\xff" * 64, strips: int = 1) -> bytes:
    """One grey page: header, pixels, directory. `following`: where the next directory is said to be."""
    place = 8 + len(pixels)
    entries = [
        entry(256, 4, width),
        entry(257, 4, height),
        entry(258, 3, 8),
        entry(259, 3, 1),
        entry(262, 3, 1),
        entry(273, 4, 8),
        entry(277, 3, 1),
        entry(278, 4, max(1, height // strips)),
        entry(279, 4, len(pixels)),
    ]
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following)
    return b"II*\0" + struct.pack("<I", place) + pixels + directory


def many_pages(count: int) -> bytes:
    """`count` directories of one pixel each."""
    step = 2 + 9 * 12 + 4
    out = bytearray(b"II*\0" + struct.pack("<I", 12) + b"\x80\0\0\0")
    for number in range(count):
        last = number == count - 1
        one = by_hand(1, 1, following=0 if last else 12 + (number + 1) * step, pixels=b"\x80")
        out += one[9:]
    return bytes(out)


def loop(back_to_first: bool) -> bytes:
    data = bytearray(pages(3, compression="raw"))
    first = struct.unpack_from("<I", data, 4)[0]
    places = [first]
    while places[-1]:
        entries = struct.unpack_from("<H", data, places[-1])[0]
        places.append(struct.unpack_from("<I", data, places[-1] + 2 + 12 * entries)[0])
    last = places[-2]
    entries = struct.unpack_from("<H", data, last)[0]
    struct.pack_into("<I", data, last + 2 + 12 * entries, first if back_to_first else last)
    return bytes(data)


def second_page_damaged() -> bytes:
    """Three LZW pages, the pixels of the second overwritten."""
    data = bytearray(
        saved(drawing("L"), "TIFF", save_all=True, append_images=[drawing("L")] * 2, compression="tiff_lzw")
    )
    with Image.open(BytesIO(bytes(data))) as image:
        image.seek(1)
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    data[start : start + length] = b"\xff" * length
    return bytes(data)


def resolution(unit: int, value: float) -> bytes:
    return saved(drawing("L"), "TIFF", tiffinfo={282: value, 283: value, 296: unit})


def cases() -> list[Case]:
    good = pages(3, compression="tiff_lzw")
    found = [
        Case(f"tiff-{mode}-{one}", lambda mode=mode, one=one: tiff(mode, one), 1)
        for mode, kinds in COMPRESSIONS.items()
        for one in kinds
    ]
    found += [Case(f"tiff-{kind}", lambda kind=kind: wide_samples(kind), 1) for kind in ("uint16", "int32", "float32")]
    found += [
        Case("tiff-3-pages", lambda: pages(3, compression="group4"), 3),
        Case("tiff-big-endian", lambda: wide_samples("big-endian"), 1),
        Case("tiff-bigtiff", lambda: saved(drawing("L"), "TIFF", big_tiff=True), 1),
        Case("tiff-dpi-cm", lambda: resolution(3, 118.11), 1),
        Case("tiff-dpi-none", lambda: resolution(1, 1.0), 1),
        Case("tiff-dpi-zero", lambda: resolution(2, 0.0), 1),
        Case("tiff-dpi-wild", lambda: resolution(2, 999_999.0), 1),
        Case("tiff-rotated-tag", lambda: saved(drawing("L"), "TIFF", tiffinfo={274: 6}), 1),
        Case("tiff-5001-pages", lambda: many_pages(5001), "OversizePaper"),
        Case("tiff-60-pages", lambda: many_pages(60), 60),
        Case("tiff-loop-to-first", lambda: loop(True), "DamagedPaper"),
        Case("tiff-loop-to-itself", lambda: loop(False), "DamagedPaper"),
        Case("tiff-chain-leaves-file", lambda: by_hand(8, 8, following=1 << 30), "DamagedPaper"),
        Case("tiff-no-pages", lambda: b"II*\0" + struct.pack("<I", 0), "EmptyPaper"),
        Case("tiff-head-only", lambda: b"MM\0*", "DamagedPaper"),
        Case("tiff-bomb", lambda: by_hand(200_000, 200_000), 1, damaged=(1,)),
        Case("tiff-flat", lambda: by_hand(0, 0), EITHER),
        Case("tiff-pixels-missing", lambda: by_hand(400, 400), 1, damaged=(1,)),
        Case("tiff-second-page-damaged", second_page_damaged, 3, damaged=(2,)),
    ]
    found += [Case(f"tiff-cut-{one}", lambda one=one: cut(good, one), EITHER) for one in (0.05, 0.3, 0.7, 0.98)]
    found += [Case(f"tiff-flipped-{one}", lambda one=one: flipped(good, one), EITHER) for one in range(12)]
    jpegged = tiff("RGB", "jpeg")
    found += [Case(f"tiff-jpeg-flipped-{one}", lambda one=one: flipped(jpegged, one), EITHER) for one in range(6)]
    faxed = pages(2, compression="group4")
    found += [Case(f"tiff-fax-flipped-{one}", lambda one=one: flipped(faxed, one), EITHER) for one in range(6)]
    found += [Case(f"tiff-fax-cut-{one}", lambda one=one: cut(faxed, one), EITHER) for one in (0.3, 0.8)]
    return found
