"""Type for the printed page: the embedded Japanese font and the breaking of lines. Refuses to print without the font.

The font is a TrueType one, embedded in the page, so that every office sees the same characters on every computer.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from domain.errors import ConfigError

FONT, FILE = "IPAexGothic", "ipaexg.ttf"
RARE, RARE_FILE = "IPAmjMincho", "ipamjm.ttf"
NO_GLYPH = "〓"
_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "C:/Windows/Fonts")
_NOT_FIRST = "、。，．）)］]」』】〕々ー？！%％・"
_NOT_LAST = "（(［[「『【〔"
_BEYOND = re.compile(rb"<([0-9A-Fa-f]{5,6})>")
_PIECE = re.compile("[0-9A-Za-z:./]{2,14}|.")


@cache
def font() -> str:
    """The font's name, registered. Raises ConfigError when the computer has none."""
    pdfmetrics.registerFont(TTFont(FONT, font_path()))
    return FONT


@cache
def font_path() -> str:
    """Where the font lies. Raises ConfigError when the computer has none."""
    found = _found(FILE)
    if not found:
        raise ConfigError(f"{FILE} is not on this computer: apt install fonts-ipaexfont-gothic")
    return found


@cache
def _rare() -> str:
    """The font for characters that the first lacks, such as 𠮷; "" where it is not installed."""
    path = _found(RARE_FILE)
    if path:
        pdfmetrics.registerFont(TTFont(RARE, path))
    return RARE if path else ""


def _found(file: str) -> str:
    for place in _PLACES:
        for folder, _, names in os.walk(Path(place).expanduser()):
            if file in names:
                return str(Path(folder) / file)
    return ""


def runs(text: str) -> list[tuple[str, str]]:
    """The text in pieces of one font each: (font's name, piece)."""
    known = _known(font())
    if all(ord(char) in known for char in text) or not _rare():
        return [(font(), text)] if text else []
    found: list[tuple[str, str]] = []
    rare = _known(_rare())
    for char in text:
        name = _rare() if ord(char) not in known and ord(char) in rare else font()
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + char)
        else:
            found.append((name, char))
    return found


def _known(name: str) -> dict[int, int]:
    glyphs: dict[int, int] = pdfmetrics.getFont(name).face.charToGlyph
    return glyphs


def without_glyph(text: str) -> set[str]:
    """Characters of the text that neither font can draw."""
    missing = {char for char in text if ord(char) not in _known(font()) and not char.isspace()}
    if missing and _rare():
        return {char for char in missing if ord(char) not in _known(_rare())}
    return missing


def drawable(text: str) -> str:
    """What has no glyph becomes 〓, in sight; line breaks become spaces."""
    missing = without_glyph(text)
    return "".join(NO_GLYPH if char in missing else char for char in " ".join(text.split("\n")))


def width(text: str, size: float) -> float:
    return sum(float(pdfmetrics.stringWidth(piece, name, size)) for name, piece in runs(text))


def broken(text: str, size: float, *, room: float) -> list[str]:
    """Lines no wider than `room`, but for a hanging 。 and the like; no bracket is left open at a line's end."""
    lines, line, used = [], "", 0.0
    for piece in _PIECE.findall(drawable(text)):
        wide = width(piece, size)
        if used + wide > room and piece not in _NOT_FIRST and line:
            kept = line.rstrip(_NOT_LAST) or line
            lines.append(kept)
            line = line[len(kept) :]
            used = width(line, size)
        line, used = line + piece, used + wide
    return [*lines, line] if line else lines


def cut(lines: list[str], most: int) -> list[str]:
    """The first lines, the last with … when something is left out."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def fitting(text: str, *, sizes: Iterator[float], room: float) -> tuple[str, float]:
    """The text at the first size that it fits the room with; at the last it is shortened with …"""
    text, size = drawable(text), 0.0
    for size in sizes:
        if width(text, size) <= room:
            return text, size
    while len(text) > 1 and width(text + "…", size) > room:
        text = text[:-1]
    return text + "…", size


def readable(data: bytes) -> bytes:
    """The same PDF, in which characters beyond U+FFFF are copied out as what they are.

    The writer puts their number into the map to Unicode where UTF-16 belongs: 𠮷 would come out as another sign.
    """
    with pikepdf.open(BytesIO(data)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and isinstance(one.get("/ToUnicode"), pikepdf.Stream):
                said = bytes(one.ToUnicode.read_bytes())
                one.ToUnicode.write(_BEYOND.sub(lambda hit: _utf_16(int(hit[1], 16)), said))
        held = BytesIO()
        document.save(held, deterministic_id=True)
    return held.getvalue()


def _utf_16(number: int) -> bytes:
    return b"<" + chr(number).encode("utf-16-be").hex().upper().encode() + b">"
