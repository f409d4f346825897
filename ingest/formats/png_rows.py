"""Whether a PNG holds all of its rows: decoders fill what a short one lacks with black or white and say nothing.

Counts unpacked bytes in small pieces, so that a bomb costs time for its claimed size at most, never memory.
"""

import struct
import zlib
from collections.abc import Iterator

_START, _CHUNK_HEAD = 8, 8
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PIECE_BYTES = 1 << 18
# Adam7 (PNG specification, section 8.2): first column, first row, step across, step down of each pass.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def missing_bytes(data: bytes) -> int:
    """How many bytes of pixels a PNG lacks; 0 for a whole one and for one whose header this file does not know."""
    if len(data) < 33:
        return 0
    width, height, depth, kind, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    bits = depth * _CHANNELS.get(kind, 0)
    wanted = _wanted(width, height, bits=bits, interlaced=bool(interlaced))
    return max(0, wanted - _held(data, most=wanted)) if bits else 0


def _wanted(width: int, height: int, *, bits: int, interlaced: bool) -> int:
    if not interlaced:
        return (1 + (width * bits + 7) // 8) * height
    total = 0
    for left, top, across, down in _PASSES:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += (1 + (columns * bits + 7) // 8) * rows
    return total


def _held(data: bytes, *, most: int) -> int:
    packer, found = zlib.decompressobj(), 0
    for body in _bodies(data):
        rest = body
        while rest and found < most:
            found += len(packer.decompress(rest, _PIECE_BYTES))
            rest = packer.unconsumed_tail
    return found + len(packer.flush()) if found < most else found


def _bodies(data: bytes) -> Iterator[bytes]:
    """The contents of each IDAT chunk; a chunk that leaves the file gives what is there."""
    place = _START
    while place + _CHUNK_HEAD <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        if name == b"IDAT":
            yield data[place + _CHUNK_HEAD : place + _CHUNK_HEAD + length]
        place += _CHUNK_HEAD + length + 4
