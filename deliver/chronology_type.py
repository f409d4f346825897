"""Type for the printed page: the embedded Japanese font and the breaking of lines. Refuses to print without the font.

The font is a TrueType one, embedded in the page, so that every office sees the same characters on every computer.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from domain.errors import ConfigError

FONT, FILE = "IPAexGothic", "ipaexg.ttf"
NO_GLYPH = "〓"
_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "C:/Windows/Fonts")
_NOT_FIRST = "、。，．）」』】〕々ー？！%％・"
_NOT_LAST = "（「『【〔"
_PIECE = re.compile("[0-9A-Za-z:./]{2,14}|.")


@cache
def font() -> str:
    """The font's name, registered. Raises ConfigError when the computer has none."""
    pdfmetrics.registerFont(TTFont(FONT, font_path()))
    return FONT


@cache
def font_path() -> str:
    """Where the font lies. Raises ConfigError when the computer has none."""
    for place in _PLACES:
        for folder, _, names in os.walk(Path(place).expanduser()):
            if FILE in names:
                return str(Path(folder) / FILE)
    raise ConfigError(f"{FILE} is not on this computer: apt install fonts-ipaexfont-gothic")


def without_glyph(text: str) -> set[str]:
    """Characters of the text that the font cannot draw."""
    known = pdfmetrics.getFont(font()).face.charToGlyph
    return {char for char in text if ord(char) not in known and not char.isspace()}


def drawable(text: str) -> str:
    """What has no glyph becomes 〓, in sight; line breaks become spaces."""
    missing = without_glyph(text)
    return "".join(NO_GLYPH if char in missing else char for char in " ".join(text.split("\n")))


def width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font(), size))


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
