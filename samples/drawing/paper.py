"""A sheet being drawn: its pixels and a note of everything put on it. One mm is 300/25.4 px.

Refuses nothing; what lies outside the sheet is simply not seen.
"""

from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.truth import Box, Facts, Line, Mark, Seen, Stamp

DPI = 300
A4_MM = (210.0, 297.0)
BLACK = (18, 18, 22)
VERMILION = (206, 52, 42)


def px(mm: float) -> int:
    return round(mm * DPI / 25.4)


def pt(points: float) -> int:
    """Type size in px."""
    return round(points * DPI / 72)


class Sheet:
    """White paper at 300 dpi. `rng` decides every irregularity of the hand, so equal seeds give equal sheets."""

    def __init__(self, rng: Random, *, size_mm: tuple[float, float] = A4_MM) -> None:
        self.image = Image.new("RGB", (px(size_mm[0]) // 2 * 2, px(size_mm[1])), (255, 255, 255))
        self.pen = ImageDraw.Draw(self.image)
        self.rng = rng
        self.seen = Seen()
        self.facts = Facts("unknown")

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height

    def ink(self, mask: Image.Image, at: tuple[int, int], *, colour: tuple[int, int, int]) -> None:
        self.image.paste(colour, (at[0], at[1], at[0] + mask.width, at[1] + mask.height), mask)

    def multiply(self, layer: Image.Image, at: tuple[int, int]) -> None:
        """Lay translucent ink (an RGB picture, white = nothing) over what is there, as a seal does."""
        box = (at[0], at[1], at[0] + layer.width, at[1] + layer.height)
        self.image.paste(ImageChops.multiply(self.image.crop(box), layer), box)

    def rule(self, box: Box, *, width: int = 2, dashed: bool = False) -> None:
        """A straight ruled line from (x, y) over (width, height) px; one of the two is 0."""
        x, y, dx, dy = box
        if not dashed:
            self.pen.line((x, y, x + dx, y + dy), fill=BLACK, width=width)
            return
        length = max(dx, dy)
        for start in range(0, length, 18):
            stop = min(start + 9, length)
            ends = (x + start, y, x + stop, y) if dx else (x, y + start, x, y + stop)
            self.pen.line(ends, fill=BLACK, width=width)

    def frame(self, box: Box, *, width: int = 2) -> None:
        x, y, dx, dy = box
        self.pen.rectangle((x, y, x + dx, y + dy), outline=BLACK, width=width)

    def note(self, thing: Line | Mark | Stamp) -> None:
        if isinstance(thing, Line):
            self.seen.lines.append(thing)
        elif isinstance(thing, Mark):
            self.seen.marks.append(thing)
        else:
            self.seen.stamps.append(thing)

    def place(self, tag: str, box: Box) -> None:
        for name in tag.split():
            self.seen.places.setdefault(name, []).append(box)
