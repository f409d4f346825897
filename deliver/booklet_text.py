"""The unseen text of a page: each line where it stands on the scan, in reading order, characters close together.

A vertical line runs downwards like its ink, a page that lay on its side keeps its text with it. Refuses gaps between
the characters of a line, and a lean of its own: programs that copy text would make spaces and new lines of them.
"""

from collections.abc import Iterable
from math import hypot

from deliver.blank_font import UNITS, Numbered, signs
from domain.page import Direction, OcrLine, Page

_INVISIBLE, _FOOT = 3, 0.12  # the type stands this share of its height above the box's edge
_SPACE = 0.5  # of a character's width: a whole one would read as the gutter between two columns


def text_layer(lines: Iterable[OcrLine], page: Page, *, letters: Numbered, height_px: int, scale: float) -> bytes:
    """Operators of a content stream. `height_px` of the scan, `scale` points a pixel of it."""
    shown = [_line(line, page, letters=letters, height_px=height_px, scale=scale) for line in lines]
    return b"\n".join((b"BT %d Tr" % _INVISIBLE, *shown, b"ET\n")) if shown else b""


def _line(line: OcrLine, page: Page, *, letters: Numbered, height_px: int, scale: float) -> bytes:
    """Laid around the middle of its box, along the axis nearest to the one it runs along on the scan."""
    to, box = page.to_scan, line.box
    is_vertical = line.direction is Direction.VERTICAL
    length_px, size_px = (box.height, box.width) if is_vertical else (box.width, box.height)
    fine = scale * hypot(to.a, to.d)
    size, length = max(size_px * fine, 0.1), max(length_px * fine, 0.1)
    ahead = _axis(to.b, to.e) if is_vertical else _axis(to.a, to.d)
    above = (-ahead[1], ahead[0])
    across, down = to.apply(*box.centre)
    middle = across * scale, (height_px - down) * scale
    back = 0.5 - _FOOT
    start = [middle[at] - ahead[at] * length / 2 - above[at] * size * back for at in (0, 1)]
    units = sum(_SPACE if sign.isspace() else 1.0 for sign in signs(line.text))
    matrix = f"{ahead[0]} {ahead[1]} {above[0]} {above[1]} {start[0]:.3f} {start[1]:.3f}"
    shown = _shown(line.text, letters)
    return f"/F0 {size:.3f} Tf {100 * length / (units * size):.4f} Tz {matrix} Tm [{shown}] TJ".encode("ascii")


def _axis(across: float, down: float) -> tuple[int, int]:
    """The nearest of the four directions, in PDF's sense: upwards counts."""
    if abs(across) >= abs(down):
        return (1 if across > 0 else -1), 0
    return 0, (-1 if down > 0 else 1)


def _shown(text: str, letters: Numbered) -> str:
    parts, run = [], ""
    for sign in signs(text):
        run += letters.shown(sign).hex().upper()
        if sign.isspace():
            parts += [f"<{run}>", str(round(UNITS * (1 - _SPACE)))]
            run = ""
    return " ".join((*parts, f"<{run}>") if run else parts)
