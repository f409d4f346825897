"""Single pictures seldom met: moving PNG, AVIF, 16 bits, profiles, bombs of every kind, names that lie."""

import struct
import zlib

import numpy as np
from PIL import Image, PngImagePlugin

from tests.faults.case import EITHER, Case, cut, drawing, flipped, saved


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_by_hand(width: int, height: int, *, packed: bytes, extra: bytes = b"", depth: int = 8, kind: int = 0) -> bytes:
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def png_rows(width: int, height: int) -> bytes:
    return zlib.compress(b"".join(b"\0" + b"\xf0" * width for _ in range(height)))


def text_bomb() -> bytes:
    """A comment of 100 kB that unpacks to 100 MB."""
    words = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    return png_by_hand(200, 300, packed=png_rows(200, 300), extra=words)


def moving_png() -> bytes:
    first = drawing("RGB")
    return saved(first, "PNG", save_all=True, append_images=[first.rotate(180)], default_image=True)


def wide_png(mode: str) -> bytes:
    grey = np.asarray(drawing("L")).astype(np.uint16) * 257
    if mode == "grey":
        return saved(Image.fromarray(grey), "PNG")
    rows = b"".join(b"\0" + np.repeat(row, 3).astype(">u2").tobytes() for row in grey)
    return png_by_hand(240, 330, packed=zlib.compress(rows), depth=16, kind=2)


def commented_png() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_itxt("Comment", "../../etc/passwd\0\u202e" * 50, zip=True)
    return saved(drawing("L"), "PNG", pnginfo=words)


def bmp_claiming(width: int, height: int) -> bytes:
    data = bytearray(saved(drawing("RGB"), "BMP"))
    struct.pack_into("<ii", data, 18, width, height)
    return bytes(data)


def webp_claiming() -> bytes:
    """Claims 16,383 pixels a side, the most that the format can say (14 bits each after the signature byte)."""
    data = bytearray(saved(drawing("RGB"), "WEBP", lossless=True))
    place = data.index(b"VP8L") + 9
    most = (16_383 - 1) | (16_383 - 1) << 14
    kept = struct.unpack_from("<I", data, place)[0] & ~((1 << 28) - 1)
    struct.pack_into("<I", data, place, kept | most)
    return bytes(data)


def jp2_claiming(side: int) -> bytes:
    data = bytearray(saved(drawing("L"), "JPEG2000", no_jp2=True))
    place = data.index(b"\xff\x51") + 6
    struct.pack_into(">II", data, place, side, side)
    return bytes(data)


def many_scans() -> bytes:
    """A progressive JPEG whose last scan is repeated thousands of times."""
    data = saved(drawing("L"), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 3000 + b"\xff\xd9"


def profiled() -> bytes:
    return saved(drawing("RGB"), "JPEG", icc_profile=b"\xff" * 60_000)


def twelve_bits() -> bytes:
    data = bytearray(saved(drawing("L"), "JPEG"))
    data[data.index(b"\xff\xc0") + 4] = 12
    return bytes(data)


def exif_loop() -> bytes:
    """EXIF whose directory points at itself."""
    body = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    return saved(drawing("RGB"), "JPEG", exif=b"Exif\0\0" + body)


def cases() -> list[Case]:
    jp2 = saved(drawing("RGB"), "JPEG2000")
    found = [
        Case("png-moving-again", moving_png, "UnknownFormat"),
        Case("png-16-grey-again", lambda: wide_png("grey"), 1),
        Case("png-16-rgb-again", lambda: wide_png("rgb"), 1),
        Case("png-comments", commented_png, 1),
        Case("png-text-bomb", text_bomb, EITHER),
        Case("png-60000-wide-again", lambda: png_by_hand(60_000, 3, packed=png_rows(60_000, 3)), 1),
        Case("png-60000-high", lambda: png_by_hand(3, 60_000, packed=png_rows(3, 60_000)), 1),
        Case("png-60000-square", lambda: png_by_hand(60_000, 60_000, packed=png_rows(9, 9)), "OversizePaper"),
        Case("png-no-width", lambda: png_by_hand(0, 10, packed=png_rows(1, 10)), EITHER),
        Case("png-rows-missing", lambda: png_by_hand(200, 300, packed=png_rows(200, 100)), 1, damaged=(1,)),
        Case("bmp-bomb", lambda: bmp_claiming(60_000, 60_000), "OversizePaper"),
        Case("bmp-upside-down", lambda: bmp_claiming(240, -330), 1),
        Case("bmp-negative-width", lambda: bmp_claiming(-240, 330), EITHER),
        Case("webp-largest", webp_claiming, "OversizePaper"),
        Case("webp-cut", lambda: cut(saved(drawing("RGB"), "WEBP"), 0.5), EITHER),
        Case("jpeg2000-bomb", lambda: jp2_claiming(60_000), "OversizePaper"),
        Case("jpeg2000-cut-again", lambda: cut(jp2, 0.4), EITHER),
        Case("jpeg2000-bare", lambda: saved(drawing("L"), "JPEG2000", no_jp2=True), 1),
        Case("jpeg-3000-scans", many_scans, EITHER),
        Case("jpeg-wild-profile", profiled, 1),
        Case("jpeg-12-bits", twelve_bits, EITHER),
        Case("jpeg-exif-loop", exif_loop, 1),
        Case("jpeg-two-in-one", lambda: saved(drawing("L"), "JPEG") * 2, EITHER),
        Case("avif", lambda: saved(drawing("RGB"), "AVIF"), "UnknownFormat"),
        Case(
            "gif-moving",
            lambda: saved(drawing("L"), "GIF", save_all=True, append_images=[drawing("L")]),
            "UnknownFormat",
        ),
        Case("ico", lambda: saved(drawing("RGB", (64, 64)), "ICO"), "UnknownFormat"),
        Case("psd", lambda: b"8BPS\0\1" + bytes(600), "UnknownFormat"),
        Case("dcx", lambda: struct.pack("<I", 987654321) + bytes(600), "UnknownFormat"),
        Case("tiff-name-only", lambda: b"II", "UnknownFormat"),
        Case("pdf-in-text", lambda: b"see %PDF-1.4 for details\n" * 3, "DamagedPaper"),
    ]
    found += [
        Case(f"webp-spoilt-{one}", lambda one=one: flipped(saved(drawing("RGB"), "WEBP"), one), EITHER)
        for one in range(4)
    ]
    found += [
        Case(f"bmp-spoilt-{one}", lambda one=one: flipped(saved(drawing("RGB"), "BMP"), one), EITHER)
        for one in range(3)
    ]
    return found
