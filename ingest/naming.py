r"""How a path is written in messages and keys: one printable line, whatever bytes the name holds.

Refuses no name: undecodable bytes, control, direction and invisible characters and the backslash become escapes
(`\x83`, `\u202e`), so two different names never look alike.
"""

import os
import re
from pathlib import Path

_DIGITS = re.compile(r"([0-9]+)")


def shown(path: Path | str) -> str:
    """`path` on one line; equal only for equal paths."""
    return "".join(_visible(char) for char in os.fspath(path))


def _visible(char: str) -> str:
    point = ord(char)
    if 0xDC80 <= point <= 0xDCFF:  # a byte that is not UTF-8, as os.fsdecode carries it
        return f"\\x{point - 0xDC00:02x}"
    if char == "\\":
        return "\\\\"
    if char == " " or char.isprintable():
        return char
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts `page2` before `page10`; full order, so equal only for equal names."""
    parts = _DIGITS.split(name)
    found = [(1, int(part), part) if index % 2 else (0, 0, part) for index, part in enumerate(parts)]
    return tuple(found)
