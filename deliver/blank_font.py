"""A font without ink for text that lies under a picture: one blank glyph for every character, embedded whole.

What a character is, only its entry in the ToUnicode map says. So every character has a place, 髙, 﨑 and 𠮷 too, and a
variation selector stays with its letter. Refuses the number 0: that glyph is .notdef, which PDF/A forbids to show.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

NAME, UNITS = "TsuzuriBlank", 1000
_BLANK = 1  # glyph number
_MAP_LINES = 100  # of one block of a CMap (Adobe technical note 5014)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Characters of a document with their numbers, from 1, in order of appearance."""

    numbers: dict[str, int]

    def shown(self, text: str) -> bytes:
        """The operand of Tj."""
        return b"".join(struct.pack(">H", self.numbers[sign]) for sign in signs(text))

    def to_unicode(self) -> bytes:
        lines = [f"<{number:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign, number in self.numbers.items()]
        blocks = [lines[at : at + _MAP_LINES] for at in range(0, len(lines), _MAP_LINES)]
        said = "\n".join(f"{len(one)} beginbfchar\n" + "\n".join(one) + "\nendbfchar" for one in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /TsuzuriBlank-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{said}\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")

    def glyphs(self) -> bytes:
        """CIDToGIDMap: number 0 is .notdef, every other the blank glyph."""
        return struct.pack(">H", 0) + struct.pack(">H", _BLANK) * max(self.numbers.values(), default=0)


def signs(text: str) -> list[str]:
    """Characters as people count them: a variation selector belongs to the letter before it."""
    found: list[str] = []
    for sign in text:
        if found and ("\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def numbered(texts: Iterable[str]) -> Numbered:
    numbers: dict[str, int] = {}
    for text in texts:
        for sign in signs(text):
            numbers.setdefault(sign, len(numbers) + 1)
    return Numbered(numbers)


def font_file() -> bytes:
    """A TrueType font of .notdef and one blank glyph, each as wide as it is high (OpenType 1.9, required tables)."""
    tables = {
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, UNITS, 0, 0, *([0] * 9)),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, UNITS, *([0] * 3), 1, *([0] * 7), 2),
        b"hmtx": struct.pack(">HhHh", UNITS, 0, UNITS, 0),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, *([0] * 4), 2, *([0] * 8)),
        b"loca": struct.pack(">HHH", 0, 0, 0),
        b"glyf": b"\0\0\0\0",
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
        b"cmap": struct.pack(">HHHHI12H", 0, 1, 3, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
    }  # fmt: skip
    head = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 0)
    place = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for name, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        directory += name + struct.pack(">III", _sum_of(padded), place + len(body), len(data))
        body += padded
    return head + directory + body


def _sum_of(data: bytes) -> int:
    return int(sum(struct.unpack(f">{len(data) // 4}I", data))) & 0xFFFFFFFF
