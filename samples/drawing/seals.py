"""Seals in vermilion: surname seals, the printed ㊞ place, round date stamps, square office seals, words like 秘.

Ink is translucent and uneven: what lies under a seal still shows.
"""

import math

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing import fonts
from drawing.paper import VERMILION, Sheet, px
from drawing.truth import Box, Stamp

WHITE = (255, 255, 255)


def _worn(sheet: Sheet, ink: Image.Image) -> Image.Image:
    """A mask (L) made uneven like ink from a pad: blotches and a slightly dry rim."""
    source = np.random.default_rng(sheet.rng.getrandbits(32))
    coarse = source.uniform(0.55, 1.0, (max(2, ink.height // 24), max(2, ink.width // 24)))
    blotch = Image.fromarray((coarse * 255).astype(np.uint8)).resize(ink.size, Image.Resampling.BICUBIC)
    fine = Image.fromarray(source.integers(190, 256, (ink.height, ink.width), dtype=np.uint8))
    return ImageChops.multiply(ImageChops.multiply(ink, blotch), fine)


def _press(sheet: Sheet, mask: Image.Image, *, centre: tuple[int, int], turn_deg: float) -> Box:
    """Put the mask on the paper in vermilion; gives its box."""
    mask = mask.rotate(turn_deg, resample=Image.Resampling.BICUBIC, expand=True)
    mask = _worn(sheet, mask.filter(ImageFilter.GaussianBlur(0.8)))
    layer = Image.composite(Image.new("RGB", mask.size, VERMILION), Image.new("RGB", mask.size, WHITE), mask)
    at = (centre[0] - mask.width // 2, centre[1] - mask.height // 2)
    sheet.multiply(layer, at)
    return at[0], at[1], mask.width, mask.height


def _word(draw: ImageDraw.ImageDraw, text: str, *, centre: tuple[float, float], size: int, face: str) -> None:
    """Characters side by side round `centre`, each in a face that has it."""
    shapes = [fonts.glyph(face, char, size_px=size) for char in text]
    x = centre[0] - sum(shape.advance for shape in shapes) / 2
    for shape in shapes:
        at = (round(x + shape.left), round(centre[1] - size * 0.5 + shape.top))
        draw.bitmap(at, shape.mask, fill=255)
        x += shape.advance


def surname(sheet: Sheet, name: str, *, centre: tuple[int, int], diameter_mm: float = 10.0, noted: bool = True) -> Box:
    """認印: a ring with the surname written downwards."""
    size = px(diameter_mm)
    mask = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    rim = max(3, size // 26)
    draw.ellipse((1, 1, size - 2, size - 2), outline=255, width=rim)
    each = round(size * (0.42 if len(name) <= 2 else 0.82 / len(name)))
    for number, char in enumerate(name):
        y = size / 2 + (number - (len(name) - 1) / 2) * each * 0.98
        _word(draw, char, centre=(size / 2, y), size=each, face="mj-mincho")
    box = _press(sheet, mask, centre=centre, turn_deg=sheet.rng.uniform(-12, 12))
    if noted:
        sheet.note(Stamp(name, box))
    return box


def received(sheet: Sheet, rows: tuple[str, str, str], *, centre: tuple[int, int], diameter_mm: float = 28.0) -> Box:
    """受付印: double ring, office above, the turning date in the middle band, 受付 below."""
    size = px(diameter_mm)
    mask = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((2, 2, size - 3, size - 3), outline=255, width=6)
    inset = size // 18
    draw.ellipse((inset, inset, size - 1 - inset, size - 1 - inset), outline=255, width=3)
    half = math.sqrt((size / 2 - inset) ** 2 - (size * 0.14) ** 2)
    for y in (size * 0.36, size * 0.64):
        draw.line((size / 2 - half, y, size / 2 + half, y), fill=255, width=4)
    top = round(min(size * 0.15, size * 0.62 / max(1, len(rows[0]))))
    _word(draw, rows[0], centre=(size / 2, size * 0.25), size=top, face="gothic")
    _word(draw, rows[1], centre=(size / 2, size * 0.50), size=round(size * 0.17), face="gothic")
    _word(draw, rows[2], centre=(size / 2, size * 0.76), size=round(size * 0.14), face="gothic")
    box = _press(sheet, mask, centre=centre, turn_deg=sheet.rng.uniform(-5, 5))
    sheet.note(Stamp("".join(rows), box))
    return box


def word(sheet: Sheet, text: str, *, centre: tuple[int, int], size_mm: float = 7.0, ring: bool = False) -> Box:
    """A rubber stamp: words in a frame (取扱注意, FAX済) or one character in a ring (秘)."""
    size = px(size_mm)
    width = size * 2 if ring else round(size * (len(text) + 0.7))
    height = size * 2 if ring else round(size * 1.5)
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    edge = (2, 2, width - 3, height - 3)
    if ring:
        draw.ellipse(edge, outline=255, width=6)
    else:
        draw.rectangle(edge, outline=255, width=6)
    _word(draw, text, centre=(width / 2, height / 2), size=size, face="gothic")
    box = _press(sheet, mask, centre=centre, turn_deg=sheet.rng.uniform(-3, 3))
    sheet.note(Stamp(text, box))
    return box


def office(sheet: Sheet, text: str, *, centre: tuple[int, int], size_mm: float = 22.0) -> Box:
    """公印: a square seal, columns from right to left."""
    size = px(size_mm)
    mask = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((3, 3, size - 4, size - 4), outline=255, width=9)
    columns = math.ceil(math.sqrt(len(text)))
    rows = math.ceil(len(text) / columns)
    each = (size - 36) / max(rows, columns)
    for number, char in enumerate(text):
        column, row = divmod(number, rows)
        centre_of = (size - 18 - (size - 36) * (column + 0.5) / columns, 18 + (size - 36) * (row + 0.5) / rows)
        _word(draw, char, centre=centre_of, size=round(each * 0.95), face="mj-mincho")
    box = _press(sheet, mask, centre=centre, turn_deg=sheet.rng.uniform(-1.5, 1.5))
    sheet.note(Stamp(text, box))
    return box
