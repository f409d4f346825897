"""Small scans made on the spot, for tests of the line that do not care what is written on them."""

from pathlib import Path

from PIL import Image, ImageDraw


def sheet(words: str, *, size: tuple[int, int] = (620, 877)) -> Image.Image:
    """An A5 sheet at 106 dpi with a ruled box and a few words."""
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, size[0] - 60, 400), outline=0, width=3)
    pen.text((90, 100), words, fill=0, font_size=40)
    return page


def blank(*, size: tuple[int, int] = (620, 877)) -> Image.Image:
    """The side of a sheet without ink."""
    return Image.new("L", size, 255)


def tiff(path: Path, words: str, *, pages: int) -> Path:
    first, *rest = [sheet(f"{words} {number}") for number in range(1, pages + 1)]
    first.save(path, save_all=True, append_images=rest, dpi=(106, 106), compression="tiff_lzw")
    return path
