"""TIFFs that Pillow cannot write, laid down byte by byte: tiles, planes, bit depths, old JPEG, sub-pages."""

import struct
from collections.abc import Sequence

import numpy as np

from tests.faults.case import EITHER, Case, drawing, saved

Tag = tuple[int, int, Sequence[int]]
_SIZES = {1: 1, 3: 2, 4: 4, 5: 8, 13: 4, 16: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q"}
DEFLATE, OLD_JPEG, JBIG, JPEG2000_TIFF = 8, 6, 34661, 34712


def laid_down(blocks: Sequence[bytes], tags: Sequence[Tag], *, order: str = "<", places: int = 273) -> bytes:
    """One page: header, blocks of pixels, directory. `places`: 273 for strips, 324 for tiles."""
    out = bytearray((b"II*\0" if order == "<" else b"MM\0*") + bytes(4))
    starts = []
    for one in blocks:
        starts.append(len(out))
        out += one + b"\0" * (len(one) % 2)
    sizes = 279 if places == 273 else 325
    entries = sorted([*tags, (places, 4, starts), (sizes, 4, [len(one) for one in blocks])])
    packed = []
    for tag, kind, values in entries:
        data = struct.pack(f"{order}{len(values)}{_LETTERS[kind]}", *values)
        if len(data) > 4:
            where = len(out)
            out += data + b"\0" * (len(data) % 2)
            data = struct.pack(f"{order}I", where)
        packed.append(struct.pack(f"{order}HHI", tag, kind, len(values)) + data.ljust(4, b"\0"))
    struct.pack_into(f"{order}I", out, 4, len(out))
    return bytes(out + struct.pack(f"{order}H", len(packed)) + b"".join(packed) + bytes(4))


def described(width: int, height: int, *, bits: Sequence[int], kind: int = 1, packing: int = 1) -> list[Tag]:
    """`kind`: photometric interpretation; `packing`: compression."""
    return [
        (256, 4, [width]),
        (257, 4, [height]),
        (258, 3, list(bits)),
        (259, 3, [packing]),
        (262, 3, [kind]),
        (277, 3, [len(bits)]),
    ]


def grey(size: tuple[int, int] = (240, 330)) -> np.ndarray:
    return np.asarray(drawing("L", size))


def packed_bits(values: np.ndarray, bits: int) -> bytes:
    """Rows of `bits`-wide samples, each row padded to a whole byte, highest bit first."""
    rows = (values[:, :, None].astype(np.uint32) >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(rows.reshape(len(values), -1).astype(np.uint8), axis=1).tobytes()


def of_depth(bits: int, *, order: str = "<", kind: int = 1) -> bytes:
    values = grey().astype(np.uint32) * ((1 << bits) - 1) // 255
    data = values.astype(f"{order}u{bits // 8}").tobytes() if bits in (8, 16, 32) else packed_bits(values, bits)
    return laid_down([data], [*described(240, 330, bits=[bits], kind=kind), (278, 4, [330])], order=order)


def tiled(side: int = 64, *, missing: int = 0) -> bytes:
    """Tiles of `side` px; `missing` of them are only half there."""
    whole = grey((256, 384))
    tiles = [
        np.ascontiguousarray(whole[y : y + side, x : x + side]).tobytes()
        for y in range(0, 384, side)
        for x in range(0, 256, side)
    ]
    tiles = [one[: side * side // 2] if number < missing else one for number, one in enumerate(tiles)]
    tags = [*described(256, 384, bits=[8]), (322, 4, [side]), (323, 4, [side])]
    return laid_down(tiles, tags, places=324)


def planar(bits: int = 8) -> bytes:
    """Red, green and blue one after the other instead of pixel by pixel."""
    colour = np.asarray(drawing("RGB")).astype(np.uint16)
    planes = [
        (colour[:, :, index] * (257 if bits == 16 else 1)).astype(f"<u{bits // 8}").tobytes() for index in range(3)
    ]
    return laid_down(planes, [*described(240, 330, bits=[bits] * 3, kind=2), (278, 4, [330]), (284, 3, [2])])


def wide_colour() -> bytes:
    colour = (np.asarray(drawing("RGB")).astype("<u2") * 257).tobytes()
    return laid_down([colour], [*described(240, 330, bits=[16] * 3, kind=2), (278, 4, [330])])


def old_jpeg() -> bytes:
    """Compression 6, withdrawn in 1995 and still written by some fax servers."""
    data = saved(drawing("L"), "JPEG")
    tags = [*described(240, 330, bits=[8], packing=OLD_JPEG), (278, 4, [330]), (513, 4, [8]), (514, 4, [len(data)])]
    return laid_down([data], tags)


def packed_as(packing: int, data: bytes) -> bytes:
    return laid_down([data], [*described(240, 330, bits=[8], packing=packing), (278, 4, [330])])


def with_sub_pages() -> bytes:
    """A page whose directory names two smaller versions of itself, which are no pages."""
    return laid_down([grey().tobytes()], [*described(240, 330, bits=[8]), (278, 4, [330]), (330, 13, [8, 8])])


def one_strip_a_row() -> bytes:
    rows = [row.tobytes() for row in grey()]
    return laid_down(rows, [*described(240, 330, bits=[8]), (278, 4, [1])])


def without(tag: int) -> bytes:
    tags = [one for one in [*described(240, 330, bits=[8]), (278, 4, [330])] if one[0] != tag]
    return laid_down([grey().tobytes()], tags)


def upside_down_bits() -> bytes:
    """Fill order 2: the lowest bit of a byte is the leftmost pixel."""
    two = np.packbits(grey() > 128, axis=1, bitorder="little").tobytes()
    return laid_down([two], [*described(240, 330, bits=[1]), (266, 3, [2]), (278, 4, [330])])


def counted_wildly() -> bytes:
    """A directory that claims 65,535 entries."""
    data = bytearray(laid_down([grey().tobytes()], [*described(240, 330, bits=[8]), (278, 4, [330])]))
    struct.pack_into("<H", data, struct.unpack_from("<I", data, 4)[0], 0xFFFF)
    return bytes(data)


def big_chain_outside() -> bytes:
    """BigTIFF whose first directory lies beyond any disk."""
    return b"II+\0" + struct.pack("<HHQ", 8, 0, 1 << 61) + bytes(64)


def cases() -> list[Case]:
    found = [Case(f"tiff-depth-{bits}", lambda bits=bits: of_depth(bits), 1) for bits in (2, 4, 8, 16)]
    found += [
        Case(f"tiff-depth-{bits}", lambda bits=bits: of_depth(bits), EITHER) for bits in (1, 6, 10, 12, 14, 24, 32)
    ]
    found += [
        Case("tiff-depth-16-big-endian", lambda: of_depth(16, order=">"), 1),
        Case("tiff-depth-4-white-is-0", lambda: of_depth(4, kind=0), 1),
        Case("tiff-depth-16-white-is-0", lambda: of_depth(16, kind=0), EITHER),
        Case("tiff-rgb-16", wide_colour, EITHER),
        Case("tiff-planar-8", planar, 1),
        Case("tiff-planar-16", lambda: planar(16), EITHER),
        Case("tiff-tiles-64", tiled, 1),
        Case("tiff-tiles-16", lambda: tiled(16), 1),
        Case("tiff-tiles-half-missing", lambda: tiled(missing=5), 1, damaged=(1,)),
        Case("tiff-old-jpeg", old_jpeg, EITHER),
        Case("tiff-jbig", lambda: packed_as(JBIG, bytes(500)), "DamagedPaper"),
        Case("tiff-jpeg2000", lambda: packed_as(JPEG2000_TIFF, saved(drawing("L"), "JPEG2000")), EITHER),
        Case("tiff-unknown-packing", lambda: packed_as(12345, bytes(500)), "DamagedPaper"),
        Case("tiff-deflate-rubbish", lambda: packed_as(DEFLATE, b"\xff" * 900), 1, damaged=(1,)),
        Case("tiff-sub-pages", with_sub_pages, 1),
        Case("tiff-strip-a-row", one_strip_a_row, 1),
        Case("tiff-fill-order-2", upside_down_bits, 1),
        Case("tiff-65535-entries", counted_wildly, EITHER),
        Case("tiff-bigtiff-chain-outside", big_chain_outside, "DamagedPaper"),
    ]
    found += [
        Case(f"tiff-without-{tag}", lambda tag=tag: without(tag), EITHER) for tag in (256, 257, 258, 262, 277, 278)
    ]
    return found
