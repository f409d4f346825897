"""Which characters a font file can draw, read from its `cmap` table, so that no paper shows an empty box.

Refuses nothing: a subtable format it does not know counts as drawing nothing.
"""

import struct
from pathlib import Path


def characters(path: Path, index: int = 0) -> frozenset[int]:
    """Code points mapped to a glyph other than glyph 0 (OpenType specification, `cmap` formats 4 and 12)."""
    with path.open("rb") as file:
        head = file.read(12)
        start = 0
        if head[:4] == b"ttcf":
            file.seek(12 + 4 * index)
            start = struct.unpack(">I", file.read(4))[0]
            file.seek(start)
            head = file.read(12)
        for _ in range(struct.unpack(">H", head[4:6])[0]):
            tag, _, offset, length = struct.unpack(">4sIII", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return _read(file.read(length))
    return frozenset()


def _read(table: bytes) -> frozenset[int]:
    found: set[int] = set()
    for number in range(struct.unpack(">H", table[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHI", table[4 + 8 * number : 12 + 8 * number])
        if (platform, encoding) not in {(0, 3), (0, 4), (3, 1), (3, 10)}:
            continue
        kind = struct.unpack(">H", table[offset : offset + 2])[0]
        if kind == 4:
            found |= _segments(table[offset:])
        elif kind == 12:
            found |= _groups(table[offset:])
    return frozenset(found)


def _segments(table: bytes) -> set[int]:
    count = struct.unpack(">H", table[6:8])[0] // 2
    words = struct.unpack(f">{len(table) // 2}H", table[: len(table) // 2 * 2])
    ends, starts = 7, 8 + count
    deltas, ranges = starts + count, starts + 2 * count
    found = set()
    for segment in range(count):
        for code in range(words[starts + segment], words[ends + segment] + 1):
            shift = words[ranges + segment]
            if shift == 0:
                glyph = (code + words[deltas + segment]) & 0xFFFF
            else:
                at = ranges + segment + shift // 2 + code - words[starts + segment]
                glyph = words[at] if at < len(words) else 0
            if glyph and code != 0xFFFF:
                found.add(code)
    return found


def _groups(table: bytes) -> set[int]:
    found: set[int] = set()
    for number in range(struct.unpack(">I", table[12:16])[0]):
        first, last, glyph = struct.unpack(">III", table[16 + 12 * number : 28 + 12 * number])
        found.update(range(first if glyph else first + 1, last + 1))
    return found
