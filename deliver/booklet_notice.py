"""The sheet that stands for a page that is not shown: its number and why, drawn as a picture: it needs no font.

Refuses to say anything of what the page holds.
"""

from PIL import Image, ImageDraw, ImageFont

from deliver.chronology_type import font_path
from deliver.scan_picture import Picture

DPI = 150
_SIZE_PX = (1240, 1754)  # A4


def notice(page_no: int, why: str) -> Picture:
    sheet = Image.new("1", _SIZE_PX, 1)
    drawn = ImageDraw.Draw(sheet)
    drawn.rectangle((60, 60, _SIZE_PX[0] - 60, _SIZE_PX[1] - 60), outline=0, width=3)
    for text, size, y in ((f"p.{page_no}", 64, 560), ("このページは綴じ込んでいません", 48, 700), (why, 34, 810)):
        face = ImageFont.truetype(font_path(), size)
        drawn.text((_SIZE_PX[0] / 2, y), text, font=face, fill=0, anchor="mm")
    return Picture(*_SIZE_PX, 1, 1, rows=sheet.tobytes())
