"""Broken and hostile JPEG, PNG, JPEG 2000, BMP and WebP files, made on the spot."""

import struct
import zlib

import cv2
import numpy as np
from PIL import Image

from tests.faults.case import EITHER, Case, cut, drawing, flipped, saved

JPEG = "JPEG"


def jpeg(mode: str = "RGB", **options: object) -> bytes:
    return saved(drawing(mode), JPEG, **options)


def oriented(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return jpeg(exif=exif)


def claims_size(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame header states another size than it holds."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, rows: bytes, *, depth: int = 1, colour: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def png_bomb() -> bytes:
    """Some 10 kB that unpack to 2.5 gigapixel."""
    packer = zlib.compressobj(9)
    row = bytes(1 + 50_000 // 8)
    rows = b"".join(packer.compress(row * 100) for _ in range(20)) + packer.flush()
    return png_of(50_000, 50_000, rows)


def wide_png() -> bytes:
    return png_of(60_000, 8, zlib.compress((b"\0" + b"\xff" * 7500) * 8))


def png16(channels: int) -> bytes:
    grey = np.asarray(drawing("L"), dtype=np.uint16) * 257
    picture = grey if channels == 1 else np.dstack([grey] * channels)
    return cv2.imencode(".png", picture)[1].tobytes()


def moving(kind: str) -> bytes:
    return saved(drawing("RGB"), kind, save_all=True, append_images=[drawing("RGB").rotate(90), drawing("RGB")])


def bad_crc() -> bytes:
    data = bytearray(saved(drawing("RGB"), "PNG"))
    data[data.index(b"IDAT") + 20] ^= 0xFF
    return bytes(data)


def jpegs() -> list[Case]:
    good = jpeg()
    cases = [
        Case("jpeg-rgb", jpeg, 1),
        Case("jpeg-grey", lambda: jpeg("L"), 1),
        Case("jpeg-cmyk", lambda: jpeg("CMYK"), 1),
        Case("jpeg-progressive", lambda: jpeg(progressive=True, quality=60), 1),
        Case("jpeg-dpi-72", lambda: jpeg(dpi=(72, 72)), 1),
        Case("jpeg-dpi-0", lambda: jpeg(dpi=(0, 0)), 1),
        Case("jpeg-fax-dpi", lambda: jpeg("L", dpi=(204, 98)), 1),
        Case("jpeg-one-pixel", lambda: saved(drawing(size=(120, 120)).resize((1, 1)), JPEG), 1),
        Case("jpeg-65500-wide", lambda: saved(Image.new("L", (65_500, 3), 200), JPEG), 1),
        Case("jpeg-trailing-rubbish", lambda: good + b"rubbish" * 50, 1),
        Case("jpeg-mpo", lambda: moving("MPO"), 1),
        Case("jpeg-bomb", lambda: claims_size(good, 65_000, 65_000), "OversizePaper"),
        Case("jpeg-no-width", lambda: claims_size(good, 0, 0), "DamagedPaper"),
        Case("jpeg-head-only", lambda: good[:20], "DamagedPaper"),
        Case("jpeg-magic-only", lambda: b"\xff\xd8\xff", "DamagedPaper"),
        Case("jpeg-no-end", lambda: good[:-2], "DamagedPaper"),
        Case("jpeg-long-segment", lambda: good[:2] + b"\xff\xe1\xff\xff" + good[2:], "DamagedPaper"),
        Case("jpeg-in-capital-markers", lambda: good[:2] + b"\xff" * 40 + good[2:], EITHER),
    ]
    cases += [Case(f"jpeg-orientation-{one}", lambda one=one: oriented(one), 1) for one in range(10)]
    cases += [Case(f"jpeg-cut-{one}", lambda one=one: cut(good, one), EITHER) for one in (0.1, 0.3, 0.5, 0.8, 0.97)]
    cases += [Case(f"jpeg-flipped-{one}", lambda one=one: flipped(good, one), EITHER) for one in range(10)]
    return cases


def others() -> list[Case]:
    good = saved(drawing("RGB"), "PNG", dpi=(300, 300))
    clear = drawing("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    jp2 = saved(drawing("RGB"), "JPEG2000")
    cases = [
        *(Case(f"png-{mode}", lambda mode=mode: saved(drawing(mode), "PNG"), 1) for mode in ("1", "L", "RGB", "LA")),
        Case("png-alpha", lambda: saved(clear, "PNG"), 1),
        Case("png-palette", lambda: saved(drawing("RGB").quantize(7), "PNG"), 1),
        Case("png-palette-clear", lambda: saved(drawing("RGB").quantize(7), "PNG", transparency=0), 1),
        Case("png-16-grey", lambda: png16(1), 1),
        Case("png-16-rgb", lambda: png16(3), 1),
        Case("png-2-bit", lambda: saved(drawing("L").quantize(4), "PNG", bits=2), 1),
        Case("png-one-pixel", lambda: saved(Image.new("1", (1, 1)), "PNG"), 1),
        Case("png-60000-wide", wide_png, 1),
        Case("png-bomb", png_bomb, "OversizePaper"),
        Case("png-moving", lambda: moving("PNG"), "UnknownFormat"),
        Case("png-crc", bad_crc, 1, damaged=(1,)),
        Case("png-no-pixels", lambda: png_of(40, 40, b""), 1, damaged=(1,)),
        Case("png-no-size", lambda: png_of(0, 0, b""), EITHER),
        Case("png-few-rows", lambda: png_of(80, 80, zlib.compress(b"\0" * 50)), 1, damaged=(1,)),
        Case("png-magic-only", lambda: b"\x89PNG\r\n\x1a\n", "DamagedPaper"),
        Case("png-wild-depth", lambda: png_of(40, 40, zlib.compress(b"\0" * 9000), depth=7, colour=5), "DamagedPaper"),
        Case("jpeg2000", lambda: jp2, 1),
        Case("jpeg2000-cut", lambda: cut(jp2, 0.3), EITHER),
        Case("bmp", lambda: saved(drawing("RGB"), "BMP"), 1),
        Case("bmp-cut", lambda: cut(saved(drawing("RGB"), "BMP"), 0.5), 1, damaged=(1,)),
        Case("webp", lambda: saved(drawing("RGB"), "WEBP"), 1),
        Case("webp-moving", lambda: moving("WEBP"), "UnknownFormat"),
    ]
    cases += [Case(f"png-cut-{one}", lambda one=one: cut(good, one), EITHER) for one in (0.2, 0.6, 0.95)]
    cases += [Case(f"png-flipped-{one}", lambda one=one: flipped(good, one), EITHER) for one in range(8)]
    cases += [Case(f"jpeg2000-flipped-{one}", lambda one=one: flipped(jp2, one), EITHER) for one in range(4)]
    return cases
